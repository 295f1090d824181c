import { describe, expect, it } from 'vitest';

import { canBeRanked, rankVariants } from '../../src/analysis/ranking.js';
import type { Comparison } from '../../src/analysis/analysis.js';
import { compareFailures } from '../../src/analysis/failures.js';
import { failedPlaces, foldScores } from '../../src/analysis/blocks.js';
import { cutVariant, rangeOf } from '../../src/analysis/ranges.js';
import type { RunRecord } from '../../src/design/record.js';
import type { Run } from '../../src/design/plan.js';
import { madeAnalysis } from '../report/made-analysis.js';

const accuracy = {
  name: 'accuracy',
  label: 'accuracy',
  better: 'higher',
  scale: 'share',
  unit: '',
  threshold: 0.005,
} as const;

function run(split: number, fold: number, seed: number): Run {
  const streams = { split, init: 0, order: 0, mask: 0 };
  return { index: 0, variant: 'a', split, fold, seed, streams, hash: `${split} ${fold} ${seed}` };
}

const timing = { durationMs: 1, startedAt: 0 };
const ok = ({ hash, variant, split, fold, seed }: Run, value: number): RunRecord => ({
  ...{ hash, variant, split, fold, seed, timing },
  status: 'ok',
  metrics: { accuracy: value },
});
const failed = ({ hash, variant, split, fold, seed }: Run): RunRecord => ({
  ...{ hash, variant, split, fold, seed, timing },
  status: 'failed',
  reason: 'diverged',
});

describe('blocks', () => {
  const runs = [run(0, 0, 0), run(0, 1, 0), run(1, 0, 0), run(1, 1, 0)];

  it('of k-fold are single folds, each with its own score', () => {
    const records = new Map(runs.slice(0, 3).map((each, i) => [each.hash, ok(each, i / 10)]));
    const scores = foldScores(runs, records, { metric: 'accuracy', splits: 2, seeds: 1, folds: 2 });
    expect(scores).toEqual([[0], [0.1], [0.2], [NaN]]);
  });

  it('a score failed where one of its folds did; where one was not carried out nothing is known', () => {
    const records = new Map([
      [runs[0]!.hash, ok(runs[0]!, 1)],
      [runs[1]!.hash, failed(runs[1]!)],
      [runs[2]!.hash, ok(runs[2]!, 1)],
    ]);
    const grid = { splits: 2, seeds: 1, heldSplit: false };
    expect(failedPlaces(runs, records, grid)).toEqual([[true], [undefined]]);
    expect(failedPlaces(runs.slice(0, 1), records, { ...grid, heldSplit: true })).toEqual([[false]]);
  });

  it('failures of two arms are compared where there are any', () => {
    const none = [[false], [false], [false]];
    expect(compareFailures([none, none], { level: 0.95 })).toBeUndefined();
    expect(compareFailures([none, [[true], [true], [undefined]]], { level: 0.95 })).toMatchObject({
      failed: { baseline: 0, variant: 2 },
      difference: { point: 1 },
    });
  });
});

describe('ranks', () => {
  const flat = (values: readonly number[]) => values.map((value) => [value]);
  const noise = [0.1, -0.2, 0.3, 0, -0.1, 0.2, -0.3, 0.15, 0.05, -0.15, 0.12, -0.07];
  const options = { level: 0.95, key: [1, 2] as const, resamples: 999 };

  it('need scores in half of the blocks: no survivor of 24 has the best mean', () => {
    expect(canBeRanked(flat([0.9, ...new Array<number>(23).fill(NaN)]))).toBe(false);
    expect(canBeRanked(flat([0.9, 0.9]))).toBe(false);
    const good = noise.map((x) => [x]);
    const candidates = [
      { name: 'a', scores: good, records: [] },
      { name: 'b', scores: good.map(([x], i) => [x! + noise[(i + 3) % 12]! / 9]), records: [] },
      { name: 'c', scores: good.map(([x], i) => [x! + noise[(i + 5) % 12]! / 9]), records: [] },
      { name: 'lone', scores: [[9], ...good.slice(1).map(() => [NaN])], records: [] },
    ];
    const { order, unranked } = rankVariants(candidates, { metric: accuracy, options, comparisons: [] });
    expect(order.map(({ variant }) => variant)).not.toContain('lone');
    expect(unranked).toEqual(['lone']);
  });

  it('letters of a pair with the baseline are those of its verdict', () => {
    const scores = noise.map((x) => [x]);
    const candidates = ['base', 'a', 'b'].map((name, i) => ({
      name,
      scores: scores.map(([x], j) => [x! + noise[(j + 3 * i) % 12]! / 9]),
      records: [],
    }));
    const made = madeAnalysis().comparisons[0]!;
    const comparisons = ['a', 'b'].map((variant): Comparison => ({ ...made, variant, baseline: 'base' }));
    const letters = (all: readonly Comparison[]): Record<string, string> =>
      Object.fromEntries(
        rankVariants(candidates, { metric: accuracy, options, comparisons: all }).order.map((each) => [
          each.variant,
          each.letters,
        ]),
      );
    // By all pairs nothing differs; the verdicts say that both differ from the baseline, and so do the letters.
    expect(new Set(Object.values(letters([]))).size).toBe(1);
    const told = letters(comparisons);
    expect(told.a).toBe(told.b);
    expect(told.base).not.toBe(told.a);
    const notJudged = comparisons.map((each): Comparison => ({
      ...each,
      verdict: { ...each.verdict, mean: { ...each.verdict.mean, words: 'not judged' } },
    }));
    expect(letters(notJudged)).toEqual(letters([]));
  });
});

describe('ranges', () => {
  it('cut the limits of a mean at what the metric can be', () => {
    const values = madeAnalysis().variants[0]!.metrics.accuracy!;
    const wide = { ...values, mean: { ...values.mean, low: 0.9, high: 1.05 } };
    expect(cutVariant(wide, accuracy).mean).toMatchObject({ low: 0.9, high: 1 });
    expect(
      cutVariant({ ...wide, mean: { ...wide.mean, low: -3 } }, { ...accuracy, scale: 'plain', range: { least: 0 } })
        .mean,
    ).toMatchObject({ low: 0, high: 1.05 });
    expect(rangeOf({ ...accuracy, scale: 'plain' })).toEqual([-Infinity, Infinity]);
  });
});
