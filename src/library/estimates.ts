/**
 * The estimates of `reseed/stats` with their defaults. Scores are lists of splits, each a list of one score a seed, in plan
 * order; a missing score is NaN. A list of single scores is `[[0.91], [0.93], …]`. The block is the split; where the
 * split was held, every "split" is one seed with one score.
 */
import type { Estimate } from '../base/estimate.js';
import * as stats from '../stats/index.js';
import type { Scores } from '../stats/index.js';
import { type EstimateChoices, withDefaults } from './defaults.js';

/**
 * Mean score: studentized bootstrap of split means; Student's t below 10 splits.
 *
 * @param scores [split][seed], in the metric's unit
 * @returns point and limits in the metric's unit; a reason where there are none
 * @throws {RangeError} if the level is not between 0 and 1
 * @see Efron & Tibshirani (1993), 12.5
 * @example
 * meanEstimate([[0.91, 0.93], [0.88, 0.9], [0.92, 0.94]]).point; // 0.91333
 */
export function meanEstimate(scores: Scores, choices: EstimateChoices = {}): Estimate {
  return stats.meanEstimate(scores, withDefaults(choices));
}

/**
 * Mean difference variant − baseline, paired by split unless `paired` is false (then Welch's t).
 *
 * @param baseline [split][seed]
 * @param variant  [split][seed], the same splits in the same order
 * @returns point and limits in the scores' own unit
 * @see Efron & Tibshirani (1993), 12.5
 * @throws {RangeError} if the level is not between 0 and 1
 * @example
 * differenceEstimate([[0.91], [0.88], [0.92]], [[0.93], [0.91], [0.93]]).point; // 0.02
 */
export function differenceEstimate(
  baseline: Scores,
  variant: Scores,
  choices: EstimateChoices & { readonly paired?: boolean } = {},
): Estimate {
  return stats.differenceEstimate(baseline, variant, withDefaults(choices));
}

/**
 * Interquartile mean of split means, percentile bootstrap over splits.
 *
 * @returns point and limits in the scores' own unit
 * @see Agarwal et al. (2021), "Deep reinforcement learning at the edge of the statistical precipice"
 * @example
 * iqmEstimate([[1], [2], [3], [90], [4], [5], [6], [7]]).point; // 4.5
 */
export function iqmEstimate(scores: Scores, choices: EstimateChoices = {}): Estimate {
  return stats.iqmEstimate(scores, withDefaults(choices));
}

/**
 * SD of one run on a new split: Bonett from 10 splits of one seed, log-jackknife-t below, nested ANOVA with several seeds.
 *
 * @returns an SD in the metric's unit; no limits below 5 splits
 * @see Bonett (2006); Searle, Casella & McCulloch (1992)
 * @example
 * sdEstimate([[0.91], [0.88], [0.92], [0.9], [0.93]]).point; // 0.019235
 */
export function sdEstimate(scores: Scores, choices: EstimateChoices = {}): Estimate {
  return stats.sdEstimate(scores, withDefaults(choices));
}

/**
 * SD between reruns of one split (other seed, same rows), pooled over splits: log-jackknife-t over splits.
 *
 * @returns point and limits in the scores' own unit
 * @see Miller (1968), "Jackknifing variances"
 * @example
 * rerunSdEstimate([[0.91, 0.93], [0.88, 0.9], [0.92, 0.94]]).point; // 0.014142
 */
export function rerunSdEstimate(scores: Scores, choices: EstimateChoices = {}): Estimate {
  return stats.rerunSdEstimate(scores, withDefaults(choices));
}

/**
 * SD(baseline)/SD(variant) over splits and seeds: above 1 the variant is steadier. Includes the luck of the split.
 *
 * @returns point and limits without unit: a ratio of SDs, above 1 where the variant is steadier
 * @see Miller (1974)
 * @example
 * sdRatioTotal([[1], [5], [9], [2], [8]], [[3], [4], [6], [3], [5]]).point; // 2.7116
 */
export function sdRatioTotal(
  baseline: Scores,
  variant: Scores,
  choices: EstimateChoices & { readonly paired?: boolean } = {},
): Estimate {
  return stats.sdRatioTotal(baseline, variant, withDefaults(choices));
}

/**
 * SD(baseline)/SD(variant) between reruns of one split: what "train it again and you get something else" is about.
 *
 * @returns point and limits without unit: a ratio of SDs, above 1 where the variant is steadier
 * @see Miller (1974)
 * @example
 * sdRatioRerun([[1, 3], [5, 9], [2, 4]], [[1, 2], [6, 7], [3, 5]]).point; // 2
 */
