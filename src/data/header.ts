/** The first line of a table: how wide it may be, names that are missing or doubled, spaces in place of a delimiter. */
import { UserError } from '../base/errors.js';
import type { Delimiter } from './dialect.js';
import { quoted } from './names.js';
import { isDecimal } from './number-format.js';

/** A line of the file, as a row. */
export interface Line {
  /** The line of the file, from 1, on which it begins. */
  readonly line: number;
  /** Spaces around them removed. */
  readonly cells: readonly string[];
}

/** Networks here take a few thousand inputs at most; a line wider than this is a table on its side, or no table. */
export const MOST_COLUMNS = 100_000;

const [QUOTE, LINE_FEED, CARRIAGE_RETURN] = [34, 10, 13];

/**
 * Counts the columns of the first line that holds anything, quotes respected; stops counting at the limit, so that a
 * table on its side is refused at once and not after its cells were made.
 *
 * @throws {UserError} if there are more than `MOST_COLUMNS`
 */
export function refuseTooWide(text: string, { file, delimiter }: { file: string; delimiter: Delimiter }): void {
  if (widthOfHeader(text, delimiter) <= MOST_COLUMNS) return;
  throw new UserError(
    `${file} has more than ${MOST_COLUMNS} columns.`,
    'A table has a column for each input and a line for each row: is it lying on its side?',
  );
}

/** Cells of the first line that holds anything, counted up to one more than the limit. */
export function widthOfHeader(text: string, delimiter: Delimiter): number {
  const parts = delimiter.charCodeAt(0);
  let columns = 1;
  let inQuotes = false;
  for (let at = text.search(/[^\s]|\t/); at >= 0 && at < text.length && columns <= MOST_COLUMNS; at++) {
    const letter = text.charCodeAt(at);
    if (letter === QUOTE) inQuotes = !inQuotes;
    else if (!inQuotes && letter === parts) columns++;
    else if (!inQuotes && (letter === LINE_FEED || letter === CARRIAGE_RETURN)) break;
  }
  return columns;
}

/** @throws {UserError} that names a column which is there twice */
export function refuseDoubledNames(names: readonly string[], file: string): void {
  const seen = new Set<string>();
  const doubled = names.find((name) => seen.size === seen.add(name).size);
  if (doubled === undefined) return;
  throw new UserError(`${file} has two columns named ${quoted(doubled)}.`, 'Rename or remove one of them.');
}

/** @throws {UserError} for a name that is missing, doubled, or a number, which shows that there is no header */
export function checkHeader(
  names: readonly string[],
  {
    file,
    unused,
    body,
  }: { readonly file: string; readonly unused: ReadonlySet<string>; readonly body: readonly Line[] },
): void {
  const nameless = names.indexOf('');
  if (nameless >= 0) {
    const better = body.slice(0, 5).find(({ cells }) => cells.every((cell) => cell !== '' && !isDecimal(cell)));
    if (better !== undefined && nameless > 0) {
      throw new UserError(
        `Column ${nameless + 1} of ${file} has no name in the first line.`,
        `If line ${better.line} holds the names, say --skip-lines ${better.line === 2 ? '1' : `1-${better.line - 1}`}.`,
      );
    }
    throw new UserError(
      `Column ${nameless + 1} of ${file} has no name.`,
      nameless === 0
        ? 'Give it a name in the first line; if it only numbers or names the rows, leave it out with --ignore-index.'
        : 'Give every column a name in the first line.',
    );
  }
  const number = names.find((column) => isDecimal(column) && !unused.has(column));
  if (number !== undefined && !isScale(names.filter(isDecimal))) {
    throw new UserError(
      `${file} has no header: its first line holds the number ${quoted(number)}.`,
      'Add a first line with the names of the columns; a name that is a number needs a letter in front.',
    );
  }
  refuseDoubledNames(names, file);
}

/** This many numbers that rise by equal steps are a scale of names, not a row of values. */
const FEWEST_ON_SCALE = 3;

/** Numbers that name columns: they rise by equal steps, as pandas numbers its columns, years or wavelengths do. */
function isScale(names: readonly string[]): boolean {
  if (names.length < FEWEST_ON_SCALE) return false;
  const values = names.map(Number);
  const step = values[1]! - values[0]!;
  return step > 0 && values.every((value, at) => at === 0 || Math.abs(value - values[at - 1]! - step) < 1e-6 * step);
}

const FEWEST_ROWS_BELOW = 5;

/**
 * A first line whose every word occurs below it in its own column is a row, and the names are missing.
 *
 * @throws {UserError} that says so
 */
export function refuseHeaderless(
  names: readonly string[],
  { file, body, from }: { readonly file: string; readonly body: readonly Line[]; readonly from: number },
): void {
  if (body.length < FEWEST_ROWS_BELOW || names.length < 2) return;
  const isValue = (name: string, at: number): boolean => body.some(({ cells }) => cells[at + from] === name);
  if (!names.every(isValue)) return;
  throw new UserError(
    `${file} has no header: every word of its first line occurs again below it, in the same column.`,
    'Add a first line with the names of the columns.',
  );
}

/**
 * One column whose cells are several numbers with spaces between them is a table separated by spaces, or by fixed widths.
 *
 * @throws {UserError} that says so
 */
export function refuseSpaces(names: readonly string[], { file, body }: { file: string; body: readonly Line[] }): void {
  const cells = body.slice(0, 20).map((line) => line.cells[0] ?? '');
  const words = names[0]?.split(/\s+/).length;
  const looksParted = (cell: string): boolean => {
    const parts = cell.split(/\s+/);
    return (
      parts.length > 1 &&
      parts.filter(isDecimal).length * 2 >= parts.length &&
      (parts.length === words || !isGroupedNumber(cell))
    );
  };
  if (names.length !== 1 || cells.length === 0 || !cells.every(looksParted)) return;
  throw partedBySpaces(file);
}

/** As R's write.table leaves it: words in quotes with a space between. Such quotes are misplaced in any other table. */
export function isQuotedWithSpaces(text: string): boolean {
  return /^\s*"[^"\n]*"(?: +"[^"\n]*")+ *\n/.test(text);
}

export function partedBySpaces(file: string): UserError {
  return new UserError(
    `${file} seems to have spaces between its cells.`,
    'Save it with commas, semicolons or tabs between the cells.',
  );
}

function isGroupedNumber(cell: string): boolean {
  return /^[+-]?\d{1,3}(?: \d{3})+(?:[.,]\d*)?$/.test(cell);
}
