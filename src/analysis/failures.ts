/** Runs that failed, of two arms that are compared: their rates, and whether a lead of the arm that failed more holds. Pure. */
import type { FailedPlaces } from './blocks.js';
import type { FailureComparison, MetricInfo } from './analysis.js';
import type { Estimate } from '../base/estimate.js';
import {
  failureRate,
  failureRateDifference,
  type Failures,
  type ScorePair,
  type Scores,
  type TrimmedLead,
  trimmedLead,
} from '../stats/index.js';

/** The failed places of both arms, baseline first. */
export type FailedPair = readonly [FailedPlaces, FailedPlaces];

/** Rates by arm; undefined where nothing failed. */
export function compareFailures(
  [baseline, variant]: FailedPair,
  options: { readonly level: number },
): FailureComparison | undefined {
  if (countOf(baseline) + countOf(variant) === 0) return undefined;
  const [a, b] = [known(baseline), known(variant)];
  return {
    failed: { baseline: countOf(baseline), variant: countOf(variant) },
    baseline: failureRate(a, options),
    variant: failureRate(b, options),
    difference: failureRateDifference(a, b, options),
  };
}

/** Whether a lead of the arm that failed more often holds without as many of the other's worst runs; undefined where it did not. */
export function leadWithoutWorst(
  [baseline, variant]: ScorePair,
  {
    interval,
    failures,
    metric,
    of,
    estimate,
  }: {
    /** That which leads. */
    interval: Estimate;
    failures: FailureComparison | undefined;
    metric: Pick<MetricInfo, 'better'>;
    of: 'difference' | 'sdRatio';
    estimate: (baseline: Scores, variant: Scores) => Estimate;
  },
): TrimmedLead | undefined {
  const none = of === 'sdRatio' ? 1 : 0;
  const { low, high } = interval;
  if (failures === undefined || low === null || high === null || (low <= none && high >= none)) return undefined;
  const above = low > none;
  const variantLeads = of === 'sdRatio' ? above : above === (metric.better === 'higher');
  const { failed } = failures;
  const leads = variantLeads ? 'variant' : 'baseline';
  return trimmedLead({ baseline, variant }, { failed, leads, better: metric.better, estimate, of });
}

/**
 * The difference without as many of the worst runs of the arm that failed less, by raw score and by score within the split: an
 * interval that holds both. Undefined where both failed equally often.
 */
export function differenceWithoutWorst(
  [baseline, variant]: ScorePair,
  {
    places,
    better,
    estimate,
  }: { places: FailedPair; better: MetricInfo['better']; estimate: (baseline: Scores, variant: Scores) => Estimate },
): Estimate | undefined {
  const failed = { baseline: countOf(places[0]), variant: countOf(places[1]) };
  const leads = failed.variant > failed.baseline ? 'variant' : 'baseline';
  const trimmed = trimmedLead({ baseline, variant }, { failed, leads, better, estimate });
  if (trimmed === undefined) return undefined;
  const { raw, withinSplit } = trimmed;
  if (raw.low === null || raw.high === null || withinSplit.low === null || withinSplit.high === null)
    return raw.low === null ? raw : withinSplit;
  return { ...raw, low: Math.min(raw.low, withinSplit.low), high: Math.max(raw.high, withinSplit.high) };
}

function countOf(places: FailedPlaces): number {
  return places.reduce((sum, row) => (row.includes(true) ? sum + row.filter(Boolean).length : sum), 0);
}

function known(places: FailedPlaces): Failures {
  return places.map((row) => row.filter((failed) => failed !== undefined));
}
