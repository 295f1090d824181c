/**
 * How many runs an answer needs, from pilot components of variance or assumed SDs. Knows variances, minutes and wishes;
 * what a run is called and where pilots come from is the caller's.
 */
import { ln } from '../base/math.js';
import { normalQuantile, tQuantile } from './distributions.js';
import { firstFrom } from './first-from.js';

/** Variances of the quantity that is planned for: of a difference, of one score. */
export interface PlanVariances {
  /** Between splits. */
  readonly split: number;
  /** Between seeds of one split. */
  readonly seed: number;
}

/** What the answer shall be able to do: be this narrow, or find this much with this power. */
export type Precision = { readonly halfWidth: number } | { readonly detect: number; readonly power: number };

/**
 * Whole splits needed for a mean (or a mean difference) over splits with `seeds` seeds each: the standard error is
 * √((split + seed / seeds) / splits) and limits are Student's t.
 *
 * @returns number of splits, at least 2; Infinity above a million
 * @throws {RangeError} if a variance is negative
 * @example
 * splitsForMean({ split: 1, seed: 0 }, { seeds: 1, level: 0.95, halfWidth: 0.5 }); // 18
 */
export function splitsForMean(
  { split, seed }: PlanVariances,
  { seeds, level, ...precision }: { readonly seeds: number; readonly level: number } & Precision,
): number {
  const variance = split + seed / seeds;
  if (!(variance >= 0)) throw new RangeError('variances are not negative');
  return firstFrom(2, (n) => {
    const error = Math.sqrt(variance / n);
    const t = tQuantile((1 + level) / 2, n - 1);
    if ('halfWidth' in precision) return t * error <= precision.halfWidth;
    return (t + tQuantile(precision.power, n - 1)) * error <= precision.detect;
  });
}

/**
 * Variance of a paired difference of two scores with these variances and correlation.
 * @returns in the square of the scores' unit
 * @example
 * pairedVariance(4, 1, 0.5); // 3
 */
export function pairedVariance(baseline: number, variant: number, correlation: number): number {
  return baseline + variant - 2 * correlation * Math.sqrt(baseline * variant);
}

/**
 * Approximate standard error of the log ratio of two SDs with n values each: √((1 − ρ²) / (n − 1)); ρ = 0 if unpaired.
 * For normal scores.
 * @returns on the natural logarithm of the ratio
 * @example
 * logSdRatioError(50); // 0.14286
 */
export function logSdRatioError(n: number, { correlation = 0 }: { correlation?: number } = {}): number {
  return Math.sqrt((1 - correlation * correlation) / (n - 1));
}

/**
 * Runs an arm (values a variant) to tell an SD ratio from 1, or to get its limits within a factor.
 *
 * @param options.halfWidth on the log scale: ln 1.2 for limits at ratio / 1.2 and ratio × 1.2
 * @returns a number of runs
 * @example
 * runsForSdRatio({ ratio: 2, power: 0.8, level: 0.95 }); // 18
 */
export function runsForSdRatio(
  options: { readonly level: number; readonly correlation?: number } & (
    { readonly ratio: number; readonly power: number } | { readonly halfWidth: number }
  ),
): number {
  const z = normalQuantile((1 + options.level) / 2);
  const { correlation = 0 } = options;
  const wish = 'halfWidth' in options ? options.halfWidth : Math.abs(ln(options.ratio));
  const reach = 'halfWidth' in options ? z : z + normalQuantile(options.power);
  if (!(wish > 0)) return Infinity;
  return Math.ceil(1 + ((1 - correlation * correlation) * reach * reach) / (wish * wish) - 1e-9);
}

/**
 * Blocks needed to tell P(A > B) from one half.
 *
 * @param options.sided 2 by default
 * @returns a number of blocks
 * @see Noether (1987), "Sample size determination for some common nonparametric tests"; used by Bouthillier et al. (2021)
 * @example
 * noetherBlocks(0.75, { alpha: 0.05, power: 0.95 }); // 35
 */
export function noetherBlocks(
  probability: number,
  { alpha, power, sided = 2 }: { alpha: number; power: number; sided?: 1 | 2 },
): number {
  const reach = (normalQuantile(1 - alpha / sided) + normalQuantile(power)) / (Math.sqrt(6) * (0.5 - probability));
  return Math.ceil(reach * reach - 1e-9);
}

/** A way to spend a budget. */
export interface Allocation {
  readonly splits: number;
  readonly seeds: number;
  /** Standard error of the mean, or of the log of the rerun SD ratio, that it buys. */
  readonly error: number;
}

/** What the budget is spent on: a mean over splits and seeds, or the SD between reruns. */
export type BudgetAim = 'mean' | 'rerunSd';

/**
 * The best way to spread `runs` runs a variant over splits and seeds: for a mean one seed a split unless a split costs
 * extra; for a rerun SD as many seeds a split as keep `leastSplits` splits, since (seeds − 1) × splits counts.
 *
 * @param options.splitCost what a new split costs beside its runs, in runs (0: nothing)
 * @returns numbers of splits and seeds, and the error in the scores' own unit or on the log of the ratio
 * @throws {RangeError} if the runs do not fill the fewest splits
 * @example
 * bestAllocation({ split: 1, seed: 4 }, { runs: 1000, aim: 'mean', splitCost: 4 }).seeds; // 4
 */
export function bestAllocation(
  { split, seed }: PlanVariances,
  {
    runs,
    aim,
    splitCost = 0,
    leastSplits = 5,
  }: { runs: number; aim: BudgetAim; splitCost?: number; leastSplits?: number },
): Allocation {
  let best: Allocation | undefined;
  for (let seeds = aim === 'mean' ? 1 : 2; seeds + splitCost <= runs; seeds++) {
    const splits = Math.floor(runs / (seeds + splitCost));
    if (splits < leastSplits) break;
    const error =
      aim === 'mean' ? Math.sqrt((split + seed / seeds) / splits) : logSdRatioError(splits * (seeds - 1) + 1);
    if (best === undefined || error < best.error) best = { splits, seeds, error };
  }
  if (best === undefined) throw new RangeError(`${runs} runs do not fill ${leastSplits} splits`);
  return best;
}
