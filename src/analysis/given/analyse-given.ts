/** Scores that exist → everything a report on them says. Pure: equal scores give an equal analysis. */
import { mean } from '../../stats/index.js';
import { bestOf } from './best-of.js';
import { cellsOf, meanByT, summarizeCell } from './cell.js';
import type { Cells } from './cell.js';
import { comparisonsOf } from './comparisons.js';
import type { GivenAnalysis, GivenMetricAnalysis, GivenVariant } from './given-analysis.js';
import type { GivenMetric, GivenOptions, GivenScores } from './given-scores.js';
import { cutGiven } from './ranges-of-given.js';
import { iqmOverDataSets, ranksOverDataSets } from './ranks.js';
import { duels } from './wins.js';

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
    metrics: given.metrics.map((metric, index) => cutGiven(analyseMetric(given, { metric, index, options }))),
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
  // Variants with a baseline each are no choice among many; nor are means of many runs, as a summary has them.
  const isChoice =
    given.byRow === undefined &&
    given.against === undefined &&
    given.errorsFrom === undefined &&
    oneScoreEach(given, cells);
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
      ? {
          duels: duels(cells, {
            ...{ given: { ...given, dataSets }, metric: metric.name, better: metric.better, threshold, level },
          }),
        }
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

export function means(
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
