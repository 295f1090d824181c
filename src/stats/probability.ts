/**
 * Questions about two runs drawn at random: does variant A beat B, how far apart are two reruns, does one run each pick
 * the wrong winner. Shares are taken within a split and averaged over splits, or over all pairs of seeds where one split
 * is held; limits are Korn & Graubard's, which have a width at 0 % and 100 % too.
 */
import type { Estimate } from '../base/estimate.js';
import { type BlockWord, blockWord } from './blocks-called.js';
import { transformEstimate, undefinedEstimate, withReason } from './build-estimate.js';
import { shareOfBlocks } from './estimate-mean.js';
import { heldShareEstimate, kornGraubardEstimate } from './korn-graubard.js';
import { apartShares, heldWinShare, type SharesOfScores, winShares } from './run-shares.js';
import type { EstimateOptions, Scores } from './scores.js';

/**
 * P(A > B): over splits, the mean share of seed pairs i ≠ j (i = j where there is one seed) in which A's run is better,
 * ties counted half. Splits that miss either are left out.
 *
 * @returns point and limits as shares, from 0 to 1
 * @see Agarwal et al. (2021) and Bouthillier et al. (2021), "probability of improvement / of outperforming"
 */
export function probabilityOfImprovement(
  a: Scores,
  b: Scores,
  { better, ...options }: EstimateOptions & { readonly better: 'higher' | 'lower' },
): Estimate {
  return shareEstimate(winShares(a, b, { ...blockWord(options), better }), options, 'has a score of both variants');
}

/**
 * P(A > B) on one held split: the share of all pairs of different seeds in which A's run is better, ties counted half.
 *
 * @param a one score a seed; NaN where missing
 * @returns point and limits as shares, from 0 to 1
 * @throws {RangeError} if the level is not between 0 and 1
 * @see DeLong, DeLong & Clarke-Pearson (1988)
 * @example
 * probabilityOfSeeds([0.9, 0.92, 0.95, 0.91], [0.88, 0.9, 0.93, 0.9], { better: 'higher', level: 0.95 }).point; // 0.66667
 */
export function probabilityOfSeeds(
  a: readonly number[],
  b: readonly number[],
  { better, level, ...word }: { readonly better: 'higher' | 'lower'; readonly level: number } & BlockWord,
): Estimate {
  const { share, ...rest } = heldWinShare(a, b, { better });
  return heldShareEstimate(share, { ...rest, ...word, level });
}

/**
 * Rerun risk: the probability that two reruns of one variant on the same split differ by `delta` or more.
 *
 * @param options.delta > 0, in the metric's unit (0.01: one point of accuracy)
 * @returns point and limits as shares, from 0 to 1
 * @see Korn & Graubard (1998)
 */
export function rerunRisk(
  scores: Scores,
  { delta, ...options }: EstimateOptions & { readonly delta: number },
): Estimate {
  return shareEstimate(apartShares(scores, { ...blockWord(options), delta }), options, 'has two scores to compare');
}

/**
 * How often one run each picks the wrong winner: 1 − P for the variant whose mean is better. Undefined unless the
 * interval of the difference excludes 0: otherwise nobody knows which winner is the wrong one.
 *
 * @param probability P(variant beats baseline)
 * @param difference  variant − baseline
 * @returns point and limits as shares, from 0 to 1
 * @see Korn & Graubard (1998)
 * @example
 * const wins = { point: 0.75, low: 0.6, high: 0.86, level: 0.95, method: 'kornGraubard', n: 20 };
 * const difference = { point: 0.02, low: 0.01, high: 0.03, level: 0.95, method: 't', n: 20 };
 * wrongWinner(wins, { difference, better: 'higher' }).point; // 0.25
 */
export function wrongWinner(
  probability: Estimate,
  { difference, better }: { readonly difference: Estimate; readonly better: 'higher' | 'lower' },
): Estimate {
  const { low, high } = difference;
  if (low === null || high === null || low === high || (low <= 0 && high >= 0)) {
    const { level, method, n } = probability;
    const reason = 'The interval of the difference does not exclude 0, so there is no winner to miss.';
    return undefinedEstimate({ level, method, n, reason });
  }
  const variantWins = better === 'higher' ? low > 0 : high < 0;
  return variantWins ? transformEstimate(probability, (p) => 1 - p) : probability;
}

/** Korn & Graubard's limits, or those of the method that is asked for, over the shares of the blocks. */
function shareEstimate({ leftOut, ...shares }: SharesOfScores, options: EstimateOptions, lacks: string): Estimate {
  const { level, method, unit = 'block' } = options;
  if (shares.values.length === 0) {
    return undefinedEstimate({ level, method: method ?? 'kornGraubard', n: 0, reason: `No ${unit} ${lacks}.` });
  }
  const estimate =
    method === undefined
      ? kornGraubardEstimate(shares, { ...blockWord(options), level })
      : shareOfBlocks(shares.values, options);
  return withReason(estimate, leftOut);
}
