/** Runs that fell out of line. They are counted and shown, never dropped: no spread can be trusted beside them. */
import type { Estimate } from '../base/estimate.js';
import { normalQuantile } from './distributions.js';
import { checkLevel, intervalEstimate, undefinedEstimate } from './build-estimate.js';
import { quantileOfSorted, sorted } from './moments.js';

/**
 * Positions of values more than three interquartile ranges outside the quartiles (Tukey's "far out").
 * NaNs are no values and are skipped. Where the quartiles are equal every other value is far out.
 * @returns positions in the given values, from 0
 * @see Tukey (1977)
 * @example
 * severeOutliers([1, 2, 3, 2, 1, 3, 2, 90]); // [7]
 */
export function severeOutliers(values: readonly number[]): number[] {
  const ascending = sorted(values.filter(Number.isFinite));
  if (ascending.length < 4) return [];
  const [lower, upper] = [quantileOfSorted(ascending, 0.25), quantileOfSorted(ascending, 0.75)];
  const reach = 3 * (upper - lower);
  const slack = 1e-12 * Math.max(Math.abs(lower), Math.abs(upper));
  return values.flatMap((value, i) => (value < lower - reach - slack || value > upper + reach + slack ? [i] : []));
}

/**
 * Their rate among the values that are there, with its own Wilson interval.
 * @returns point and limits as shares, from 0 to 1
 * @see Wilson (1927)
 * @example
 * outlierRate([1, 2, 3, 2, 1, 3, 2, 90], { level: 0.95 }).point; // 0.125
 */
export function outlierRate(values: readonly number[], { level }: { readonly level: number }): Estimate {
  return proportionEstimate(severeOutliers(values).length, { of: values.filter(Number.isFinite).length, level });
}

/**
 * Wilson's score interval of hits / of, for independent trials.
 *
 * @returns point and limits as shares, from 0 to 1
 * @throws {RangeError} if the level is not between 0 and 1
 * @see Wilson (1927); recommended over the alternatives by Brown, Cai & DasGupta (2001)
 * @example
 * proportionEstimate(3, { of: 20, level: 0.95 }).high; // 0.36042
 */
export function proportionEstimate(hits: number, { of: n, level }: { of: number; level: number }): Estimate {
  checkLevel(level);
  if (n === 0) return undefinedEstimate({ level, method: 'wilson', n, reason: 'There is nothing to count.' });
  const z = normalQuantile((1 + level) / 2);
  const p = hits / n;
  const centre = (p + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  const limits = [hits === 0 ? 0 : centre - half, hits === n ? 1 : centre + half] as const;
  return intervalEstimate(p, limits, { level, method: 'wilson', n });
}