export function sdRatioRerun(
  baseline: Scores,
  variant: Scores,
  choices: EstimateChoices & { readonly paired?: boolean } = {},
): Estimate {
  return stats.sdRatioRerun(baseline, variant, withDefaults(choices));
}

/**
 * P(A > B): the share of pairs of runs, one each on the same split, that A wins; ties count half.
 *
 * @param choices.better whether higher (default) or lower scores win
 * @returns point and limits as shares, from 0 to 1
 * @example
 * probabilityOfImprovement([[0.93], [0.91], [0.9]], [[0.91], [0.9], [0.92]]).point; // 0.66667
 */
export function probabilityOfImprovement(
  a: Scores,
  b: Scores,
  { better = 'higher', ...choices }: EstimateChoices & { readonly better?: 'higher' | 'lower' } = {},
): Estimate {
  return stats.probabilityOfImprovement(a, b, { ...withDefaults(choices), better });
}

/**
 * Rerun risk: the probability that two reruns on the same split differ by `delta` or more.
 *
 * @param choices.delta > 0, in the metric's unit
 * @returns point and limits as shares, from 0 to 1
 * @see Korn & Graubard (1998)
 * @example
 * rerunRisk([[0.91, 0.93], [0.88, 0.9], [0.92, 0.921]], { delta: 0.01 }).point; // 0.66667
 */
export function rerunRisk(
  scores: Scores,
  { delta, ...choices }: EstimateChoices & { readonly delta: number },
): Estimate {
  return stats.rerunRisk(scores, { ...withDefaults(choices), delta });
}

/**
 * The total SD ratio of logit scores, a sensitivity line: an accuracy near 1 has less room to vary.
 *
 * @param baseline [split][seed], strictly between 0 and 1
 * @returns point and limits without unit: a ratio of SDs, above 1 where the variant is steadier
 * @see Miller (1974)
 * @example
 * sdRatioOnLogits([[0.9], [0.8], [0.95], [0.85], [0.7]], [[0.9], [0.88], [0.93], [0.9], [0.85]]).point; // 2.5490
 */
export function sdRatioOnLogits(baseline: Scores, variant: Scores, choices: EstimateChoices = {}): Estimate {
  return stats.sdRatioOnLogits(baseline, variant, withDefaults(choices));
}

/** What a family is asked with: the number of the look beside level and seed. */
export type FamilyChoices = Omit<EstimateChoices, 'method'> & {
  /** The number of this look at a growing set of blocks, from 1 (default); later ones are judged more strictly. */
  readonly look?: number;
};

/**
 * Differences variant − baseline, one for each variant, with intervals that hold together.
 *
 * @param variants [variant][split][seed]
 * @returns point and limits in the scores' own unit
 * @see Westfall & Young (1993), "Resampling-based multiple testing"
 * @example
 * simultaneousDifferences([[1], [2], [4]], [[[2], [4], [5]], [[1], [3], [4]]]).length; // 2
 */
export function simultaneousDifferences(
  baseline: Scores,
  variants: readonly Scores[],
  { look = 1, ...choices }: FamilyChoices = {},
): stats.SimultaneousEstimate[] {
  return stats.simultaneousDifferences(baseline, variants, { ...withDefaults(choices), look });
}

/**
 * All pairs of variants, later − earlier, in the order (0,1), (0,2), …, (1,2), …: what `compactLetters` is made from.
 *
 * @returns point and limits in the scores' own unit
 * @example
 * allPairDifferences([[[1], [2], [4]], [[2], [4], [5]], [[1], [3], [4]]]).length; // 3
 */
export function allPairDifferences(
  variants: readonly Scores[],
  { look = 1, ...choices }: FamilyChoices = {},
): stats.SimultaneousEstimate[] {
  return stats.allPairDifferences(variants, { ...withDefaults(choices), look });
}

/**
 * SD ratios baseline / variant, one for each variant, with intervals that hold together.
 *
 * @param choices.component `seed` (default) for reruns, `total` for spreads that include the luck of the split
 * @returns point and limits without unit: a ratio of SDs, above 1 where the variant is steadier
 * @example
 * simultaneousSdRatios([[1, 3], [5, 9], [2, 4]], [[[1, 2], [6, 7], [3, 5]]])[0]!.estimate.point; // 2
 */
export function simultaneousSdRatios(
  baseline: Scores,
  variants: readonly Scores[],
  { look = 1, component = 'seed', ...choices }: FamilyChoices & { readonly component?: stats.Component } = {},
): stats.SimultaneousEstimate[] {
  return stats.simultaneousSdRatios(baseline, variants, { ...withDefaults(choices), look, component });
}
