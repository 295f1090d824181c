/**
 * Limits for a share (a probability) that is counted within blocks and averaged over them: Clopper–Pearson's exact limits
 * with an effective number of trials. Unlike percentiles over blocks they have a width at 0 % and at 100 %, where six
 * equal blocks are no proof. Knows shares and blocks; what is counted is the caller's.
 */
import type { Estimate } from '../base/estimate.js';
import { type BlockWord, blocksCalled } from './blocks-called.js';
import {
  checkFinite,
  checkLevel,
  intervalEstimate,
  pointWithoutInterval,
  undefinedEstimate,
} from './build-estimate.js';
import { betaQuantile, tQuantile } from './distributions.js';
import { isConstant, mean, variance } from './moments.js';

/** Fewest blocks (or seeds on a held split) for an interval. */
export const FEWEST_FOR_SHARES = 3;

/** One share a block, and how many independent trials they could be worth at most. */
export interface BlockShares {
  /** From 0 to 1, one a block. */
  readonly values: readonly number[];
  /** Most trials: the sum over blocks of the disjoint comparisons in each; at least the number of blocks. */
  readonly most: number;
}

/**
 * Clopper–Pearson limits for a share of `trials` trials, neither of which need be a whole number of hits: from 0 where the
 * share is 0, up to 1 where it is 1. The level is kept on either side, so they cover at least as often as they say.
 *
 * @param share from 0 to 1
 * @returns both limits as shares, from 0 to 1
 * @throws {RangeError} outside those bounds
 * @see Clopper & Pearson (1934)
 * @example
 * clopperPearsonLimits(1, { trials: 6, level: 0.95 }); // [0.541, 1]
 */
export function clopperPearsonLimits(
  share: number,
  { trials, level }: { readonly trials: number; readonly level: number },
): readonly [low: number, high: number] {
  checkLevel(level);
  if (!(share >= 0 && share <= 1)) throw new RangeError(`a share lies between 0 and 1, not at ${share}`);
  if (!(trials > 0)) throw new RangeError(`a share needs trials, not ${trials}`);
  const tail = (1 - level) / 2;
  const hits = share * trials;
  return [
    share === 0 ? 0 : betaQuantile(tail, hits, trials - hits + 1),
    share === 1 ? 1 : betaQuantile(1 - tail, hits + 1, trials - hits),
  ];
}

/**
 * The mean of shares over blocks with Korn & Graubard's limits: the effective number of trials is p(1 − p) / (variance of p
 * over blocks), kept between the number of blocks and `most`, and, where a block can be worth several trials, multiplied by
 * the squared ratio of t quantiles at `most` − 1 and at blocks − 1 degrees of freedom. Covers at least as often as it says.
 *
 * @returns point and limits as shares, from 0 to 1
 * @throws {RangeError} if a share is not between 0 and 1, or `most` is below the number of blocks
 * @see Korn & Graubard (1998), "Confidence intervals for proportions with small expected number of positive counts"
 * @example
 * kornGraubardEstimate({ values: [1, 1, 1, 1, 1, 1], most: 6 }, { level: 0.95 }); // 1 (0.541 to 1)
 */
export function kornGraubardEstimate(
  { values, most }: BlockShares,
  { level, ...word }: { readonly level: number } & BlockWord,
): Estimate {
  checkLevel(level);
  checkFinite(values);
  const n = values.length;
  const label = { level, method: 'kornGraubard', n };
  if (n === 0) return undefinedEstimate({ ...label, reason: 'There is nothing to count.' });
  if (!(most >= n)) throw new RangeError(`${n} blocks are worth at least ${n} trials, not ${most}`);
  const p = shareWithin(mean(values));
  if (n < FEWEST_FOR_SHARES) {
    return pointWithoutInterval(p, {
      ...label,
      reason: `${blocksCalled(n, word)}: an interval needs at least ${FEWEST_FOR_SHARES}.`,
    });
  }
  const trials = effectiveTrials({ values, most }, { level, p });
  return intervalEstimate(p, clopperPearsonLimits(p, { trials, level }), label);
}

function effectiveTrials({ values, most }: BlockShares, { level, p }: { level: number; p: number }): number {
  const n = values.length;
  // Equal shares are compared as such: rounding in their variance would pass for near-certainty.
  const q = isConstant(values) ? 0 : (variance(values) * (n - 1)) / n / n;
  const trials = q === 0 ? n : Math.min(most, Math.max(n, (p * (1 - p)) / q));
  if (most === n) return trials;
  const ratio = tQuantile((1 + level) / 2, most - 1) / tQuantile((1 + level) / 2, n - 1);
  return trials * ratio * ratio;
}

/**
 * A share over all pairs of seeds on one held split, with its variance from DeLong or the jackknife: the same limits with
 * between S and 2S effective trials.
 *
 * @param share    from 0 to 1
 * @param variance squared standard error of the share; 0 where the pairs show none
 * @param seeds    S, the number of seeds of the smaller sample
 * @example
 * heldShareEstimate(0.9, { variance: 0.004, seeds: 10, level: 0.95 }).point; // 0.9
 */
export function heldShareEstimate(
  share: number,
  {
    variance: v,
    seeds,
    level,
    unit = 'seed',
  }: { readonly variance: number; readonly seeds: number; readonly level: number } & BlockWord,
): Estimate {
  const label = { level, method: 'kornGraubard', n: seeds };
  if (!Number.isFinite(share)) return undefinedEstimate({ ...label, reason: 'There is nothing to count.' });
  if (seeds < FEWEST_FOR_SHARES) {
    const reason = `${blocksCalled(seeds, { unit })}: an interval needs at least ${FEWEST_FOR_SHARES}.`;
    return pointWithoutInterval(share, { ...label, reason });
  }
  const trials = v > 0 ? Math.min(2 * seeds, Math.max(seeds, (share * (1 - share)) / v)) : seeds;
  return intervalEstimate(share, clopperPearsonLimits(share, { trials, level }), label);
}

/** Sums of shares such as thirds may end an ulp outside. */
function shareWithin(p: number): number {
  return Math.min(1, Math.max(0, p));
}
