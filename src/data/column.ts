/**
 * One column of text becomes numbers or levels. May not know files or delimiters.
 *
 * Missing: an empty cell, `?`, `NA`, `N/A`, `n/a`, `null`, `NULL`. A column is numbers if every other cell is a decimal
 * number ("00202" is 202); otherwise it is words. `NaN` and infinities are refused among numbers: they are results of a
 * computation that went wrong, not marks for a missing value.
 */
import { UserError } from '../errors.js';
import { LARGEST_NUMBER, type CategoryColumn, type Column, type NumberColumn } from './dataset.js';
import { quoted } from './names.js';

const MISSING: ReadonlySet<string> = new Set(['', '?', 'NA', 'N/A', 'n/a', 'null', 'NULL']);
const DECIMAL = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
const NOT_FINITE = /^[+-]?(?:nan|inf|infinity)$/i;

/** Whether a cell, spaces around it removed, reads as a finite decimal number. */
export function isDecimal(cell: string): boolean {
  return DECIMAL.test(cell);
}

/**
 * The typed column. A column with nothing but missing cells counts as numbers.
 *
 * @param cells  one text a row, spaces around it removed
 * @param lines  the line of the file of each row, for error messages
 * @throws {UserError} if a column of numbers holds NaN, an infinity, or a number beyond 3.4e38
 */
export function typedColumn(name: string, cells: readonly string[], lines: Int32Array): Column {
  const isNumber = cells.every((cell) => MISSING.has(cell) || DECIMAL.test(cell) || NOT_FINITE.test(cell));
  return isNumber ? numberColumn(name, cells, lines) : categoryColumn(name, cells);
}

/** A category column from words; undefined marks a missing one. */
export function columnOfWords(name: string, words: readonly (string | undefined)[]): CategoryColumn {
  const levels = [...new Set(words)].filter((word) => word !== undefined).sort();
  const codeOf = new Map<string | undefined, number>(levels.map((level, code) => [level, code]));
  return { kind: 'category', name, levels, codes: Int32Array.from(words, (word) => codeOf.get(word) ?? -1) };
}

function numberColumn(name: string, cells: readonly string[], lines: Int32Array): NumberColumn {
  const values = Float64Array.from(cells, (cell, row) => {
    if (MISSING.has(cell)) return NaN;
    const value = Number(cell);
    if (Math.abs(value) <= LARGEST_NUMBER) return value;
    throw new UserError(
      `Line ${lines[row]!}, column ${quoted(name)}: ${quoted(cell)} ${
        NOT_FINITE.test(cell) ? 'is not a finite number' : 'is too large to compute with (limit 3.4e38)'
      }.`,
      'Correct it, or leave the cell empty if the value is missing.',
    );
  });
  return { kind: 'number', name, values };
}

function categoryColumn(name: string, cells: readonly string[]): CategoryColumn {
  return columnOfWords(
    name,
    cells.map((cell) => (MISSING.has(cell) ? undefined : cell)),
  );
}
