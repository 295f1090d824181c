/**
 * Which columns are scores, and which way is better. Names that are known everywhere answer for themselves; of anything else
 * the direction is asked for, and a column whose direction changes from data set to data set is refused.
 */
import { UserError } from '../../base/errors.js';
import { quoted } from '../../data/names.js';
import { ask, flag } from './ask.js';
import { contentOf, valuesOf } from './cells.js';
import type { CellColumn, CellTable } from './cells.js';
import { findColumn } from './find-column.js';
import { aggregateOf, isMadePlace, knownMetric, namedRole, phaseOf, wordsOf } from './names.js';
import type { ReadOptions } from './options.js';
import type { Hint } from './shapes/shape.js';
import { someOf } from './shown.js';

export interface MetricColumn {
  readonly name: string;
  readonly column: CellColumn;
  readonly better: 'higher' | 'lower';
  /** Why this direction. */
  readonly why: string;
  readonly scale: 'share' | 'plain';
  /** What a value is divided by: 100 for per cent. */
  readonly divisor: number;
  readonly error?: CellColumn;
}

export interface MetricChoice {
  readonly metrics: readonly MetricColumn[];
  readonly aggregates: readonly CellColumn[];
  /** Columns of numbers that may be metrics and were not taken, and why. */
  readonly others: ReadonlyMap<CellColumn, string>;
}

interface Given {
  readonly hints: ReadonlyMap<string, Hint>;
  readonly options: ReadOptions;
  /** Columns that have another role by a flag. */
  readonly taken: ReadonlySet<CellColumn>;
  readonly tuning?: boolean;
}

/** @throws {UserError} if no metric can be told, or its direction cannot */
export function chooseMetrics(table: CellTable, given: Given): MetricChoice {
  const { hints, options, taken } = given;
  const numeric = table.columns.filter((column) => !taken.has(column) && isNumeric(column));
  const aggregates = aggregateColumns(numeric, hints);
  const candidates = numeric.filter((column) => !aggregates.includes(column) && maybeMetric(column, hints));
  const chosen =
    options.metrics === undefined
      ? preferred(candidates, { hints, aggregates, table })
      : options.metrics.map((name) => findColumn(table, name, 'metric'));
  const others = new Map(
    candidates
      .filter((column) => !chosen.includes(column))
      .map((column) => [column, whyNot(column, { hints, options, training: trainingLog(table) })]),
  );
  const metrics = chosen.map((column) => metricColumn(column, { table, given, others: candidates }));
  return { metrics, aggregates, others };
}

function isNumeric(column: CellColumn): boolean {
  const { numbers, texts } = contentOf(column);
  return (
    (numbers > 0 || isCurves(column)) &&
    (texts === 0 || column.levels.every((level) => /^[+-]?(?:nan|inf|infinity)$/i.test(level) || level.startsWith('[')))
  );
}

