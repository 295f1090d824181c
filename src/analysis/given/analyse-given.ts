/** Scores that exist → everything a report on them says. Pure: equal scores give an equal analysis. */
import type { Estimate } from '../../estimate.js';
import { holm, mean } from '../../stats/index.js';
import { across } from './across.js';
import type { Across } from './across.js';
import { bestOf } from './best-of.js';
import type { BestOf } from './best-of.js';
import { cellsOf, meanByT, summarizeCell } from './cell.js';
import type { Cells, CellSummary } from './cell.js';
import { contrast } from './contrast.js';
import type { Contrast } from './contrast.js';
import type { GivenMetric, GivenOptions, GivenScores } from './given-scores.js';
import { judgeContrast } from './judge.js';
import type { GivenVerdict } from './judge.js';
import { planMore } from './plan-more.js';
import type { MoreBlocks } from './plan-more.js';
import { questionContrast } from './questions.js';
import type { QuestionContrast } from './questions.js';
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
  readonly verdict: GivenVerdict;
  readonly more?: MoreBlocks;
}

export interface GivenMetricAnalysis extends GivenMetric {
  readonly threshold: number;
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
/** Against the baseline, up to here. */
const MOST_COMPARED = 200;

export function analyseGiven(given: GivenScores, options: GivenOptions): GivenAnalysis {
  const failures = new Map<string, number>();
  for (const { status, reason = 'failed' } of given.scores)
    if (status === 'failed') failures.set(reason, (failures.get(reason) ?? 0) + 1);
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
  const threshold = thresholdOf(metric, { cells, given, options, first: index === 0 });
  const isTuning = given.tuning !== undefined;
  const best =
    isTuning || oneScoreEach(given, cells)
      ? bestOf(means(given.variants, { cells, dataSets }), metric.better)
      : undefined;
  const comparable = given.tuning !== 'trials' && !(oneScoreEach(given, cells) && !hasErrors(given, cells));
  const comparisons = comparable ? comparisonsOf(given, { cells, dataSets, metric, index, threshold, options }) : [];
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
    threshold,
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
    const values = dataSets
      .map((dataSet) => [...cells(variant, dataSet).blocks.values()])
      .filter((blocks) => blocks.length > 0);
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

function hasErrors(given: GivenScores, cells: Cells): boolean {
  return given.variants.every((variant) =>
    given.dataSets.every((dataSet) => cells(variant, dataSet).error !== undefined),
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
            there.map(({ blocks }) => mean([...blocks.values()])),
            level,
          ),
        }
      : {}),
  };
}

/** Half a point of a share; else 1 % of the baseline's mean. */
function thresholdOf(
  metric: GivenMetric,
  { cells, given, options, first }: { cells: Cells; given: GivenScores; options: GivenOptions; first: boolean },
): number {
  if (first && options.threshold !== undefined) return options.threshold;
  if (metric.scale === 'share') return 0.005;
  const [own] = means([given.baseline], { cells, dataSets: given.dataSets });
  const size = 0.01 * Math.abs(own?.value ?? 0);
  return size > 0 ? size : 0.01;
}

function comparisonsOf(
  given: GivenScores,
  {
    cells,
    dataSets,
    metric,
    index,
    threshold,
    options,
  }: {
    cells: Cells;
    dataSets: readonly string[];
    metric: GivenMetric;
    index: number;
    threshold: number;
    options: GivenOptions;
  },
): readonly GivenComparison[] {
  const { level, seed } = options;
  const baselineOf = (variant: string): string => given.against?.[variant] ?? given.baseline;
  const byQuestion = given.scores.some(({ row }) => row !== undefined);
  const compared =
    given.against === undefined
      ? given.variants.filter((variant) => variant !== given.baseline)
      : Object.keys(given.against);
  const others = compared.slice(0, MOST_COMPARED);
  const family = Math.max(1, others.length);
  const open = others.map((variant) => {
    const baseline = baselineOf(variant);
    const at = (confidence: number): readonly Contrast[] =>
      dataSets.map((dataSet) =>
        contrast(cells(variant, dataSet), cells(baseline, dataSet), { ...given, level: confidence }),
      );
    const contrasts = at(level);
    const questions = byQuestion
      ? dataSets.map((dataSet) =>
          questionContrast(scoresOf(given, variant, dataSet), scoresOf(given, baseline, dataSet), {
            metric: index,
            level,
            dataSet,
          }),
        )
      : undefined;
    const over = dataSets.length > 1 ? across(contrasts, level) : undefined;
    const joint = 1 - (1 - level) / family;
    const simultaneous =
      family === 1
        ? { contrasts, over }
        : { contrasts: at(joint), over: dataSets.length > 1 ? across(at(joint), joint) : undefined };
    return {
      variant,
      contrasts,
      questions,
      over,
      simultaneous,
      p: questions?.[0]?.p ?? (over === undefined ? contrasts[0]?.p : (over.likeTheseP ?? over.theseP)) ?? null,
    };
  });
  const adjusted = holm(open.map(({ p }) => p ?? 1));
  return open.map(({ variant, contrasts, questions, over, simultaneous, p }, i) => {
    const verdict = judgeContrast(
      { questions, contrasts: simultaneous.contrasts, over: simultaneous.over },
      { metric, threshold, given: { ...given, baseline: baselineOf(variant) }, variant, level },
    );
    const more =
      dataSets.length === 1 && questions === undefined
        ? planMore(contrasts[0]!, { threshold, level, corrected: given.testToTrain !== undefined })
        : undefined;
    return {
      variant,
      baseline: baselineOf(variant),
      contrasts,
      ...(questions === undefined ? {} : { questions }),
      ...(over === undefined ? {} : { across: over }),
      ...(dataSets.length > 1
        ? {
            improvement: improvementOverDataSets(cells, {
              first: variant,
              second: baselineOf(variant),
              dataSets,
              better: metric.better,
              level,
              seed,
            }),
          }
        : {}),
      pHolm: p === null ? null : adjusted[i]!,
      verdict,
      ...(more === undefined ? {} : { more }),
    };
  });
}

function scoresOf({ scores }: GivenScores, variant: string, dataSet: string): GivenScores['scores'] {
  return scores.filter((score) => score.variant === variant && score.dataSet === dataSet);
}
