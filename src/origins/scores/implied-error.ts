/** The standard error that a mean's interval in a summary stands for: all that is left where the runs are gone. Pure. */
import type { Estimate } from '../../base/estimate.js';
import { FEWEST_TO_JUDGE, normalQuantile, tQuantile } from '../../stats/index.js';

/**
 * An error that a normal quantile takes back to the interval's half-width. Two of them, squared and added (Zou and Donner 2008),
 * give a difference an interval as wide as the two ask. Of several comparisons it is the half-width at the level of all of
 * them, by Student's t of the mean's own blocks: a normal quantile would widen too little where blocks are few.
 *
 * @param mean    as a summary has it; limits cut at the end of what can be are not read
 * @param options.comparisons judged together
 * @param options.scale       of the metric
 * @returns in the metric's unit; NaN where there is no interval, none with a width, or too few blocks
 * @see Zou & Donner (2008), "Construction of confidence limits about effect measures: a general approach"
 */
export function impliedError(
  { point, low, high, level, n }: Pick<Estimate, 'point' | 'low' | 'high' | 'level' | 'n'>,
  { comparisons, scale }: { readonly comparisons: number; readonly scale: 'share' | 'plain' },
): number {
  if (point === null || low === null || high === null || n < FEWEST_TO_JUDGE || !(high > low)) return NaN;
  const [cutBelow, cutAbove] = [low === 0, high === 1 && scale === 'share'];
  if (cutBelow && cutAbove) return NaN;
  const half = cutBelow ? high - point : cutAbove ? point - low : (high - low) / 2;
  const joint = 1 - (1 - level) / Math.max(1, comparisons);
  const wider = tQuantile((1 + joint) / 2, n - 1) / tQuantile((1 + level) / 2, n - 1);
  return (half * wider) / normalQuantile((1 + joint) / 2);
}
