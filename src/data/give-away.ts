/** Columns that tell the target by themselves: copies of it, and what was written down after it was known. */
import type { Column, NumberColumn, NumberTarget, Table, ClassTarget } from './dataset.js';
import type { Finding } from './finding.js';
import { flagged, quoted } from './names.js';
import { correlation, meanOf, ranks, strayRuns } from './rows-in-order.js';

const FEWEST_ROWS = 10;
/** A level that stands for fewer rows than this on average tells rows apart, not the target. */
const ROWS_A_LEVEL = 3;
const ALMOST_ALL = 0.99;

export function giveAways(table: Table): readonly Finding[] {
  const { target, features, rows } = sampled(table);
  if (rows < FEWEST_ROWS) return [];
  const together = target.kind === 'classes' ? namesEachClass(features, target) : new Set<Column>();
  const found = features.filter(
    (column) =>
      together.has(column) || (target.kind === 'classes' ? tellsClass(column, target) : tellsNumber(column, target)),
  );
  return found.map((column) => ({
    what: 'gives the target away',
    column: column.name,
    text: `Column ${quoted(column.name)} gives ${together.has(column) ? 'a class of ' : ''}the target ${quoted(target.name)} away all by itself.`,
    remedy: `If it is known only once the target is, leave it out with ${flagged('drop', column.name)}: no score with it says anything.`,
  }));
}

/** As far as rounding goes. */
const SAME_NUMBERS = 0.99999;

/** Columns that are a copy of the target: the same classes under any names, the same numbers in any unit. */
export function copiesOfTarget(table: Table): readonly string[] {
  const { target, features, rows } = sampled(table);
  if (rows < FEWEST_ROWS) return [];
  const isCopy = (column: Column): boolean => {
    const there = rows - missingIn(column);
    if (there < FEWEST_ROWS || there < rows / 2) return false;
    if (target.kind === 'classes') return namesClasses(column, target);
    return column.kind === 'number' && Math.abs(correlation(...together(column, target))) > SAME_NUMBERS;
  };
  return features.filter(isCopy).map(({ name }) => name);
}

function missingIn(column: Column): number {
  return column.kind === 'number'
    ? column.values.filter((value) => Number.isNaN(value)).length
    : column.codes.filter((code) => code === -1).length;
}

/** One value a class, and one class a value. */
function namesClasses(column: Column, { labels, levels }: ClassTarget): boolean {
  const values = column.kind === 'number' ? column.values : column.codes;
  // With fewer than three rows a class, nearly any column would tell the classes apart by accident.
  if (labels.length < ROWS_A_LEVEL * levels.length) return false;
  const classOf = new Map<number, number>();
  for (const [row, value] of values.entries()) {
    if (Number.isNaN(value) || (column.kind === 'category' && value === -1)) continue;
    if ((classOf.get(value) ?? labels[row]) !== labels[row] || classOf.size > levels.length) return false;
    classOf.set(value, labels[row]!);
  }
  return classOf.size === levels.length && new Set(classOf.values()).size === levels.length;
}

/** The numbers of the rows in which the column has one. */
function together(column: NumberColumn, target: NumberTarget): [Float64Array, Float64Array] {
  const there = [...column.values.keys()].filter((row) => !Number.isNaN(column.values[row]));
  return [
    Float64Array.from(there, (row) => column.values[row]!),
    Float64Array.from(there, (row) => target.values[row]!),
  ];
}

/** What gives the target away shows in this many rows: sorting more of them by every column would take minutes. */
const MOST_ROWS = 20_000;

/** Rows from all over the table, where there are many. */
function sampled({ target, features, rows }: Table): Pick<Table, 'target' | 'features' | 'rows'> {
  if (rows <= MOST_ROWS) return { target, features, rows };
  const picked = Uint32Array.from({ length: MOST_ROWS }, (_, i) => Math.floor((i * rows) / MOST_ROWS));
  return {
    rows: MOST_ROWS,
    features: features.map((column) =>
      column.kind === 'number'
        ? { ...column, values: Float64Array.from(picked, (row) => column.values[row]!) }
        : { ...column, codes: Int32Array.from(picked, (row) => column.codes[row]!) },
    ),
    target:
      target.kind === 'number'
        ? { ...target, values: Float64Array.from(picked, (row) => target.values[row]!) }
        : { ...target, labels: Int32Array.from(picked, (row) => target.labels[row]!) },
  };
}

function tellsClass(column: Column, target: ClassTarget): boolean {
  const { labels } = target;
  const classes = target.levels.length;
  if (largestShare(labels, classes) > 0.95) return false;
  if (column.kind === 'number') return strayRuns(column.values, labels) <= classes + 0.01 * labels.length;
  const levels = column.levels.length + 1;
  if (namesAlike(column, target)) return agreement(column, target) >= ALIKE;
  if (labels.length < ROWS_A_LEVEL * column.levels.length) return false;
  const counts = new Int32Array(levels * classes);
  labels.forEach((label, row) => counts[(column.codes[row]! + 1) * classes + label]!++);
  let right = 0;
  for (let level = 0; level < levels; level++)
    right += counts.subarray(level * classes, (level + 1) * classes).reduce(max, 0);
  return right >= ALMOST_ALL * labels.length;
}

