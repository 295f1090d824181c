/**
 * What is promised about new rows: recipes that are equal in the population are called better or worse about as seldom as
 * the level says, through splits, training, scores, families and the verdict. Before: the interval on the table alone.
 */
import {
  meanLossByRow,
  newRowsDifferences,
  momentsDifference,
  rowMoments,
  type RowLosses,
  type Scores,
  type ScorePair,
  simultaneousDifferences,
} from '../src/stats/index.js';
import { judgeDifference, leadOf } from '../src/stats/verdict.js';
import { drawTable, foldsOf, holdOut, type Learner, type Losses, lossesOf, type NullTable } from './null-tables.js';
import type { PromiseRow, Uniform } from './promise.js';

const LEVEL = 0.95;
const RESAMPLES = 999;
const EQUAL = 'Two recipes that are equal in the population: “better” or “worse” without more';
const FOUND = 'A recipe that is better in the population by about 4 points: “better” without more';
const TABLE = 'On this table: the interval holds the mean over all splits of the table';
const ROWS = 'New rows, these trained models: the interval over rows excludes 0 for equal recipes';
const LINEAR: Learner = { name: 'linear', seedNoise: 0 };

type MetricName = 'accuracy' | 'logLoss' | 'rmse';

interface Design {
  readonly rows: number;
  /** Hold-out splits, or repeats of k-fold. */
  readonly splits: number;
  /** Absent for hold-out. */
  readonly folds?: number;
  readonly test?: number;
  readonly seeds?: number;
  readonly recipes?: number;
  readonly metric?: MetricName;
  readonly lead?: number;
}

export const newRowsRows: readonly PromiseRow[] = [
  ...[20, 50, 200].map((splits) => equalRow({ rows: 500, splits })),
  ...[20, 50].map((splits) => equalRow({ rows: 2000, splits })),
  equalRow({ rows: 500, splits: 50, test: 0.1 }),
  equalRow({ rows: 500, splits: 50, test: 0.5 }),
  equalRow({ rows: 500, splits: 50, metric: 'logLoss' }),
  equalRow({ rows: 500, splits: 50, metric: 'rmse' }),
  ...[2, 5].map((seeds) => equalRow({ rows: 500, splits: 20, seeds })),
  equalRow({ rows: 500, splits: 20, recipes: 7 }),
  equalRow({ rows: 500, splits: 20, recipes: 21 }),
  ...[5, 10, 30].map((splits) => equalRow({ rows: 500, splits, folds: 5 })),
  equalRow({ rows: 500, splits: 10, folds: 5, metric: 'logLoss' }),
  equalRow({ rows: 500, splits: 10, folds: 5, metric: 'rmse' }),
  equalRow({ rows: 500, splits: 10, folds: 5, seeds: 3 }),
  equalRow({ rows: 500, splits: 10, folds: 5, recipes: 7 }),
  ...[500, 2000].map((rows) => foundRow({ rows, splits: 50, lead: 0.17 })),
  foundRow({ rows: 2000, splits: 10, folds: 5, lead: 0.17 }),
  ...[10, 20].map((splits) => tableRow({ rows: 500, splits })),
  overRows(LINEAR, 6.5),
  overRows({ name: 'stump', seedNoise: 0 }, 16),
  overRows({ name: 'nearest', seedNoise: 0 }, 16),
];

function named({ rows, splits, folds, test = 0.2, seeds = 1, recipes = 2, metric = 'accuracy' }: Design): string {
  const scheme = folds === undefined ? `${splits} splits, ${100 * test} % tested` : `${folds}-fold, ${splits} repeats`;
  return [
    `${rows} rows, ${scheme}`,
    ...(seeds > 1 ? [`${seeds} seeds`] : []),
    ...(recipes > 2 ? [`${recipes - 1} variants, any`] : []),
    ...(metric === 'accuracy' ? [] : [metric === 'rmse' ? 'RMSE' : 'log loss']),
  ].join(', ');
}

function equalRow(design: Design): PromiseRow {
  return {
    section: EQUAL,
    row: named(design),
    counted: 'says better or worse',
    promised: [0, 6],
    most: mostOf(design),
    before: (u, set) => verdictsOf(u, { design, set }).some(({ table }) => table),
    now: (u, set) => verdictsOf(u, { design, set }).some(({ newRows }) => newRows),
  };
}

function foundRow(design: Design): PromiseRow {
  return {
    section: FOUND,
    row: named(design),
    counted: 'says better',
    promised: design.rows > 1000 ? [70, 100] : [20, 100],
    most: mostOf(design),
    now: (u, set) => verdictsOf(u, { design, set })[0]!.newRows,
  };
}

function mostOf({ rows, splits, folds = 1, recipes = 2, seeds = 1 }: Design): number {
  return Math.max(200, Math.min(2000, Math.floor(8e7 / (rows * splits * folds * recipes * Math.sqrt(seeds)))));
}

