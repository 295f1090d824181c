/** One variant's records → its part of the analysis: scores, means, spreads, curves. Pure. */
import type { WalkedList } from '../base/walked-list.js';
import { analyseOutput } from './output.js';
import { overTestSets } from './design.js';
import type { Design } from './design.js';
import { lookingAt, sequentialMean } from './sequential.js';
import type { MetricInfo, VariantAnalysis, VariantMetric } from './analysis.js';
import type { VariantTraits } from '../origins/origin.js';
import type { VariantPlace } from '../question/question.js';
import type { CurveCollection } from './learning-curves.js';
import type { Run } from '../design/plan.js';
import type { RunRecord } from '../design/record.js';
import { methodOf } from '../question/intervals.js';
import type { Reduction } from '../store/reduce.js';
import { cutOutput, cutVariant } from './ranges.js';
import { shownScores } from './shown-scores.js';
import { scoresOf } from './scores.js';
import type { PooledScore } from './scores.js';
import {
  allScores,
  blockWord,
  meanEstimate,
  outliersWithinSplits,
  present,
  strikinglyFarOut,
  proportionEstimate,
  rerunRisk,
  rerunRiskOfSeeds,
  rerunSdEstimate,
  sdEstimate,
  standingStill,
  varianceComponents,
} from '../stats/index.js';
import type { FailedPlaces } from './blocks.js';
import type { Scores } from '../stats/index.js';

/** One variant before its statistics. */
export interface VariantEvidence {
  readonly name: string;
  readonly variant: VariantPlace;
  readonly traits: VariantTraits;
  readonly runs: WalkedList<Run>;
  /** What was planned for it. */
  readonly grid: Pick<Design, 'splits' | 'seeds' | 'heldSplit'>;
  readonly records: Iterable<RunRecord>;
  /** Walked through, again and again where need be. */
  readonly pooled: Iterable<PooledScore>;
  /** Of one metric, as the statistics take them; the same ones at each call. */
  readonly scoresOf: (metric: string) => Scores;
  /** The same by split or, with k-fold, fold by fold: the blocks of what is said of new rows. */
  readonly blockScoresOf: (metric: string) => Scores;
  /** In the places of the scores. */
  readonly failed: FailedPlaces;
}

export function analyseVariant(
  evidence: VariantEvidence,
  {
    design,
    reductions,
    others,
    band,
    curves,
  }: {
    design: Design;
    /** Scores of the other variants by the first metric, where they met the same splits: what is normal in a split. */
    others: readonly Scores[];
    reductions: readonly Reduction[];
    band: VariantAnalysis['band'];
    /** Empty, with room for the variant's curves. */
    curves: CurveCollection;
  },
): VariantAnalysis {
  const { name, variant, traits, runs } = evidence;
  const { ok, failed, training } = summarizeRecords(evidence, { design, curves });
  const { at, axis, series } = variant;
  const scores = evidence.scoresOf(design.metrics[0]!.name);
  const output = analyseOutput(reductions, overTestSets(design));
  const components = componentsOf(scores, design);
  return {
    name,
    label: variant.label ?? name,
    ...(at === undefined ? {} : { at }),
    ...(axis === undefined ? {} : { axis }),
    ...(series === undefined ? {} : { series }),
    runs: { planned: runs.length, ok, failed },
    ...(traits.recipe === undefined ? {} : { recipe: traits.recipe }),
    metrics: Object.fromEntries(
      design.metrics.map((metric) => [metric.name, analyseMetric(evidence, { metric, design })]),
    ),
    ...(training === undefined ? {} : { training }),
    outliers: outliersOf(scores, { others, design }),
    ...(output === undefined ? {} : { output: cutOutput(output) }),
    ...(components === undefined ? {} : { components }),
    ...(band === undefined ? {} : { band }),
  };
}

/** What the records say beside their scores, in one walk. */
function summarizeRecords(
  { records, pooled, grid, traits: { maxEpochs = Infinity } }: VariantEvidence,
  { design, curves }: { design: Design; curves: CurveCollection },
): Pick<VariantAnalysis, 'training'> & { readonly ok: number; readonly failed: number } {
  let [ok, failed, trained, stoppedByLimit] = [0, 0, 0, 0];
  for (const record of records) {
    if (record.status === 'failed') {
      failed++;
      continue;
    }
    ok++;
    if (record.training === undefined) continue;
    trained++;
    curves.add(record.training.curve);
    if (record.training.epochs >= maxEpochs) stoppedByLimit++;
  }
  const curve = curves.summarize();
  if (trained < ok) return { ok, failed };
  const scores = scoresOf(pooled, { ...grid, pick: ({ epochs }) => epochs ?? null });
  return { ok, failed, training: { epochs: meanEstimate(scores, design.options), curve, stoppedByLimit } };
}

/** Scores far out within their split; on a held split, where the seed is the block, among all seeds. */
function outliersOf(
  scores: Scores,
  { others, design }: { others: readonly Scores[]; design: Design },
): VariantAnalysis['outliers'] {
  const all = allScores(scores);
  const places = design.heldSplit ? strikinglyFarOut(all) : outliersWithinSplits(scores, { others });
  const of = present(all).length;
  return { count: places.length, rate: proportionEstimate(places.length, { of, level: design.options.level }) };
}

function componentsOf(scores: Scores, { heldSplit, seeds, options }: Design): VariantAnalysis['components'] {
  if (heldSplit || seeds < 2) return undefined;
  const { split, seed, splitShare } = varianceComponents(scores, options);
  return { split: split.estimate, seed: seed.estimate, splitShare };
}

/** `scoresOf` of an evidence: each metric's scores are made once, since they are asked for again and again. */
export function metricScores(
  pooled: Iterable<PooledScore>,
  design: Pick<Design, 'splits' | 'seeds' | 'heldSplit'>,
): (metric: string) => Scores {
  const made = new Map<string, Scores>();
  return (metric) => {
    const known = made.get(metric);
    if (known !== undefined) return known;
    const scores = standingStill(scoresOf(pooled, { ...design, pick: ({ metrics }) => metrics[metric] ?? null }));
    made.set(metric, scores);
    return scores;
  };
}

function analyseMetric(
  { pooled, scoresOf }: VariantEvidence,
  { metric, design }: { metric: MetricInfo; design: Design },
): VariantMetric {
  const scores = scoresOf(metric.name);
  const { options, heldSplit, intervals } = design;
  const looking = lookingAt(design, { metric: metric.name, quantity: 'mean' });
  const spread = { ...options, ...methodOf(intervals, 'sd') };
  const sd = sdEstimate(scores, spread);
  const values = shownScores(pooled, { metric: metric.name, scores });
  const analysed: VariantMetric = {
    better: metric.better,
    mean:
      looking === undefined
        ? meanEstimate(scores, { ...options, ...methodOf(intervals, 'mean') })
        : sequentialMean(scores, looking),
    sd,
    sdRerun: heldSplit ? sd : rerunSdEstimate(scores, spread),
    rerunRisk: heldSplit
      ? rerunRiskOfSeeds(allScores(scores), { ...blockWord(options), level: options.level, delta: noticeable(metric) })
      : rerunRisk(scores, { ...options, delta: noticeable(metric) }),
    ...values,
  };
  return cutVariant(analysed, metric);
}

/** What people would call another result: a point of accuracy; for other metrics twice the threshold of a difference. */
function noticeable({ scale, threshold }: MetricInfo): number {
  return scale === 'share' ? 0.01 : 2 * threshold;
}
