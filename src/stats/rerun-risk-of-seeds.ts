/** Rerun risk where one split is held fixed: the blocks are seeds, and pairs of seeds are what is counted. */
import type { Estimate } from '../base/estimate.js';
import { type BlockWord, blocksCalled } from './blocks-called.js';
import { checkLevel, pointWithoutInterval } from './build-estimate.js';
import { FEWEST_BLOCKS } from './estimate-mean.js';
import { heldShareEstimate } from './korn-graubard.js';
import { heldApartShare } from './run-shares.js';

/**
 * The probability that two reruns on this very split differ by `delta` or more: the share of pairs of seeds, a U-statistic,
 * with Korn & Graubard's limits of an effective number of trials from its jackknife over seeds.
 *
 * @param scores one score a seed; NaN where missing
 * @returns point and limits as shares, from 0 to 1
 * @throws {RangeError} if the level is not between 0 and 1
 * @see Arvesen (1969), "Jackknifing U-statistics"
 * @example
 * rerunRiskOfSeeds([0.7, 0.71, 0.7, 0.73, 0.7, 0.71], { delta: 0.01, level: 0.95 }).point; // 0.73333
 */
export function rerunRiskOfSeeds(
  scores: readonly number[],
  { delta, level, unit = 'seed' }: { readonly delta: number; readonly level: number } & BlockWord,
): Estimate {
  checkLevel(level);
  const { share, ...rest } = heldApartShare(scores, { delta });
  const { seeds: n } = rest;
  if (!Number.isFinite(share) || n >= FEWEST_BLOCKS) return heldShareEstimate(share, { ...rest, level, unit });
  const reason = `${blocksCalled(n, { unit })}: an interval needs at least ${FEWEST_BLOCKS}.`;
  return pointWithoutInterval(share, { level, method: 'kornGraubard', n, reason });
}
