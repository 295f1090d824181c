/**
 * Are two variants the same for all that matters? Not finding a difference is no answer; this asks whether the whole interval
 * lies within bounds. Pure: works on scores, knows neither folders nor reports.
 */
import type { MetricInfo } from './analysis.js';
import type { Estimate } from '../base/estimate.js';
import { differenceEstimate, FEWEST_TO_JUDGE, sdRatioRerun, sdRatioTotal } from '../stats/index.js';
import type { EstimateOptions, Scores } from '../stats/index.js';

/** Two one-sided tests at 5 % are one two-sided interval at 90 %. */
const LEVEL = 0.9;
/** SDs count as the same within a factor of this, either way. */
const RATIO_BOUND = 1.3;

export interface Equivalence {
  readonly variant: string;
  readonly baseline: string;
  readonly metric: string;
  /** variant − baseline, at 90 %. */
  readonly difference: Estimate;
  /** Means count as the same within ± this. */
  readonly bound: number;
  /** SD(baseline) / SD(variant), at 90 %. */
  readonly sdRatio: Estimate;
  /** Of reruns on the same rows where there are several seeds a split, else over everything that varies. */
  readonly of: 'rerun' | 'total';
  readonly ratioBound: number;
  readonly sameMean: boolean;
  readonly sameSpread: boolean;
}

/** @param scores of the metric, baseline first */
export function equivalenceOf(
  [baseline, variant]: readonly [Scores, Scores],
  {
    names,
    metric,
    of,
    options,
    paired,
  }: {
    names: Pick<Equivalence, 'variant' | 'baseline'>;
    metric: MetricInfo;
    of: 'rerun' | 'total';
    options: EstimateOptions;
    paired: boolean;
  },
): Equivalence {
  const at = { ...options, level: LEVEL, paired };
  const difference = differenceEstimate(baseline, variant, at);
  const sdRatio = (of === 'rerun' ? sdRatioRerun : sdRatioTotal)(baseline, variant, at);
  // A point of a share; else 2 % of the baseline's mean, twice what counts as a difference.
  const bound = metric.scale === 'share' ? 0.01 : 2 * metric.threshold;
  return {
    ...names,
    metric: metric.name,
    difference,
    bound,
    sdRatio,
    of,
    ratioBound: RATIO_BOUND,
    sameMean: liesWithin(difference, { least: -bound, most: bound, none: 0 }),
    sameSpread: liesWithin(sdRatio, { least: 1 / RATIO_BOUND, most: RATIO_BOUND, none: 1 }),
  };
}

/** No interval is no evidence, nor is one without width: unless no block at all differs. */
function liesWithin(
  { low, high, n }: Estimate,
  { least, most, none }: { least: number; most: number; none: number },
): boolean {
  if (low === null || high === null || n < FEWEST_TO_JUDGE || (low === high && low !== none)) return false;
  return low >= least && high <= most;
}
