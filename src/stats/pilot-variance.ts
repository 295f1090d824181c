/**
 * Variances from a pilot, taken so large that a plan made from them keeps its promise in 4 of 5 pilots: upper limits in place
 * of point estimates, with which it would in half of them. For normal values. Knows numbers only.
 */
import { chiSquaredQuantile } from './distributions.js';

/** Pilots in which the promise is kept. */
export const PILOTS_KEPT = 0.8;

/**
 * Upper limit of a variance: s² df / χ²₁₋ₖ,df, which is at least the truth in a share `kept` of pilots.
 *
 * @param variance s², ≥ 0
 * @param options.df degrees of freedom, n − 1 for n values
 * @returns in the square of the scores' unit
 * @throws {RangeError} if df is not positive
 * @example
 * upperVariance(1, { df: 9 }); // 1.67…: a pilot of ten values is planned with two thirds more variance
 */
export function upperVariance(variance: number, { df, kept = PILOTS_KEPT }: { df: number; kept?: number }): number {
  if (!(df > 0)) throw new RangeError(`degrees of freedom are positive, not ${df}`);
  return (variance * df) / chiSquaredQuantile(1 - kept, df);
}

/** What a pilot of several seeds a split says of a difference (or of a score). */
export interface NestedPilot {
  /** Variance of split means. */
  readonly between: number;
  /** Variance within splits, pooled; 0 with one seed. */
  readonly within: number;
  readonly splits: number;
  /** Seeds a split, 1 or more, on average. */
  readonly seeds: number;
}

/**
 * Upper limit of the variance of a split mean with another number of seeds S than the pilot's K: M + (1/S − 1/K) W with
 * limits after Graybill & Wang, never below W/S. With the pilot's own number of seeds it is `upperVariance`.
 *
 * @param options.seeds S, 1 or more
 * @returns in the square of the scores' unit
 * @throws {RangeError} below two splits, or if the pilot had one seed and S is another number
 * @see Graybill & Wang (1980), "Confidence intervals on nonnegative linear combinations of variances"
 * @example
 * upperSplitVariance({ between: 2, within: 4, splits: 10, seeds: 2 }, { seeds: 5 });
 */
export function upperSplitVariance(
  { between, within, splits, seeds: pilotSeeds }: NestedPilot,
  { seeds, kept = PILOTS_KEPT }: { readonly seeds: number; readonly kept?: number },
): number {
  if (!(splits >= 2)) throw new RangeError(`a variance needs two splits or more, not ${splits}`);
  const df = splits * (pilotSeeds - 1);
  const b = 1 / seeds - 1 / pilotSeeds;
  const split = splits - 1;
  if (Math.abs(b) < 1e-12) return upperVariance(between, { df: split, kept });
  if (!(df > 0))
    throw new RangeError('with one seed a split in the pilot, nothing is known of another number of seeds');
  const spreadOfSplits = split / chiSquaredQuantile(1 - kept, split) - 1;
  const spreadWithin = b > 0 ? df / chiSquaredQuantile(1 - kept, df) - 1 : 1 - df / chiSquaredQuantile(kept, df);
  const [fromSplits, fromSeeds] = [spreadOfSplits * between, spreadWithin * b * within];
  const upper = between + b * within + Math.sqrt(fromSplits * fromSplits + fromSeeds * fromSeeds);
  return Math.max(within / seeds, upper);
}
