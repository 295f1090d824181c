/**
 * Records → Analysis. Pure: equal records of a plan give an equal analysis, whatever their order and wherever they were
 * trained. All statistics go by block: the split where splits vary, the seed where the split is held.
 */
import { failedPlaces, foldScores } from './blocks.js';
import { analyseComparisons } from './comparison.js';
import { analyseReferences } from './references.js';
import { analyseSideQuestions } from './side-questions.js';
import { analyseGiven } from './given/analyse-given.js';
import type { GivenAnalysis } from './given/given-analysis.js';
import { givenScoresOf } from './given/given-of.js';
import { bandsFor } from './bands.js';
import { analyseVariant, metricScores } from './variant.js';
import type { Design } from './design.js';
import type { Evidence, Prefix } from './evidence.js';
import type { VariantEvidence } from './variant.js';
import type { Analysis, MetricInfo, VariantAnalysis } from './analysis.js';
import type { Setup } from '../design/setup.js';
import { warningsFor } from './warnings.js';
import type { Question } from '../question/question.js';
import { collectCurves } from './learning-curves.js';
import { areAlike, commandWarnings } from './command-warnings.js';
import { pairingOf } from './pairing.js';
import { chosenMetrics } from '../question/choose-metrics.js';
import { readMetric } from '../question/metric.js';
import { spreadThreshold } from '../question/thresholds.js';
import { missingMetrics } from './missing-metrics.js';
import { tableOf, taskOf, testToTrainOf } from '../origins/facts.js';
import { splitCount } from '../design/plan.js';
import type { Run } from '../design/plan.js';
import type { RunRecord } from '../design/record.js';
import { recordsOf } from '../store/record-table.js';
import type { Reduction } from '../store/reduce.js';
import { pooledScores, singleScores } from './scores.js';
import type { ScoredRecords } from './scores.js';
import { binomialReference, meanEstimate } from '../stats/index.js';
import type { Scores } from '../stats/index.js';
import { streamKey } from '../base/streams.js';
import { plannedLook, untilWords } from '../question/until.js';
import { isOnTable, unitWord } from '../question/words.js';

export function analyse(evidence: Evidence): Analysis {
  const {
    experiment,
    setup,
    runs,
    records,
    reductions = [],
    references = [],
    paired = true,
    prefix,
    looks = 0,
    commits = [],
    scoredRows,
    reading = {},
    overRows,
  } = evidence;
  const heldSplit = !experiment.vary.includes('split');
  const grid = { splits: splitCount(experiment), seeds: experiment.protocol.seeds, heldSplit };
  const main = runs.filter(({ cell }) => cell === undefined);
  const variants = Object.entries(experiment.variants).map(([name, variant]): VariantEvidence => {
    const own = main.filter((run) => run.variant === name);
    const pooled = experiment.protocol.kind === 'given' ? singleScores(own, records) : pooledScores(own, records);
    const ownGrid = gridOf(own, grid);
    const scoresOf = metricScores(pooled, ownGrid);
    const traits = evidence.origin.traits(name);
    const blockScoresOf = blockScores(experiment, { runs: own, records, grid: ownGrid, scoresOf });
    const failed = failedPlaces(own, records, ownGrid);
    return {
      name,
      variant,
      traits,
      runs: own,
      grid: ownGrid,
      records: recordsOf(own, records),
      pooled,
      scoresOf,
      blockScoresOf,
      failed,
    };
  });
  // The looks of a rule on spreads are planned beforehand, and each is judged at its own level.
  const look = looks + (setup.until === undefined ? 1 : plannedLook(setup.until, grid.splits));
  const onTable = isOnTable({ setup, otherData: evidence.otherData });
  const design = designOf(experiment, { setup, variants, paired, reading, look, onTable, ...grid });
  const bands = bandsFor(variants, design);
  const metric = design.metrics[0]!.name;
  const reduced = (name: string): readonly Reduction[] => reductions.filter(({ variant }) => variant === name);
  const curves = collectCurves(Math.max(...variants.map((each) => each.runs.length)));
  const analysed = variants.map((own) =>
    analyseVariant(own, {
      design,
      reductions: reduced(own.name),
      others: paired ? variants.filter((each) => each !== own).map((each) => each.scoresOf(metric)) : [],
      band: bands.get(own.name),
      curves,
    }),
  );
  const given = analysedGiven(evidence, design);
  const shown = groundedBy(given, design);
  const comparisons = analyseComparisons(experiment, { variants, design: shown, reduced, given, overRows });
  const beside = analyseReferences(experiment, { records: references, variants, design });
  const { splits, seeds, metrics } = design;
  const counted = countRuns(runs, records);
  const pairing = paired
    ? pairingOf({ experiment, variants, design, origin: setup.origin, rows: scoredRows })
    : undefined;
  const facts = { setup, splits, seeds, variants: analysed, unit: unitOf(experiment, heldSplit), runs: counted };
  const stopped = stoppingOutcome(setup, prefix);
  return {
    schema: 2,
    ...facts,
    ...stopped,
    ...(look === 1 ? {} : { look }),
    ...(paired ? {} : { paired }),
    ...(evidence.otherData === true ? { otherData: true as const } : {}),
    ...(pairing === undefined ? {} : { pairing }),
    metrics,
    comparisons,
    ...(given === undefined ? {} : { given }),
    ...analyseSideQuestions(evidence, { variants, comparisons, design }),
    reference: referenceFor(
      evidence.otherData === true ? undefined : setup,
      shareRight(
        analysed.find(({ name }) => name === experiment.baseline)!,
        metrics,
      ),
    ),
    ...(beside.length === 0 ? {} : { references: beside }),
    warnings: [
      ...warningsFor({ ...facts, ...stopped, looks, given, oldSources: 'contexts' in (experiment.sources ?? {}) }),
      ...missingMetrics(chosenMetrics(experiment, taskOf(setup.origin)), variants, {
        logs: setup.origin.kind === 'command',
      }),
      ...commandWarnings({
        origin: setup.origin,
        commits,
        pairing,
        alike:
          setup.origin.kind === 'command'
            ? analysed.filter((_, i) => areAlike(scoresBySplit(variants[i]!, design)))
            : [],
      }),
    ],
  };
}

