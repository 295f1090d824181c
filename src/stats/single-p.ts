/** The p-value that goes with a single interval of two variants, by the method that its estimate names. */
import type { Estimate } from '../base/estimate.js';
import { type BlockSample, meanSample, sdRatioSample } from './block-sample.js';
import { tTwoSided } from './distributions.js';
import { intervalMethod } from './interval-methods.js';
import { jackknifeWidening } from './jackknife-width.js';
import { type Component, nestedRatio } from './nested-jackknife.js';
import { nestedSdRatioSample } from './nested-sample.js';
import { differences } from './pairs.js';
import { type EstimateOptions, hasReruns, pairedSplitMeans, type Scores } from './scores.js';

type Pair = Omit<EstimateOptions, 'method'> & { readonly baseline: Scores; readonly variant: Scores };

/** Of a paired difference; null where it has no limits or no spread. */
export function singleDifferenceP(estimate: Estimate, { baseline, variant, ...options }: Pair): number | null {
  if (estimate.low === null || estimate.low === estimate.high) return null;
  const { x, y } = pairedSplitMeans(baseline, variant);
  return intervalMethod(estimate.method)?.p(meanSample(differences(x, y), options)) ?? null;
}

/** Of an SD ratio, paired by split; null where it has no limits or no spread. */
export function singleRatioP(
  estimate: Estimate,
  { baseline, variant, component, ...options }: Pair & { readonly component: Component },
): number | null {
  if (estimate.low === null || estimate.low === estimate.high) return null;
  if (estimate.method === 'logJackknifeT') {
    const { jackknife, n } = nestedRatio(baseline, variant, { component, paired: true });
    return tTwoSided(jackknife.value / (jackknife.error * jackknifeWidening(n)), jackknife.df);
  }
  const nested = component === 'seed' || hasReruns(baseline) || hasReruns(variant);
  const sample = nested
    ? nestedSdRatioSample(baseline, variant, { ...options, component })
    : plainRatioSample(baseline, variant, options);
  return intervalMethod(estimate.method)?.p(sample) ?? null;
}

function plainRatioSample(baseline: Scores, variant: Scores, options: Omit<EstimateOptions, 'method'>): BlockSample {
  const { x, y } = pairedSplitMeans(baseline, variant);
  return sdRatioSample(x, y, options);
}
