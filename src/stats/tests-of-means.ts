/** t-tests and what is built on them. Pure numbers in, statistic and two-sided p-value out. */
import { tCdf, tTwoSided } from './distributions.js';
import { mean, variance } from './moments.js';
import { differences, welchError } from './pairs.js';

/** A t-test. */
export interface TTest {
  readonly t: number;
  readonly df: number;
  /** Two-sided. */
  readonly p: number;
}

/**
 * Welch's t of mean(x) − mean(y), independent samples.
 * @returns the statistic, without unit, and its p-value
 * @see Welch (1947)
 * @example
 * welchTest([1, 2, 3], [4, 6, 8, 9]).p; // 0.016256
 */
export function welchTest(x: readonly number[], y: readonly number[]): TTest {
  const { error, df } = welchError(x, y);
  return tTest(mean(x) - mean(y), { error, df });
}

/**
 * Student's t of mean(x) − mean(y), independent samples of equal variance.
 * @returns the statistic, without unit, and its p-value
 * @see Student (1908)
 * @example
 * studentTest([1, 2, 3], [4, 6, 8, 9]).p; // 0.019295
 */
export function studentTest(x: readonly number[], y: readonly number[]): TTest {
  const df = x.length + y.length - 2;
  return tTest(mean(x) - mean(y), { error: pooledSd(x, y) * Math.sqrt(1 / x.length + 1 / y.length), df });
}

/**
 * Paired t of mean(x − y).
 * @returns the statistic, without unit, and its p-value
 * @see Student (1908)
 * @throws {RangeError} if lengths differ
 * @example
 * pairedTest([1, 2, 3, 5], [2, 4, 4, 8]).p; // 0.035353
 */
export function pairedTest(x: readonly number[], y: readonly number[]): TTest {
  const d = differences(y, x);
  return tTest(mean(d), { error: Math.sqrt(variance(d) / d.length), df: d.length - 1 });
}

/**
 * Root of the pooled variance of two samples.
 * @returns in the values' own unit
 * @example
 * pooledSd([1, 2, 3], [4, 6, 8, 9]); // 1.8303
 */
export function pooledSd(x: readonly number[], y: readonly number[]): number {
  const [df1, df2] = [x.length - 1, y.length - 1];
  return Math.sqrt((df1 * variance(x) + df2 * variance(y)) / (df1 + df2));
}

/**
 * Nadeau–Bengio's corrected t of paired differences over resampled splits.
 *
 * @param testToTrain test rows / training rows
 * @returns the statistic, without unit, and its p-value
 * @see Nadeau & Bengio (2003)
 * @example
 * correctedResampledTest([0.01, 0.03, 0.02, 0.04], { testToTrain: 0.25 }).p; // 0.071422
 */
export function correctedResampledTest(
  d: readonly number[],
  { testToTrain }: { testToTrain: number },
): TTest & { readonly error: number } {
  const error = Math.sqrt((1 / d.length + testToTrain) * variance(d));
  return { ...tTest(mean(d), { error, df: d.length - 1 }), error };
}

/**
 * Posterior chances that the true difference lies below −rope, within ±rope and above rope, under the correlated t model.
 *
 * @returns three probabilities that add up to 1
 * @see Corani & Benavoli (2015); Benavoli et al. (2017), "Time for a change"
 * @example
 * correlatedTPosterior([0.01, 0.03, 0.02, 0.04], { testToTrain: 0.25, rope: 0.005 }).right; // 0.94192
 */
export function correlatedTPosterior(
  d: readonly number[],
  { testToTrain, rope }: { testToTrain: number; rope: number },
): { left: number; within: number; right: number } {
  const { error, df } = correctedResampledTest(d, { testToTrain });
  const left = tCdf((-rope - mean(d)) / error, df);
  const right = tCdf((mean(d) - rope) / error, df);
  return { left, within: 1 - left - right, right };
}

function tTest(difference: number, { error, df }: { error: number; df: number }): TTest {
  const t = difference / error;
  return { t, df, p: tTwoSided(t, df) };
}