/**
 * A column that names the target's classes and agrees with it in this share of the rows is another model's answer, or the
 * target with slips in it.
 */
const ALIKE = 0.9;

/** Columns of two values, one for each of three and more classes, but for one: the target as numbers. */
function namesEachClass(features: readonly Column[], { labels, levels }: ClassTarget): ReadonlySet<Column> {
  if (levels.length < 3 || labels.length < ROWS_A_LEVEL * levels.length) return new Set();
  const named = new Map<number, Column>();
  for (const column of features) {
    const values = column.kind === 'number' ? column.values : column.codes;
    const label = classOnOneSide(values, labels);
    if (label !== undefined) named.set(label, column);
  }
  return named.size >= levels.length - 1 ? new Set(named.values()) : new Set();
}

/** The class whose rows have one value, and all others the other; undefined if there is none. */
function classOnOneSide(values: Float64Array | Int32Array, labels: Int32Array): number | undefined {
  const sides = new Map<number, Set<number>>();
  for (const [row, value] of values.entries()) {
    const side = sides.get(value) ?? new Set();
    sides.set(value, side.add(labels[row]!));
    if (sides.size > 2) return undefined;
  }
  const [one, other] = [...sides.values()];
  if (one === undefined || other === undefined || [...one].some((label) => other.has(label))) return undefined;
  const single = [one, other].find(({ size }) => size === 1);
  return single === undefined ? undefined : [...single][0];
}

function namesAlike(column: Column, target: ClassTarget): boolean {
  return column.kind === 'category' && target.levels.every((level) => column.levels.includes(level));
}

function agreement(column: Column, { levels, labels }: ClassTarget): number {
  if (column.kind !== 'category') return 0;
  const codeOf = levels.map((level) => column.levels.indexOf(level));
  return labels.filter((label, row) => column.codes[row] === codeOf[label]).length / labels.length;
}

function max(a: number, b: number): number {
  return a > b ? a : b;
}

function largestShare(labels: Int32Array, classes: number): number {
  const counts = new Int32Array(classes);
  for (const label of labels) counts[label]!++;
  return counts.reduce(max, 0) / labels.length;
}

/** Nearly a straight line, or nearly a rising or falling one; or levels within which the target hardly varies. */
function tellsNumber(column: Column, target: NumberTarget): boolean {
  if (cutsTarget(column, target)) return true;
  if (column.kind === 'category') {
    return (
      target.values.length >= ROWS_A_LEVEL * column.levels.length && betweenLevels(column.codes, target.values) > 0.99
    );
  }
  const [xs, ys] = together(column, target);
  if (xs.length < ALMOST_ALL * column.values.length) return false;
  return Math.abs(correlation(xs, ys)) > 0.9995 || Math.abs(correlation(ranks(xs), ranks(ys))) > 0.9995;
}

/** Bands of the target: more than a few of them, or of other numbers, do not fill it without overlapping. */
const [FEWEST_BANDS, MOST_BANDS, ROWS_A_BAND, FEWEST_IN_BANDS] = [2, 12, 5, 30];

/** Few different values, each of which stands for a stretch of the target of its own: high, medium and low. */
function cutsTarget(column: Column, { values }: NumberTarget): boolean {
  const codes = column.kind === 'number' ? column.values : Float64Array.from(column.codes);
  const counts = new Map<number, number>();
  for (const code of codes) {
    counts.set(code, (counts.get(code) ?? 0) + 1);
    if (counts.size > MOST_BANDS) return false;
  }
  if (codes.length < FEWEST_IN_BANDS || counts.size < FEWEST_BANDS) return false;
  if ([...counts].some(([code, count]) => Number.isNaN(code) || code === -1 || count < ROWS_A_BAND)) return false;
  const places = new Map([...counts.keys()].map((code, place) => [code, place]));
  return (
    strayRuns(
      values,
      Int32Array.from(codes, (code) => places.get(code)!),
    ) === counts.size
  );
}

/** The share of the target's variance that lies between levels; missing is a level. */
function betweenLevels(codes: Int32Array, values: Float64Array): number {
  const sums = new Map<number, { sum: number; rows: number }>();
  const mean = meanOf(values);
  codes.forEach((code, row) => {
    const { sum, rows } = sums.get(code) ?? { sum: 0, rows: 0 };
    sums.set(code, { sum: sum + (values[row]! - mean), rows: rows + 1 });
  });
  const total = values.reduce((all, value) => all + (value - mean) * (value - mean), 0);
  return [...sums.values()].reduce((all, { sum, rows }) => all + (sum * sum) / rows, 0) / total;
}
