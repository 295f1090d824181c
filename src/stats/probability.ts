/**
 * Questions about two runs drawn at random: does variant A beat B, how far apart are two reruns, does one run each pick
 * the wrong winner. Shares are taken within a split and averaged over splits; limits are percentiles over splits.
 */
import type { Estimate } from '../estimate.js';
import { transformEstimate, undefinedEstimate, withReason } from './build-estimate.js';
import { shareOfBlocks } from './estimate-mean.js';
import { type EstimateOptions, leftOut, present, type Scores } from './scores.js';

/** Scores closer than this, relative to their size, are ties: accuracies k/m differ by rounding. */
const TIE = 1e-12;

/**
 * P(A > B): over splits, the mean share of seed pairs i ≠ j (i = j where there is one seed) in which A's run is better,
 * ties counted half. Splits that miss either are left out.
 *
 * @see Agarwal et al. (2021) and Bouthillier et al. (2021), "probability of improvement / of outperforming"
 */
export function probabilityOfImprovement(
  a: Scores,
  b: Scores,
  { better, ...options }: EstimateOptions & { readonly better: 'higher' | 'lower' },
): Estimate {
  const all = Math.max(a.length, b.length);
  const shares = Array.from({ length: all }, (_, i) => winShare(a[i] ?? [], b[i] ?? [], better)).filter(
    Number.isFinite,
  );
  if (shares.length === 0) return noBlocks(options, 'No split has a score of both variants.');
  return withReason(shareOfBlocks(shares, options), leftOut(all - shares.length, all).leftOut);
}

/**
 * Rerun risk: the probability that two reruns of one variant on the same split differ by `delta` or more.
 *
 * @param options.delta > 0, in the metric's unit (0.01: one point of accuracy)
 */
export function rerunRisk(
  scores: Scores,
  { delta, ...options }: EstimateOptions & { readonly delta: number },
): Estimate {
  if (!(delta > 0)) throw new RangeError(`delta is positive, not ${delta}`);
  const shares = scores.map((split) => apartShare(present(split), delta)).filter(Number.isFinite);
  if (shares.length === 0) return noBlocks(options, 'No split has two scores to compare.');
  return withReason(shareOfBlocks(shares, options), leftOut(scores.length - shares.length, scores.length).leftOut);
}

/**
 * How often one run each picks the wrong winner: 1 − P for the variant whose mean is better. Undefined unless the
 * interval of the difference excludes 0: otherwise nobody knows which winner is the wrong one.
 *
 * @param probability P(variant beats baseline)
 * @param difference  variant − baseline
 */
export function wrongWinner(
  probability: Estimate,
  { difference, better }: { readonly difference: Estimate; readonly better: 'higher' | 'lower' },
): Estimate {
  const { low, high } = difference;
  if (low === null || high === null || (low <= 0 && high >= 0)) {
    const { level, method, n } = probability;
    const reason = 'The interval of the difference does not exclude 0, so there is no winner to miss.';
    return undefinedEstimate({ level, method, n, reason });
  }
  const variantWins = better === 'higher' ? low > 0 : high < 0;
  return variantWins ? transformEstimate(probability, (p) => 1 - p) : probability;
}

/** Share of pairs (i, j) in which a's run beats b's; NaN where there is no pair. */
function winShare(a: readonly number[], b: readonly number[], better: 'higher' | 'lower'): number {
  const crossed = pairShare(a, b, { better, sameSeed: false });
  return Number.isNaN(crossed) ? pairShare(a, b, { better, sameSeed: true }) : crossed;
}

function pairShare(
  a: readonly number[],
  b: readonly number[],
  { better, sameSeed }: { better: 'higher' | 'lower'; sameSeed: boolean },
): number {
  let [wins, pairs] = [0, 0];
  a.forEach((first, i) => {
    b.forEach((second, j) => {
      if ((i === j) !== sameSeed || !Number.isFinite(first) || !Number.isFinite(second)) return;
      pairs++;
      const ahead = better === 'higher' ? first - second : second - first;
      if (Math.abs(ahead) <= TIE * Math.max(Math.abs(first), Math.abs(second))) wins += 0.5;
      else if (ahead > 0) wins++;
    });
  });
  return wins / pairs;
}

/** Share of pairs that lie delta or more apart; NaN below two scores. */
function apartShare(scores: readonly number[], delta: number): number {
  let [apart, pairs] = [0, 0];
  scores.forEach((first, i) => {
    for (const second of scores.slice(i + 1)) {
      pairs++;
      const tolerance = TIE * Math.max(Math.abs(first), Math.abs(second));
      if (Math.abs(first - second) >= delta - tolerance) apart++;
    }
  });
  return apart / pairs;
}

function noBlocks({ level, method = 'percentile' }: EstimateOptions, reason: string): Estimate {
  return undefinedEstimate({ level, method, n: 0, reason });
}
