/**
 * How an `Estimate` is put together, so that no interval method can let a NaN through or leave its point outside
 * without a word. Knows nothing of how the limits were found.
 */
import type { Estimate } from '../base/estimate.js';

/** What every estimate says about itself. */
export interface Label {
  readonly level: number;
  readonly method: string;
  readonly n: number;
  readonly reason?: string;
}

/** Neither point nor interval, and why. */
export function undefinedEstimate(label: Label & { readonly reason: string }): Estimate {
  return { ...label, point: null, low: null, high: null };
}

/** A point without an interval, and why. */
export function pointWithoutInterval(point: number, label: Label & { readonly reason: string }): Estimate {
  if (!Number.isFinite(point)) return undefinedEstimate(label);
  return { ...label, point, low: null, high: null };
}

/** A point with its interval; limits that are not numbers become "no interval", and a point outside is explained. */
export function intervalEstimate(point: number, [low, high]: readonly [number, number], label: Label): Estimate {
  if (!Number.isFinite(point)) return undefinedEstimate({ ...label, reason: 'The quantity is not a finite number.' });
  if (!Number.isFinite(low) || !Number.isFinite(high)) {
    return pointWithoutInterval(point, { ...label, reason: 'The limits are not finite numbers.' });
  }
  const slack = 1e-12 * Math.max(Math.abs(low), Math.abs(high), high - low);
  const estimate = {
    ...label,
    point,
    low: point < low && low - point <= slack ? point : low,
    high: point > high && point - high <= slack ? point : high,
  };
  return point < low - slack || point > high + slack
    ? withReason(estimate, 'The interval corrects for bias and does not hold the plain estimate.')
    : estimate;
}

/** The same estimate with one more sentence in its reason (repeated sentences are not said twice). */
export function withReason(estimate: Estimate, sentence: string | undefined): Estimate {
  if (sentence === undefined || estimate.reason?.includes(sentence) === true) return estimate;
  return { ...estimate, reason: estimate.reason === undefined ? sentence : `${estimate.reason} ${sentence}` };
}

/**
 * The estimate seen through an increasing or decreasing function, such as 1 − 1/r² of a ratio.
 * @returns point and limits in the unit of the function's values
 * @example
 * transformEstimate({ point: 4, low: 1, high: 9, level: 0.95, method: 't', n: 10 }, Math.sqrt).high; // 3
 */
export function transformEstimate(estimate: Estimate, through: (value: number) => number): Estimate {
  const at = (value: number | null): number | null => (value === null ? null : through(value));
  const [low, high] = [at(estimate.low), at(estimate.high)];
  const falls = low !== null && high !== null && low > high;
  return { ...estimate, point: at(estimate.point), low: falls ? high : low, high: falls ? low : high };
}

/** @throws {RangeError} if a confidence level is not strictly between 0 and 1 */
export function checkLevel(level: number): void {
  if (!(level > 0 && level < 1)) throw new RangeError(`a confidence level lies between 0 and 1, not at ${level}`);
}

/** @throws {RangeError} if a value is not a finite number: missing scores are left out before a method sees them */
export function checkFinite(values: readonly number[]): void {
  if (!values.every(Number.isFinite)) throw new RangeError('a block value is not a finite number');
}
