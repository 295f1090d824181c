/** Scores that exist → everything a report on them says. Pure: equal scores give an equal analysis. */
import type { Estimate } from '../../base/estimate.js';
import { FEWEST_DATA_SETS_FOR_VERDICT, FEWEST_TO_JUDGE, holm, judgeDifference, mean } from '../../stats/index.js';
import type { Judgement } from '../../stats/index.js';
import { across } from './across.js';
import type { Across } from './across.js';
import { bestOf } from './best-of.js';
import type { BestOf } from './best-of.js';
import { cellsOf, meanByT, summarizeCell } from './cell.js';
import type { Cells, CellSummary } from './cell.js';
import { contrast } from './contrast.js';
import type { Contrast } from './contrast.js';
import type { GivenMetric, GivenOptions, GivenScores } from './given-scores.js';
import type { QuestionContrast, RowAnswers } from '../../origins/scores/scores.js';
import { improvementOverDataSets, iqmOverDataSets, ranksOverDataSets } from './ranks.js';
import type { RanksOverDataSets } from './ranks.js';
import { duels } from './wins.js';
import type { Duel } from './wins.js';

export interface GivenVariant {
  readonly name: string;
  readonly planned: number;
  readonly ok: number;
  readonly failed: number;
  readonly missing: number;
  /** By data set. */
  readonly cells: Readonly<Record<string, CellSummary>>;
  /** Mean over data sets of the means; absent with one data set. */
  readonly meanOfDataSets?: Estimate;
}

export interface GivenComparison {
  readonly variant: string;
  readonly baseline: string;
  /** variant − baseline, by data set. */
  readonly contrasts: readonly Contrast[];
  readonly questions?: readonly QuestionContrast[];
  readonly across?: Across;
  /** A run of the variant is better than one of the baseline, over data sets. */
  readonly improvement?: Estimate;
  /** Of the comparison's main p-value, over all comparisons. */
  readonly pHolm: number | null;
  /** In place of what runs alone would say: over data sets or over questions, or by the errors that the file gives. */
  readonly main?: MainAnswer;
}

/** The difference that the verdict is about, where that is not the mean over runs. */
export interface MainAnswer {
  readonly difference: Estimate;
  /** At the level at which all comparisons hold together. */
  readonly simultaneous: Estimate;
  readonly p: number | null;
  /** Why nothing is judged, whatever the interval says. */
  readonly withheld?: string;
  /** With several data sets: about these alone, all comparisons together. */
  readonly these?: Judgement & { readonly interval: Estimate };
}

export interface GivenMetricAnalysis extends GivenMetric {
  readonly variants: readonly GivenVariant[];
  readonly comparisons: readonly GivenComparison[];
  readonly duels?: readonly Duel[];
  readonly ranks?: RanksOverDataSets;
  readonly iqm?: Readonly<Record<string, Estimate>>;
  readonly best?: BestOf;
}

export interface GivenAnalysis {
  readonly given: GivenScores;
  readonly level: number;
  readonly seed: number;
  /** The first is the verdict's. */
  readonly metrics: readonly GivenMetricAnalysis[];
  readonly failures: ReadonlyMap<string, number>;
}

/** Pairs of all variants with each other are shown up to here. */
const MOST_DUELLISTS = 20;

export function analyseGiven(given: GivenScores, options: GivenOptions): GivenAnalysis {
  const failures = new Map<string, number>();
  given.scores.forEach(({ status, reason = 'failed' }) => {
    if (status === 'failed') failures.set(reason, (failures.get(reason) ?? 0) + 1);
  });
  return {
    given,
    level: options.level,
    seed: options.seed,
    metrics: given.metrics.map((metric, index) => analyseMetric(given, { metric, index, options })),
    failures,
  };
}

function analyseMetric(
  given: GivenScores,
  { metric, index, options }: { metric: GivenMetric; index: number; options: GivenOptions },
): GivenMetricAnalysis {
  const cells = cellsOf(given, index);
  const { level, seed } = options;
  const dataSets = given.dataSets.filter((dataSet) =>
    given.variants.some((variant) => cells(variant, dataSet).runs.length > 0),
  );
  const variants = given.variants.map((name) => variantOf(name, { cells, dataSets, level }));
  const { threshold } = metric;
  const isTuning = given.tuning !== undefined;
  // Variants with a baseline each are no choice among many.
  const isChoice = given.byRow === undefined && given.against === undefined && oneScoreEach(given, cells);
  const best = isTuning || isChoice ? bestOf(means(given.variants, { cells, dataSets }), metric.better) : undefined;
  const comparisons = given.compared === false ? [] : comparisonsOf(given, { cells, dataSets, metric, options });
  const several =
    dataSets.length > 1 &&
    given.variants.length > 1 &&
    given.variants.length <= MOST_DUELLISTS &&
    given.tuning === undefined;
  const ranks = several
    ? ranksOverDataSets(cells, { variants: given.variants, dataSets, better: metric.better, level })
    : undefined;
  return {
    ...metric,
    variants,
    comparisons,
    ...(several
      ? { duels: duels(cells, { given: { ...given, dataSets }, better: metric.better, threshold, level }) }
      : {}),
    ...(ranks === undefined ? {} : { ranks }),
    ...(several
      ? {
          iqm: iqmOverDataSets(cells, {
            variants: given.variants,
            dataSets,
            better: metric.better,
            level,
            scale: metric.scale,
            seed,
          }),
        }
      : {}),
    ...(best === undefined ? {} : { best }),
  };
}

