/**
 * Interval methods that read the quantiles of resampled values. Each is `(sample, level) → Estimate`; the part that
 * works on given replicates is separate, so that it can be held against an exact bootstrap.
 */
import type { Estimate } from '../base/estimate.js';
import { exp } from '../base/math.js';
import type { BlockSample } from './block-sample.js';
import { checkLevel, intervalEstimate, type Label, pointWithoutInterval, undefinedEstimate } from './build-estimate.js';
import { normalCdf, normalQuantile, tQuantile } from './distributions.js';
import { quantileOfSorted } from './moments.js';
import { acceleration, jackknifeValues, type Replicates, replicatesOf } from './resample.js';

/** Two-sided limits. */
export type Limits = readonly [low: number, high: number];

/** Percentile limits at the two probabilities: type-7 quantiles of ascending replicates. */
export function percentileLimits(ascending: Float64Array, [low, high]: Limits): Limits {
  return [quantileOfSorted(ascending, low), quantileOfSorted(ascending, high)];
}

/**
 * The two probabilities at which BCa reads the replicates.
 *
 * z0 counts ties half, and a replicate within 1e-12 (relative) of the value is a tie: a plain `<` miscounts by rounding.
 *
 * @param value the statistic of the data
 * @see Efron (1987), "Better bootstrap confidence intervals"
 */
export function bcaProbabilities(
  ascending: Float64Array,
  { value, acceleration: a, level }: { value: number; acceleration: number; level: number },
): Limits {
  const z0 = biasCorrection(ascending, value);
  const at = (p: number): number => {
    const z = z0 + normalQuantile(p);
    return normalCdf(z0 + z / (1 - a * z));
  };
  return [at((1 - level) / 2), at((1 + level) / 2)];
}

/** BCa's z0: the normal quantile of the share of replicates below the value, ties counted half. */
export function biasCorrection(ascending: Float64Array, value: number): number {
  return normalQuantile(shareBelow(ascending, value));
}

/** Share of ascending replicates below the value, ties (1e-12 relative) counted half. */
export function shareBelow(ascending: Float64Array, value: number): number {
  const size = Math.max(Math.abs(value), Math.abs(ascending[0]!), Math.abs(ascending[ascending.length - 1]!));
  const tolerance = 1e-12 * size;
  const below = countBelow(ascending, value - tolerance);
  const notAbove = countBelow(ascending, value + tolerance);
  return (below + notAbove) / 2 / ascending.length;
}

/**
 * The probability left in either tail by the expanded percentile method: Φ(−√(n/(n−1)) · t), so that for normal means the
 * percentile interval is as wide as Student's.
 *
 * @see Hesterberg (2015), "What teachers should know about the bootstrap", section 5.3
 */
export function expandedTail(n: number, level: number): number {
  return normalCdf(-Math.sqrt(n / (n - 1)) * tQuantile((1 + level) / 2, n - 1));
}

/**
 * Percentile bootstrap. Covers too little below n ≈ 50; labelled opt-in except for IQM and shares.
 * @returns point and limits in the scores' own unit
 * @see Efron & Tibshirani (1993), 13.3
 * @example
 * percentileInterval(meanSample([1, 2, 4, 4, 5, 7, 8, 8, 9, 12], { key: streamKey(1), resamples: 999 }), 0.95).point; // 6
 */
export function percentileInterval(sample: BlockSample, level: number): Estimate {
  return fromReplicates(sample, { level, method: 'percentile' }, ({ ascending }) =>
    percentileLimits(ascending, [(1 - level) / 2, (1 + level) / 2]),
  );
}

/**
 * Basic (reflected percentile) bootstrap.
 * @returns point and limits in the scores' own unit
 * @see Davison & Hinkley (1997), 5.2
 * @example
 * basicInterval(meanSample([1, 2, 4, 4, 5, 7, 8, 8, 9, 12], { key: streamKey(1), resamples: 999 }), 0.95).point; // 6
 */
export function basicInterval(sample: BlockSample, level: number): Estimate {
  return fromReplicates(sample, { level, method: 'basic' }, ({ ascending }) => {
    const [low, high] = percentileLimits(ascending, [(1 - level) / 2, (1 + level) / 2]);
    return [2 * sample.value - high, 2 * sample.value - low];
  });
}