/** By metric; on a held split, where the seed is the block, all in one. */
function scoresBySplit({ scoresOf }: VariantEvidence, { metrics, heldSplit }: Design): readonly Scores[] {
  const all = metrics.map(({ name }) => scoresOf(name));
  return heldSplit ? all.map((scores) => [scores.flat()]) : all;
}

interface Grid {
  readonly splits: number;
  readonly seeds: number;
  readonly heldSplit: boolean;
}

/** The part of the grid that a variant was planned for: of two folders side by side one may hold fewer splits. */
function gridOf(runs: readonly Run[], grid: Grid): Grid {
  let [splits, seeds] = [0, 0];
  for (const { split, seed } of runs) {
    if (split >= splits) splits = split + 1;
    if (seed >= seeds) seeds = seed + 1;
  }
  // Blocks alone: seeds of one split that only the other side has stay missing ones.
  return grid.heldSplit
    ? { ...grid, seeds: Math.min(seeds, grid.seeds) }
    : { ...grid, splits: Math.min(splits, grid.splits) };
}

/** What only scores from a file have: several data sets, questions, the tests that people know. */
function analysedGiven(evidence: Evidence, { metrics, options: { level } }: Design): GivenAnalysis | undefined {
  const given = givenScoresOf(evidence, metrics);
  return given === undefined ? undefined : analyseGiven(given, { level, seed: evidence.experiment.seed });
}

function groundedBy(given: GivenAnalysis | undefined, design: Design): Design {
  const several = (given?.given.dataSets.length ?? 1) > 1;
  if (several) return { ...design, ground: 'data sets like these' };
  return given?.given.byRow === undefined ? design : { ...design, ground: 'questions like these' };
}

function designOf(
  experiment: Question,
  {
    setup,
    variants,
    reading,
    ...rest
  }: { setup: Setup; variants: readonly VariantEvidence[]; reading: NonNullable<Evidence['reading']> } & Pick<
    Design,
    'splits' | 'seeds' | 'heldSplit' | 'paired' | 'look' | 'onTable'
  >,
): Design {
  const spread = spreadThreshold(experiment.thresholds);
  const bare: Design = {
    ...rest,
    metrics: [],
    options: {
      level: experiment.level,
      key: streamKey(experiment.seed, 'bootstrap'),
      unit: unitWord({ setup, unit: unitOf(experiment, rest.heldSplit) }),
    },
    ...(experiment.intervals === undefined ? {} : { intervals: experiment.intervals }),
    ...resplittingOf(experiment, setup),
    ...(spread === undefined ? {} : { spreadThreshold: spread }),
    ...(setup.until === undefined ? {} : { until: setup.until }),
  };
  const baseline = variants.find(({ name }) => name === experiment.baseline)!;
  const meanOf = (name: string): number =>
    meanEstimate(baseline.scoresOf(name), { ...bare.options, method: 't' }).point ?? NaN;
  const metrics = chosenMetrics(experiment, taskOf(setup.origin)).map((metric) =>
    readMetric(metric, meanOf(metric.name)),
  );
  return { ...bare, metrics: readAs(metrics, reading) };
}

