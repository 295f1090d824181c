import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonicalRecord } from '../../src/design/record.js';
import { readRecords } from '../../src/store/store.js';
import { BENCH, interrupt, openWorkshop } from '../faults/bench-process.js';
import type { Ended, Workshop } from '../faults/bench-process.js';

let shop: Workshop;
const reseed = (...args: string[]): Promise<Ended> => shop.call(args);
const bench = (...args: string[]): Promise<Ended> => reseed('bench', './question.ts', '--quiet', ...args);

beforeAll(() => {
  shop = openWorkshop();
});
afterAll(() => shop.remove());

/** All bytes that a bench leaves for people, and its records without time and place. */
function bytesOf(out: string): Record<string, string> {
  const folder = join(shop.folder, out);
  const figures = readdirSync(join(folder, 'figures')).map((name) => `figures/${name}`);
  const files = ['report.md', 'summary.json', 'summary.csv', 'runs.csv', ...figures];
  const records = [...readRecords(folder).records.values()]
    .map((record) => JSON.stringify(canonicalRecord(record)))
    .sort();
  return {
    ...Object.fromEntries(files.map((name) => [name, readFileSync(join(folder, name), 'utf8')])),
    records: records.join('\n'),
  };
}

interface Looked {
  readonly look?: number;
  readonly variants: unknown;
  readonly comparisons: {
    readonly dropped: { readonly metrics: { readonly accuracy: { readonly difference: Interval } } };
  };
}

interface Interval {
  readonly point: number;
  readonly low: number;
  readonly high: number;
  readonly level: number;
}

