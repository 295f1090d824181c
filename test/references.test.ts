/** References as processes make them: on noise, on a table that a line explains, after damage, by k-fold and by --until. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorkshop, outcomeOf } from './faults/bench-process.js';
import type { Ended, Workshop } from './faults/bench-process.js';

interface Summary {
  readonly runs: { readonly planned: number };
  readonly variants: object;
  readonly comparisons: Readonly<Record<string, Compared>>;
  readonly references?: readonly {
    readonly name: string;
    readonly metrics: Readonly<Record<string, { mean: Interval; differences: Readonly<Record<string, Interval>> }>>;
  }[];
}
interface Compared {
  readonly metrics: Readonly<Record<string, { difference: Interval; differenceOverRows?: Interval }>>;
}
interface Interval {
  readonly point: number;
  readonly low: number;
  readonly high: number;
  readonly method: string;
}

let shop: Workshop;
const at = (...path: string[]): string => join(shop.folder, ...path);
const start = (...args: string[]): Promise<Ended> => shop.call(args);
const summaryOf = (out: string): Summary => JSON.parse(readFileSync(at(out, 'summary.json'), 'utf8')) as Summary;

const comparisonOf = (out: string): Compared => summaryOf(out).comparisons.dropout!;

/** Numbers that have nothing to do with each other, the same at every start. */
function noise(i: number): number {
  const x = Math.sin(i * 12.9898) * 43758.5453;
  return x - Math.floor(x);
}

beforeAll(() => {
  shop = openWorkshop();
  const lines = Array.from({ length: 90 }, (_, i) => {
    const [a, b, e] = [noise(i), noise(i + 1000), noise(i + 2000)];
    return `${a},${b},${(7000 + 900 * e).toFixed(2)},${(3 * a - 2 * b).toFixed(4)}`;
  });
  writeFileSync(at('made.csv'), `a,b,luck,line\n${lines.join('\n')}\n`);
});
afterAll(() => shop.remove());

const onNoise = [
  'bench',
  '--data',
  'made.csv',
  '--target',
  'luck',
  '--drop',
  'line',
  '--splits',
  '6',
  '--seeds',
  '2',
  '--quiet',
];

describe('references', () => {
  it('show on the first screen that nets on noise are no better than the mean, and count as no variants', async () => {
    const { code, out } = await start(...onNoise, '--out', 'noise');
    expect(code).toBe(0);
    expect(out).toMatch(
      /^The nets are no better than always answering the mean: |^No net is clearly better than always answering the mean: /m,
    );
    expect(readFileSync(at('noise', 'report.md'), 'utf8')).toMatch(/always answering the mean/);
    const { runs, variants, references } = summaryOf('noise');
    expect([runs.planned, Object.keys(variants)]).toEqual([24, ['none', 'dropout']]);
    expect(references!.map(({ name }) => name)).toEqual(['constant', 'linear']);
    const { mean, differences } = references![0]!.metrics.rmse!;
    // The mean misses by the SD of the target, 900/√12 of a uniform one.
    expect(mean.point).toBeGreaterThan(225);
    expect(mean.point).toBeLessThan(295);
    expect(Object.values(differences).map(({ method }) => method)).toEqual(['nadeauBengio', 'nadeauBengio']);
  });

  it('know the scored rows, so that the report says what holds for new rows and these trained models', () => {
    const { differenceOverRows: found, difference } = comparisonOf('noise').metrics.rmse!;
    const lines = readFileSync(at('noise', 'references.jsonl'), 'utf8').trim().split('\n');
    const rows = lines.flatMap((line) => (JSON.parse(/"rows":(\[\[.*?\]\])/.exec(line)![1]!) as number[][]).flat());
    expect(found).toMatchObject({ n: new Set(rows).size, method: 't', level: 0.95 });
    expect(found!.low).toBeLessThan(difference.point);
    expect(found!.high).toBeGreaterThan(difference.point);
    expect(readFileSync(at('noise', 'report.md'), 'utf8')).toMatch(/it stands alone, and decides nothing/);
  });

  it('are made once: what is gone or damaged is made again, with the same bytes', async () => {
    const path = at('noise', 'references.jsonl');
    const [before, whole] = [readFileSync(path, 'utf8'), outcomeOf(at('noise'))];
    const lines = before.split('\n').slice(0, -1);
    expect(lines.length).toBe(6);
    writeFileSync(
      path,
      `${lines.slice(0, 3).join('\n')}\n${lines[3]!.replace('"split"', '"splat"')}\n${lines[4]!.slice(0, 40)}`,
    );
    await start('report', 'noise');
    expect(summaryOf('noise').references).toBeUndefined();
    expect((await start(...onNoise, '--out', 'noise')).code).toBe(0);
    const after = readFileSync(path, 'utf8').split('\n').slice(0, -1);
    expect(after.slice(0, 3)).toEqual(lines.slice(0, 3));
    expect([...after].sort()).toEqual([...lines].sort());
    expect(outcomeOf(at('noise'))).toEqual(whole);
    rmSync(path);
    expect((await start(...onNoise, '--workers', '1', '--out', 'noise')).code).toBe(0);
    expect(outcomeOf(at('noise'))).toEqual(whole);
  });

  it('tell of a line that a line explains it', async () => {
    const args = ['--target', 'line', '--drop', 'luck', '--splits', '5', '--seeds', '1', '--quiet', '--json'];
    const { out } = await start('bench', '--data', 'made.csv', ...args);
    const [constant, linear] = (JSON.parse(out) as Summary).references!.map(({ metrics }) => metrics.r2!.mean.point);
    expect(constant).toBeLessThan(0.01);
    expect(linear).toBeGreaterThan(0.98);
  });

  it('go by fold with k-fold, and by the splits that count with --until', async () => {
    const text = readFileSync(at('question.ts'), 'utf8');
    const folded = text
      .replace(/holdout\([^)]*\)/, 'kFold({ folds: 3, splits: 3, seeds: 1 })')
      .replace('holdout', 'kFold');
    writeFileSync(at('folded.ts'), folded);
    const { code, err } = await start('bench', './folded.ts', '--quiet', '--out', 'folded');
    expect(code, err).toBe(0);
    const { metrics } = summaryOf('folded').references![0]!;
    expect(Object.values(metrics.accuracy!.differences).map(({ method }) => method)).toEqual(
      Array(2).fill('bouckaertFrank'),
    );
    const rule = ['--until', 'accuracy.difference<0.9', '--min-splits', '4', '--quiet', '--out', 'until'];
    expect((await start('bench', './question.ts', ...rule)).code).toBe(0);
    expect(summaryOf('until').references!.length).toBe(2);
    expect(readFileSync(at('until', 'references.jsonl'), 'utf8').split('\n').length - 1).toBe(
      (JSON.parse(readFileSync(at('until', 'summary.json'), 'utf8')) as { splits: number }).splits,
    );
  });
});
