import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { JOURNAL_FILE, ownNames, readPublished, troubleInSet } from '../../src/store/published.js';
import { BENCH, note, openWorkshop, outcomeOf } from '../faults/bench-process.js';
import type { Workshop } from '../faults/bench-process.js';
import { verifyFolder } from '../../src/bench/verify.js';

let shop: Workshop;
beforeAll(async () => {
  shop = openWorkshop();
  expect(await shop.call([...BENCH, '--out', 'calm'])).toMatchObject({ code: 0, err: '' });
});
afterAll(() => shop.remove());

const at = (...parts: string[]): string => join(shop.folder, ...parts);
function copy(name: string): string {
  cpSync(at('calm'), at(name), { recursive: true });
  return at(name);
}
/** As Reseed 0.1.0 left it: no list, and in a clone neither manifest nor records. */
function committed(name: string): string {
  const folder = copy(name);
  for (const each of ['manifest.json', 'runs.jsonl', 'predictions.bin', 'splits.jsonl', 'references.jsonl'])
    rmSync(join(folder, each));
  const { files: _files, ...summary } = JSON.parse(readFileSync(join(folder, 'summary.json'), 'utf8')) as {
    files: object;
  };
  writeFileSync(join(folder, 'summary.json'), `${JSON.stringify(summary, null, 2)}\n`);
  return folder;
}

describe('the list in summary.json', () => {
  it('names every other published file with its hash, and what does not fit is told', () => {
    const folder = copy('listed');
    const files = readPublished(folder)!.files!;
    const there = [
      ...readdirSync(join(folder, 'figures')).map((name) => `figures/${name}`),
      'report.md',
      'runs.csv',
      'summary.csv',
    ];
    expect([...files.keys()].sort()).toEqual(there.sort());
    expect(troubleInSet(folder)).toEqual([]);
    appendFileSync(join(folder, 'report.md'), 'x');
    rmSync(join(folder, 'runs.csv'));
    expect(troubleInSet(folder)).toEqual([
      expect.stringContaining('report.md is not the one that belongs to summary.json') as string,
      'runs.csv is missing',
    ]);
  });

  it('is believed for names that a report may have, and no others', () => {
    const folder = at('liar');
    mkdirSync(folder);
    const files = Object.fromEntries(
      ['../../x', '/etc/passwd', 'notes.md', 'figures/../x.svg', 'report.md'].map((n) => [n, '0'.repeat(64)]),
    );
    writeFileSync(
      join(folder, 'summary.json'),
      JSON.stringify({ schema: 1, experiment: 'x', runs: { ok: 1, failed: 0 }, files }),
    );
    expect([...ownNames(folder, { name: 'y', manifested: false })].sort()).toEqual(['report.md', 'summary.json']);
  });

  it('without a list, as 0.1.0 wrote it, owns the pictures that its report shows', () => {
    const folder = at('earlier');
    mkdirSync(folder);
    writeFileSync(join(folder, 'summary.json'), '{"schema":1,"experiment":"x","runs":{"ok":1,"failed":0}}');
    writeFileSync(
      join(folder, 'report.md'),
      '![a](figures/runs.svg) ![b](figures/masks-2.x.svg) figures/.svg figures/../y.svg',
    );
    const own = [...ownNames(folder, { name: 'x', manifested: false })].filter((name) => name.startsWith('figures/'));
    expect(own).toEqual(['figures/runs.svg', 'figures/masks-2.x.svg']);
    expect([...ownNames(folder, { name: 'another', manifested: false })]).toEqual([]);
  });

  it('is said to be unfinished where its process ended while it wrote, and not where only its end was missed', () => {
    const folder = at('unfinished');
    mkdirSync(folder);
    const journal = (files: readonly string[]): void =>
      writeFileSync(join(folder, JOURNAL_FILE), JSON.stringify({ reseed: 'publishing', files }));
    const text = '{"schema":1,"experiment":"x","runs":{"ok":1,"failed":0},"files":{}}';
    journal(['report.md', 'summary.json']);
    expect(troubleInSet(folder)).toEqual([]);
    writeFileSync(join(folder, 'summary.json'), text);
    expect(troubleInSet(folder)).toEqual([expect.stringContaining('when its process ended')]);
    journal(['report.md']);
    expect(troubleInSet(folder)).toEqual([]);
  });
});

