/** Many variants of one baseline: which one would pick, how surely, and how good the best pick really is. Pure. */
import type { Choice } from './side-answers.js';
import type { MetricInfo } from './analysis.js';
import type { OkRecord } from '../design/record.js';
import { rangeOf } from './ranges.js';
import {
  blockWord,
  cutAtRange,
  differences,
  eachResample,
  judgeDifference,
  meanOfBlocks,
  present,
  rangeOfDifference,
} from '../stats/index.js';
import type { EstimateOptions, Scores, VerdictFacts } from '../stats/index.js';
import { shuffledOrder } from '../base/streams.js';
import type { StreamKey } from '../base/streams.js';

/** One candidate: its scores, and its records for the losses on validation rows. */
export interface Candidate {
  readonly name: string;
  readonly scores: Scores;
  readonly records: Iterable<Pick<OkRecord, 'split' | 'training'>>;
}

const RESAMPLES = 2000;
const HALVINGS = 100;

/** The best variant, how surely it is the best, and its mean without the flattery of the choice. */
export function analyseChoice(
  candidates: readonly Candidate[],
  {
    metric,
    baseline,
    options,
    ground,
  }: { metric: MetricInfo; baseline: string; options: EstimateOptions; ground: NonNullable<VerdictFacts['ground']> },
): Choice | undefined {
  const blocks = Math.max(...candidates.map(({ scores }) => scores.length));
  const rows = candidates.map(({ scores }) => Array.from({ length: blocks }, (_, i) => blockMean(scores[i])));
  const whole = Array.from({ length: blocks }, (_, i) => i).filter((i) =>
    rows.every((row) => Number.isFinite(row[i]!)),
  );
  if (whole.length < 2) return undefined;
  const values = rows.map((row) => whole.map((i) => row[i]!));
  const sign = metric.better === 'higher' ? 1 : -1;
  const bestOf = (picked: ArrayLike<number>): number => argmax(values.map((row) => sign * meanAt(row, picked)));
  const all = whole.map((_, i) => i);
  const best = bestOf(all);
  const fresh = freshScores(values, { bestOf, key: options.key });
  const nested = nestedScores(candidates, { values, whole });
  const base = values[candidates.findIndex(({ name }) => name === baseline)];
  const judged =
    nested === undefined || base === undefined ? undefined : meanOfBlocks(differences(base, nested), options);
  return {
    metric: metric.name,
    best: candidates[best]!.name,
    bestShare: bestShares(candidates, { blocks: whole.length, bestOf, options }),
    naive: cutAtRange(meanOfBlocks(values[best]!, options), rangeOf(metric)),
    fresh: cutAtRange(meanOfBlocks(fresh, options), rangeOf(metric)),
    ...(nested === undefined || judged === undefined
      ? {}
      : {
          nested: cutAtRange(meanOfBlocks(nested, options), rangeOf(metric)),
          nestedDifference: cutAtRange(judged, rangeOfDifference(rangeOf(metric))),
          nestedVerdict: judgeDifference(judged, { ...metric, ground, ...blockWord(options) }),
        }),
  };
}

/**
 * For each split the mean score, over random halvings, of the variant chosen on the half without it. (Leaving out single
 * splits would not do: a lucky winner by a margin would be chosen every time, and keep its luck.)
 */
function freshScores(
  values: readonly (readonly number[])[],
  { bestOf, key }: { bestOf: (picked: ArrayLike<number>) => number; key: StreamKey },
): number[] {
  const blocks = values[0]!.length;
  const sums = new Array<number>(blocks).fill(0);
  const counts = new Array<number>(blocks).fill(0);
  for (let halving = 0; halving < HALVINGS; halving++) {
    const order = shuffledOrder(key, halving, blocks);
    const half = blocks >> 1;
    for (const [choosing, scoring] of [
      [order.subarray(0, half), order.subarray(half)],
      [order.subarray(half), order.subarray(0, half)],
    ] as const) {
      const chosen = values[bestOf(choosing)]!;
      for (const block of scoring) {
        sums[block]! += chosen[block]!;
        counts[block]!++;
      }
    }
  }
  return sums.map((sum, block) => sum / counts[block]!);
}

function bestShares(
  candidates: readonly Candidate[],
  { blocks, bestOf, options }: { blocks: number; bestOf: (picked: Int32Array) => number; options: EstimateOptions },
): Choice['bestShare'] {
  const wins = new Array<number>(candidates.length).fill(0);
  eachResample({ strata: [blocks], key: options.key, resamples: RESAMPLES }, (picked) => {
    wins[bestOf(picked)]!++;
  });
  return candidates.map(({ name }, i) => ({ variant: name, share: wins[i]! / RESAMPLES }));
}

/** In each split, the score of the variant with the least mean loss on the validation rows; undefined if some have none. */
function nestedScores(
  candidates: readonly Candidate[],
  { values, whole }: { values: readonly (readonly number[])[]; whole: readonly number[] },
): number[] | undefined {
  const losses = candidates.map(({ records }) => {
    const bySplit = new Map<number, number[]>();
    for (const { split, training } of records) {
      bySplit.set(split, [...(bySplit.get(split) ?? []), training?.validationLoss ?? NaN]);
    }
    return bySplit;
  });
  const scores: number[] = [];
  for (const [place, split] of whole.entries()) {
    const means = losses.map((bySplit) => -blockMean(bySplit.get(split)));
    if (!means.every(Number.isFinite)) return undefined;
    scores.push(values[argmax(means)]![place]!);
  }
  return scores;
}

function argmax(values: readonly number[]): number {
  return values.reduce((best, value, i) => (value > values[best]! ? i : best), 0);
}

function meanAt(values: readonly number[], picked: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < picked.length; i++) total += values[picked[i]!]!;
  return total / picked.length;
}

/** Mean of the scores that are there; NaN where there is none. */
export function blockMean(scores: readonly number[] | undefined): number {
  const there = present(scores);
  return there.length === 0 ? NaN : there.reduce((sum, score) => sum + score, 0) / there.length;
}
