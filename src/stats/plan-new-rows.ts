/**
 * How many splits it takes to tell a difference for new rows like these, and when no number of splits can: the interval for new
 * rows (Nadeau–Bengio) keeps a part that only more rows make smaller. Knows numbers only.
 */
import { tQuantile } from './distributions.js';
import { firstFrom } from './first-from.js';
import { noncentralityFor, powerOfT } from './noncentral-t.js';
import type { PlannedFamily } from './plan-blocks.js';

/** One plan for new rows. */
export interface NewRowsWish extends PlannedFamily {
  /** Test rows over training rows of one split. */
  readonly testToTrain: number;
}

/** Beyond this many splits the part that splits can make smaller is gone. */
const MANY = 100_000;

/**
 * Splits with which the interval for new rows excludes 0 with this power: se² = s²(1/J + test rows/training rows), Student's t
 * with Bonferroni.
 *
 * @param variance s², of one split's difference (its mean over seeds), ≥ 0
 * @param wish.detect the true difference, in the metric's unit
 * @returns whole splits, 2 or more; Infinity where only more rows (or more seeds) help
 * @throws {RangeError} if the variance is negative
 * @see Nadeau & Bengio (2003)
 * @example
 * splitsForNewRows(0.0004, { detect: 0.04, power: 0.8, level: 0.95, comparisons: 1, testToTrain: 0.25 }); // 9
 */
export function splitsForNewRows(
  variance: number,
  { detect, power, ...wish }: NewRowsWish & { readonly detect: number; readonly power: number },
): number {
  const reaches = (n: number): boolean => {
    const noncentrality = Math.abs(detect) / errorOf(variance, { splits: n, ...wish });
    return powerOfT(criticalOf(n, wish), { df: n - 1, noncentrality }) >= power;
  };
  if (!reaches(MANY)) return Infinity;
  return firstFrom(2, reaches);
}

/**
 * Splits with which the intervals for new rows are this narrow.
 *
 * @returns whole splits, 2 or more; Infinity where only more rows (or more seeds) help
 * @throws {RangeError} if the variance is negative
 * @see Nadeau & Bengio (2003)
 * @example
 * splitsForNewRowsHalfWidth(0.0004, { halfWidth: 0.025, level: 0.95, comparisons: 1, testToTrain: 0.25 }); // 13
 */
export function splitsForNewRowsHalfWidth(
  variance: number,
  { halfWidth, ...wish }: NewRowsWish & { readonly halfWidth: number },
): number {
  const enough = (n: number): boolean => criticalOf(n, wish) * errorOf(variance, { splits: n, ...wish }) <= halfWidth;
  return enough(MANY) ? firstFrom(2, enough) : Infinity;
}

/**
 * The smallest difference for new rows that any number of splits can tell with this power: what more splits cannot better.
 *
 * @returns in the metric's unit
 * @see Nadeau & Bengio (2003)
 * @example
 * leastForNewRows(0.0004, { power: 0.8, level: 0.95, comparisons: 1, testToTrain: 0.25 }); // 0.028016
 */
export function leastForNewRows(
  variance: number,
  { power, ...wish }: NewRowsWish & { readonly power: number },
): number {
  const critical = criticalOf(MANY, wish);
  return noncentralityFor(power, { critical, df: MANY - 1 }) * Math.sqrt(variance * wish.testToTrain);
}

function errorOf(variance: number, { splits, testToTrain }: { splits: number; testToTrain: number }): number {
  if (!(variance >= 0)) throw new RangeError(`a variance is not negative, not ${variance}`);
  return Math.sqrt(variance * (1 / splits + testToTrain));
}

function criticalOf(splits: number, { level, comparisons }: PlannedFamily): number {
  return tQuantile(1 - (1 - level) / 2 / comparisons, splits - 1);
}
