/** Rows that sum up the others: no rows of their own, and in a table of numbers the largest by far. May not know files. */
import type { CategoryColumn, Column } from './dataset.js';
import type { Finding } from './finding.js';
import { flagged, listed } from './names.js';
import type { Trouble } from './reading.js';
import { whole } from '../base/how-many.js';

const TOTAL = /^(?:grand |sub ?-?)?(?:totals?|sum|summe|gesamt|insgesamt|average|mean|mittelwert)\s*:?$/i;
/** Beside such a row these are of its kind; alone, SD may be South Dakota. */
const SPREAD = /^(?:sd|std|std\.? ?dev|standard deviation|median)\s*:?$/i;

/** Fewer rows or values could add up by accident. */
const FEWEST_ROWS = 5;
const FEWEST_VALUES = 3;

export interface TotalRow {
  readonly line: number;
  /** The column to name in a message. */
  readonly column: string;
  readonly trouble: Trouble;
}

/**
 * The last row, if it certainly is a sum or mean of those above it: in at least half of its number columns, two at least, or
 * one beside a label such as "Total" or an empty one.
 *
 * @param lines  the line of each row in the file
 */
export function totalRowOf(columns: readonly Column[], lines: Int32Array): TotalRow | undefined {
  const last = lines.length - 1;
  if (last < FEWEST_ROWS) return undefined;
  const numbers = columns.filter((column) => column.kind === 'number' && !Number.isNaN(column.values[last]));
  const summed = numbers.filter((column) => column.kind === 'number' && isSumOrMean(column.values));
  const [first] = summed;
  if (first === undefined || summed.length * 2 < numbers.length) return undefined;
  if (summed.length < 2 && !columns.some((column) => isLabel(column, last))) return undefined;
  const line = lines[last]!;
  const names = summed.map(({ name }) => name);
  return {
    line,
    column: first.name,
    trouble: {
      text: `Line ${line}, the last, sums up the rows above it (${names.length === 1 ? 'column' : 'columns'} ${listed(names)}).`,
      remedy: `Leave it out with --skip-lines ${line}: it is no row of its own.`,
    },
  };
}

/** A word for a total, or no word where every other row has one. */
function isLabel(column: Column, last: number): boolean {
  if (column.kind !== 'category') return false;
  const code = column.codes[last]!;
  if (code === -1) return column.codes.every((each, row) => each !== -1 || row === last);
  return TOTAL.test(column.levels[code]!);
}

/** Whether the last value is the sum or the mean of the others, to the digits that rounding leaves. */
function isSumOrMean(values: Float64Array): boolean {
  const total = values.at(-1)!;
  const others = values.subarray(0, -1).filter((value) => !Number.isNaN(value));
  if (others.filter((value) => value !== 0).length < FEWEST_VALUES || total === 0) return false;
  // In a constant column every value equals the mean, so a last row that does says nothing.
  if (others.every((value) => value === total)) return false;
  const sum = others.reduce((all, value) => all + value, 0);
  const size = others.reduce((all, value) => all + Math.abs(value), 0);
  if (Math.abs(sum - total) <= 1e-6 * size) return true;
  // Only a mean with decimals counts: a whole number equals the mean by accident too often.
  return !Number.isInteger(total) && Math.abs(sum / others.length - total) <= roundingOf(total);
}

/** By how much a mean may differ that was rounded to the decimals of this one, two of them at least. */
function roundingOf(value: number): number {
  const decimals = /\.(\d+)$/.exec(String(value))?.[1]?.length ?? 0;
  return decimals < 2 ? 1e-6 * Math.abs(value) : Math.max(0.501 * Number(`1e-${decimals}`), 1e-6 * Math.abs(value));
}

/**
 * Rows that are called a total, wherever they stand. A word that comes again is a name like others, unless most of its rows sum
 * up those above them.
 *
 * @param columns  all of the table
 */
export function calledTotals(
  column: Column,
  { columns, lines }: { readonly columns: readonly Column[]; readonly lines?: Int32Array },
): Finding | undefined {
  if (column.kind !== 'category') return undefined;
  const some = column.levels.some((level) => TOTAL.test(level));
  const isCalled = (level: string): boolean => TOTAL.test(level) || (some && SPREAD.test(level));
  const rows = column.levels
    .flatMap((level, code) => (isCalled(level) ? [rowsWith(column, code)] : []))
    .filter((found) => found.length === 1 || areSubtotals(found, columns))
    .flat()
    .sort((a, b) => a - b);
  const [row] = rows;
  if (row === undefined) return undefined;
  const places = rows.map((each) => lines?.[each] ?? each + 1);
  const one = rows.length === 1;
  const where = `${one ? 'A row (line' : `${whole(rows.length)} rows (lines`} ${places.slice(0, 5).join(', ')}${rows.length > 5 ? ' …' : ''}) ${one ? 'is' : 'are'} called`;
  const rest = one
    ? 'if it sums up others, it is no row of its own.'
    : 'if they sum up others, they are no rows of their own.';
  const words = [...new Set(rows.map((each) => column.levels[column.codes[each]!]!))];
  const remedy = `Then leave ${one ? 'it' : 'them'} out with --skip-lines ${places.join(',')}; if not, say ${flagged('category', column.name)}.`;
  return {
    what: 'total row',
    column: column.name,
    text: `${where} ${listed(words)}: ${rest}`,
    remedy,
    bare: { text: `${where} ${one ? 'a total' : 'totals'}: ${rest}`, remedy },
  };
}

function rowsWith({ codes }: CategoryColumn, code: number): readonly number[] {
  return [...codes.keys()].filter((row) => codes[row] === code);
}

/** Whether some column of numbers has, in most of these rows, the sum or the mean of the rows since the one before. */
function areSubtotals(rows: readonly number[], columns: readonly Column[]): boolean {
  return columns.some((column) => {
    if (column.kind !== 'number') return false;
    const summed = rows.filter((row, at) =>
      isSumOrMean(column.values.subarray(at === 0 ? 0 : rows[at - 1]! + 1, row + 1)),
    );
    return summed.length * 2 > rows.length;
  });
}
