/** Which cells mean that a value is missing. May not know columns. */
import { bare, numberOf } from './number-format.js';

/** Missing wherever they stand: what pandas reads as missing, and the marks of other programs that are no words. */
const ALWAYS: ReadonlySet<string> = new Set([
  '',
  '?',
  '""',
  "''",
  '#N/A',
  '#N/A N/A',
  '#NA',
  '-1.#IND',
  '-1.#QNAN',
  '1.#IND',
  '1.#QNAN',
  '-NaN',
  '-nan',
  'NaN',
  'nan',
  'NAN',
  '<NA>',
  'N/A',
  'n/a',
  'NA',
  'NULL',
  'null',
  'Null',
  'None',
  '\\N',
]);

/** Missing only among numbers and dates, in any capitals: elsewhere they may well be words that mean something. */
const AMONG_NUMBERS: ReadonlySet<string> = new Set([
  'na',
  'n.a.',
  'n.a',
  'none',
  'nil',
  'missing',
  'unknown',
  'not available',
  '-',
  '--',
  '---',
  '\u2013',
  '\u2014',
  '.',
  '..',
  '...',
  '+nan',
  '-nan',
  'nan',
  'n/a',
  '#n/a',
  'null',
]);

export type IsMissing = (cell: string) => boolean;

/** Cells that are missing in any column: the known marks, and those the user gave, numbers by their value. */
export function missingAnywhere(marks: readonly string[]): IsMissing {
  const given = new Set(marks.map((mark) => mark.trim()));
  const numbers = new Set([...given].map(plainValue).filter((value) => !Number.isNaN(value)));
  return (cell) => ALWAYS.has(cell) || given.has(cell) || (numbers.size > 0 && numbers.has(plainValue(cell)));
}

/** Marks that only count where the other cells are numbers or dates. */
export function isMarkAmongNumbers(cell: string): boolean {
  return cell.length < 16 && AMONG_NUMBERS.has(cell.toLowerCase());
}

function plainValue(cell: string): number {
  return numberOf(bare(cell).digits, '.');
}