/** Cells that hold a list of numbers: a curve in one cell. */
function isCurves({ levels }: CellColumn): boolean {
  return levels.length > 0 && levels.every((level) => /^\[\s*-?[\d.]/.test(level) || level === '[]');
}

function maybeMetric(column: CellColumn, hints: ReadonlyMap<string, Hint>): boolean {
  const hint = hints.get(column.name);
  if (hint !== undefined) return hint.role === 'metric' || hint.role === 'value';
  const role = namedRole(column.name);
  if (role !== undefined && role !== 'value') return false;
  return !isMadePlace(column.name) && (knownMetric(column.name) !== undefined || !isCurves(column));
}

/** `acc_std` always sums up; `acc_mean` does where its spread or its values stand beside it. */
function aggregateColumns(columns: readonly CellColumn[], hints: ReadonlyMap<string, Hint>): readonly CellColumn[] {
  const names = new Set(columns.map(({ name }) => name));
  const spreads = new Set(
    columns.flatMap(({ name }) => (aggregateOf(name)?.kind === 'centre' ? [] : [aggregateOf(name)?.of ?? ''])),
  );
  return columns.filter(({ name }) => {
    const hint = hints.get(name);
    if (hint !== undefined) return hint.role === 'aggregate';
    const aggregate = aggregateOf(name);
    if (aggregate === undefined) return false;
    return aggregate.kind !== 'centre' || names.has(aggregate.of) || spreads.has(aggregate.of);
  });
}

function preferred(
  candidates: readonly CellColumn[],
  {
    hints,
    aggregates,
    table,
  }: { hints: ReadonlyMap<string, Hint>; aggregates: readonly CellColumn[]; table: CellTable },
): readonly CellColumn[] {
  const hinted = candidates.filter(({ name }) => hints.get(name)?.role === 'metric');
  const known = (hinted.length > 0 ? hinted : candidates).filter(
    ({ name }) => hints.get(name)?.better !== undefined || knownMetric(name) !== undefined,
  );
  const training = trainingLog(table);
  const scored = known.filter(({ name }) => phaseOf(name) !== 'train' && !training.has(name));
  const phases = new Set(scored.map(({ name }) => phaseOf(name)));
  const kept =
    phases.has('test') && phases.has('validation')
      ? scored.filter(({ name }) => phaseOf(name) !== 'validation')
      : scored;
  if (kept.length > 12) {
    throw ask(
      `${table.name} has ${kept.length} columns that may be the score.`,
      [...kept]
        .sort((a, b) => wordsOf(a.name).length - wordsOf(b.name).length)
        .slice(0, 12)
        .map(({ name }) => ({ flag: flag('metric', name), means: 'is the score' })),
    );
  }
  if (kept.length > 0) return kept;
  const untrained = (hinted.length > 0 ? hinted : candidates).filter(({ name }) => phaseOf(name) !== 'train');
  const varying = untrained.filter((column) => valuesOf(column, 2).length > 1);
  const open = varying.length > 0 ? varying : untrained;
  if (open.length === 1) return open;
  if (open.length === 0) throw noMetric(table, aggregates);
  throw whichScore(open, table);
}

/**
 * Where `loss` stands beside `eval_loss` or `val_loss`, the table is the log of a training: a name without a phase is then a
 * score of the training rows if its twin with one is there.
 */
function trainingLog({ columns }: CellTable): ReadonlySet<string> {
  const names = new Set(columns.map(({ name }) => name));
  const hasTwin = (name: string): boolean => names.has(`eval_${name}`) || names.has(`val_${name}`);
  return new Set(hasTwin('loss') && names.has('loss') ? [...names].filter(hasTwin) : []);
}

function whichScore(open: readonly CellColumn[], table: CellTable): UserError {
  refuseCoefficients(table);
  const last = (column: CellColumn): number =>
    isCount(column) ? 2 : /score|metric|value|result|test/i.test(column.name) ? 0 : 1;
  const sorted = [...open].sort((a, b) => last(a) - last(b));
  const single = sorted.slice(0, 12).map(({ name }) => ({
    flag: `${flag('metric', name)} --better higher`,
    means: 'is the score (lower: where less is better)',
  }));
  const numbered = open.every(({ name }) => /^\d+$/.test(name));
  const across = (numbered ? NUMBERED : NAMED).map(([role, means]) => ({
    flag: `--${role} columns --metric accuracy`,
    means: `the columns are ${means}, and hold accuracies (or another score)`,
  }));
  // Several columns, none with a name like a score's: most likely they are things that were scored.
  const isWide = numbered || (sorted.filter((column) => last(column) === 1).length > 1 && last(sorted[0]!) === 1);
  return ask(
    `No column of ${table.name} has a name that is known to be a score.`,
    isWide ? [...across, ...single] : [...single, ...across],
  );
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

function noMetric(table: CellTable, aggregates: readonly CellColumn[]): UserError {
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
  const pairs = table.columns.flatMap(({ levels }) =>
    levels
      .filter((level) => /\d\s*(?:(?:±|\+\/-|\+-|\\pm|&plusmn;)\s*\d|\(\s*±?\s*\d*\.?\d+\s*%?\s*\))/.test(level))
      .slice(0, 1),
  );
  if (pairs.length > 0) {
    return new UserError(
      `${table.name} holds means with their spreads, such as ${quoted(pairs[0]!)}, and no single runs.`,
      'A mean and an SD do not tell how many runs they are of, or which were paired: give the file with one row a run.',
    );
  }
  return new UserError(
    `${table.name} has no column of numbers that may be a score.`,
    `It has: ${someOf(
      table.columns.map(({ name }) => name),
      12,
    )}. Name it with --metric.`,
  );
}

function whyNot(
  { name }: CellColumn,
  { hints, options, training }: Pick<Given, 'hints' | 'options'> & { training: ReadonlySet<string> },
): string {
  if (options.metrics !== undefined) return 'not named by --metric';
  if ((phaseOf(name) === 'train' || training.has(name)) && knownMetric(name) !== undefined)
    return 'a score of the training rows';
  if (hints.get(name)?.better === undefined && knownMetric(name) === undefined)
    return 'not known to be a score; --metric takes it';
  return 'a score of the validation rows; the test rows’ is there';
}

function metricColumn(
  column: CellColumn,
  { table, given, others }: { table: CellTable; given: Given; others: readonly CellColumn[] },
): MetricColumn {
  const { hints, options } = given;
  const { name } = column;
  if (options.metrics !== undefined) refuseAggregate(column, { table, given });
  const known = knownMetric(name);
  const hint = hints.get(name);
  const said = options.better?.get(name) ?? options.better?.get(name.replace(/^metrics\./, ''));
  const better = said ?? hint?.better ?? known?.better ?? options.better?.get('');
  if (better === undefined) {
    const turning = turningColumn(column, others);
    throw (
      turning ??
      ask(`Is a higher or a lower ${quoted(name)} better?`, [
        { flag: `${flag('metric', name)} --better higher`, means: 'as an accuracy is' },
        { flag: `${flag('metric', name)} --better lower`, means: 'as a loss is' },
      ])
    );
  }
  const turning = said === undefined && known === undefined ? turningColumn(column, others) : undefined;
  if (turning !== undefined) throw turning;
  const why =
    said !== undefined
      ? '--better'
      : hint?.better !== undefined
        ? hint.why
        : known !== undefined
          ? 'the name'
          : '--better';
  const error = table.columns.find((each) => hints.get(each.name)?.errorOf === name || aggregateIs(each.name, name));
  return {
    name,
    column,
    better,
    why,
    ...scaleOf(column, { known, options, table: table.name }),
    ...(error === undefined ? {} : { error }),
  };
}

function aggregateIs(name: string, metric: string): boolean {
  const aggregate = aggregateOf(name);
  return aggregate?.kind === 'standard error' && aggregate.of === metric;
}

function refuseAggregate({ name }: CellColumn, { table, given }: { table: CellTable; given: Given }): void {
  const aggregate = aggregateOf(name);
  if (given.hints.get(name)?.role === 'aggregate' || (aggregate !== undefined && aggregate.kind !== 'centre'))
    throw new UserError(
      `${quoted(name)} of ${table.name} is a spread, not a score.`,
      'Name the column of the scores themselves.',
    );
}

/** Shares as 0 to 1. Per cent is recognised where the name says share and values go beyond 1. */
function scaleOf(
  column: CellColumn,
  { known, options, table }: { known: ReturnType<typeof knownMetric>; options: ReadOptions; table: string },
): Pick<MetricColumn, 'scale' | 'divisor'> {
  if (options.scale !== undefined)
    return { scale: options.scale === 'plain' ? 'plain' : 'share', divisor: options.scale === 'percent' ? 100 : 1 };
  if (known?.scale !== 'share') return { scale: 'plain', divisor: 1 };
  let [low, high, above] = [Infinity, -Infinity, 0];
  let finite = 0;
  for (const value of column.numbers) {
    if (Number.isNaN(value)) continue;
    finite++;
    low = Math.min(low, value);
    high = Math.max(high, value);
    if (value > 1) above++;
  }
  if (!(high > 1.000001)) return { scale: low < 0 ? 'plain' : 'share', divisor: 1 };
  if (low < 0 || high > 100.0001) return { scale: 'plain', divisor: 1 };
  if (above < 0.9 * finite && above > 0) {
    // A few values at or below 1 among per cent are bad scores; half of them are another unit.
    if (above < 0.5 * finite) {
      throw ask(
        `${quoted(column.name)} of ${table} holds values up to 1 and values up to ${high}: are these shares or per cent?`,
        [
          { flag: '--scale percent', means: 'all are per cent' },
          { flag: '--scale plain', means: 'neither: take the numbers as they are' },
        ],
      );
    }
  }
  return { scale: 'share', divisor: 100 };
}

/** A column that repeats one metric on some rows and another, with the other direction, on others. */
function turningColumn(column: CellColumn, others: readonly CellColumn[]): UserError | undefined {
  const sides = { higher: 0, lower: 0 };
  const equal = new Map<string, number>();
  let finite = 0;
  const known = others.flatMap((other) => {
    const metric = other === column ? undefined : knownMetric(other.name);
    return metric === undefined ? [] : [{ other, better: metric.better }];
  });
  for (let row = 0; row < column.numbers.length; row++) {
    const value = column.numbers[row]!;
    if (Number.isNaN(value)) continue;
    finite++;
    const match = known.find(({ other }) => other.numbers[row] === value);
    if (match === undefined) continue;
    sides[match.better]++;
    equal.set(match.other.name, (equal.get(match.other.name) ?? 0) + 1);
  }
  if (sides.higher === 0 || sides.lower === 0 || sides.higher + sides.lower < 0.9 * finite) return undefined;
  const what = [...equal].map(([name, rows]) => `${quoted(name)} on ${rows} rows`).join(', ');
  return new UserError(
    `${quoted(column.name)} is no one metric: it equals ${what}, and of these higher is better for one and lower for another.`,
    `Name one of them: ${[...equal.keys()].map((name) => flag('metric', name)).join(' or ')}`,
  );
}
