/** The parts of an analysis that only some experiments have: sources, ensembles, ranking, choice, bands. Pure. */
import { comparisonPairs } from './comparison.js';
import { analyseChoice } from './choice.js';
import { canBeRanked, rankVariants } from './ranking.js';
import { analyseEnsembles } from './ensembles.js';
import { analyseSources } from './sources.js';
import type { Design } from './design.js';
import type { VariantEvidence } from './variant.js';
import type { Analysis, Comparison } from './analysis.js';
import type { Estimate } from '../estimate.js';
import type { Question } from '../question/question.js';
import type { Origin } from '../origins/origin.js';
import type { Run } from '../plan.js';
import { okOnly } from '../store/record-table.js';
import type { ScoredRecords } from './scores.js';
import type { Reduction } from '../store/reduce.js';
import { familyOfMeans, isConstant, present, rerunSdEstimate, sdEstimate, splitMeans } from '../stats/index.js';

export interface ExtrasEvidence {
  readonly variants: readonly VariantEvidence[];
  readonly comparisons: readonly Comparison[];
  readonly design: Design;
  readonly origin: Pick<Origin, 'traits'>;
  readonly runs: readonly Run[];
  readonly records: ScoredRecords;
  readonly reductions: readonly Reduction[];
}

export function analyseExtras(
  experiment: Question,
  { variants, comparisons, design, origin, runs, records, reductions }: ExtrasEvidence,
): Pick<Analysis, 'sources' | 'ensembles' | 'ranking' | 'choice'> {
  const { options, metrics } = design;
  const metric = metrics[0]!;
  const sources = analyseSources(experiment, {
    traits: origin.traits,
    runs,
    records,
    metric: metric.name,
    level: options.level,
  });
  const okRecords = new Map(variants.map((evidence) => [evidence.name, okOnly(evidence.records)]));
  const ensembles = analyseEnsembles(experiment, {
    traits: origin.traits,
    reductions,
    records: okRecords,
    metrics,
    options,
  });
  const candidates = variants.map((evidence) => ({
    name: evidence.name,
    scores: evidence.scoresOf(metric.name),
    records: okOnly(evidence.records),
  }));
  const ranked = candidates.filter(({ scores }) => canBeRanked(scores));
  const oneFamily =
    design.paired &&
    variants.length > 2 &&
    comparisonPairs(experiment).every(({ baseline }) => baseline === experiment.baseline);
  const choice =
    oneFamily && !design.heldSplit && ranked.length > 2
      ? analyseChoice(ranked, { metric, baseline: experiment.baseline, options })
      : undefined;
  return {
    ...(sources === undefined ? {} : { sources }),
    ...(ensembles === undefined ? {} : { ensembles }),
    ...(oneFamily && ranked.length > 2 ? { ranking: rankVariants(candidates, { metric, options, comparisons }) } : {}),
    ...(choice === undefined ? {} : { choice }),
  };
}

/**
 * Simultaneous limits for the variants that stand on an axis: of the means by the largest |t| over block resamples, of the
 * SDs by Bonferroni. The SD is the rerun SD where there is one.
 */
export function bandsFor(
  variants: readonly VariantEvidence[],
  design: Design,
): ReadonlyMap<string, { mean: Estimate; sd: Estimate }> {
  const onAxis = variants.filter(({ variant }) => variant.at !== undefined);
  const { options } = design;
  const scores = onAxis.map(({ scoresOf }) => scoresOf(design.metrics[0]!.name));
  const rows = scores.map((own) => own.map((block) => blockMean(block)));
  if (
    onAxis.length < 2 ||
    rows.some((row) => isConstant(row.filter(Number.isFinite)) || row.filter(Number.isFinite).length < 2)
  )
    return new Map();
  const { members, method } = familyOfMeans(rows, options);
  const level = 1 - (1 - options.level) / onAxis.length;
  const rerun = !design.heldSplit && design.seeds > 1;
  return new Map(
    onAxis.map(({ name }, i) => {
      const { mean, low, high, n } = members[i]!;
      const sd = (rerun ? rerunSdEstimate : sdEstimate)(scores[i]!, { ...options, level });
      return [
        name,
        { mean: { point: mean, low, high, level: options.level, method, n }, sd: { ...sd, level: options.level } },
      ];
    }),
  );
}

function blockMean(block: readonly number[]): number {
  return present(block).length === 0 ? NaN : splitMeans([block]).values[0]!;
}
