/**
 * How many blocks a wish takes, read off the very interval that will judge: its critical value for the whole family, its
 * widening, and the noncentral t distribution of the estimate beside it. Normal values; first look. Knows numbers only.
 */
import { ln } from '../base/math.js';
import { dunnettCritical } from './dunnett.js';
import { tQuantile } from './distributions.js';
import { firstFrom } from './first-from.js';
import { FEWEST_FAMILY_BLOCKS, FEWEST_FAMILY_RERUNS, ratioWidening } from './jackknife-width.js';
import { ENOUGH_FOR_MAX_T } from './max-t.js';
import { powerOfT } from './noncentral-t.js';

/** Level and size of the family that the first report will judge. */
export interface PlannedFamily {
  /** Confidence level, 0.95 for 95 %. */
  readonly level: number;
  /** Comparisons judged together, 1 or more. */
  readonly comparisons: number;
}

/** What the resampled maxima cost beyond Dunnett's critical value, in blocks (simulated). */
const MAX_T_COSTS = 2;
/** Intervals of spreads are refused below five blocks, and poor below ten. */
const LEAST_FOR_RATIO = 10;

/**
 * Half-width over standard error of the interval that judges a difference of means over n blocks: Student's t for one
 * comparison, Bonferroni's below 20 blocks for several, Dunnett's from 20.
 *
 * @param blocks n ≥ 2
 * @returns a number without unit
 * @example
 * criticalOfDifference(30, { level: 0.95, comparisons: 6 }); // 2.7253
 */
export function criticalOfDifference(blocks: number, { level, comparisons }: PlannedFamily): number {
  const df = blocks - 1;
  if (comparisons > 1 && blocks >= ENOUGH_FOR_MAX_T) return dunnettCritical({ level, comparisons, df });
  return tQuantile(1 - (1 - level) / 2 / comparisons, df);
}

/**
 * Blocks with which a difference of means is told from none with this power.
 *
 * @param variance of one block's difference (a split mean over all its seeds), ≥ 0
 * @param options.detect the true difference, in the metric's unit
 * @returns whole blocks, 2 or more; Infinity above a million, or for a difference of 0
 * @throws {RangeError} if the variance is negative
 * @see Cohen (1988) for power by the noncentral t; `dunnettCritical` for families
 * @example
 * blocksForDifference(1, { detect: 0.5, power: 0.8, level: 0.95, comparisons: 1 }); // 34
 */
export function blocksForDifference(
  variance: number,
  { detect, power, ...family }: PlannedFamily & { readonly detect: number; readonly power: number },
): number {
  if (!(variance >= 0)) throw new RangeError(`a variance is not negative, not ${variance}`);
  if (detect === 0) return Infinity;
  return fewestBlocks(family, (n, critical) => {
    const noncentrality = Math.abs(detect) / Math.sqrt(variance / n);
    return reaches(power, { critical, df: n - 1, noncentrality });
  });
}

/**
 * Blocks with which the intervals of all differences are this narrow.
 *
 * @param options.halfWidth ≥ 0, in the metric's unit
 * @returns a number of blocks
 * @throws {RangeError} if the variance is negative
 * @example
 * blocksForHalfWidth(1, { halfWidth: 0.5, level: 0.95, comparisons: 1 }); // 18
 */
export function blocksForHalfWidth(
  variance: number,
  { halfWidth, ...family }: PlannedFamily & { readonly halfWidth: number },
): number {
  if (!(variance >= 0)) throw new RangeError(`a variance is not negative, not ${variance}`);
  return fewestBlocks(family, (n, critical) => critical * Math.sqrt(variance / n) <= halfWidth);
}

/** A plan for an SD ratio. */
export interface RatioWish extends PlannedFamily {
  /** The true ratio SD(baseline) / SD(variant), > 0. */
  readonly ratio: number;
  readonly power: number;
  /** Seeds a block. */
  readonly seeds: number;
}

/**
 * Splits with which a ratio of rerun SDs is told from 1: noncentrality ln r / √(v/(n − 1)) against F(n) t (`ratioWidening`), with
 * v = ½ (2/(S − 1) + γ/S), times 1 − ρ² for correlated seed noise.
 *
 * @param wish.seeds S ≥ 2
 * @param wish.correlation ρ of the two variants' seed noise; 0 by default
 * @param wish.excessKurtosis γ of the seed noise, 0 for normal
 * @returns whole splits, 10 or more (and as many as a verdict on a family needs); Infinity for a ratio of 1
 * @throws {RangeError} with fewer than two seeds
 * @example
 * splitsForRerunRatio({ ratio: 1.5, power: 0.8, level: 0.95, comparisons: 1, seeds: 5 }); // 17
 */
export function splitsForRerunRatio({
  ratio,
  power,
  seeds,
  correlation = 0,
  excessKurtosis = 0,
  ...family
}: RatioWish & { readonly correlation?: number; readonly excessKurtosis?: number }): number {
  if (!(seeds >= 2)) throw new RangeError(`reruns take two seeds or more, not ${seeds}`);
  const v = 0.5 * (2 / (seeds - 1) + excessKurtosis / seeds) * (1 - correlation * correlation);
  const least = family.comparisons > 1 ? Math.ceil(FEWEST_FAMILY_RERUNS / (seeds - 1)) : 0;
  return forLogRatio(ratio, { v, lost: 1, power, family, seeds, least });
}