describe('files of somebody else', () => {
  const PAPER: readonly (readonly [string, string])[] = [
    ['report.md', '# My paper\n'],
    ['summary.json', '{"mine": true}'],
    ['runs.csv', 'a,b\n'],
    ['figures/mine.svg', '<svg/>'],
    ['manifest.json', '{"name": "My app", "icons": []}'],
    ['manifest.json', '{"schema": 2, "reseed": "9.0.0"}'],
    ['manifest.json', 'not JSON'],
    ['runs.jsonl', '{"mine": 1}\n'],
    ['predictions.bin', 'mine'],
    ['splits.jsonl', 'mine'],
  ];
  it.each(PAPER)(
    '%s (%j): bench and bench --fresh refuse before any training, and change nothing',
    async (name, content) => {
      for (const flags of [[], ['--fresh']]) {
        const folder = at('paper');
        mkdirSync(join(folder, 'figures'), { recursive: true });
        writeFileSync(join(folder, name), content);
        const { code, err } = await shop.call([...BENCH, ...flags, '--out', 'paper']);
        expect(code).toBe(2);
        expect(err).toMatch(/reseed: .*\n {2}\S.*\n$/);
        expect(err).not.toContain('over with --fresh');
        expect(readFileSync(join(folder, name), 'utf8')).toBe(content);
        expect(readdirSync(folder).sort()).toEqual([...new Set(['figures', name.split('/')[0]!])].sort());
        rmSync(folder, { recursive: true });
      }
    },
  );

  it('are left alone by compare --out, too, and a bench’s own folder is no place for a comparison', async () => {
    mkdirSync(at('essay/figures'), { recursive: true });
    writeFileSync(at('essay/figures/mine.svg'), 'mine');
    writeFileSync(at('essay/report.md'), 'mine');
    expect((await shop.call(['compare', 'calm', 'calm', '--out', 'essay'])).code).toBe(2);
    expect([readFileSync(at('essay/report.md'), 'utf8'), readdirSync(at('essay')).sort()]).toEqual([
      'mine',
      ['figures', 'report.md'],
    ]);
    expect((await shop.call(['compare', 'calm', 'calm', '--out', 'calm'])).code).toBe(2);
    expect((await shop.call(['compare', 'calm', 'calm', '--out', 'compared'])).code).toBe(0);
    writeFileSync(at('compared/figures/mine.svg'), 'mine');
    expect((await shop.call(['compare', 'calm', 'calm', '--out', 'compared'])).code).toBe(0);
    expect(readFileSync(at('compared/figures/mine.svg'), 'utf8')).toBe('mine');
  });

  it('beside a bench of ours stay, whatever the report leaves out', async () => {
    const folder = copy('beside');
    writeFileSync(join(folder, 'figures/mine.svg'), 'mine');
    writeFileSync(join(folder, 'notes.md'), 'mine');
    expect((await shop.call([...BENCH, '--out', 'beside'])).code).toBe(0);
    expect(readFileSync(join(folder, 'figures/mine.svg'), 'utf8')).toBe('mine');
    expect(existsSync(join(folder, 'notes.md'))).toBe(true);
  });
});

describe('a committed folder without a list, as 0.1.0 left it', () => {
  it('is recognised by its experiment, trained anew and ends in the same bytes, its stale figures gone', async () => {
    const folder = committed('clone');
    expect(await shop.call([...BENCH, '--out', 'clone'])).toMatchObject({ code: 0, err: '' });
    expect(outcomeOf(folder)).toEqual(outcomeOf(at('calm')));
  });

  it('of another experiment is refused', async () => {
    const folder = committed('other');
    const text = readFileSync(join(folder, 'summary.json'), 'utf8');
    writeFileSync(join(folder, 'summary.json'), text.replace('"experiment": "question"', '"experiment": "another"'));
    expect((await shop.call([...BENCH, '--out', 'other'])).code).toBe(2);
  });
});

describe('a report that rests on more records than are there', () => {
  it('is replaced by report and by a smaller bench only with --force', async () => {
    const folder = copy('poorer');
    rmSync(join(folder, 'runs.jsonl'));
    const before = readFileSync(join(folder, 'report.md'), 'utf8');
    const { code, err } = await shop.call(['report', 'poorer']);
    expect({ code, err }).toMatchObject({ code: 2, err: expect.stringContaining('rests on 120 runs') as string });
    expect((await shop.call([...BENCH, '--splits', '3', '--out', 'poorer'])).code).toBe(2);
    expect(readFileSync(join(folder, 'report.md'), 'utf8')).toBe(before);
    expect((await shop.call(['report', 'poorer', '--force'])).code).toBe(1);
    expect(readFileSync(join(folder, 'report.md'), 'utf8')).not.toBe(before);
  });
});

