/** One comparison's intervals and facts → its verdicts on mean and steadiness. Pure; the words are `stats/verdict.ts`'s. */
import type { ComparisonMetric, FailureComparison, MetricInfo, Verdict } from './analysis.js';
import { leadWithoutWorst } from './failures.js';
import type { Design } from './design.js';
import { furtherForDifference, furtherForSpread } from './further.js';
import type { Estimate } from '../base/estimate.js';
import type { VerdictGround } from '../stats/index.js';
import {
  alphaOfLook,
  differenceEstimate,
  differences,
  farOut,
  FEWEST_FOR_MEDIAN,
  judgeDifference,
  judgeSpread,
  medianDifference,
  noSteadinessVerdict,
  pairedSplitMeans,
  sdRatioRerun,
  sdRatioTotal,
  SPREAD_THRESHOLD,
  splitMeans,
  blockWord,
  type EstimateOptions,
  type ScorePair,
} from '../stats/index.js';

/** What a verdict rests on. */
export interface Judged {
  /** Of the first metric. */
  readonly metric: MetricInfo;
  readonly values: ComparisonMetric;
  readonly pair: ScorePair;
  readonly failures: FailureComparison | undefined;
  /** Why the mean is not judged, whatever its interval says. */
  readonly withheld?: string;
  /** Comparisons that are judged together. */
  readonly comparisons: number;
}

/** The words for the first metric's mean, in the direction that is better. */
export function judgeMean(judged: Judged, design: Design): Verdict {
  const { metric, values, pair, comparisons } = judged;
  const { differenceSimultaneous: interval, differenceNewRows: newRows } = values;
  const { options, paired, look } = design;
  const level = 1 - alphaOfLook(look, options) / Math.max(1, comparisons);
  const trimmed = leadWithoutWorst(pair, {
    ...judged,
    interval,
    of: 'difference',
    estimate: (a, b) => differenceEstimate(a, b, { ...options, level, paired }),
  });
  // Answers to questions are no blocks: neither more seeds nor the seeds' median tell of them.
  const byQuestion = design.ground === 'questions like these';
  const median = paired && !byQuestion ? medianBesideOutliers(pair, { ...blockWord(options), level }) : undefined;
  const plain = confirming(pair, { interval, paired, options: { ...options, level } });
  const verdict = judgeDifference(interval, {
    threshold: metric.threshold,
    better: metric.better,
    ground: design.ground ?? groundOf(design),
    ...blockWord(options),
    ...(judged.withheld === undefined ? {} : { withheld: judged.withheld }),
    ...(newRows === undefined ? {} : { newRows }),
    ...(trimmed === undefined ? {} : { leadSurvivesFailures: trimmed.holds }),
    ...(median === undefined ? {} : { medianBesideOutliers: median }),
    ...(plain === undefined ? {} : { studentsT: plain }),
  });
  const asked = { pair, comparisons, threshold: metric.threshold };
  const further = verdict.words === 'too noisy' && !byQuestion ? furtherForDifference(asked, design) : undefined;
  return {
    ...verdict,
    interval,
    ...(further === undefined ? {} : { further }),
    ...(newRows === undefined ? {} : { newRowsInterval: newRows }),
    ...(median === undefined ? {} : { median }),
    threshold: metric.threshold,
  };
}

/** The words for steadiness: of reruns where there are several seeds a split, else over everything that varies. */
export function judgeSteadiness(judged: Judged, design: Design): Verdict {
  const { sdRatioSimultaneous: interval } = judged.values;
  const { options, paired, look, heldSplit, seeds, spreadThreshold: threshold = SPREAD_THRESHOLD } = design;
  const level = 1 - alphaOfLook(look, options) / Math.max(1, judged.comparisons);
  const ratio = !heldSplit && seeds > 1 ? sdRatioRerun : sdRatioTotal;
  // With few scores a verdict on the whole family would err too often, so none is given.
  const withheld = noSteadinessVerdict({
    comparisons: judged.comparisons,
    blocks: paired ? interval.n : Math.min(...judged.pair.map((scores) => splitMeans(scores).values.length)),
    seeds: heldSplit ? 1 : seeds,
    ...blockWord(options),
  });
  const trimmed = leadWithoutWorst(judged.pair, {
    ...judged,
    interval,
    of: 'sdRatio',
    estimate: (a, b) => ratio(a, b, { ...options, level, paired }),
  });
  const verdict = judgeSpread(interval, {
    threshold,
    ground: groundOf(design),
    ...blockWord(options),
    ...(withheld === undefined ? {} : { withheld }),
    ...(trimmed === undefined ? {} : { leadSurvivesFailures: trimmed.holds }),
  });
  const asked = { pair: judged.pair, comparisons: judged.comparisons, threshold };
  const further = verdict.words === 'too noisy' ? furtherForSpread(asked, design) : undefined;
  return { ...verdict, interval, ...(further === undefined ? {} : { further }), threshold };
}

/** The widest ground of what this design's own intervals say. */
export function groundOf({ heldSplit, onTable }: Design): Exclude<VerdictGround, 'new rows like these'> {
  if (!onTable) return 'these scores';
  return heldSplit ? 'these rows' : 'this table';
}

/** Student's t beside the studentized bootstrap, which rare large scores mislead more often at few splits. */
function confirming(
  [baseline, variant]: ScorePair,
  { interval, paired, options }: { interval: Estimate; paired: boolean; options: EstimateOptions },
): Estimate | undefined {
  if (!paired || interval.method !== 'studentized') return undefined;
  return differenceEstimate(baseline, variant, { ...options, paired, method: 't' });
}

/** The median of the per-split differences, where some of these lie far outside; none where a median has no interval. */
function medianBesideOutliers(
  [baseline, variant]: ScorePair,
  options: { readonly level: number; readonly unit?: string },
): Estimate | undefined {
  const { x, y } = pairedSplitMeans(baseline, variant);
  if (x.length < FEWEST_FOR_MEDIAN || farOut(differences(x, y)).length === 0) return undefined;
  return medianDifference(baseline, variant, options);
}