/**
 * Bias-corrected and accelerated bootstrap.
 * @returns point and limits in the scores' own unit
 * @see Efron (1987)
 * @example
 * bcaInterval(meanSample([1, 2, 4, 4, 5, 7, 8, 8, 9, 12], { key: streamKey(1), resamples: 999 }), 0.95).point; // 6
 */
export function bcaInterval(sample: BlockSample, level: number): Estimate {
  return fromReplicates(sample, { level, method: 'bca' }, ({ ascending }) => {
    const a = acceleration(jackknifeValues(sample));
    const at = bcaProbabilities(ascending, { value: sample.value, acceleration: a, level });
    return at.every((p) => p >= 0 && p <= 1) ? percentileLimits(ascending, at) : [NaN, NaN];
  });
}

/**
 * Expanded percentile bootstrap; for unpaired samples n is the smaller one.
 * @returns point and limits in the scores' own unit
 * @see Hesterberg (2015)
 * @example
 * expandedPercentileInterval(sdRatioSample([1, 5, 9, 2, 8], [3, 4, 6, 3, 5], { key: streamKey(1), resamples: 999 }), 0.95).method; // 'expandedPercentile'
 */
export function expandedPercentileInterval(sample: BlockSample, level: number): Estimate {
  return fromReplicates(sample, { level, method: 'expandedPercentile' }, ({ ascending }) => {
    const tail = expandedTail(Math.min(...sample.strata), level);
    return percentileLimits(ascending, [tail, 1 - tail]);
  });
}

/** Whether resamples without a value are so many that they could move a tail: more than a fifth of the level's α. */
export function tooManyUndefined({ undefinedCount, ascending }: Replicates, level: number): boolean {
  return undefinedCount > ((1 - level) / 5) * (undefinedCount + ascending.length);
}

function fromReplicates(
  sample: BlockSample,
  { level, method }: { level: number; method: string },
  limitsOf: (replicates: Replicates) => Limits,
): Estimate {
  checkLevel(level);
  const n = sample.strata.reduce((total, size) => total + size, 0);
  const label = { level, method, n };
  const show = sample.scale === 'log' ? exp : (value: number) => value;
  if (!Number.isFinite(sample.value)) return undefinedEstimate({ ...label, reason: whyUndefined(sample) });
  if (Math.min(...sample.strata) < 2) {
    return pointWithoutInterval(show(sample.value), { ...label, reason: oneAlone(sample) });
  }
  const replicates = replicatesOf(sample);
  if (tooManyUndefined(replicates, level)) {
    return pointWithoutInterval(show(sample.value), { ...label, reason: TOO_MANY_FLAT });
  }
  const [low, high] = limitsOf(replicates);
  return intervalEstimate(show(sample.value), [show(low), show(high)], flatLabel(replicates.ascending, label));
}

/** Why a quantity of a sample has no value. */
export function whyUndefined({
  strata,
  quantity,
  unit = 'block',
}: Pick<BlockSample, 'strata' | 'quantity' | 'unit'>): string {
  if (Math.min(...strata) === 0) return `There is no ${unit} with a value.`;
  if (Math.min(...strata) < 2) return `One ${unit} has no spread.`;
  return quantity.endsWith('dRatio')
    ? 'The values of one variant are all equal, so there is no ratio of spreads.'
    : 'The quantity is not a finite number.';
}

/** Why a sample of one block gets no bootstrap. */
export function oneAlone({ unit = 'block' }: Pick<BlockSample, 'unit'>): string {
  return `One ${unit} has no spread to resample.`;
}

export const TOO_MANY_FLAT = 'Too many resamples have no spread for a bootstrap interval.';
export const NO_VARIATION = 'Every resample gives the same value, so the interval is a point.';
export const ALL_EQUAL = 'All values are equal, so the interval is a point.';

function flatLabel(ascending: Float64Array, label: Label): Label {
  const [low, high] = [ascending[0]!, ascending[ascending.length - 1]!];
  return high - low <= 1e-12 * Math.max(Math.abs(low), Math.abs(high)) ? { ...label, reason: NO_VARIATION } : label;
}

/** Number of ascending values below the limit, by bisection. */
function countBelow(ascending: Float64Array, limit: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle]! < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
