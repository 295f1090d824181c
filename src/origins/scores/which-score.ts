/** What is said where no column is known to be a score: the columns that may be one, or why none can. Pure. */
import { UserError } from '../../base/errors.js';
import { quoted } from '../../data/names.js';
import { ask, flag } from './ask.js';
import type { Answer } from './ask.js';
import { valuesOf } from './cells.js';
import type { CellColumn, CellTable } from './cells.js';
import { metricNamesIn } from './metric-names.js';
import { knownMetric, wordsOf } from './names.js';
import { shown, someOf } from './shown.js';
import { isTruth } from './truths.js';

/** Cells that hold a list of numbers: a curve in one cell. */
export function isCurves({ levels }: CellColumn): boolean {
  return levels.length > 0 && levels.every((level) => /^\[\s*-?[\d.]/.test(level) || level === '[]');
}

/** @param options.areRuns  columns beside them hold their means and spreads */
export function whichScore(
  open: readonly CellColumn[],
  table: CellTable,
  { areRuns }: { readonly areRuns: boolean },
): UserError {
  refuseCoefficients(table);
  const last = (column: CellColumn): number =>
    isCount(column) ? 2 : /score|metric|value|result|test/i.test(column.name) ? 0 : 1;
  const measured = open.filter(({ name }) => !CHOSEN.test(wordsOf(name).join('')));
  const sorted = [...(measured.length > 0 ? measured : open)].sort((a, b) => last(a) - last(b));
  const single = sorted.slice(0, 12).map(({ name }) => ({
    flag: `${flag('metric', name)} --better higher`,
    means: 'is the score (lower: where less is better)',
  }));
  const numbered = open.every(({ name }) => /^\d+$/.test(name));
  const stems = new Set(open.map(({ name }) => /^([A-Za-z]{1,3})[_ -]?\d+$/.exec(name)?.[1]));
  const maybeRuns = stems.size === 1 && !stems.has(undefined) && open.length > 1;
  const across = (numbered ? NUMBERED : areRuns || maybeRuns ? [...NUMBERED, ...NAMED] : NAMED).map(
    ([role, means]) => ({
      flag: `--${role} columns --metric accuracy`,
      means: `the columns are ${means}, and hold accuracies (or another score)`,
    }),
  );
  // Several columns, none with a name like a score's: most likely they are things that were scored.
  const isWide =
    numbered || areRuns || (sorted.filter((column) => last(column) === 1).length > 1 && last(sorted[0]!) === 1);
  return ask(`No column of ${table.name} has a name that is known to be a score.`, [
    ...namedRows(table),
    ...(isWide ? [...across, ...single] : [...single, ...across]),
  ]);
}

/** What somebody chose before the run. */
const CHOSEN =
  /^(?:lr|learningrate|.*lr|batchsize|weightdecay|dropout|momentum|gamma|alpha|lambda|epochs|numepochs|nestimators|maxdepth|hiddensize|numlayers|temperature|warmupsteps|repetitionindex)$/;

function asCost({ name }: CellColumn): Answer {
  return { flag: `${flag('metric', name)} --better lower`, means: 'is what was measured: less is better' };
}

function asTruth({ name, levels }: CellColumn): Answer {
  return { flag: flag('metric', name), means: `${someOf(levels)}: a right answer counts 1, a wrong one 0` };
}

/** Rows of `mae` and of `rmse` with a column a model: which rows count, and what the columns are. */
function namedRows(table: CellTable): readonly Answer[] {
  const names = metricNamesIn(table);
  return names === undefined
    ? []
    : valuesOf(names, 13)
        .slice(0, 12)
        .map((value) => ({
          flag: `--variant columns ${flag('metric', value)}${knownMetric(value) === undefined ? ' --better lower' : ''}`,
          means: `the columns are variants, and only rows with ${shown(names.name)} = ${shown(value)} count`,
        }));
}

/** Whole numbers, every one once: they count rows or people. */
function isCount(column: CellColumn): boolean {
  const values = valuesOf(column, 1000).map(Number);
  return values.length > 1 && values.every((value, i) => Number.isInteger(value) && value === values[0]! + i);
}

/** @throws {UserError} for the table of a fitted model, whose numbers are estimates and no runs */
function refuseCoefficients({ name, columns }: CellTable): void {
  const names = new Set(columns.map((column) => column.name.toLowerCase().replace(/[\s._]/g, '')));
  const [estimate, error] = [
    ['estimate', 'coef'],
    ['stderror', 'stderr', 'se'],
  ].map((some) => some.some((each) => names.has(each)));
  if (
    estimate === true &&
    error === true &&
    ['pvalue', 'p>|t|', 'p>|z|', 'pr(>|t|)', 'statistic'].some((each) => names.has(each))
  )
    throw new UserError(
      `${name} holds the coefficients of a fitted model, and no runs.`,
      'Give the table that the model was fitted to: one row a run.',
    );
}

const NAMED = [
  ['variant', 'variants'],
  ['dataset', 'data sets'],
] as const;

const NUMBERED = [
  ['repeat', 'runs of their own (seeds)'],
  ['block', 'folds or splits that the variants share'],
] as const;

export function noMetric(
  table: CellTable,
  { aggregates, costs }: { aggregates: readonly CellColumn[]; costs: readonly CellColumn[] },
): UserError {
  const lists = table.columns.filter(isCurves);
  if (lists.length > 0) {
    return ask(
      `No column of ${table.name} holds single scores; ${someOf(lists.map(({ name }) => name))} ${lists.length === 1 ? 'holds' : 'hold'} lists of numbers.`,
      lists.slice(0, 6).flatMap(({ name }) => [
        { flag: `${flag('metric', name)} --repeat list`, means: 'each number in a list is a run of its own' },
        {
          flag: `${flag('metric', name)} --block list`,
          means: 'the k-th numbers belong together: folds in a fixed order',
        },
        { flag: `${flag('metric', name)} --take last`, means: 'a list is a curve, and its last number the score' },
      ]),
    );
  }
  if (aggregates.length > 0) {
    return new UserError(
      `${table.name} holds means and spreads only (${someOf(aggregates.map(({ name }) => name))}), no single runs.`,
      'A mean and an SD do not tell how many runs they are of, which were paired, or how they are spread: give the file with one row a run.',
    );
  }
  const means = meansInCells(table, table.columns);
  if (means !== undefined) return means;
  const answers = [...costs.slice(0, 6).map(asCost), ...table.columns.filter(isTruth).slice(0, 6).map(asTruth)];
  if (answers.length > 0) return ask(`${table.name} has no column of numbers that is known to be a score.`, answers);
  return new UserError(
    `${table.name} has no column of numbers that may be a score.`,
    `It has: ${someOf(
      table.columns.map(({ name }) => name),
      12,
    )}. Give a file with one row a run and its score as a number.`,
  );
}

/** `71.2 ± 0.4`, `93.1$\pm$0.2`, `0,85 (0,02)`, `94.2_{\pm0.1}` */
const MEAN_WITH_SPREAD =
  /\d\s*(?:(?:±|\+\/-|\+-|&plusmn;)\s*\d|[^\d&]{0,30}\\pm[^\d&]{0,10}\d|\(\s*±?\s*\d*[.,]?\d+\s*%?\s*\))/;

/** What to say where cells hold a mean with its spread. */
export function meansInCells(table: CellTable, columns: readonly CellColumn[]): UserError | undefined {
  const found = columns.flatMap(({ levels }) =>
    levels.filter((level) => level.length <= 64 && MEAN_WITH_SPREAD.test(level)).slice(0, 1),
  );
  return found.length === 0
    ? undefined
    : new UserError(
        `${table.name} holds means with their spreads, such as ${quoted(found[0]!)}, and no single runs.`,
        'A mean and an SD do not tell how many runs they are of, or which were paired: give the file with one row a run.',
      );
}
