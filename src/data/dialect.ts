/**
 * How a table is written down: which character parts the cells, which lines are no rows. Looks at the first lines only.
 * May not know what columns mean.
 */
import { UserError } from '../base/errors.js';
import { didYouMean, quoted } from './names.js';
import { looksNumeric } from './number-format.js';

export const DELIMITERS = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

export const DELIMITER_WORDS: Readonly<Record<Delimiter, string>> = {
  ',': 'commas',
  ';': 'semicolons',
  '\t': 'tabs',
  '|': 'bars',
};

const NAMES: ReadonlyMap<string, Delimiter> = new Map([
  ...DELIMITERS.map((each): [string, Delimiter] => [each, each]),
  ['comma', ','],
  ['semicolon', ';'],
  ['tab', '\t'],
  ['\\t', '\t'],
  ['bar', '|'],
  ['pipe', '|'],
]);

/** As a shell can be given it: `tab`. */
function nameOf(delimiter: Delimiter): string {
  return DELIMITER_WORDS[delimiter].slice(0, -1);
}

/** @throws {UserError} if `--delimiter` names none of the four */
export function delimiterNamed(wanted: string): Delimiter {
  const found = NAMES.get(wanted.toLowerCase());
  if (found !== undefined) return found;
  throw new UserError(
    `--delimiter ${quoted(wanted)} is not known.`,
    didYouMean(wanted, ['comma', 'semicolon', 'tab', 'bar']),
  );
}

/** A table of a few hundred lines shows its delimiter; more would only take time. */
const LINES_LOOKED_AT = 200;
const CHARACTERS_LOOKED_AT = 1 << 18;

/**
 * The delimiter of a text whose comments are blank lines: the one that cuts the most lines into as many cells as the
 * header; among equals the one that leaves more cells that are numbers. Commas where there is but one column.
 *
 * @throws {UserError} if two of them fit equally
 */
export function delimiterOf(text: string, name: string): Delimiter {
  const looks = DELIMITERS.map((delimiter) => look(text, delimiter)).filter(({ cells }) => cells > 1);
  const best = looks.reduce((most, { share }) => Math.max(most, share), 0);
  const consistent = looks.filter(({ share }) => share === best);
  const numbers = consistent.reduce((most, each) => Math.max(most, each.numbers), 0);
  const [first, second] = consistent.filter((each) => each.numbers === numbers);
  if (first === undefined) return ',';
  if (second === undefined || best === 0) return first.delimiter;
  throw new UserError(
    `${name} can be cut at ${DELIMITER_WORDS[first.delimiter]} or at ${DELIMITER_WORDS[second.delimiter]}.`,
    `Say which with --delimiter ${nameOf(first.delimiter)} or --delimiter ${nameOf(second.delimiter)}.`,
  );
}

interface Look {
  readonly delimiter: Delimiter;
  /** Of the header. */
  readonly cells: number;
  /** Of the lines below the header, those that have as many cells, or one more, as R writes them. */
  readonly share: number;
  /** Share of cells below the header that read as numbers. */
  readonly numbers: number;
}

function look(text: string, delimiter: Delimiter): Look {
  const [header = [], ...body] = firstLines(text, delimiter);
  const cells = header.length;
  const alike = body.filter(({ length }) => length === cells || length === cells + 1).length;
  const all = body.flat();
  const numbers = all.filter((cell) => looksNumeric(cell.trim())).length;
  return {
    delimiter,
    cells,
    share: body.length === 0 ? 1 : alike / body.length,
    numbers: all.length === 0 ? 0 : numbers / all.length,
  };
}

/** Cells of the first lines that hold anything; the last line is left out where it may be cut off. */
function firstLines(text: string, delimiter: Delimiter): string[][] {
  const lines: string[][] = [];
  const start = text.slice(0, CHARACTERS_LOOKED_AT);
  let cells: string[] = [];
  let from = 0;
  let inQuotes = false;
  const endCell = (at: number): void => {
    cells.push(start.slice(from, at));
    from = at + 1;
  };
  for (let at = 0; at < start.length && lines.length < LINES_LOOKED_AT; at++) {
    const letter = start[at]!;
    if (letter === '"') inQuotes = !inQuotes;
    else if (!inQuotes && letter === delimiter) endCell(at);
    else if (!inQuotes && letter === '\n') {
      endCell(at);
      if (cells.length > 1 || cells[0]!.trim() !== '') lines.push(cells);
      cells = [];
    }
  }
  const whole = start.length === text.length;
  if ((whole || lines.length === 0) && (cells.length > 0 || from < start.length)) {
    endCell(start.length);
    if (cells.length > 1 || cells[0]!.trim() !== '') lines.push(cells);
  }
  return lines;
}
