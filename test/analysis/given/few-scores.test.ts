/**
 * Two variants with few scores, equal ones, or none in common: the numbers, and the reasons where there are none, as ever. Where a
 * change is meant, run this file with -u; the intervals themselves have their published values elsewhere.
 */
import { describe, expect, it } from 'vitest';
import { madeList } from '../../../src/base/walked-list.js';
import { areComparable } from '../../../src/analysis/given/before.js';
import { bestOf } from '../../../src/analysis/given/best-of.js';
import { meanByT, summarizeCell } from '../../../src/analysis/given/cell.js';
import type { Cell } from '../../../src/analysis/given/cell.js';
import { contrast } from '../../../src/analysis/given/contrast.js';
import { questionContrast } from '../../../src/analysis/given/questions.js';
import type { GivenScore } from '../../../src/analysis/given/given-scores.js';

function cell(variant: string, runs: readonly number[], more: Partial<Cell> = {}): Cell {
  const blocks = runs.map((_, i) => i);
  return { variant, dataSet: 'x', runs, blocks, means: runs, planned: runs.length, failed: 0, missing: 0, ...more };
}

/** With seven digits, a line each. */
function lines(value: unknown): string {
  return JSON.stringify(value, (_key, each: unknown) =>
    typeof each === 'number' ? Number(each.toPrecision(7)) : each === undefined ? 'undefined' : each,
  );
}

const SIDES: Readonly<Record<string, readonly [Cell, Cell]>> = {
  'three and three': [cell('a', [0.7, 0.72, 0.77]), cell('b', [0.69, 0.75, 0.72])],
  'none and three': [cell('a', []), cell('b', [0.69, 0.75, 0.72])],
  'three and none': [cell('a', [0.69, 0.75, 0.72]), cell('b', [])],
  'one and one': [cell('a', [0.7]), cell('b', [0.6])],
  'one and one with errors': [cell('a', [0.7], { error: 0.03 }), cell('b', [0.6], { error: 0.04 })],
  'one and one, errors of zero': [cell('a', [0.7], { error: 0 }), cell('b', [0.6], { error: 0 })],
  'one and one, one error': [cell('a', [0.7], { error: 0.03 }), cell('b', [0.6])],
  'one and three': [cell('a', [0.7]), cell('b', [0.69, 0.75, 0.72])],
  'two and three': [cell('a', [0.7, 0.8]), cell('b', [0.69, 0.75, 0.72])],
  'three of other names': [cell('a', [0.7, 0.72]), cell('b', [0.6, 0.63], { blocks: [7, 8] })],
  'one in common': [cell('a', [0.7, 0.72]), cell('b', [0.6, 0.63], { blocks: [7, 1] })],
  'in another order': [cell('a', [0.7, 0.72, 0.9]), cell('b', [0.6, 0.63, 0.61], { blocks: [2, 0, 1] })],
  'equal in every one': [cell('a', [0.7, 0.8, 0.9]), cell('b', [0.7, 0.8, 0.9])],
  'apart by the same': [cell('a', [0.75, 1, 1.25]), cell('b', [0.5, 0.75, 1])],
  'neither varies': [cell('a', [0.75, 0.75]), cell('b', [0.5, 0.5])],
  'one varies': [cell('a', [0.75, 0.75, 0.75]), cell('b', [0.5, 0.75, 1])],
  'ten of which one is lost': [
    cell('a', [0.7, 0.72, 0.77, 0.71, 0.73, 0.74, 0.7, 0.75, 0.71]),
    cell('b', [0.69, 0.75, 0.72, 0.7, 0.71, 0.76, 0.7, 0.73, 0.72, 0.7]),
  ],
  'ten of which two are lost': [
    cell('a', [0.7, 0.72, 0.77, 0.71, 0.73, 0.74, 0.7, 0.75], { planned: 10 }),
    cell('b', [0.69, 0.75, 0.72, 0.7, 0.71, 0.76, 0.7, 0.73]),
  ],
};

const HOW = { blockWord: 'fold', repeatWord: 'seed', level: 0.95 } as const;
const WAYS = {
  'paired by block': { ...HOW, pairing: 'block' },
  'paired by seed number': { ...HOW, pairing: 'seed number' },
  'with the corrected t': { ...HOW, pairing: 'block', testToTrain: 0.25 },
  unpaired: { ...HOW, pairing: 'none' },
  'unpaired, bare': { ...HOW, pairing: 'none', bare: true },
  'paired by seed number, bare': { ...HOW, pairing: 'seed number', bare: true },
} as const;

const answer = (over: Partial<GivenScore>): GivenScore => ({
  ...{ variant: 'a', dataSet: 'x', block: '', repeat: '', status: 'ok', values: [1], row: 'q1' },
  ...over,
});
const answers = (values: readonly number[], over: Partial<GivenScore> = {}): readonly GivenScore[] =>
  values.map((value, i) => answer({ values: [value], row: `q${i}`, ...over }));

