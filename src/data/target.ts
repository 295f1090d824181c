/**
 * From a data set to a question: which column is predicted, as classes or as a number, and which columns may be used.
 * May not know files, encodings or splits.
 */
import { UserError } from '../base/errors.js';
import { columnOfWords } from './column.js';
import { firstOfEach } from './copies.js';
import { makeTable, type Column, type Dataset, type NumberColumn, type Table, type Target } from './dataset.js';
import { whole } from '../base/how-many.js';
import { askedFor, flagged, listed, nameMeant, quoted } from './names.js';
import { noColumn } from './no-column.js';

export const TASKS = ['classification', 'regression'] as const;
export type Task = (typeof TASKS)[number];

export const COPIES = ['drop', 'keep'] as const;

export interface TargetChoice {
  readonly target: string;
  /** Columns left out of the features. */
  readonly drop?: readonly string[] | undefined;
  /** Columns to be used though they look like an identifier, or like a copy of the target. */
  readonly keep?: readonly string[] | undefined;
  /** Columns whose words are as they are. */
  readonly category?: readonly string[] | undefined;
  /** Rows equal to an earlier one: left out, or used as they are. Absent: used, but refused where they are too many. */
  readonly copies?: (typeof COPIES)[number] | undefined;
  /** The column by which rows are divided: it is no feature. */
  readonly division?: string | undefined;
  /** Absent: guessed from the values, and said so. */
  readonly task?: Task | undefined;
  /** Leave out the rows whose target is missing, instead of refusing them. */
  readonly dropMissingTarget?: boolean | undefined;
  /** False: messages do not tell what cells hold. */
  readonly values?: boolean | undefined;
}

const GUESSED_CLASSES = 10;
/** More different numbers than this are not taken for classes. */
const NUMBER_CLASSES = 50;
/** A feature with more different words than this is almost surely an identifier, and would be as many inputs. */
const FEATURE_LEVELS = 1000;
const NAMED_ROWS = 5;

/**
 * The table for one question.
 *
 * @throws {UserError} if a column does not exist, nothing is left to predict from, target values are missing (unless
 *   `dropMissingTarget`), there are fewer than two different ones, or the task does not suit the target
 */
export function chooseTarget(dataset: Dataset, choice: TargetChoice): Table {
  const names = dataset.columns.map(({ name }) => name);
  const dropped = new Set(askedFor(choice.drop ?? [], names));
  const column = columnNamed(choice.target, { dataset, option: '--target' });
  for (const name of dropped) columnNamed(name, { dataset, option: '--drop' });
  const kept = new Set(askedFor(choice.keep ?? [], names));
  for (const name of kept) columnNamed(name, { dataset, option: '--keep' });
  if (dropped.has(column.name)) {
    throw new UserError(`The target ${quoted(column.name)} is also dropped.`, 'Take it out of --drop.');
  }
  const division =
    choice.division === undefined ? undefined : divisionColumn(choice.division, { dataset, column, dropped });
  const wished = dataset.columns.filter((other) => other !== column && other !== division && !dropped.has(other.name));
  const features = unless(wished, ({ name }) => namesRows(dataset, name) && !kept.has(name));
  if (features.length === 0) {
    throw new UserError(`There is no column left to predict ${quoted(column.name)} from.`, 'Drop fewer columns.');
  }
  const there = rowsWithTarget(column, { dataset, dropMissing: choice.dropMissingTarget ?? false });
  const used = [...features, column, ...(division === undefined ? [] : [division])];
  const rows = choice.copies === 'drop' ? firstOfEach(used, there) : there;
  const complete = rows.length === dataset.rows;
  const inRows = (each: Column): Column => (complete ? each : keepRows(each, rows));
  const chosen = inRows(column);
  const task = choice.task ?? guessedTask(chosen);
  return makeTable({
    name: dataset.name,
    made: dataset.made,
    features: unless(
      features.map((feature) => checkFeature(inRows(feature))),
      (feature) => dataset.reading !== undefined && saysNothing(feature) && !kept.has(feature.name),
    ),
    target: task === 'regression' ? numberTarget(chosen, choice) : classTarget(chosen),
    ...(division === undefined ? {} : { division: inRows(division) }),
  });
}

/** Without those columns, unless nothing would remain. */
function unless(columns: readonly Column[], isIdle: (column: Column) => boolean): readonly Column[] {
  const left = columns.filter((column) => !isIdle(column));
  return left.length === 0 ? columns : left;
}

function namesRows({ reading }: Dataset, name: string): boolean {
  return reading?.columns.some((each) => each.name === name && each.namesRows === true) === true;
}

/** Whether all rows have one value. Gaps among numbers do not count, since they would be filled with that value. */
function saysNothing(column: Column): boolean {
  if (column.kind === 'category')
    return column.levels.length === 0 || (column.levels.length === 1 && !column.codes.includes(-1));
  const first = column.values.find((value) => !Number.isNaN(value));
  return column.values.every((value) => value === first || Number.isNaN(value));
}

function divisionColumn(
  name: string,
  { dataset, column, dropped }: { dataset: Dataset; column: Column; dropped: ReadonlySet<string> },
): Column {
  const found = columnNamed(name, { dataset, option: '--group or --time' });
  if (found !== column && !dropped.has(found.name)) return found;
  const what = found === column ? 'is the target' : 'is dropped';
  throw new UserError(
    `Column ${quoted(name)}, by which the rows are to be divided, ${what}.`,
    'Choose another column.',
  );
}

