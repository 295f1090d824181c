/**
 * A table becomes the numbers that engines compute with. Pure, and the same bits on every machine: plain arithmetic,
 * sums in row order. May not know splits, only which rows to learn from.
 */
import type { EncodedTable, EncodedTarget } from '../engines/engine.js';
import { UserError } from '../base/errors.js';
import { ln, log1p } from '../base/math.js';
import {
  LARGEST_NUMBER,
  type CategoryColumn,
  type NumberColumn,
  type NumberTarget,
  type Table,
  type Target,
} from './dataset.js';
import type { Encoding } from './encoding.js';
import { didYouMean, quoted } from './names.js';
import { IS, outOf } from '../base/how-many.js';

/**
 * The whole table, encoded by what its training rows (or, by `encoding.fit`, all rows) teach.
 *
 * Numbers, in table order: a missing value becomes the median of the fitted rows (the mean of the middle two; 0 if
 * none is there), and then, where asked, the column its z-score with the population standard deviation; a column
 * constant over the fitted rows becomes 0. Categories, in table order: the level's number; missing values are one more
 * level, last, in columns that have any; a level that no fitted row has is −1. Widths depend on the table alone.
 * No value is NaN or infinite.
 *
 * @param train  row numbers of the table, each in 0 … rows − 1
 * @throws {UserError} if `encoding.zscore` names what is no number column among the features
 * @throws {RangeError} if `train` is empty
 */
export function encodeTable(
  table: Table,
  { train, encoding }: { readonly train: Uint32Array; readonly encoding: Encoding },
): EncodedTable {
  if (train.length === 0) throw new RangeError('No rows to learn the encoding from.');
  checkEncoding(table, encoding);
  const fitted = encoding.fit === 'train' ? train : Uint32Array.from({ length: table.rows }, (_, row) => row);
  const numbers = table.features.filter((column) => column.kind === 'number');
  const categories = table.features.filter((column) => column.kind === 'category');
  const numeric = new Float32Array(table.rows * numbers.length);
  numbers.forEach((column, at) => {
    const zscore = encoding.zscore === 'all' || encoding.zscore.includes(column.name);
    encodeNumbers(column, { fitted, zscore }).forEach((value, row) => {
      numeric[row * numbers.length + at] = value;
    });
  });
  const encoded = categories.map((column) => encodeCategory(column, fitted));
  return {
    rows: table.rows,
    numeric,
    numericWidth: numbers.length,
    levels: encoded.map(({ levels }) => levels),
    widths: encoded.map(({ width }) => width),
    target: encodeTarget(table.target, { fitted, as: encoding.target }),
  };
}

/** @throws {UserError} if `encoding.zscore` names what is no number column among the features */
export function checkEncoding(table: Table, encoding: Encoding): void {
  if (encoding.zscore === 'all') return;
  const numbers = table.features.filter(({ kind }) => kind === 'number').map(({ name }) => name);
  for (const name of encoding.zscore) {
    if (numbers.includes(name)) continue;
    throw new UserError(
      `The encoding asks for the z-score of ${quoted(name)}, which is not a number column among the features of ${table.name}.`,
      didYouMean(name, numbers),
    );
  }
}

function encodeNumbers(
  { values }: NumberColumn,
  { fitted, zscore }: { fitted: Uint32Array; zscore: boolean },
): Float64Array {
  const fill = median(Array.from(fitted, (row) => values[row]!).filter((value) => !Number.isNaN(value)));
  const filled = values.map((value) => (Number.isNaN(value) ? fill : value));
  if (!zscore) return filled;
  const { mean, deviation } = meanAndDeviation(filled, fitted);
  if (deviation === 0) return filled.fill(0);
  // A row far outside a nearly constant training column may exceed what 32 bits hold.
  return filled.map((value) => Math.max(-LARGEST_NUMBER, Math.min(LARGEST_NUMBER, (value - mean) / deviation)));
}

function encodeCategory({ levels, codes }: CategoryColumn, fitted: Uint32Array): { levels: Int32Array; width: number } {
  const missing = levels.length;
  const own = codes.map((code) => (code === -1 ? missing : code));
  const known = new Set(Array.from(fitted, (row) => own[row]!));
  return {
    levels: own.map((code) => (known.has(code) ? code : -1)),
    width: levels.length + (codes.includes(-1) ? 1 : 0),
  };
}

function encodeTarget(target: Target, { fitted, as }: { fitted: Uint32Array; as: Encoding['target'] }): EncodedTarget {
  if (target.kind === 'classes') return { kind: 'classes', classes: target.levels.length, labels: target.labels };
  if (as === 'raw') return { kind: 'number', values: Float32Array.from(target.values), scale: 1, shift: 0 };
  if (as === 'zscore') return { kind: 'number', ...scaledTarget(target.values, fitted) };
  refuseBelow(target, as === 'log' ? 'above 0' : 'from 0');
  const logs = target.values.map((value) => (as === 'log' ? ln(value) : log1p(value)));
  return { kind: 'number', ...scaledTarget(logs, fitted), unlog: as === 'log' ? 0 : 1 };
}

function scaledTarget(
  all: Float64Array,
  fitted: Uint32Array,
): { readonly values: Float32Array; readonly scale: number; readonly shift: number } {
  const { mean, deviation } = meanAndDeviation(all, fitted);
  const scale = deviation === 0 ? 1 : deviation;
  const values = Float32Array.from(all, (value) =>
    Math.max(-LARGEST_NUMBER, Math.min(LARGEST_NUMBER, (value - mean) / scale)),
  );
  return { values, scale, shift: mean };
}

function refuseBelow({ name, values }: NumberTarget, least: 'above 0' | 'from 0'): void {
  const bad = values.filter((value) => (least === 'above 0' ? value <= 0 : value < 0)).length;
  if (bad === 0) return;
  throw new UserError(
    `The target ${quoted(name)} cannot be scaled by its logarithm: ${outOf(bad, `${values.length} values`, IS)} not ${least}.`,
    least === 'above 0'
      ? "For values from 0 use target: 'log1p' (--log-target log1p), else 'zscore'."
      : "Use target: 'zscore', or leave --log-target out.",
  );
}

/** numpy.median; 0 for an empty list. */
function median(values: readonly number[]): number {
  if (values.length === 0) return 0;
  const ascending = Float64Array.from(values).sort();
  const middle = ascending.length >> 1;
  return ascending.length % 2 === 1 ? ascending[middle]! : (ascending[middle - 1]! + ascending[middle]!) / 2;
}

/** Population mean and standard deviation over the rows given; a constant gives exactly itself and 0. */
function meanAndDeviation(values: Float64Array, rows: Uint32Array): { mean: number; deviation: number } {
  const first = values[rows[0]!]!;
  if (rows.every((row) => values[row] === first)) return { mean: first, deviation: 0 };
  let sum = 0;
  for (const row of rows) sum += values[row]!;
  const mean = sum / rows.length;
  let squares = 0;
  for (const row of rows) squares += (values[row]! - mean) * (values[row]! - mean);
  return { mean, deviation: Math.sqrt(squares / rows.length) };
}
