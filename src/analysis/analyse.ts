/**
 * Records → Analysis. Pure: equal records of a plan give an equal analysis, whatever their order and wherever they were
 * trained. All statistics go by block: the split where splits vary, the seed where the split is held.
 */
import type { WalkedList } from '../base/walked-list.js';
import { analyseComparisons } from './comparison.js';
import { analyseReferences } from './references.js';
import { analyseSideQuestions } from './side-questions.js';
import { analyseGiven } from './given/analyse-given.js';
import type { GivenAnalysis } from './given/given-analysis.js';
import { givenScoresOf } from './given/given-of.js';
import { bandsFor } from './bands.js';
import { analyseVariant } from './variant.js';
import { designOf, unitOf } from './design-of.js';
import { evidenceOfVariants } from './variant-evidence.js';
import type { Design } from './design.js';
import type { Evidence, Prefix } from './evidence.js';
import type { VariantEvidence } from './variant.js';
import type { Analysis, MetricInfo, VariantAnalysis } from './analysis.js';
import type { Setup } from '../design/setup.js';
import { warningsFor } from './warnings.js';
import { collectCurves } from './learning-curves.js';
import { areAlike, commandWarnings } from './command-warnings.js';
import { pairingOf } from './pairing.js';
import { chosenMetrics } from '../question/choose-metrics.js';
import { missingMetrics } from './missing-metrics.js';
import { tableOf, taskOf } from '../origins/facts.js';
import { splitCount } from '../design/plan.js';
import type { Run } from '../design/plan.js';
import type { Reduction } from '../store/reduce.js';
import type { ScoredRecords } from './scores.js';
import { binomialReference } from '../stats/index.js';
import type { Scores } from '../stats/index.js';
import { plannedLook, untilWords } from '../question/until.js';
import { isOnTable } from '../question/words.js';

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
  const variants = evidenceOfVariants(evidence, grid);
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

function stoppingOutcome({ until }: Setup, prefix: Prefix | undefined): Pick<Analysis, 'stopping'> {
  if (until === undefined || prefix === undefined) return {};
  const { stoppedAt, halfWidth } = prefix;
  return { stopping: { rule: untilWords(until), satisfied: stoppedAt !== null, halfWidth } };
}

function countRuns(runs: WalkedList<Run>, records: ScoredRecords): Analysis['runs'] {
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