function columnNamed(name: string, { dataset, option }: { dataset: Dataset; option: string }): Column {
  const names = dataset.columns.map((column) => column.name);
  const meant = nameMeant(name, names);
  const found = dataset.columns.find((column) => column.name === meant);
  if (found !== undefined) return found;
  throw noColumn(name, { file: dataset.name, option, names });
}

function isMissing(column: Column, row: number): boolean {
  return column.kind === 'number' ? Number.isNaN(column.values[row]) : column.codes[row] === -1;
}

/** The numbers of the rows whose target is there. */
function rowsWithTarget(
  column: Column,
  { dataset, dropMissing }: { dataset: Dataset; dropMissing: boolean },
): readonly number[] {
  const rows = Array.from({ length: dataset.rows }, (_, row) => row);
  const missing = rows.filter((row) => isMissing(column, row));
  if (missing.length === dataset.rows) {
    throw new UserError(`The target ${quoted(column.name)} has no values.`, 'Choose another --target.');
  }
  if (missing.length > 0 && !dropMissing) {
    const word = dataset.lines ? (missing.length > 1 ? 'lines' : 'line') : missing.length > 1 ? 'rows' : 'row';
    const places = missing.slice(0, NAMED_ROWS).map((row) => dataset.lines?.[row] ?? row + 1);
    const more = missing.length > NAMED_ROWS ? ` and ${missing.length - NAMED_ROWS} more` : '';
    throw new UserError(
      `The target ${quoted(column.name)} is missing in ${whole(missing.length)} of ${whole(dataset.rows)} rows (${word} ${places.join(', ')}${more}).`,
      'Fill them in, or leave those rows out with --drop-missing-target.',
    );
  }
  return missing.length > 0 ? rows.filter((row) => !isMissing(column, row)) : rows;
}

function keepRows(column: Column, rows: readonly number[]): Column {
  if (column.kind === 'number') return { ...column, values: Float64Array.from(rows, (row) => column.values[row]!) };
  return columnOfWords(
    column.name,
    rows.map((row) => column.levels[column.codes[row]!]),
  );
}

function checkFeature(column: Column): Column {
  if (column.kind === 'number' || column.levels.length <= FEATURE_LEVELS) return column;
  throw new UserError(
    `Column ${quoted(column.name)} holds ${whole(column.levels.length)} different words, and each would be an input of its own.`,
    `Leave it out with ${flagged('drop', column.name)}, or group its words.`,
  );
}

function guessedTask(column: Column): Task {
  if (column.kind === 'category') return 'classification';
  const different = differentValues(column);
  return different.length <= GUESSED_CLASSES && different.every(Number.isInteger) ? 'classification' : 'regression';
}

/** In words why a target is taken for classes or for a number, and how to have it otherwise. */
export function whyTask(target: Target, column: Column, { task }: Pick<TargetChoice, 'task'>): string {
  if (task !== undefined) return `${task}, as --task says`;
  if (column.kind === 'category') return `${levelCount(target)} different words: classification`;
  const different = differentValues(column).filter((value) => !Number.isNaN(value));
  const rows = target.kind === 'classes' ? target.labels.length : target.values.length;
  const counts = new Map<number, number>();
  for (const value of column.values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const repeated = different.filter((value) => counts.get(value)! > 1).length;
  if (target.kind === 'number') {
    const kind = different.every(Number.isInteger) ? 'whole numbers' : 'numbers';
    return `${whole(different.length)} different ${kind} in ${whole(rows)} rows: regression${different.every(Number.isInteger) && different.length <= NUMBER_CLASSES ? '; --task classification for classes' : ''}`;
  }
  return `${different.length} whole numbers, ${repeated === different.length ? 'all' : repeated} of them repeated: taken as classes; --task regression for numbers`;
}

function levelCount(target: Target): number {
  return target.kind === 'classes' ? target.levels.length : 0;
}

function numberTarget(column: Column, { values }: Pick<TargetChoice, 'values'>): Target {
  if (column.kind === 'category') {
    const such = values === false ? '' : ` (such as ${listed(column.levels.slice(0, 2))})`;
    throw new UserError(
      `The target ${quoted(column.name)} holds words${such}, not numbers.`,
      'Use --task classification, or correct the words if they should be numbers.',
    );
  }
  refuseConstant(column.name, differentValues(column).length);
  return { kind: 'number', name: column.name, values: column.values };
}

function classTarget(column: Column): Target {
  if (column.kind === 'category') {
    const { name, levels, codes } = column;
    refuseConstant(name, levels.length);
    if (levels.length > NUMBER_CLASSES && levels.length > codes.length / 2) {
      throw new UserError(
        `The target ${quoted(name)} has ${whole(levels.length)} different words in ${whole(codes.length)} rows: it names rows, not classes.`,
        'Choose another --target.',
      );
    }
    return { kind: 'classes', name, levels, labels: codes };
  }
  const different = differentValues(column);
  refuseConstant(column.name, different.length);
  if (different.length > NUMBER_CLASSES) {
    throw new UserError(
      `The target ${quoted(column.name)} has ${whole(different.length)} different numbers, too many for classes (limit ${NUMBER_CLASSES}).`,
      'Use --task regression, or group the numbers into classes first.',
    );
  }
  const labelOf = new Map(different.map((value, label) => [value, label]));
  const labels = Int32Array.from(column.values, (value) => labelOf.get(value)!);
  return { kind: 'classes', name: column.name, levels: different.map(String), labels };
}

function refuseConstant(name: string, different: number): void {
  if (different > 1) return;
  throw new UserError(`The target ${quoted(name)} has the same value in every row.`, 'Choose another --target.');
}

/** Ascending. */
function differentValues({ values }: NumberColumn): number[] {
  return [...new Set(values)].sort((a, b) => a - b);
}
