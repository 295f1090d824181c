/** The p-value that goes with a single default interval: the level at which the interval would just touch "no effect". */
import type { Estimate } from '../estimate.js';
import { type BlockSample, meanSample, sdRatioSample } from './block-sample.js';
import { normalQuantile, tTwoSided } from './distributions.js';
import { replicatesOf } from './resample.js';
import { studentizedReplicates } from './interval-studentized.js';
import { variance } from './moments.js';
import { type Component, nestedRatio } from './nested-jackknife.js';
import { differences } from './pairs.js';
import { type EstimateOptions, pairedSplitMeans, type Scores } from './scores.js';

type Pair = Omit<EstimateOptions, 'method'> & { readonly baseline: Scores; readonly variant: Scores };

/** Of a paired difference, by the method that its estimate names; null where that has no limits or no spread. */
export function singleDifferenceP(estimate: Estimate, { baseline, variant, ...options }: Pair): number | null {
  const { x, y } = pairedSplitMeans(baseline, variant);
  const sample = meanSample(differences(x, y), options);
  if (estimate.low === null || estimate.low === estimate.high) return null;
  const t = sample.value / Math.sqrt(variance(sample.x) / sample.x.length);
  if (estimate.method === 't') return tTwoSided(t, sample.x.length - 1);
  const { ascending } = studentizedReplicates(sample);
  return resampledP(ascending, t);
}

/** Of an SD ratio, by the method that its estimate names. */
export function singleRatioP(
  estimate: Estimate,
  { baseline, variant, component, ...options }: Pair & { readonly component: Component },
): number | null {
  if (estimate.low === null || estimate.low === estimate.high) return null;
  if (estimate.method === 'expandedPercentile') {
    const { x, y } = pairedSplitMeans(baseline, variant);
    return expandedPercentileP(sdRatioSample(x, y, options));
  }
  const { value, error, df } = nestedRatio(baseline, variant, { component, paired: true }).jackknife;
  return tTwoSided(value / error, df);
}

/** The expanded percentile turned round: the share of log ratios beyond 0 is read as a normal tail, and that as Student's. */
function expandedPercentileP(sample: BlockSample): number {
  const n = sample.x.length;
  const tail = resampledP(replicatesOf(sample).ascending, 0) / 2;
  return tail >= 0.5 ? 1 : tTwoSided(normalQuantile(tail) * Math.sqrt((n - 1) / n), n - 1);
}

/** Twice the smaller tail of the resamples beyond a value, with (hits + 1) / (resamples + 1). */
function resampledP(ascending: Float64Array, value: number): number {
  let [atMost, atLeast] = [0, 0];
  for (const replicate of ascending) {
    if (replicate <= value) atMost++;
    if (replicate >= value) atLeast++;
  }
  return Math.min(1, (2 * (Math.min(atMost, atLeast) + 1)) / (ascending.length + 1));
}
