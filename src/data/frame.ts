/** What of a table is no data: columns that number or name the rows, empty columns and lines, a title above the names. */
import { UserError } from '../base/errors.js';
import type { Line } from './header.js';
import { quoted } from './names.js';
import { looksNumeric } from './number-format.js';

/** A header and its rows after the columns that are no data were left out. */
export interface Framed {
  readonly names: readonly string[];
  /** Where in a line's cells the columns begin. */
  readonly from: number;
  /** Cells that every line must have. */
  readonly width: number;
  readonly passedOver: readonly string[];
}

/**
 * Finds the column that numbers or names the rows, and leaves it out: the first one without a name, as pandas writes it, or
 * without even a heading, as R does; and a last column that is empty because each line ends in a delimiter.
 */
export function frame(header: Line, body: readonly Line[], { ignoreIndex }: { readonly ignoreIndex: boolean }): Framed {
  const { cells: names } = header;
  const width = names.length;
  const empty = emptyColumns(names, body);
  if (empty > 1) {
    const rest = { ...header, cells: names.slice(0, width - empty) };
    const framed = frame(
      rest,
      body.map(({ line, cells }) => ({ line, cells: cells.slice(0, width - empty) })),
      { ignoreIndex },
    );
    return {
      ...framed,
      width,
      passedOver: [...framed.passedOver, `${empty} empty columns without a name, at the end`],
    };
  }
  const isWider = body.length > 0 && body.every(({ cells }) => cells.length === width + 1);
  if (isWider && body.every(({ cells }) => cells[width] === '')) {
    return frameIndex({ names, from: 0, width: width + 1, passedOver: [TRAILING] }, body, ignoreIndex);
  }
  if (isWider) {
    refuseTitle(header, body);
    return {
      names,
      from: 1,
      width: width + 1,
      passedOver: ['the first column, which has no heading: it names the rows'],
    };
  }
  const trailing =
    width > 1 &&
    names[width - 1] === '' &&
    body.every(({ cells }) => cells.length !== width || cells[width - 1] === '');
  return frameIndex(
    { names: trailing ? names.slice(0, -1) : names, from: 0, width, passedOver: trailing ? [TRAILING] : [] },
    body,
    ignoreIndex,
  );
}

/** How many columns at the end have neither a name nor a cell that says anything. */
function emptyColumns(names: readonly string[], body: readonly Line[]): number {
  let count = 0;
  while (count < names.length - 1 && names[names.length - 1 - count] === '') count++;
  const from = names.length - count;
  const isEmpty = body.every(
    ({ cells }) => cells.length === names.length && cells.slice(from).every((each) => each === ''),
  );
  return isEmpty ? count : 0;
}

/** Lines that are no rows: those without any cell that says something, and those that repeat the header. */
export function withoutBlankRows(
  header: Line,
  body: readonly Line[],
): { readonly body: readonly Line[]; readonly passedOver: readonly string[] } {
  const same = header.cells.join('\u0000');
  const isEmpty = ({ cells }: Line): boolean => cells.length > 1 && cells.every((each) => each === '');
  const isHeader = ({ cells }: Line): boolean => cells.length > 1 && cells.join('\u0000') === same;
  const [empty, again] = [body.filter(isEmpty), body.filter(isHeader)];
  if (empty.length + again.length === 0) return { body, passedOver: [] };
  const words = (lines: readonly Line[], what: string): string[] =>
    lines.length === 0 ? [] : [`${lines.length} ${lines.length === 1 ? 'line' : 'lines'} ${what} (${placesOf(lines)})`];
  return {
    body: body.filter((line) => !isEmpty(line) && !isHeader(line)),
    passedOver: [
      ...words(empty, 'without any value'),
      ...words(
        again,
        again.length === 1 ? 'that repeats the names of the columns' : 'that repeat the names of the columns',
      ),
    ],
  };
}

function placesOf(lines: readonly Line[]): string {
  const shown = lines.slice(0, 5).map(({ line }) => line);
  return `${lines.length === 1 ? 'line' : 'lines'} ${shown.join(', ')}${lines.length > 5 ? ' …' : ''}`;
}

/** @throws {UserError} if the first line is a title, and the names of the columns stand in the second */
function refuseTitle(header: Line, [first, ...rest]: readonly Line[]): void {
  if (first === undefined || rest.length < 2 || first.cells.some(looksNumeric)) return;
  const isName = (_: string, at: number): boolean => rest.every(({ cells }) => looksNumeric(cells[at]!));
  if (!first.cells.some(isName)) return;
  throw new UserError(
    `Line ${first.line} seems to hold the names of the columns, and line ${header.line} a title.`,
    `Leave the title out with --skip-lines ${header.line}.`,
  );
}

const TRAILING = 'an empty last column, after the delimiter at the end of each line';

function frameIndex(framed: Framed, body: readonly Line[], ignoreIndex: boolean): Framed {
  const [name, ...names] = framed.names;
  if (name === undefined || names.length === 0 || !(ignoreIndex || isIndex(name, body))) return framed;
  const what =
    name === ''
      ? 'the first column, which has no name: it numbers or names the rows'
      : `the first column, ${quoted(name)}: it numbers the rows`;
  return { ...framed, names, from: 1, passedOver: [...framed.passedOver, what] };
}

/** Nameless and all different, or with the name that pandas gives such a column, and counting from 0 or 1. */
function isIndex(name: string, body: readonly Line[]): boolean {
  if (name === '') return new Set(body.map(({ cells }) => cells[0])).size === body.length;
  if (name !== 'Unnamed: 0') return false;
  const first = Number(body[0]?.cells[0]);
  return (first === 0 || first === 1) && body.every(({ cells }, row) => Number(cells[0]) === first + row);
}
