/** Limits are cut where a quantity cannot be: no accuracy above 100 %, no RMSE below 0. */
import type { Estimate } from '../base/estimate.js';

/** The least and the greatest value that a quantity can have; ±Infinity where there is no bound. */
export type MetricRange = readonly [least: number, most: number];

/**
 * The estimate with its limits cut at the range. Coverage is unharmed, since no truth lies outside. A point outside the
 * range (an unbiased estimate of something that is not negative may be) pulls no limit out with it and stays as it is.
 *
 * @returns in the estimate's own unit
 * @throws {RangeError} if the range is empty
 * @example
 * cutAtRange({ point: 0.99, low: 0.95, high: 1.03, level: 0.95, method: 't', n: 9 }, [0, 1]).high; // 1
 */
export function cutAtRange(estimate: Estimate, [least, most]: MetricRange): Estimate {
  if (!(least <= most)) throw new RangeError(`a range from ${least} to ${most} is empty`);
  const { low, high } = estimate;
  if (low === null || high === null || (low >= least && high <= most)) return estimate;
  const within = (value: number): number => Math.min(most, Math.max(least, value));
  return { ...estimate, low: within(low), high: within(high) };
}

/**
 * The range of a difference of two values of a range: from least − most to most − least.
 * @returns in the metric's own unit
 * @example
 * rangeOfDifference([0, 1]); // [-1, 1]
 */
export function rangeOfDifference([least, most]: MetricRange): MetricRange {
  return [least - most, most - least];
}

/**
 * The range of the SD of values of a range: at most half of its width, where half of the values lie at each end.
 * @returns in the metric's own unit
 * @example
 * rangeOfSd([0, 1]); // [0, 0.5]
 */
export function rangeOfSd([least, most]: MetricRange): MetricRange {
  return [0, (most - least) / 2];
}