function means(
  variants: readonly string[],
  { cells, dataSets }: { cells: Cells; dataSets: readonly string[] },
): readonly { readonly variant: string; readonly value: number }[] {
  return variants.flatMap((variant) => {
    const values = dataSets.map((dataSet) => cells(variant, dataSet).means).filter((blocks) => blocks.length > 0);
    return values.length === 0 ? [] : [{ variant, value: mean(values.map((blocks) => mean(blocks))) }];
  });
}

function oneScoreEach(given: GivenScores, cells: Cells): boolean {
  return (
    given.dataSets.length < 2 &&
    given.variants.length > 1 &&
    given.variants.every((variant) => given.dataSets.every((dataSet) => cells(variant, dataSet).runs.length < 2))
  );
}

function variantOf(
  name: string,
  { cells, dataSets, level }: { cells: Cells; dataSets: readonly string[]; level: number },
): GivenVariant {
  const own = dataSets.map((dataSet) => cells(name, dataSet));
  const there = own.filter(({ runs }) => runs.length > 0);
  const total = (pick: (cell: (typeof own)[number]) => number): number =>
    own.reduce((sum, cell) => sum + pick(cell), 0);
  return {
    name,
    planned: total(({ planned }) => planned),
    ok: total(({ runs }) => runs.length),
    failed: total(({ failed }) => failed),
    missing: total(({ missing }) => missing),
    cells: Object.fromEntries(own.map((cell) => [cell.dataSet, summarizeCell(cell, level)])),
    ...(dataSets.length > 1
      ? {
          meanOfDataSets: meanByT(
            there.map(({ means }) => mean(means)),
            level,
          ),
        }
      : {}),
  };
}

function comparisonsOf(
  given: GivenScores,
  {
    cells,
    dataSets,
    metric,
    options,
  }: { cells: Cells; dataSets: readonly string[]; metric: GivenMetric; options: GivenOptions },
): readonly GivenComparison[] {
  const { level, seed } = options;
  const baselineOf = (variant: string): string => given.against?.[variant] ?? given.baseline;
  const others =
    given.against === undefined
      ? given.variants.filter((variant) => variant !== given.baseline)
      : Object.keys(given.against);
  const joint = 1 - (1 - level) / Math.max(1, others.length);
  const open = others.map((variant) => {
    const baseline = baselineOf(variant);
    const at = (confidence: number, { bare = false } = {}): Sides => {
      const contrasts = dataSets.map((dataSet) =>
        contrast(cells(variant, dataSet), cells(baseline, dataSet), { ...given, level: confidence, bare }),
      );
      return { contrasts, ...(dataSets.length > 1 ? { over: across(contrasts, confidence) } : {}) };
    };
    const alone = at(level);
    const byRow = given.byRow?.find(
      (each) => each.metric === metric.name && each.variant === variant && each.baseline === baseline,
    );
    const main = mainOf(
      { alone, together: others.length === 1 ? alone : at(joint, { bare: true }), byRow },
      { metric, given },
    );
    return { variant, baseline, ...alone, byRow, main, p: main?.p ?? alone.contrasts[0]?.p ?? null };
  });
  const adjusted = holm(open.map(({ p }) => p ?? 1));
  return open.map(({ variant, baseline, contrasts, over, byRow, main, p }, i) => ({
    variant,
    baseline,
    contrasts,
    ...(byRow === undefined ? {} : { questions: byRow.contrasts }),
    ...(over === undefined ? {} : { across: over }),
    ...(over === undefined
      ? {}
      : {
          improvement: improvementOverDataSets(cells, {
            ...{ first: variant, second: baseline, dataSets, better: metric.better, level, seed },
          }),
        }),
    pHolm: p === null ? null : adjusted[i]!,
    ...(main === undefined ? {} : { main }),
  }));
}

interface Sides {
  readonly contrasts: readonly Contrast[];
  readonly over?: Across;
}

function mainOf(
  { alone, together, byRow }: { alone: Sides; together: Sides; byRow: RowAnswers | undefined },
  { metric, given }: { metric: GivenMetric; given: GivenScores },
): MainAnswer | undefined {
  const [over, overTogether] = [alone.over, together.over];
  if (over !== undefined && overTogether !== undefined) return overDataSets(over, overTogether, metric);
  const [row, wider] = [byRow?.contrasts[0], byRow?.simultaneous[0]];
  if (row !== undefined && wider !== undefined)
    return { difference: row.difference, simultaneous: wider.difference, p: row.p };
  const [single, joint] = [alone.contrasts[0], together.contrasts[0]];
  if (single === undefined || joint === undefined) return undefined;
  const own = { difference: single.difference, simultaneous: joint.difference, p: single.p };
  if (given.tuning !== undefined) return { ...own, withheld: CHOSEN };
  return single.difference.method === 'z' ? own : undefined;
}

const CHOSEN = 'The settings were chosen by these very scores: the best of many is flattered by the choice.';

function overDataSets(alone: Across, together: Across, { threshold, better }: GivenMetric): MainAnswer {
  const few = `${alone.dataSets} data sets are too few for a verdict on others like them, which takes ${FEWEST_DATA_SETS_FOR_VERDICT}.`;
  // The stratified interval counts data sets, yet rests on the runs within each.
  const rested = { ...together.these, n: Math.max(together.these.n, FEWEST_TO_JUDGE) };
  const these = judgeDifference(rested, { threshold, better, ground: 'these data sets' });
  return {
    difference: alone.likeTheseWider,
    simultaneous: together.likeTheseWider,
    p: alone.likeTheseWiderP ?? alone.theseP,
    ...(alone.dataSets < FEWEST_DATA_SETS_FOR_VERDICT ? { withheld: few } : {}),
    these: { ...these, interval: alone.these },
  };
}
