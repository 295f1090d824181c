/** What is said of a folder and its damage, word for word, on folders of 0.1.0; nothing is trained. */
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openBench, repairedBench, repairsOf } from '../../src/bench/open-bench.js';
import { isHtmlWhole, removeHtml } from '../../src/bench/publish-html.js';
import { verifyFolder } from '../../src/bench/verify.js';
import { sealed } from '../../src/report/render/html-document.js';
import { refusalOf } from '../refusal.js';

const FIXTURES = fileURLToPath(new URL('../fixtures/0.1.0', import.meta.url));
const AGAIN = 'This makes what is missing again: reseed bench tiny --data table.csv --target kind --drop id,price';

let top = '';
let folder = '';
const at = (name: string): string => join(folder, name);
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'reseed-verify-'));
  folder = join(top, 'hold-out');
  cpSync(join(FIXTURES, 'hold-out'), folder, { recursive: true });
});
afterEach(() => rmSync(top, { recursive: true }));

const found = (): readonly string[] =>
  verifyFolder(folder).findings.map(({ part, text, remedy }) =>
    `${part}: ${text}. ${remedy}`.replaceAll(folder, 'FOLDER'),
  );
const refusal = (work: () => unknown): string | undefined => refusalOf(work)?.replaceAll(top, 'TOP');
const cut = (name: string, change: (lines: string[]) => string[]): void =>
  writeFileSync(at(name), change(readFileSync(at(name), 'utf8').split('\n')).join('\n'));
const spoil = (places: readonly number[]): void => {
  const bytes = readFileSync(at('predictions.bin'));
  for (const place of places) bytes[place]! ^= 1;
  writeFileSync(at('predictions.bin'), bytes);
};
const summary = (ok: number, failed: number, files = {}): void =>
  writeFileSync(at('summary.json'), JSON.stringify({ schema: 1, experiment: 'tiny', runs: { ok, failed }, files }));

describe('verify', () => {
  it('finds nothing in a sound folder, and counts what it looked at', () => {
    expect(verifyFolder(folder)).toEqual({
      bench: { planned: 16, records: 16, predictions: 16 },
      listed: null,
      findings: [],
    });
    summary(15, 1);
    expect(verifyFolder(folder)).toMatchObject({ listed: 0, findings: [] });
  });

  it('finds nothing where a smaller bench came after a larger one, or a rule of --until stopped while runs were under way', () => {
    const manifest = JSON.parse(readFileSync(at('manifest.json'), 'utf8')) as {
      experiment: { protocol: { splits: number } };
    };
    manifest.experiment.protocol.splits = 2;
    writeFileSync(at('manifest.json'), JSON.stringify(manifest));
    const half = verifyFolder(folder).bench!.planned;
    expect(half).toBeLessThan(16);
    summary(half, 0);
    expect(verifyFolder(folder)).toMatchObject({ bench: { planned: half, records: 16 }, findings: [] });
    summary(half - 1, 0);
    expect(found()).toEqual([expect.stringContaining(`rests on ${half - 1} of ${half}.`)]);

    rmSync(folder, { recursive: true });
    cpSync(join(FIXTURES, 'until'), folder, { recursive: true });
    const { planned, records } = verifyFolder(folder).bench!;
    expect(records).toBeGreaterThan(planned);
    summary(planned, 0);
    expect(found()).toEqual([]);
  });

  it.each<[string, () => void, readonly string[]]>([
    [
      'a run is gone',
      () => cut('runs.jsonl', ([, ...rest]) => rest),
      [`records: 1 run of the plan is missing. ${AGAIN}`],
    ],
    [
      'two are gone, one line is none, the last is torn',
      () =>
        cut('runs.jsonl', ([, , , ...rest]) =>
          ['x', ...rest.slice(0, -1), rest.at(-2)!.slice(0, 40)].filter((line) => line !== ''),
        ),
      [
        `records: runs.jsonl line 1: the line is cut short, so it is left out. ${AGAIN}`,
        `records: runs.jsonl ended in a torn line, which is left out. ${AGAIN}`,
        `records: 3 runs of the plan are missing. ${AGAIN}`,
      ],
    ],
    [
      'predictions are damaged',
      () => spoil([0, 1]),
      [
        `predictions: the predictions of 1 of 16 runs are gone or do not match their checksum. The report does not need those of finished splits. ${AGAIN}`,
      ],
    ],
    [
      'predictions and reductions are gone',
      () => ['predictions.bin', 'splits.jsonl'].forEach((name) => rmSync(at(name))),
      [
        `predictions: the predictions of 16 of 16 runs are gone or do not match their checksum. The report does not need those of finished splits. ${AGAIN}`,
        `reductions: splits.jsonl lacks 8 complete splits. ${AGAIN}`,
      ],
    ],
    [
      'a reduction is gone',
      () => cut('splits.jsonl', ([, ...rest]) => rest),
      [
        'reductions: splits.jsonl lacks 1 complete split. "reseed report FOLDER" makes them again from the predictions.',
      ],
    ],
    [
      'references are damaged',
      () => writeFileSync(at('references.jsonl'), 'x\n'),
      [`reductions: references.jsonl holds lines that are damaged or no references. ${AGAIN}`],
    ],
    [
      'the report rests on more',
      () => summary(17, 1),
      [`records: the report rests on 18 runs, and 16 records are there. Bring runs.jsonl back. ${AGAIN}`],
    ],
    [
      'the report rests on fewer',
      () => summary(1, 0),
      [
        'report: the report is older than the records: it rests on 1 of 16. "reseed report FOLDER" writes it again from the records.',
      ],
    ],
    [
      'the summary is none',
      () => writeFileSync(at('summary.json'), '{'),
      [
        'report: summary.json is damaged or no summary of Reseed\'s, so nothing is known of the files beside it. Move it away. "reseed report FOLDER" writes it again from the records.',
      ],
    ],
    [
      'the summary is gone',
      () => writeFileSync(at('report.md'), 'x'),
      [
        'report: report.md is here and summary.json, which says what belongs to it, is not. "reseed report FOLDER" writes it again from the records.',
      ],
    ],
    [
      'a page was changed',
      () => writeFileSync(at('report.html'), `${sealed('<p>x</p>\n')}x`),
      [
        'report: report.html was changed since Reseed made it, or is not Reseed\'s. Move it away. "reseed report FOLDER" writes it again from the records.',
      ],
    ],
    [
      'a listed file is missing',
      () => summary(16, 0, { 'runs.csv': 'a'.repeat(64) }),
      ['report: runs.csv is missing. "reseed report FOLDER" writes it again from the records.'],
    ],
    [
      'the manifest is gone',
      () => rmSync(at('manifest.json')),
      [
        'records: runs.jsonl is here and manifest.json is not, so nobody can say which runs were planned. Bring manifest.json back; or start the bench’s own command again, which keeps the records and writes it again.',
      ],
    ],
  ])('where %s says so, and what to do', (_what, damage, expected) => {
    damage();
    expect(found()).toEqual(expected);
  });

  it('of a report without its bench sends to version control', () => {
    rmSync(folder, { recursive: true });
    mkdirSync(folder);
    summary(16, 0, { 'runs.csv': 'a'.repeat(64) });
    writeFileSync(at('report.html'), 'changed');
    expect(found()).toEqual([
      'report: runs.csv is missing. Bring the folder back from version control.',
      "report: report.html was changed since Reseed made it, or is not Reseed's. Move it away.",
    ]);
    expect(verifyFolder(folder)).not.toHaveProperty('bench');
    rmSync(at('summary.json'));
    expect(refusal(() => verifyFolder(folder))).toBe(
      'TOP/hold-out holds neither a bench nor a report of Reseed. Give a folder below results/.',
    );
  });

  it('looks for no predictions of a run that failed', () => {
    cpSync(join(FIXTURES, 'failed'), folder, { recursive: true });
    const { bench, findings } = verifyFolder(folder);
    expect(findings).toEqual([]);
    expect(bench!.predictions).toBeLessThan(bench!.records);
  });
});