describe('bench', () => {
  it('writes the documented files, and the summary has the documented fields', async () => {
    const { code, out } = await bench('--out', 'first', '--json', '--workers', '1');
    expect(code).toBe(0);
    for (const name of ['manifest.json', 'runs.jsonl', 'predictions.bin', 'report.md', 'summary.csv', 'runs.csv']) {
      expect(existsSync(join(shop.folder, 'first', name)), name).toBe(true);
    }
    // The list of published files belongs to the folder, and is not printed.
    const { files, ...printed } = JSON.parse(
      readFileSync(join(shop.folder, 'first', 'summary.json'), 'utf8'),
    ) as object & {
      files: object;
    };
    expect(Object.keys(files)).toContain('report.md');
    expect(out).toBe(`${JSON.stringify(printed, null, 2)}\n`);
    const estimate = { level: 0.95, method: expect.any(String) as string, n: expect.any(Number) as number };
    expect(JSON.parse(out)).toMatchObject({
      schema: 2,
      experiment: 'question',
      unit: 'split',
      runs: { planned: 120, ok: 120, failed: 0 },
      variants: { plain: { metrics: { accuracy: { mean: estimate, sd: estimate } } } },
      comparisons: {
        dropped: {
          metrics: {
            accuracy: {
              difference: estimate,
              sdRatioTotal: estimate,
              sdRatioRerun: estimate,
              varianceReduction: estimate,
              probabilityOfImprovement: estimate,
            },
          },
        },
      },
    });
  });

  it('gives the same bytes for four workers as for one', async () => {
    expect((await bench('--out', 'second', '--workers', '4')).code).toBe(0);
    expect(bytesOf('second')).toEqual(bytesOf('first'));
  });

  it('extended before anybody looked, gives the same bytes as at once', async () => {
    const args = ['bench', './question.ts', '--quiet', '--splits', '12'];
    expect((await interrupt(shop, 'unseen', { after: 5, signals: ['SIGKILL'], args })).signal).toBe('SIGKILL');
    expect(existsSync(join(shop.folder, 'unseen', 'report.md'))).toBe(false);
    await bench('--out', 'unseen');
    expect(bytesOf('unseen')).toEqual(bytesOf('first'));
  });

  it('extended after a look, gives the same runs and means as at once, and judges more strictly', async () => {
    await bench('--out', 'grown', '--splits', '12', '--seeds', '1');
    const { err, out } = await shop.call(['bench', './question.ts', '--out', 'grown']);
    expect(err).toContain('120 runs, 24 of them already there');
    expect(out.replaceAll('\n', ' ')).toContain('Second look at this folder: judged more strictly');
    const [grown, atOnce] = [bytesOf('grown'), bytesOf('first')];
    expect(grown['runs.csv']).toBe(atOnce['runs.csv']);
    expect(grown.records).toBe(atOnce.records);
    const [later, once] = [grown, atOnce].map((bytes) => JSON.parse(bytes['summary.json']!) as Looked);
    expect(later!.variants).toEqual(once!.variants);
    expect([once!.look, later!.look]).toEqual([undefined, 2]);
    const [strict, plain] = [later!, once!].map((each) => each.comparisons.dropped.metrics.accuracy.difference);
    expect([plain!.level, strict!.level]).toEqual([0.95, expect.closeTo(0.995, 12)]);
    expect(strict!.point).toBe(plain!.point);
    expect(strict!.high - strict!.low).toBeGreaterThan(1.2 * (plain!.high - plain!.low));
  });

  it('reported again without more runs, is the same look', async () => {
    const before = bytesOf('grown');
    await bench('--out', 'grown');
    expect(bytesOf('grown')).toEqual(before);
  });

  it('lowered, reports the subset and keeps the rest', async () => {
    const { out } = await bench('--out', 'grown', '--splits', '6', '--json');
    expect(JSON.parse(out)).toMatchObject({ runs: { planned: 24 } });
    expect(readRecords(join(shop.folder, 'grown')).records.size).toBe(120);
  });

  it('retrains an edited variant and no other', async () => {
    await bench('--out', 'edited', '--splits', '6');
    const path = join(shop.folder, 'question.ts');
    const before = readFileSync(path, 'utf8');
    try {
      writeFileSync(path, before.replace('dropout(0.5)', 'dropout(0.25)'));
      const { err } = await shop.start(['bench', './question.ts', '--out', 'edited', '--splits', '6']).ended;
      expect(err).toContain('24 runs, 12 of them already there');
    } finally {
      writeFileSync(path, before);
    }
  });

  it('report writes the same bytes again, from the records alone', async () => {
    const before = bytesOf('second');
    for (const name of ['report.md', 'summary.json', 'runs.csv'])
      writeFileSync(join(shop.folder, 'second', name), 'gone');
    expect((await reseed('report', 'second')).code).toBe(0);
    expect(bytesOf('second')).toEqual(before);
  });

  it('report without predictions leaves out what is made of single rows, says so, and has all else', async () => {
    const summary = (): string => readFileSync(join(shop.folder, 'second', 'summary.json'), 'utf8');
    const before = summary();
    const rows = /,\s*"differenceOverRows": \{[^}]*\}/g;
    writeFileSync(join(shop.folder, 'second', 'predictions.bin'), '');
    const { code, err } = await reseed('report', 'second');
    expect(code).toBe(0);
    expect(err).toMatch(/the predictions of \d+ runs are gone: what is made of single rows is left out/);
    expect(before).toMatch(rows);
    const withoutFiles = (text: string): string => text.replace(/"files": \{[^}]*\}/, '');
    expect(withoutFiles(summary())).toBe(withoutFiles(before).replace(rows, ''));
  });

  it('refuses the folder of another experiment and of other data, and changes nothing in it', async () => {
    writeFileSync(join(shop.folder, 'other.ts'), readFileSync(join(shop.folder, 'question.ts')));
    const other = await reseed('bench', './other.ts', '--out', 'first');
    expect(other).toMatchObject({ code: 2, out: '' });
    expect(other.err).toContain('holds the experiment question');
    const data = await bench(
      '--out',
      'first',
      '--data',
      'table.csv',
      '--target',
      'kind',
      '--drop',
      readFileSync(join(shop.folder, 'table.csv'), 'utf8').split(',')[0]!,
    );
    expect(data.code).toBe(2);
    expect(data.err).toContain('other data');
    expect((await bench('--out', 'first')).code).toBe(0);
  });

  it('--dry-run says what would be done and leaves no folder', async () => {
    const { code, out } = await bench('--out', 'planned', '--dry-run');
    expect(code).toBe(0);
    expect(out).toContain('30 splits × 2 seeds × 2 variants = 120 runs');
    expect(existsSync(join(shop.folder, 'planned'))).toBe(false);
  });

  it('--fresh says what it deletes', async () => {
    const { code, err } = await shop.call(['bench', './question.ts', '--out', 'grown', '--splits', '2', '--fresh']);
    expect(code).toBe(0);
    expect(err).toContain('--fresh: deleting runs.jsonl, predictions.bin, manifest.json');
    expect(readRecords(join(shop.folder, 'grown')).records.size).toBe(8);
  });

  it.each([
    [['--splits', '0'], '--splits "0"'],
    [['--splits', 'abc'], '--splits "abc"'],
    [['--splits'], 'splits'],
    [['--splits', '3', '--splits', '4'], '--splits was given 2 times'],
    [['--bogus'], 'bogus'],
    [['--engine', 'torch'], '--engine "torch"'],
    [['--backend', 'wasm'], 'backend'],
    [['--target', 'kind'], '--target goes with --data'],
    [['--data', 'table.csv'], '--data needs --target'],
    [['--data', 'gone.csv', '--target', 'kind'], 'gone.csv'],
    [['--data', 'table.csv', '--target', 'kin'], 'Did you mean "kind"'],
    [['--workers', '0'], '--workers "0"'],
    [['--shard', '3/2'], '--shard "3/2"'],
  ])('%j exits 2 with one sentence and a remedy, before anything is trained', async (args, expected) => {
    const { code, out, err } = await bench('--out', 'refused', ...args);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toContain(expected);
    expect(err).not.toMatch(/\n\s+at /);
    expect(err.trim().split('\n').length).toBeGreaterThanOrEqual(2);
    expect(existsSync(join(shop.folder, 'refused'))).toBe(false);
  });

  it('an unknown experiment is refused with the closest name', async () => {
    const { code, err } = await reseed('bench', 'dropout-vs-nome');
    expect(code).toBe(2);
    expect(err).toContain('dropout-vs-none');
  });

  it('a results folder that cannot be written is refused before anything is trained', async () => {
    writeFileSync(join(shop.folder, 'a-file'), '');
    const { code, err } = await bench('--out', 'a-file/results');
    expect(code).toBe(2);
    expect(err).toContain('Cannot write to');
  });
});

