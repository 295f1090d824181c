/**
 * What one list of numbers looks like: centre, spread, shape, quantiles. Means, variances and type-7 quantiles are
 * simple-statistics'; its third and fourth moments go through `Math.pow`, whose bits differ between Node versions, so
 * those are ours. Knows nothing of blocks or records.
 */
import { mean, quantileSorted, sampleVariance, sum } from 'simple-statistics';
import { onceFor } from './standing-still.js';

export { mean, sum };

/** Differences between numbers this close, relative to the largest of them, are rounding and not data. */
const ROUNDING = 1e-12;

/**
 * Unbiased variance (n − 1); undefined below two values.
 * @returns in the square of the values' unit
 * @example
 * variance([1, 2, 4]); // 2.3333
 */
export function variance(values: readonly number[]): number {
  return values.length < 2 ? NaN : sampleVariance(values);
}

/**
 * Sample standard deviation (n − 1).
 * @returns in the values' own unit
 * @example
 * standardDeviation([1, 2, 4]); // 1.5275
 */
export function standardDeviation(values: readonly number[]): number {
  return Math.sqrt(variance(values));
}

const order = new WeakMap<object, Float64Array>();

/** The values in ascending order, for reading only: a list that stands still gets the same array every time. */
export function sorted(values: Iterable<number>): Float64Array {
  return onceFor(order, values, () => Float64Array.from(values).sort());
}

/** Type-7 quantile of ascending values, at probability p. */
export function quantileOfSorted(ascending: ArrayLike<number>, p: number): number {
  return quantileSorted(ascending as unknown as readonly number[], p);
}

/**
 * Type-7 quantile (R's and numpy's default).
 * @returns in the values' own unit
 * @see Hyndman & Fan (1996), type 7
 * @example
 * quantile([1, 2, 4, 8], 0.9); // 6.8000
 */
export function quantile(values: Iterable<number>, p: number): number {
  return quantileOfSorted(sorted(values), p);
}

/**
 * Mean of what is left after dropping ⌊proportion × n⌋ values at either end.
 * @returns in the values' own unit
 * @see Tukey & McLaughlin (1963)
 * @example
 * trimmedMean([1, 2, 4, 100], 0.25); // 3
 */
export function trimmedMean(values: Iterable<number>, proportion: number): number {
  const ascending = sorted(values);
  const cut = Math.floor(proportion * ascending.length);
  return mean(ascending.subarray(cut, ascending.length - cut) as unknown as readonly number[]);
}

/**
 * Interquartile mean: the trimmed mean with a quarter off either end (Agarwal et al. 2021).
 * @returns in the values' own unit
 * @example
 * interquartileMean([1, 2, 4, 100]); // 3
 */
export function interquartileMean(values: Iterable<number>): number {
  return trimmedMean(values, 0.25);
}

/** Mean of (value − centre)^order for order 2, 3 or 4. */
function centralMoment(values: readonly number[], order: 2 | 3 | 4): number {
  const centre = mean(values);
  return mean(
    values.map((value) => {
      const d = value - centre;
      return order === 2 ? d * d : order === 3 ? d * d * d : d * d * d * d;
    }),
  );
}

/**
 * Moment skewness m3 / m2^1.5, biased as in the definition.
 * @returns a number without unit
 * @see Joanes & Gill (1998)
 * @example
 * skewness([1, 2, 4, 8]); // 0.65681
 */
export function skewness(values: readonly number[]): number {
  const m2 = centralMoment(values, 2);
  return centralMoment(values, 3) / (m2 * Math.sqrt(m2));
}

/**
 * Moment kurtosis m4 / m2², 3 for a normal distribution.
 * @returns a number without unit
 * @see Joanes & Gill (1998)
 * @example
 * kurtosis([1, 2, 4, 8]); // 1.9010
 */
export function kurtosis(values: readonly number[]): number {
  const m2 = centralMoment(values, 2);
  return centralMoment(values, 4) / (m2 * m2);
}

/**
 * Skewness G1, corrected for sample size; n ≥ 3.
 * @returns a number without unit
 * @see Joanes & Gill (1998)
 * @example
 * skewnessUnbiased([1, 2, 4, 8]); // 1.1376
 */
export function skewnessUnbiased(values: readonly number[]): number {
  const n = values.length;
  return (skewness(values) * Math.sqrt(n * (n - 1))) / (n - 2);
}

/**
 * Excess kurtosis G2, corrected for sample size, 0 for a normal distribution; n ≥ 4.
 * @returns a number without unit
 * @see Joanes & Gill (1998)
 * @example
 * excessKurtosisUnbiased([1, 2, 4, 8, 9]); // -2.6803
 */
export function excessKurtosisUnbiased(values: readonly number[]): number {
  const n = values.length;
  return ((n - 1) / ((n - 2) * (n - 3))) * ((n + 1) * (kurtosis(values) - 3) + 6);
}

/**
 * s/√n.
 * @returns in the values' own unit
 * @example
 * standardErrorOfMean([1, 2, 4]); // 0.88192
 */
export function standardErrorOfMean(values: readonly number[]): number {
  return Math.sqrt(variance(values) / values.length);
}

/**
 * SD relative to the mean.
 * @returns a share of the mean, without unit
 * @example
 * coefficientOfVariation([1, 2, 4]); // 0.65465
 */
export function coefficientOfVariation(values: readonly number[]): number {
  return standardDeviation(values) / mean(values);
}

/**
 * Large-sample standard error of a log SD by the delta method: √((kurtosis − (n−3)/(n−1)) / 4n).
 * @example
 * logSdStandardError([1, 2, 4, 8, 9]); // 0.20371
 */
export function logSdStandardError(values: readonly number[]): number {
  const n = values.length;
  return Math.sqrt((kurtosis(values) - (n - 3) / (n - 1)) / (4 * n));
}

/**
 * Median absolute deviation from the median, unscaled.
 * @returns in the values' own unit
 * @see Hampel (1974)
 * @example
 * medianAbsoluteDeviation([1, 2, 4, 100]); // 1.5
 */
export function medianAbsoluteDeviation(values: readonly number[]): number {
  const median = quantile(values, 0.5);
  return quantile(
    values.map((value) => Math.abs(value - median)),
    0.5,
  );
}

/** Whether all values are equal up to rounding: true for none and for one. */
export function isConstant(values: readonly number[]): boolean {
  const [first] = values;
  if (first === undefined) return true;
  return values.every((value) => Math.abs(value - first) <= ROUNDING * Math.max(Math.abs(value), Math.abs(first)));
}