describe('a folder that is opened', () => {
  it('says how many lines it made again, one or several', () => {
    cut('splits.jsonl', ([, ...rest]) => rest);
    expect(repairsOf(openBench(folder))).toEqual(['splits.jsonl lacked 1 line, made again from the predictions']);
    rmSync(at('splits.jsonl'));
    expect(repairsOf(openBench(folder))).toEqual(['splits.jsonl lacked 8 lines, made again from the predictions']);
    expect(existsSync(at('splits.jsonl'))).toBe(false);
    const { notes, there } = repairedBench(folder);
    expect([notes, there]).toEqual([['splits.jsonl lacked 8 lines, made again from the predictions'], 16]);
    expect(readFileSync(at('splits.jsonl'), 'utf8').trimEnd().split('\n')).toHaveLength(8);
    expect(repairedBench(folder).notes).toEqual([]);
  });

  it('says whose predictions are gone, and what is left out for it', () => {
    writeFileSync(at('predictions.bin'), readFileSync(at('predictions.bin')).subarray(0, -10));
    expect(repairedBench(folder).notes).toEqual([
      'the predictions of 1 run are gone: what is made of single rows is left out, such as “new rows, these trained models”',
    ]);
    rmSync(at('splits.jsonl'));
    expect(repairedBench(folder).notes.at(-1)).toBe(
      'the predictions of 1 run are gone or damaged, so what needs them is left out for their splits; "reseed bench" trains them again',
    );
  });

  it('without a manifest is none', () => {
    rmSync(at('manifest.json'));
    expect(refusal(() => openBench(folder))).toBe(
      'TOP/hold-out holds no manifest.json, so there are no records in it. Run "reseed bench" there first; committed results leave the records out.',
    );
  });
});

describe('report.html', () => {
  it('is whole where Reseed made it, and only such a one is removed', () => {
    expect(isHtmlWhole(folder)).toBe(true);
    removeHtml(folder);
    writeFileSync(at('report.html'), 'mine');
    removeHtml(folder);
    expect([isHtmlWhole(folder), existsSync(at('report.html'))]).toEqual([false, true]);
    appendFileSync(at('report.html'), 'x');
    writeFileSync(at('report.html'), sealed('<p>x</p>\n'));
    expect(isHtmlWhole(folder)).toBe(true);
    removeHtml(folder);
    expect(existsSync(at('report.html'))).toBe(false);
  });
});