describe('compare', () => {
  it('a folder with itself differs nowhere, and passes a gate', async () => {
    const { code, out } = await reseed('compare', 'first', 'first', '--json', '--fail-on', 'accuracy<-0.001');
    expect(code).toBe(0);
    const { comparisons } = JSON.parse(out) as {
      comparisons: Record<string, { metrics: Record<string, { difference: { point: number } }> }>;
    };
    expect(Object.values(comparisons).map(({ metrics }) => metrics.accuracy!.difference.point)).toEqual([0, 0]);
  });

  it('exits 3 when a whole interval lies beyond the gate, and says which', async () => {
    const path = join(shop.folder, 'question.ts');
    const before = readFileSync(path, 'utf8');
    try {
      mkdirSync(join(shop.folder, 'worse'), { recursive: true });
      // One epoch at a tiny learning rate learns nothing: clearly worse.
      writeFileSync(
        path,
        before
          .replaceAll('{ stopping }', '{ stopping, optimizer: sgd(1e-9) }')
          .replace('sequential, variant', 'sequential, sgd, variant'),
      );
      await shop.start([...BENCH, '--out', 'worse/first']).ended;
    } finally {
      writeFileSync(path, before);
    }
    const { code, err } = await reseed('compare', 'first', 'worse/first', '--fail-on', 'logLoss>0.001');
    expect(err).toContain('gate logLoss>0.001 failed');
    expect(code).toBe(3);
  });

  it('refuses a gate that it cannot read', async () => {
    const { code, err } = await reseed('compare', 'first', 'first', '--fail-on', 'accuracy');
    expect(code).toBe(2);
    expect(err).toContain('--fail-on "accuracy"');
  });
});
