/**
 * The median of per-split differences: what stands beside a mean that rare large scores have made unsure. Its interval
 * comes from order statistics, so no outlier moves it far. Knows scores only.
 */
import type { Estimate } from '../base/estimate.js';
import { type BlockWord, blocksCalled, blockWord } from './blocks-called.js';
import {
  checkFinite,
  checkLevel,
  intervalEstimate,
  pointWithoutInterval,
  undefinedEstimate,
  withReason,
} from './build-estimate.js';
import { betaCdf } from './distributions.js';
import { quantile, quantileOfSorted, sorted } from './moments.js';
import { leftOut, present, type Scores } from './scores.js';

/** Fewest blocks: below it not even the extremes hold the median 19 times in 20. */
export const FEWEST_FOR_MEDIAN = 6;

/**
 * Median of one value a block, with Hettmansperger & Sheather's interval: between the two pairs of order statistics whose
 * exact levels lie around the wished one, interpolated so that it is nearly that level.
 *
 * @param values one a block; no interval below six (at 95 %)
 * @returns point and limits in the scores' own unit
 * @throws {RangeError} if a value is not finite
 * @see Hettmansperger & Sheather (1986), "Confidence intervals based on interpolated order statistics"
 * @example
 * medianEstimate([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], { level: 0.95 }); // 5.5 (2.66 to 8.34)
 */
export function medianEstimate(
  values: readonly number[],
  { level, unit = 'block' }: { readonly level: number } & BlockWord,
): Estimate {
  checkLevel(level);
  checkFinite(values);
  const n = values.length;
  const label = { level, method: 'hettmanspergerSheather', n };
  if (n === 0) return undefinedEstimate({ ...label, reason: `No ${unit} has a value.` });
  const ascending = sorted(values);
  const point = quantileOfSorted(ascending, 0.5);
  const k = depth(n, level);
  if (n < FEWEST_FOR_MEDIAN || k === 0) {
    const reason = `${blocksCalled(n, { unit })}: an interval of a median needs more at this level.`;
    return pointWithoutInterval(point, { ...label, reason });
  }
  const [outer, inner] = [levelAt(n, k), levelAt(n, k + 1)];
  const share = (outer - level) / (outer - inner);
  const lambda = ((n - k) * share) / (k + (n - 2 * k) * share);
  const between = (a: number, b: number): number => (1 - lambda) * ascending[a]! + lambda * ascending[b]!;
  return intervalEstimate(point, [between(k - 1, k), between(n - k, n - k - 1)], label);
}

/**
 * Median over splits of the difference variant − baseline, where each split counts with the median over its seeds.
 * Splits that miss a score of either are left out.
 * @returns point and limits in the scores' own unit
 * @see Hettmansperger & Sheather (1986)
 * @example
 * medianDifference([[1], [2], [3], [4], [5], [6]], [[2], [4], [4], [7], [6], [8]], { level: 0.95 }).point; // 1.5
 */
export function medianDifference(
  baseline: Scores,
  variant: Scores,
  options: { readonly level: number } & BlockWord,
): Estimate {
  const all = Math.max(baseline.length, variant.length);
  const values: number[] = [];
  for (let i = 0; i < all; i++) {
    const [a, b] = [present(baseline[i]), present(variant[i])];
    if (a.length > 0 && b.length > 0) values.push(quantile(b, 0.5) - quantile(a, 0.5));
  }
  return withReason(
    medianEstimate(values, options),
    leftOut(all - values.length, { of: all, ...blockWord(options) }).leftOut,
  );
}

/** The largest k whose order statistics k and n + 1 − k hold the median at least as often as the level; 0 if none does. */
function depth(n: number, level: number): number {
  let k = 0;
  while (2 * (k + 1) <= n && levelAt(n, k + 1) >= level) k++;
  return k;
}

/** 1 − 2 P(Bin(n, ½) ≤ k − 1). */
function levelAt(n: number, k: number): number {
  return 2 * k > n ? 0 : 1 - 2 * betaCdf(0.5, n - k + 1, k);
}
