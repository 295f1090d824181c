/**
 * Scores as the statistics take them: one number per split and seed. A score that is missing (a failed run, a metric
 * that is not a number) stands as NaN, so that seed j keeps its place; a shorter split simply has fewer seeds. Where
 * the split is held fixed and the seed is the block, every "split" here is one seed with one score.
 */
import type { StreamKey } from '../base/streams.js';
import { type BlockWord, blocksCalled } from './blocks-called.js';
import type { IntervalMethodName } from './interval-methods.js';
import { mean } from './moments.js';
import { onceFor, standingStill, standsStill } from './standing-still.js';

/** [split][seed], in plan order; NaN where a score is missing. */
export type Scores = readonly (readonly number[])[];

/** What the default estimates take. */
export interface EstimateOptions extends BlockWord {
  /** Confidence level, 0.95 for 95 %. */
  readonly level: number;
  /** The stream of the resamples. One key for a whole report makes its estimates share their resamples. */
  readonly key: StreamKey;
  /** Default 9,999 up to 500 blocks, fewer beyond. */
  readonly resamples?: number;
  /** Takes this method instead of the default and its fallback. */
  readonly method?: IntervalMethodName;
}

/** One value a block, and a sentence where blocks had to be left out. */
export interface BlockValues {
  readonly values: readonly number[];
  readonly leftOut?: string;
}

/** The scores of one split that are there. Mostly these are all, and then the list itself is given, not a copy. */
export function present(scores: readonly number[] = []): readonly number[] {
  return scores.every(Number.isFinite) ? scores : scores.filter(Number.isFinite);
}

/** Whether some split carries more than one score. */
export function hasReruns(scores: Scores): boolean {
  return scores.some((split) => present(split).length > 1);
}

/**
 * Mean score of every split that has one.
 * @returns in the scores' own unit
 * @example
 * splitMeans([[0.9, 0.92], [0.88, NaN]]).values; // [0.91, 0.88]
 */
export function splitMeans(scores: Scores, word: BlockWord = {}): BlockValues {
  const values = onceFor(means, scores, () => meansOf(scores));
  return { values, ...leftOut(scores.length - values.length, { of: scores.length, ...word }) };
}

const means = new WeakMap<Scores, readonly number[]>();
const pairs = new WeakMap<Scores, WeakMap<Scores, PairedMeans>>();

const lists = new WeakMap<Scores, readonly number[]>();

/** All scores in one list, split by split; NaN where one is missing. */
export function allScores(scores: Scores): readonly number[] {
  return onceFor(lists, scores, () => listOf(scores));
}

function listOf(scores: Scores): readonly number[] {
  if (scores.every(({ length }) => length === 1)) {
    const { values } = splitMeans(scores);
    if (values.length === scores.length) return values;
  }
  const list = scores.flat();
  return standsStill(scores) ? standingStill(list) : list;
}

function meansOf(scores: Scores): readonly number[] {
  const values: number[] = [];
  for (const split of scores) {
    const there = present(split);
    if (there.length > 0) values.push(mean(there));
  }
  return standsStill(scores) ? standingStill(values) : values;
}

/** One value a block of each, block beside block. */
interface PairedMeans {
  readonly x: readonly number[];
  readonly y: readonly number[];
}

/**
 * Mean scores of the splits in which both have one; missing splits at the end count as left out.
 * @returns in the scores' own unit
 * @example
 * pairedSplitMeans([[1], [2, 4]], [[3], [5]]); // { x: [1, 3], y: [3, 5] }
 */
export function pairedSplitMeans(
  baseline: Scores,
  variant: Scores,
  word: BlockWord = {},
): PairedMeans & { readonly leftOut?: string } {
  const known = onceFor(pairs, baseline, () => new WeakMap<Scores, PairedMeans>());
  const both = onceFor(known, variant, () => pairUp(baseline, variant));
  const all = Math.max(baseline.length, variant.length);
  return { ...both, ...leftOut(all - both.x.length, { of: all, ...word }) };
}

function pairUp(baseline: Scores, variant: Scores): PairedMeans {
  const all = Math.max(baseline.length, variant.length);
  const [first, second] = [splitMeans(baseline).values, splitMeans(variant).values];
  if (first.length === all && second.length === all) return { x: first, y: second };
  const [x, y]: [number[], number[]] = [[], []];
  for (let i = 0; i < all; i++) {
    const [a, b] = [present(baseline[i]), present(variant[i])];
    if (a.length === 0 || b.length === 0) continue;
    x.push(mean(a));
    y.push(mean(b));
  }
  return { x, y };
}

/** The sentence about blocks without a score, or nothing. */
export function leftOut(missing: number, { of, ...word }: { readonly of: number } & BlockWord): { leftOut?: string } {
  return missing === 0 ? {} : { leftOut: `${missing} of ${blocksCalled(of, word)} left out: a score is missing.` };
}
