/** What only some experiments ask beside their question: sources, ensembles, ranking, choice. Pure. */
import { comparisonPairs } from '../question/pairs.js';
import type { Question } from '../question/question.js';
import { analyseChoice } from './choice.js';
import { groundOf } from './judge.js';
import { alphaOfLook, FEWEST_DATA_SETS_FOR_VERDICT } from '../stats/index.js';
import { canBeRanked, rankVariants } from './ranking.js';
import { analyseEnsembles } from './ensembles.js';
import { analyseSources } from './sources.js';
import { overTestSets } from './design.js';
import type { Design } from './design.js';
import type { Evidence } from './evidence.js';
import type { VariantEvidence } from './variant.js';
import type { Analysis, Comparison } from './analysis.js';
import { isScoresQuestion } from '../origins/scores/question.js';
import { okOnly } from '../store/record-table.js';

/** What the main question has come to so far. */
interface Main {
  readonly variants: readonly VariantEvidence[];
  readonly comparisons: readonly Comparison[];
  readonly design: Design;
}

/**
 * Of scores from a file: answers to single questions are compared with the baseline alone, by no test of other pairs; and too few
 * data sets for a verdict on others like them are too few for an order there.
 */
function canRankGiven(experiment: Question): boolean {
  if (!isScoresQuestion(experiment)) return true;
  const { byRow, dataSets } = experiment.scores;
  return byRow === undefined && (dataSets.length < 2 || dataSets.length >= FEWEST_DATA_SETS_FOR_VERDICT);
}

export function analyseSideQuestions(
  { experiment, origin, runs, records, reductions = [] }: Evidence,
  { variants, comparisons, design }: Main,
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
  // Side questions are judged at the level of the present look.
  const atLook = { ...options, level: 1 - alphaOfLook(design.look, options) };
  const ground = groundOf(design);
  const ensembles = analyseEnsembles(experiment, {
    traits: origin.traits,
    reductions,
    records: okRecords,
    metrics,
    options: overTestSets({ ...design, options: atLook }),
    ground,
  });
  const candidates = variants.map((evidence) => ({
    name: evidence.name,
    scores: evidence.scoresOf(metric.name),
    // Scores from a file know no loss on validation rows.
    records: experiment.protocol.kind === 'given' ? [] : okOnly(evidence.records),
  }));
  const ranked = candidates.filter(({ scores }) => canBeRanked(scores));
  const oneFamily =
    design.paired &&
    canRankGiven(experiment) &&
    variants.length > 2 &&
    comparisonPairs(experiment).every(({ baseline }) => baseline === experiment.baseline);
  const choice =
    oneFamily && !design.heldSplit && ranked.length > 2
      ? analyseChoice(ranked, { metric, baseline: experiment.baseline, options: atLook, ground })
      : undefined;
  return {
    ...(sources === undefined ? {} : { sources }),
    ...(ensembles === undefined ? {} : { ensembles }),
    ...(oneFamily && ranked.length > 2
      ? { ranking: rankVariants(candidates, { metric, options: { ...options, look: design.look }, comparisons }) }
      : {}),
    ...(choice === undefined ? {} : { choice }),
  };
}
