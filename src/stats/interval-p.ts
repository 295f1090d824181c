/**
 * The p-value that goes with each interval method: the level at which its interval would just touch "no effect", which is
 * 0 for means and differences, and a ratio of 1. Null for an SD, which has no such value.
 */
import type { BlockSample } from './block-sample.js';
import { jackknifeWidening } from './jackknife-width.js';
import { fUpperTail, normalCdf, normalQuantile, tTwoSided } from './distributions.js';
import { biasCorrection } from './interval-bootstrap.js';
import { logSdRatioJackknife, unpairedJackknife } from './interval-jackknife.js';
import { studentizedReplicates } from './interval-studentized.js';
import { variance } from './moments.js';
import { correlation, welchError } from './pairs.js';
import { acceleration, jackknifeValues, replicatesOf } from './resample.js';

/** Student's t of a mean. */
export function tP({ x, value }: BlockSample): number {
  return tTwoSided(value / Math.sqrt(variance(x) / x.length), x.length - 1);
}

/** Nadeau & Bengio's: the variance inflated by 1/n + test/train rows. */
export function nadeauBengioP({ x, value, testToTrain = 0 }: BlockSample): number {
  return tTwoSided(value / Math.sqrt((1 / x.length + testToTrain) * variance(x)), x.length - 1);
}

export function welchP({ x, y, value }: BlockSample): number {
  const { error, df } = welchError(x, y);
  return tTwoSided(value / error, df);
}

/** Where the observed t stands among the resampled ones. */
export function studentizedP(sample: BlockSample): number {
  const { x, y, value } = sample;
  const squared = variance(x) / x.length + (y.length === 0 ? 0 : variance(y) / y.length);
  return resampledP(studentizedReplicates(sample).ascending, value / Math.sqrt(squared));
}

export function percentileP(sample: BlockSample): number | null {
  return hasNull(sample) ? resampledP(replicatesOf(sample).ascending, 0) : null;
}

/** The percentile p-value of the reflected replicates. */
export function basicP(sample: BlockSample): number | null {
  return hasNull(sample) ? resampledP(replicatesOf(sample).ascending, 2 * sample.value) : null;
}

/** BCa turned round: the share beyond no effect, with the bias and the acceleration taken out. */
export function bcaP(sample: BlockSample): number | null {
  if (!hasNull(sample)) return null;
  const { ascending } = replicatesOf(sample);
  const z0 = biasCorrection(ascending, sample.value);
  const a = acceleration(jackknifeValues(sample));
  const w = normalQuantile(lowerShare(ascending, 0)) - z0;
  const z = w / (1 + a * w) - z0;
  return Math.min(1, 2 * normalCdf(-Math.abs(z)));
}

/** The expanded percentile turned round: the share of replicates beyond 0 is read as a normal tail, and that as Student's. */
export function expandedPercentileP(sample: BlockSample): number | null {
  if (!hasNull(sample)) return null;
  const n = Math.min(...sample.strata);
  const tail = resampledP(replicatesOf(sample).ascending, 0) / 2;
  return tail >= 0.5 ? 1 : tTwoSided(normalQuantile(tail) * Math.sqrt((n - 1) / n), n - 1);
}

/** t of the jackknifed log ratio, its error widened as in the interval. */
export function logJackknifeTP({ quantity, x, y }: BlockSample): number | null {
  if (quantity === 'sd') return null;
  const { value, error, df } = quantity === 'sdRatio' ? logSdRatioJackknife(x, y) : unpairedJackknife(x, y);
  return tTwoSided(value / (error * jackknifeWidening(Math.min(x.length, y.length))), df);
}

/** F of independent samples, both tails. */
export function fP({ x, y }: BlockSample): number {
  const [df1, df2] = [x.length - 1, y.length - 1];
  const above = fUpperTail(variance(x) / variance(y), df1, df2);
  return Math.min(1, 2 * Math.min(above, 1 - above));
}

/** t of the correlation between sums and differences. @see Pitman (1939) */
export function pitmanMorganP({ x, y }: BlockSample): number {
  const df = x.length - 2;
  const ratio = variance(x) / variance(y);
  const r = correlation(x, y);
  return tTwoSided(((ratio - 1) * Math.sqrt(df)) / Math.sqrt(4 * Math.max(0, 1 - r * r) * ratio), df);
}

/** A spread cannot be 0 by luck alone; a mean, a difference and the log of a ratio can. */
function hasNull({ quantity }: BlockSample): boolean {
  return quantity !== 'sd' && quantity !== 'nestedSd';
}

/** Twice the smaller tail of the resamples beyond a value, with (hits + 1) / (resamples + 1). */
export function resampledP(ascending: Float64Array, value: number): number {
  let [atMost, atLeast] = [0, 0];
  for (const replicate of ascending) {
    if (replicate <= value) atMost++;
    if (replicate >= value) atLeast++;
  }
  return Math.min(1, (2 * (Math.min(atMost, atLeast) + 1)) / (ascending.length + 1));
}

/** Share of the replicates below a value, ties counted half, kept off 0 and 1 by half a resample. */
function lowerShare(ascending: Float64Array, value: number): number {
  let [below, ties] = [0, 0];
  for (const replicate of ascending) {
    if (replicate < value) below++;
    else if (replicate === value) ties++;
  }
  return (below + ties / 2 + 0.5) / (ascending.length + 1);
}
