/** A report as a set of files, put into a folder and judged, without a bench: who owns what, and what stands in the way. */
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encodeLine } from '../../src/store/checked-line.js';
import { holdingFolder } from '../../src/store/hold.js';
import { refusePoorerReport, refuseSomebodysFolder } from '../../src/store/ownership.js';
import {
  addToJournal,
  anyPublished,
  ownNames,
  publishSet,
  readPublished,
  refuseForeignFiles,
  troubleInSet,
  withFiles,
} from '../../src/store/published.js';
import { madeRecord } from '../made-record.js';
import { refusalOf } from '../refusal.js';

let folder = '';
const at = (name: string): string => join(folder, name);
const write = (name: string, text: string): void => {
  mkdirSync(dirname(at(name)), { recursive: true });
  writeFileSync(at(name), text);
};
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reseed-set-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const refusal = (work: () => unknown): string | undefined => refusalOf(work)?.replaceAll(folder, 'FOLDER');
const sha = (text: string): string => createHash('sha256').update(text).digest('hex');
const SUMMARY = { schema: 1, experiment: 'x', runs: { ok: 2, failed: 1 } };
const publish = (files: Readonly<Record<string, string | string[]>>, own: readonly string[] = []): void =>
  publishSet(folder, {
    files: new Map(Object.entries(files)),
    own: new Set(own),
    summaryWith: (list) => withFiles(`${JSON.stringify(SUMMARY, null, 2)}\n`, list),
  });

describe('a set of files', () => {
  it('is put in place of the one that was there, the summary last with the hash of each', () => {
    write('figures/old.svg', 'old');
    write('figures/mine.svg', 'mine');
    publish({ 'report.md': 'text', 'runs.csv': ['a', 'b'] }, ['figures/old.svg', 'summary.json']);
    expect(readdirSync(folder).sort()).toEqual(['figures', 'report.md', 'runs.csv', 'summary.json']);
    expect(readdirSync(at('figures'))).toEqual(['mine.svg']);
    expect(readFileSync(at('runs.csv'), 'utf8')).toBe('ab');
    const published = readPublished(folder)!;
    expect([published.name, published.runs]).toEqual(['x', 3]);
    expect([...published.files!]).toEqual([
      ['report.md', sha('text')],
      ['runs.csv', sha('ab')],
    ]);
    expect(troubleInSet(folder)).toEqual([]);
    expect(readFileSync(at('summary.json'), 'utf8')).toMatch(
      /\n {2}"files": \{\n {4}"report\.md": "[0-9a-f]{64}",\n[^]*\n\}\n$/,
    );
  });

  it('has its names in a journal while it is written, so that a killed process leaves nothing unknown', () => {
    addToJournal(folder, ['runs.csv', '../x', 'notes.md']);
    let journal = '';
    publishSet(folder, {
      files: new Map([['report.md', 'x']]),
      own: new Set(['figures/a.svg']),
      summaryWith: () => {
        journal = readFileSync(at('publishing.json'), 'utf8');
        return '{}';
      },
    });
    expect(journal).toBe('{"reseed":"publishing","files":["figures/a.svg","report.md","runs.csv","summary.json"]}\n');
    expect(existsSync(at('publishing.json'))).toBe(false);
  });

  it('changes nothing where a file of somebody else, or a link, is in the way', () => {
    write('runs.csv', 'mine');
    const said =
      "FOLDER/runs.csv is there already and is no file of Reseed's, so it is not replaced. Move it away, or choose another folder with --out.";
    expect(refusal(() => publish({ 'report.md': 'x', 'runs.csv': 'y' }))).toBe(said);
    expect(readdirSync(folder)).toEqual(['runs.csv']);
    expect(refusal(() => publish({ 'report.md': 'x', 'runs.csv': 'y' }, ['runs.csv']))).toBeUndefined();
    expect(refusal(() => publish({ 'report.md': 'x' }))).toContain('report.md is there already');
    expect(refusal(() => publish({}))).toContain('summary.json is there already');
    expect(
      refusal(() => refuseForeignFiles(folder, { wanted: ['report.md'], own: new Set(['report.md']) })),
    ).toBeUndefined();
    symlinkSync(tmpdir(), at('figures'));
    expect(refusal(() => publish({ 'report.md': 'x' }, ['report.md', 'summary.json']))).toContain('figures is a link');
  });
});