describe('splits.jsonl', () => {
  it.each([
    ['deleted', (path: string): void => rmSync(path)],
    ['torn', (path: string): void => writeFileSync(path, readFileSync(path).subarray(0, -40))],
  ])('that was %s is made again by report, which says so and ends in the same bytes', async (what, damage) => {
    const folder = copy(`splits-${what}`);
    damage(join(folder, 'splits.jsonl'));
    expect(await shop.call(['report', `splits-${what}`])).toMatchObject({ code: 0 });
    expect(outcomeOf(folder)).toEqual(outcomeOf(at('calm')));
    expect(await shop.call(['verify', `splits-${what}`])).toMatchObject({ code: 0 });
    note(`splits.jsonl ${what}: report`, { code: 0 });
  });

  it('whose predictions are gone too leaves a split out, and report says so', async () => {
    const folder = copy('splits-lost');
    rmSync(join(folder, 'splits.jsonl'));
    rmSync(join(folder, 'predictions.bin'));
    const { code, err } = await shop.call(['report', 'splits-lost']);
    expect({ code, err }).toMatchObject({
      code: 0,
      err: expect.stringMatching(/predictions of \d+ runs are gone or damaged/) as string,
    });
  });
});

describe('a damaged prediction in an unfinished split', () => {
  it('is found at the start, and its run alone is trained again', async () => {
    const folder = copy('unfinished');
    rmSync(join(folder, 'splits.jsonl'));
    const lines = readFileSync(join(folder, 'runs.jsonl'), 'utf8').split('\n');
    writeFileSync(join(folder, 'runs.jsonl'), `${lines.slice(0, 3).join('\n')}\n`);
    const bytes = readFileSync(join(folder, 'predictions.bin'));
    bytes[10]! ^= 1;
    writeFileSync(join(folder, 'predictions.bin'), bytes);
    const { code, err } = await shop.call(['bench', './question.ts', '--out', 'unfinished']);
    expect(code).toBe(0);
    expect(err).toContain('do not match their checksum; it will be trained again');
    expect(err).toContain('2 of them already there');
    expect(outcomeOf(folder)).toEqual(outcomeOf(at('calm')));
  });
});

describe('verify', () => {
  it('says of each part what is wrong and what to do, and changes nothing', async () => {
    expect(await shop.call(['verify', 'calm'])).toMatchObject({
      code: 0,
      out: expect.stringContaining('all of it is sound') as string,
    });
    const folder = copy('broken');
    const lines = readFileSync(join(folder, 'runs.jsonl'), 'utf8').split('\n');
    writeFileSync(join(folder, 'runs.jsonl'), lines.slice(2).join('\n'));
    writeFileSync(join(folder, 'predictions.bin'), readFileSync(join(folder, 'predictions.bin')).fill(7, 2000, 2001));
    rmSync(join(folder, 'splits.jsonl'));
    appendFileSync(join(folder, 'runs.csv'), 'x');
    const before = readdirSync(folder).map((name) => name);
    const { code, out } = await shop.call(['verify', 'broken']);
    expect(code).toBe(1);
    for (const part of [
      'records: 2 runs of the plan are missing',
      'records: the report rests on 120 runs',
      'predictions: the predictions of 1 of 118',
      'reductions: splits.jsonl lacks',
      'report: runs.csv is not',
    ]) {
      expect(out).toContain(part);
    }
    expect(readdirSync(folder)).toEqual(before);
    const { findings } = JSON.parse((await shop.call(['verify', 'broken', '--json'])).out) as {
      findings: object[];
    };
    expect(findings).toHaveLength(5);
  });

  const DAMAGE: readonly (readonly [string, (folder: string) => void, string, string])[] = [
    [
      'a summary.json cut short',
      (folder) => writeFileSync(join(folder, 'summary.json'), '{"schema": 1, "exp'),
      'report: summary.json is damaged',
      'Move it away. "reseed report ',
    ],
    [
      'no summary.json',
      (folder) => rmSync(join(folder, 'summary.json')),
      'report: report.md is here and summary.json, which says what belongs to it, is not',
      '"reseed report ',
    ],
    [
      'a report.html that was changed',
      (folder) => appendFileSync(join(folder, 'report.html'), '<!-- x -->'),
      'report: report.html was changed since Reseed made it',
      'Move it away.',
    ],
    [
      'a damaged reference',
      (folder) => appendFileSync(join(folder, 'references.jsonl'), 'x\n'),
      'reductions: references.jsonl holds lines that are damaged',
      'This makes what is missing again: reseed bench ./question.ts',
    ],
    [
      'records without a manifest',
      (folder) => rmSync(join(folder, 'manifest.json')),
      'records: runs.jsonl is here and manifest.json is not',
      'Bring manifest.json back',
    ],
    [
      'predictions and reductions gone',
      (folder) => ['predictions.bin', 'splits.jsonl'].forEach((name) => rmSync(join(folder, name))),
      'reductions: splits.jsonl lacks 60 complete splits',
      'This makes what is missing again',
    ],
    [
      'a report older than its records',
      (folder) => {
        const path = join(folder, 'summary.json');
        writeFileSync(path, readFileSync(path, 'utf8').replace(/"ok": 120\b/, '"ok": 100'));
      },
      'report: the report is older than the records: it rests on 100 of 120',
      'writes it again from the records',
    ],
    [
      'a torn record, which stays as it is',
      (folder) => truncateSync(join(folder, 'runs.jsonl'), statSync(join(folder, 'runs.jsonl')).size - 30),
      'records: runs.jsonl ended in a torn line, which is left out',
      'This makes what is missing again',
    ],
  ];
  it.each(DAMAGE)('finds %s', (_what, damage, part, remedy) => {
    const folder = copy('damaged');
    damage(folder);
    const before = readdirSync(folder).map((name) => [name, statSync(join(folder, name)).mtimeMs]);
    const said = verifyFolder(folder).findings.map((each) => `${each.part}: ${each.text}\n${each.remedy}`);
    expect(said.find((each) => each.startsWith(part))).toContain(remedy);
    expect(readdirSync(folder).map((name) => [name, statSync(join(folder, name)).mtimeMs])).toEqual(before);
    rmSync(folder, { recursive: true });
  });

  it('says which file is older, as far as dates tell', () => {
    const folder = copy('dated');
    appendFileSync(join(folder, 'runs.csv'), 'x');
    const { mtimeMs } = statSync(join(folder, 'summary.json'));
    const date = (ms: number): string => {
      utimesSync(join(folder, 'runs.csv'), mtimeMs / 1000, (mtimeMs + ms) / 1000);
      return troubleInSet(folder)[0]!;
    };
    expect(date(5000)).toContain('by its date it is newer, or was changed since, and summary.json is older');
    expect(date(-3_600_000)).toContain('by its date it is older');
    expect(date(-1000)).toContain('their dates do not tell');
  });

  it('checks a committed folder by its list, and refuses one that is none', async () => {
    const folder = copy('alone');
    for (const each of ['manifest.json', 'runs.jsonl', 'predictions.bin', 'splits.jsonl', 'references.jsonl'])
      rmSync(join(folder, each));
    expect((await shop.call(['verify', 'alone'])).code).toBe(0);
    mkdirSync(at('empty'));
    expect((await shop.call(['verify', 'empty'])).code).toBe(2);
  });
});