/** Of every comparison with the first recipe: whether the table's interval leads, and whether the words are about new rows. */
function verdictsOf(
  u: Uniform,
  { design, set }: { design: Design; set: number },
): { table: boolean; newRows: boolean }[] {
  const { rows, folds, test = 0.2, recipes = 2, metric = 'accuracy', lead } = design;
  const table = drawTable(u, { rows, recipes, ...(lead === undefined ? {} : { lead }) });
  const { bySplit, byBlock } = scoresOf(u, table, design);
  const [baseline, ...variants] = bySplit;
  const family = simultaneousDifferences(baseline!, variants, { level: LEVEL, key: [set, 1], resamples: RESAMPLES });
  const pairs = byBlock.slice(1).map((scores): ScorePair => [byBlock[0]!, scores]);
  const resplitting = folds === undefined ? { testToTrain: test / (1 - test) } : { folds };
  const corrected = newRowsDifferences(pairs, { level: LEVEL, ...resplitting });
  return family.map(({ estimate }, i) => {
    const better = metric === 'accuracy' ? 'higher' : 'lower';
    const verdict = judgeDifference(estimate, { threshold: 1e-9, better, newRows: corrected[i]! });
    return { table: leadOf(verdict) !== 0, newRows: leadOf(verdict) !== 0 && verdict.about === 'new rows like these' };
  });
}

/** Scores of every recipe: by split (pooled over folds) as the table's interval takes them, and by split or fold. */
function scoresOf(u: Uniform, table: NullTable, design: Design): { bySplit: Scores[]; byBlock: Scores[] } {
  const { rows, splits, folds, test = 0.2, seeds = 1, metric = 'accuracy' } = design;
  const learner = { ...LINEAR, seedNoise: seeds > 1 ? 0.3 : 0 };
  const bySplit = table.features.map((): number[][] => []);
  const byBlock = table.features.map((): number[][] => []);
  for (let split = 0; split < splits; split++) {
    const blocks =
      folds === undefined ? [holdOut(u, { rows, testRows: Math.round(test * rows) })] : foldsOf(u, { rows, folds });
    table.features.forEach((_, recipe) => {
      const losses = blocks.map(([train, tested]) =>
        lossesOf(table, { recipe, train, test: tested, learner, seeds, uniform: u }),
      );
      for (const fold of losses) byBlock[recipe]!.push(fold.map((one) => scoreOf([one], metric)));
      bySplit[recipe]!.push(
        Array.from({ length: seeds }, (_, seed) =>
          scoreOf(
            losses.map((fold) => fold[seed]!),
            metric,
          ),
        ),
      );
    });
  }
  return { bySplit, byBlock };
}

function scoreOf(folds: readonly Losses[], metric: MetricName): number {
  const pick = { accuracy: 'hits', logLoss: 'logLoss', rmse: 'squares' } as const;
  let [total, rows] = [0, 0];
  for (const fold of folds) {
    for (const loss of fold[pick[metric]]) total += loss;
    rows += fold.hits.length;
  }
  return metric === 'rmse' ? Math.sqrt(total / rows) : total / rows;
}

/** The truth is the mean over a thousand further splits of the same table, whose own error is counted as the interval's. */
function tableRow({ rows, splits }: Design): PromiseRow {
  const FURTHER = 1000;
  return {
    section: TABLE,
    row: `${named({ rows, splits })}, ${FURTHER} further splits as its truth`,
    counted: 'holds the table’s own mean',
    promised: [93, 100],
    most: 300,
    now: (u, set) => {
      const table = drawTable(u, { rows, recipes: 2 });
      const [a, b] = scoresOf(u, table, { rows, splits }).bySplit;
      const [wide, more] = scoresOf(u, table, { rows, splits: FURTHER }).bySplit;
      const truth = meanOf(more!) - meanOf(wide!);
      const [only] = simultaneousDifferences(a!, [b!], { level: LEVEL, key: [set, 1], resamples: RESAMPLES });
      const { low, high } = only!.estimate;
      return low! <= truth && truth <= high!;
    },
  };
}

function meanOf(scores: Scores): number {
  return scores.reduce((sum, [score]) => sum + score!, 0) / scores.length;
}

function overRows(learner: Learner, promised: number): PromiseRow {
  const [rows, splits, testRows] = [learner.name === 'nearest' ? 300 : 500, 20, learner.name === 'nearest' ? 60 : 100];
  return {
    section: ROWS,
    row: `${learner.name}, ${rows} rows, ${splits} splits`,
    counted: 'excludes 0',
    promised: [0, promised],
    most: 1000,
    now: (u) => {
      const table = drawTable(u, { rows, recipes: 2 });
      const runs: RowLosses[][] = [[], []];
      for (let split = 0; split < splits; split++) {
        const [train, test] = holdOut(u, { rows, testRows });
        runs.forEach((own, recipe) => {
          const [losses] = lossesOf(table, { recipe, train, test, learner, seeds: 1, uniform: u });
          own.push({ rows: test, losses: losses!.hits });
        });
      }
      const [a, b] = runs.map((own) => meanLossByRow(own, rows));
      const moments = rowMoments({ a: a!, b: b! });
      const { low, high } = momentsDifference(moments, { baseline: 'a', variant: 'b', level: LEVEL });
      return low! > 0 || high! < 0;
    },
  };
}
