/**
 * The family of intervals that a look judges by. Below 20 blocks the resampled maxima are wider than Bonferroni's, log-
 * jackknife rows are never resampled, and from the second look on Student's t alone is used, at the level of that look.
 * Knows rows of block values.
 */
import type { ResamplingOptions } from './block-sample.js';
import { ratioWidening } from './jackknife-width.js';
import { alphaOfLook } from './look-level.js';
import { bonferroniFamily, type Family, familyOfMeans } from './max-t.js';

/** How a family is judged. */
export interface JudgedFamilyOptions extends ResamplingOptions {
  /** Of the first look, 0.95 for 95 %. */
  readonly level: number;
  /** The number of this look, from 1. */
  readonly look: number;
  /** `log` for jackknife pseudo-values of log SD ratios, whose half-widths are widened. */
  readonly scale: 'plain' | 'log';
  /** Scores a block, on average: beside `log`. */
  readonly seeds?: number;
}

/**
 * Simultaneous intervals of the rows' means at this look.
 *
 * @param rows one row a comparison, one column a block; NaN where a block has no value; no row without spread
 * @returns the members, and the level that their intervals really have: 1 − αₖ
 * @throws {RangeError} if a row has no spread, or the look is not a whole number from 1
 * @example
 * judgedFamily([[1, 2, 4], [0, 1, -1]], { level: 0.95, look: 2, scale: 'plain', key: [1, 1] }).level; // 0.995
 */
export function judgedFamily(
  rows: readonly (readonly number[])[],
  { level, look, scale, seeds = 1, ...resampling }: JudgedFamilyOptions,
): Family & { readonly level: number } {
  const judged = 1 - alphaOfLook(look, { level });
  if (scale === 'log') {
    const widening = (n: number): number => ratioWidening(n, { comparisons: rows.length, seeds });
    return { ...bonferroniFamily(rows, { level: judged, widening }), level: judged };
  }
  if (look > 1) return { ...bonferroniFamily(rows, { level: judged }), level: judged };
  return { ...familyOfMeans(rows, { ...resampling, level }), level };
}