describe('what a summary says of itself', () => {
  it.each<[string, object | string]>([
    ['no JSON', '{'],
    ['no object', '7'],
    ['null', 'null'],
    ['without a schema', { ...SUMMARY, schema: '1' }],
    ['without a name', { ...SUMMARY, experiment: 1 }],
    ['without runs', { ...SUMMARY, runs: null }],
    ['with a word for runs', { ...SUMMARY, runs: 'x' }],
    ['without numbers of runs', { ...SUMMARY, runs: { ok: '1', failed: 1 } }],
    ['without a number of failed runs', { ...SUMMARY, runs: { ok: 1 } }],
  ])('is not read where it is %s', (_what, text) => {
    write('summary.json', typeof text === 'string' ? text : JSON.stringify(text));
    expect([readPublished(folder), anyPublished(folder)]).toEqual([undefined, undefined]);
  });

  it('is of a bench or of scores, and each is found where it is asked for', () => {
    write('summary.json', JSON.stringify({ schema: 1, kind: 'scores', name: 's', runs: { ok: 1, failed: 0 } }));
    expect([readPublished(folder), readPublished(folder, 'scores')?.name, anyPublished(folder)?.name]).toEqual([
      undefined,
      's',
      's',
    ]);
    write('summary.json', JSON.stringify({ schema: 1, name: 's', runs: { ok: 1, failed: 0 } }));
    expect(readPublished(folder, 'scores')).toBeUndefined();
    write('summary.json', JSON.stringify({ ...SUMMARY, files: null }));
    expect(readPublished(folder)).toEqual({ name: 'x', runs: 3 });
  });

  it('lists names that a report may have, with hashes, and no others', () => {
    const names = ['report.md', 'report.html', 'runs.csv', 'summary.csv', 'figures/a-1.b_c.svg'];
    const foreign = [
      'xreport.md',
      'report.mdx',
      'report.txt',
      'figures/-a.svg',
      'figures/a.png',
      'figures/a/b.svg',
      `figures/a${'b'.repeat(151)}.svg`,
    ];
    const files = Object.fromEntries([...names, ...foreign].map((name) => [name, 'a'.repeat(64)]));
    write(
      'summary.json',
      JSON.stringify({
        ...SUMMARY,
        files: {
          ...files,
          'summary.json': 'b'.repeat(63),
          'runs.json': 1,
          'figures/c.svg': `x${'a'.repeat(64)}`,
          'figures/d.svg': `${'a'.repeat(64)}x`,
        },
      }),
    );
    expect([...readPublished(folder)!.files!.keys()]).toEqual(names);
    const longest = `figures/a${'b'.repeat(150)}.svg`;
    write('summary.json', JSON.stringify({ ...SUMMARY, files: { [longest]: 'a'.repeat(64), 'report.md': 7 } }));
    expect([...readPublished(folder)!.files!.keys()]).toEqual([longest]);
  });
});

describe('whose the names in a folder are', () => {
  const owned = (known: Omit<Parameters<typeof ownNames>[1], 'name'>): readonly string[] =>
    [...ownNames(folder, { name: 'x', ...known })].sort();
  const FIXED = ['report.md', 'runs.csv', 'summary.csv', 'summary.json'];

  it('are those of the list, where there is one', () => {
    publish({ 'report.md': 'x' });
    expect(owned({ manifested: true, wanted: ['figures/a.svg'] })).toEqual(['report.md', 'summary.json']);
    addToJournal(folder, ['figures/b.svg']);
    expect(owned({ manifested: false })).toEqual(['figures/b.svg', 'report.md', 'summary.json']);
    expect(owned({ manifested: false, kind: 'scores' })).toEqual(['figures/b.svg']);
  });

  it('are, of a bench without a list, those of every report and those about to be written; in a folder of nobody, none', () => {
    expect(owned({ manifested: true, wanted: ['figures/a.svg'] })).toEqual(['figures/a.svg', ...FIXED]);
    expect(owned({ manifested: false, wanted: ['figures/a.svg'] })).toEqual([]);
  });

  it('are, as 0.1.0 left them, what the report shows, if it is of this experiment or beside a manifest', () => {
    write('summary.json', JSON.stringify(SUMMARY));
    write('report.md', '![](figures/a.svg)');
    expect(owned({ manifested: false })).toEqual(['figures/a.svg', ...FIXED]);
    expect([...ownNames(folder, { name: 'y', manifested: false })]).toEqual([]);
    expect([...ownNames(folder, { name: 'y', manifested: true })].sort()).toEqual(['figures/a.svg', ...FIXED]);
    rmSync(at('report.md'));
    expect(owned({ manifested: false })).toEqual(FIXED);
  });

  it('are not those of a journal that is none', () => {
    for (const journal of [
      { reseed: 'x', files: ['report.md'] },
      { reseed: 'publishing', files: 'report.md' },
      { reseed: 'publishing', files: [7, '../a'] },
    ]) {
      write('publishing.json', JSON.stringify(journal));
      expect(owned({ manifested: false })).toEqual([]);
    }
  });
});