const QUESTIONS: Readonly<Record<string, readonly [readonly GivenScore[], readonly GivenScore[]]>> = {
  'none in common': [answers([1, 0]), answers([1], { row: 'z' })],
  'one question': [answers([1]), answers([0])],
  'alike in every one': [answers([1, 0, 1]), answers([1, 0, 1])],
  'apart by the same in every one': [answers([2, 3, 4]), answers([1, 2, 3])],
  'three questions': [answers([1, 0, 1]), answers([0, 0, 1])],
  'in two clusters': [
    answers([1, 0, 1, 1]).map((each, i) => ({ ...each, cluster: i < 2 ? 'c' : 'd' })),
    answers([0, 0, 0, 1]).map((each, i) => ({ ...each, cluster: i < 2 ? 'c' : 'd' })),
  ],
  'in one cluster': [answers([1, 0], { cluster: 'c' }), answers([0, 0], { cluster: 'c' })],
  'over two seeds': [
    [...answers([1, 0, 1], { repeat: '1' }), ...answers([1, 1, 1], { repeat: '2' })],
    [...answers([0, 0, 1], { repeat: '1' }), ...answers([1, 0, 0], { repeat: '2' })],
  ],
};

describe('few scores', () => {
  it.each(Object.entries(WAYS))('%s: every difference and every reason is as ever', async (name, how) => {
    const said = Object.entries(SIDES).map(([sides, [a, b]]) => `${sides}: ${lines(contrast(a, b, how))}`);
    await expect(`${said.join('\n')}\n`).toMatchFileSnapshot(
      `../../golden/few-scores/${name.replaceAll(/,? /g, '-')}.txt`,
    );
  });

  it('of single variants and of questions are as ever', async () => {
    const cells = Object.entries(SIDES).map(
      ([name, [a, b]]) => `${name}: ${lines([a, b].map((each) => summarizeCell(each, 0.9)))}`,
    );
    const means = [[], [1], [1, 1], [1, 2, 4]].map(
      (values) => `mean of ${values.join(' ')}: ${lines(meanByT(values, 0.9))}`,
    );
    const questions = Object.entries(QUESTIONS).map(([name, [a, b]]) => {
      const list = (scores: readonly GivenScore[]) => madeList(scores.length, (i) => scores[i]!);
      return `${name}: ${lines(questionContrast(list(a), list(b), { metric: 0, level: 0.95, dataSet: 'x' }))}`;
    });
    await expect(`${[...cells, ...means, ...questions].join('\n')}\n`).toMatchFileSnapshot(
      '../../golden/few-scores/alone.txt',
    );
  });
});

describe('the best of many', () => {
  const best = (values: readonly number[], better: 'higher' | 'lower') =>
    bestOf(
      values.map((value, i) => ({ variant: `v${i}`, value })),
      better,
    );

  it('is the first of the best, on the side that is better, beside what luck alone would give', () => {
    expect(best([], 'higher')).toBeUndefined();
    expect(best([0.5], 'higher')).toEqual({ variant: 'v0', value: 0.5, of: 1, mean: 0.5, sd: null, byLuck: null });
    expect(best([1, 3, 3, 2], 'higher')).toMatchObject({ variant: 'v1', value: 3, of: 4, mean: 2.25 });
    expect(best([2, 1, 1, 3], 'lower')).toMatchObject({ variant: 'v1', value: 1, of: 4 });
    // scipy: stats.norm.ppf((4 - 0.375) / (4 + 0.25)) = 1.0491314, SD of 1, 3, 3, 2 = 0.9574271.
    expect(best([1, 3, 3, 2], 'higher')!.byLuck).toBeCloseTo(2.25 + 0.9574271 * 1.0491314, 6);
    expect(best([1, 3, 3, 2], 'lower')!.byLuck).toBeCloseTo(2.25 - 0.9574271 * 1.0491314, 6);
  });
});

describe('variants may be compared', () => {
  const scores = (runs: number, over: Partial<GivenScore> = {}): GivenScore[] =>
    ['a', 'b'].flatMap((variant) =>
      Array.from({ length: runs }, (_, i) => answer({ variant, repeat: String(i), ...over })),
    );
  const comparable = (read: {
    scores: readonly GivenScore[];
    variants?: readonly string[];
    dataSets?: readonly string[];
    tuning?: 'trials' | 'grid';
  }): boolean =>
    areComparable({ variants: ['a', 'b'], dataSets: ['x'], ...read } as unknown as Parameters<typeof areComparable>[0]);

  it('where one has several runs, several data sets are there, or single scores have their errors', () => {
    expect(comparable({ scores: scores(2) })).toBe(true);
    expect(comparable({ scores: scores(1) })).toBe(false);
    expect(comparable({ scores: scores(1), dataSets: ['x', 'y'] })).toBe(true);
    expect(comparable({ scores: scores(1), variants: ['a'] })).toBe(true);
    expect(comparable({ scores: scores(1, { errors: [0.1] }) })).toBe(true);
    expect(comparable({ scores: scores(1, { errors: [0, NaN, 0.1] }) })).toBe(true);
    expect(comparable({ scores: scores(1, { errors: [0] }) })).toBe(false);
    expect(comparable({ scores: [...scores(1, { errors: [0.1] }), answer({ variant: 'c' })] })).toBe(false);
    expect(comparable({ scores: scores(2, { status: 'failed' }) })).toBe(false);
  });

  it('but not trials of a tuner, nor more than two hundred', () => {
    const names = (n: number): readonly string[] => Array.from({ length: n }, (_, i) => `v${i}`);
    expect(comparable({ scores: scores(2), tuning: 'trials' })).toBe(false);
    expect(comparable({ scores: scores(2), tuning: 'grid' })).toBe(true);
    expect([200, 201].map((n) => comparable({ scores: scores(2), variants: names(n) }))).toEqual([true, false]);
  });
});