/** The metric that was asked for first, with the threshold that was asked for. */
function readAs(
  metrics: readonly MetricInfo[],
  { metric, threshold }: NonNullable<Evidence['reading']>,
): readonly MetricInfo[] {
  const chosen = metrics.find(({ name }) => name === metric) ?? metrics[0]!;
  const first = threshold === undefined ? chosen : { ...chosen, threshold };
  return [first, ...metrics.filter((each) => each !== chosen)];
}

/** How the splits were made, where that is known. */
function resplittingOf({ protocol, variants }: Question, { origin }: Setup): Pick<Design, 'resplitting'> {
  if (protocol.kind === 'kFold') return { resplitting: { folds: protocol.folds } };
  const ratio = testToTrainOf(origin);
  if (ratio === undefined || !(ratio > 0)) return {};
  // Of variants that train on fewer rows the fewest count: the wider interval for all.
  const rows = tableOf({ origin })?.rows;
  const fewer = Object.values(variants).flatMap(trainRowsOf);
  const widest = rows === undefined ? ratio : Math.max(ratio, ...fewer.map((train) => rows.test / train));
  return { resplitting: { testToTrain: widest } };
}

/** A table's variants may train on fewer rows, by themselves or by a protocol of their own. */
function trainRowsOf(variant: object): number[] {
  const own = 'trainRows' in variant ? variant.trainRows : undefined;
  const protocol = 'protocol' in variant ? variant.protocol : undefined;
  const theirs =
    typeof protocol === 'object' && protocol !== null && 'trainRows' in protocol ? protocol.trainRows : own;
  return [own ?? theirs].filter((rows) => typeof rows === 'number');
}

function blockScores(
  { protocol }: Question,
  {
    runs,
    records,
    grid,
    scoresOf,
  }: {
    runs: readonly Run[];
    records: ReadonlyMap<string, RunRecord>;
    grid: { splits: number; seeds: number };
    scoresOf: (metric: string) => Scores;
  },
): (metric: string) => Scores {
  if (protocol.kind !== 'kFold') return scoresOf;
  return (metric) => foldScores(runs, records, { ...grid, metric, folds: protocol.folds });
}

function stoppingOutcome({ until }: Setup, prefix: Prefix | undefined): Pick<Analysis, 'stopping'> {
  if (until === undefined || prefix === undefined) return {};
  const { stoppedAt, halfWidth } = prefix;
  return { stopping: { rule: untilWords(until), satisfied: stoppedAt !== null, halfWidth } };
}

function countRuns(runs: readonly Run[], records: ScoredRecords): Analysis['runs'] {
  const counts = { planned: 0, ok: 0, failed: 0, missing: 0 };
  // Designs share runs, and each counts once.
  const { failures, size } = records;
  if (failures !== undefined) return { planned: size, ok: size - failures, failed: failures, missing: 0 };
  for (const hash of new Set(runs.map(({ hash }) => hash))) {
    counts.planned++;
    counts[records.get(hash)?.status ?? 'missing']++;
  }
  return counts;
}

function unitOf({ protocol }: Question, heldSplit: boolean): Analysis['unit'] {
  if (heldSplit) return 'seed';
  return protocol.kind === 'kFold' ? 'repeat' : 'split';
}

/** The baseline's mean of the first metric, or null where that is not the share of rows that are right. */
function shareRight({ metrics }: VariantAnalysis, all: readonly MetricInfo[]): number | null {
  const [first] = all;
  return first?.role === 'shareRight' ? (metrics[first.name]?.mean.point ?? null) : null;
}

/** The share of the largest class, and what drawing the test rows alone would make the accuracy vary (hold-out only). */
function referenceFor(setup: Setup | undefined, accuracy: number | null): Analysis['reference'] {
  const { data, rows } = (setup && tableOf(setup)) ?? {};
  if (setup === undefined || data?.task !== 'classification' || rows === undefined)
    return { majority: null, binomialSd: null };
  const majority = Math.max(...data.classes.map((each) => each.rows)) / data.rows;
  const binomial =
    setup.protocol.kind === 'kFold' || accuracy === null
      ? null
      : binomialReference(accuracy, { testRows: rows.test, rows: data.rows });
  return { majority, binomialSd: binomial };
}