describe('a folder that a bench would use', () => {
  const use = (): string | undefined => refusal(() => refuseSomebodysFolder(folder, 'x'));
  const MOVE = 'Move it away, or choose another folder with --out.';
  const record = encodeLine(
    madeRecord({ hash: 'a'.repeat(32), variant: 'a', split: 0, fold: 0, seed: 0 }, { accuracy: 0.5 }),
  );

  it('may be empty, hold other names, empty files of ours, or records without a manifest', () => {
    expect(use()).toBeUndefined();
    write('notes.md', 'mine');
    for (const name of ['runs.jsonl', 'predictions.bin']) write(name, '');
    mkdirSync(at('figures'));
    expect(use()).toBeUndefined();
    write('runs.jsonl', record);
    write('predictions.bin', 'x');
    expect(use()).toBeUndefined();
  });

  it.each([
    'runs.jsonl',
    'predictions.bin',
    'splits.jsonl',
    'references.jsonl',
    'incidents.jsonl',
    'runs.damaged.txt',
    'queue-id',
  ])('is somebody’s where %s holds something else', (name) => {
    write(name, 'mine\n');
    expect(use()).toBe(`FOLDER/${name} is there already and is no file of Reseed's. ${MOVE}`);
  });

  it('is somebody’s where it holds a report or pictures that no summary of this experiment owns', () => {
    write('figures/b.svg', 'mine');
    expect(use()).toBe(`FOLDER/figures holds files that are not Reseed's, such as "b.svg". ${MOVE}`);
    write('runs.jsonl', '');
    mkdirSync(at('predictions.bin'));
    expect(use()).toContain('FOLDER/predictions.bin is there already');
    rmSync(at('predictions.bin'), { recursive: true });
    write('report.md', 'mine');
    expect(use()).toContain('FOLDER/report.md is there already and is no file of Reseed’s'.replace('’', "'"));
    publish({}, ['report.md', 'figures/b.svg']);
    write('figures/c.svg', 'mine');
    expect(use()).toBeUndefined();
  });

  it('keeps a report that rests on more records than there are', () => {
    expect(refusal(() => refusePoorerReport(folder, 0, 'Train.'))).toBeUndefined();
    write('summary.json', JSON.stringify({ ...SUMMARY, runs: { ok: 1200, failed: 0 } }));
    expect(refusal(() => refusePoorerReport(folder, 1200, 'Train.'))).toBeUndefined();
    expect(refusal(() => refusePoorerReport(folder, 1199, 'Train.'))).toBe(
      'The report in FOLDER rests on 1,200 runs, and the records there hold 1,199: it is not replaced by a poorer one. Train.',
    );
  });

  it('is held while work is done in it, made where it is not there, and given back even where that fails', () => {
    const deep = at('a/b');
    const held = holdingFolder(deep, () => {
      writeFileSync(join(deep, 'report.md.4194305.new'), 'half');
      expect(() => holdingFolder(deep, () => 1)).toThrow('Another bench is at work');
      return 7;
    });
    expect([held, readdirSync(deep)]).toEqual([7, ['report.md.4194305.new']]);
    expect(() => holdingFolder(deep, () => JSON.parse('{') as object)).toThrow(SyntaxError);
    expect(readdirSync(deep)).toEqual([]);
  });
});