/** Variances of one score of a variant, and what pairs have in common. */
export interface TotalRatioPilot {
  /** Between splits and between seeds of a split, of the baseline. */
  readonly baseline: { readonly split: number; readonly seed: number };
  /** The same of the variant, as it would be if the ratio were true. */
  readonly variant: { readonly split: number; readonly seed: number };
  /** Covariance of the two variants' split effects, and of their seed noise. */
  readonly covariance: { readonly split: number; readonly seed: number };
}

/**
 * Blocks with which a ratio of total SDs (over splits and seeds) is told from 1: noncentrality ln r / √(v/(n − 2)), v by the
 * delta method. With one normal score a block v = 1 − ρ².
 *
 * @returns whole blocks, 10 or more; a family with one score a block takes at least 100
 * @example
 * const normal = { baseline: { split: 1, seed: 0 }, variant: { split: 0.25, seed: 0 }, covariance: { split: 0, seed: 0 } };
 * blocksForTotalRatio({ ratio: 2, power: 0.8, level: 0.95, comparisons: 1, seeds: 1, pilot: normal }); // 22
 */
export function blocksForTotalRatio({
  ratio,
  power,
  seeds,
  pilot,
  ...family
}: RatioWish & { readonly pilot: TotalRatioPilot }): number {
  const v = totalLogRatioVariance(pilot, { seeds });
  const alone = seeds <= 1 ? FEWEST_FAMILY_BLOCKS : Math.ceil(FEWEST_FAMILY_RERUNS / (seeds - 1));
  return forLogRatio(ratio, { v, lost: 2, power, family, seeds, least: family.comparisons > 1 ? alone : 0 });
}

/**
 * Variance of the log ratio of total SDs, times the number of blocks, by the delta method for normal effects.
 *
 * @returns a number without unit
 * @see Searle, Casella & McCulloch (1992) for the variances of mean squares
 * @example
 * totalLogRatioVariance({ baseline: { split: 4, seed: 0 }, variant: { split: 1, seed: 0 }, covariance: { split: 1, seed: 0 } }, { seeds: 1 }); // 0.75
 */
export function totalLogRatioVariance(
  { baseline, variant, covariance }: TotalRatioPilot,
  { seeds }: { readonly seeds: number },
): number {
  // Of the product of two estimates of (co)variance: from split means, and from within splits.
  const product = (a: { split: number; seed: number }): number => {
    const means = a.split + a.seed / seeds;
    const within = seeds > 1 ? ((1 - 1 / seeds) * (1 - 1 / seeds) * a.seed * a.seed) / (seeds - 1) : 0;
    return 2 * (means * means + within);
  };
  const total = (a: { split: number; seed: number }): number => a.split + a.seed;
  const [first, second] = [total(baseline), total(variant)];
  const own = product(baseline) / (first * first) + product(variant) / (second * second);
  return Math.max(0, (own - (2 * product(covariance)) / (first * second)) / 4);
}

function forLogRatio(
  ratio: number,
  {
    v,
    lost,
    power,
    family,
    seeds,
    least,
  }: { v: number; lost: number; power: number; family: PlannedFamily; seeds: number; least: number },
): number {
  if (!(ratio > 0)) throw new RangeError(`an SD ratio is positive, not ${ratio}`);
  const wish = Math.abs(ln(ratio));
  if (wish === 0) return Infinity;
  const { level, comparisons } = family;
  return firstFrom(Math.max(LEAST_FOR_RATIO, least), (n) => {
    const critical = ratioWidening(n, { comparisons, seeds }) * tQuantile(1 - (1 - level) / 2 / comparisons, n - 1);
    return reaches(power, { critical, df: n - 1, noncentrality: wish / Math.sqrt(v / (n - lost)) });
  });
}

/** Whether this many blocks are enough with this critical value. */
type Enough = (blocks: number, critical: number) => boolean;

/**
 * The fewest blocks that are enough with the family's critical value; where that is 20 or more, two more for the resampled
 * maxima. Student's t for one comparison and Bonferroni's enclose Dunnett's, which costs a thousand times more to find.
 */
function fewestBlocks(family: PlannedFamily, enough: Enough): number {
  const { level, comparisons } = family;
  const t = (among: number) => (n: number) => enough(n, tQuantile(1 - (1 - level) / 2 / among, n - 1));
  if (comparisons === 1) return firstFrom(2, t(1));
  for (let n = 2; n < ENOUGH_FOR_MAX_T; n++) if (t(comparisons)(n)) return n;
  const least = firstFrom(ENOUGH_FOR_MAX_T, t(1));
  const most = firstFrom(least, t(comparisons));
  if (!Number.isFinite(most)) return Infinity;
  let [low, high] = [least - 1, most];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (enough(middle, criticalOfDifference(middle, family))) high = middle;
    else low = middle;
  }
  return high + MAX_T_COSTS;
}

/** Beyond this many standard errors no power is missing, and the noncentral t needs no sum. */
const CERTAIN = 40;

function reaches(
  power: number,
  { critical, df, noncentrality }: { critical: number; df: number; noncentrality: number },
): boolean {
  if (df >= 30 && noncentrality > CERTAIN) return true;
  // A quick bound first: far below the critical value there is no power worth a sum.
  if (noncentrality < critical / 4 && power > 0.5) return false;
  return powerOfT(critical, { df, noncentrality }) >= power;
}