describe('a report on scores from a file', () => {
  it('is a set with a list as well: checked, replaced by its like, and never in place of somebody’s files or of a bench', async () => {
    const scores = (out: string): Promise<{ code: number | null; err: string }> =>
      shop.call(['scores', 'calm/runs.csv', '--metric', 'accuracy', '--better', 'higher', '--out', out]);
    expect(await scores('scored')).toMatchObject({ code: 0 });
    expect(await shop.call(['verify', 'scored'])).toMatchObject({ code: 0 });
    const report = readFileSync(at('scored/report.md'), 'utf8');
    writeFileSync(at('scored/report.md'), 'changed');
    writeFileSync(at('scored/notes.md'), 'mine');
    expect((await shop.call(['verify', 'scored'])).out).toContain('report.md is not the one that belongs');
    for (const read of ['scored', 'scored/runs.csv'])
      expect((await shop.call(['scores', read, '--dry-run'])).err).toContain(
        'note: scored: report.md is not the one that belongs to summary.json',
      );
    expect(await scores('scored')).toMatchObject({ code: 0 });
    expect([report, 'mine']).toEqual(
      ['report.md', 'notes.md'].map((name) => readFileSync(at(`scored/${name}`), 'utf8')),
    );
    mkdirSync(at('paper-of-scores'));
    writeFileSync(at('paper-of-scores/report.md'), 'mine');
    expect(await scores('paper-of-scores')).toMatchObject({ code: 2 });
    expect(readdirSync(at('paper-of-scores'))).toEqual(['report.md']);
    expect(readFileSync(at('paper-of-scores/report.md'), 'utf8')).toBe('mine');
    expect(await shop.call([...BENCH, '--out', 'scored'])).toMatchObject({ code: 2 });
    expect(readFileSync(at('scored/report.md'), 'utf8')).toBe(report);
  });

  it('is not read from a pipe that nobody writes to', async () => {
    execFileSync('mkfifo', [at('pipe.csv')]);
    expect(await shop.call(['scores', 'pipe.csv'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('is a pipe, a socket or a device') as string,
    });
  });
});
