/**
 * A delimited text file → a table of cells, in pieces, so that a million rows never stand in memory as text. The delimiter
 * (comma, semicolon, tab, bar) is the one that the first lines agree on; with semicolons, decimal commas are numbers.
 */
import { createReadStream, statSync } from 'node:fs';
import { basename } from 'node:path';
import { CsvError, parse } from 'csv-parse/sync';
import { UserError } from '../../errors.js';
import { isDecimal } from '../../data/number-format.js';
import { quoted } from '../../data/names.js';
import { createColumn } from './cells.js';
import type { CellTable, ColumnBuilder } from './cells.js';
import { LONGEST_LINE, MOST_COLUMNS, MOST_ROWS } from './limits.js';

const DELIMITERS = [',', ';', '\t', '|'] as const;
type Delimiter = (typeof DELIMITERS)[number];

export interface CsvOptions {
  /** Names for the columns of a file without a heading. */
  readonly columns?: readonly string[];
  /** Told after every piece: share of the file read, from 0 to 1, and rows so far. */
  readonly onProgress?: (share: number, rows: number) => void;
}

export interface CsvTable {
  readonly table: CellTable;
  readonly delimiter: Delimiter;
  /** Whether the first line names the columns. */
  readonly headed: boolean;
}

/** @throws {UserError} for a file that cannot be read, is not UTF-8, is ragged, misquoted, empty, or beyond the limits */
export async function readCsvCells(path: string, { columns, onProgress }: CsvOptions = {}): Promise<CsvTable> {
  const name = basename(path);
  const size = Math.max(1, statSync(path).size);
  const reader = createReader(name, columns);
  let read = 0;
  for await (const piece of wholeLines(path, name)) {
    reader.take(piece);
    read += piece.length;
    onProgress?.(Math.min(1, read / size), reader.rows());
  }
  return reader.finish();
}

/** Pieces of a file that end with a line that is no part of a quoted cell; line ends are `\n`. */
async function* wholeLines(path: string, name: string): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let rest = '';
  let first = true;
  for await (const bytes of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    let text = rest + decoded(decoder, { bytes, name });
    if (first) text = text.replace(/^\ufeff/, '');
    first = false;
    // A carriage return at the very end may be half of a line end.
    const held = text.endsWith('\r') ? '\r' : '';
    if (held !== '') text = text.slice(0, -1);
    if (text.includes('\r')) text = text.replace(/\r\n?/g, '\n');
    const end = lastLineEnd(text);
    if (end > 0) yield text.slice(0, end);
    rest = text.slice(Math.max(0, end)) + held;
    if (rest.length > LONGEST_LINE) throw tooLong(name);
  }
  rest = (rest + decoded(decoder, { name })).replace(/\r\n?/g, '\n');
  if (rest !== '') yield rest;
}

function decoded(decoder: InstanceType<typeof TextDecoder>, { bytes, name }: { bytes?: Buffer; name: string }): string {
  try {
    const text = bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true });
    if (!text.includes('\0')) return text;
  } catch {
    // What is said below holds for it.
  }
  throw new UserError(`${name} is not text in UTF-8.`, 'Save it as "CSV UTF-8", and give the CSV, not a workbook.');
}

/** Just behind the last line end outside quotes; 0 if there is none. */
function lastLineEnd(text: string): number {
  const last = text.lastIndexOf('\n');
  if (last < 0 || !text.includes('"')) return last + 1;
  let [end, inside] = [0, false];
  for (let i = 0; i <= last; i++) {
    const code = text.charCodeAt(i);
    if (code === 34) inside = !inside;
    else if (code === 10 && !inside) end = i + 1;
  }
  return end;
}

function tooLong(name: string): UserError {
  return new UserError(
    `${name} has a line of more than ${LONGEST_LINE / 1e6} million characters.`,
    'Is it a table of scores? A quote that is never closed makes one line of many, too.',
  );
}

interface Reader {
  readonly take: (piece: string) => void;
  readonly rows: () => number;
  readonly finish: () => CsvTable;
}

function createReader(name: string, columns: readonly string[] | undefined): Reader {
  let delimiter: Delimiter | undefined;
  let names: readonly string[] | undefined;
  let builders: readonly ColumnBuilder[] = [];
  let rows = 0;
  let headed = true;
  const begin = (cells: readonly string[]): boolean => {
    if (cells.length > MOST_COLUMNS)
      throw new UserError(`${name} has ${cells.length} columns, and ${MOST_COLUMNS} are the most.`);
    headed = columns === undefined && !cells.every((cell) => cell === '' || isDecimal(cell));
    names = headed ? distinctNames(cells) : (columns ?? cells.map((_, i) => `column ${i + 1}`));
    if (names.length !== cells.length)
      throw new UserError(
        `${name} has ${cells.length} columns, and --columns names ${names.length}.`,
        'Name every column; a dash for one that does not count.',
      );
    builders = names.map(() => createColumn({ decimalComma: delimiter === ';' || delimiter === '\t' }));
    return headed;
  };
  const takeRow = (cells: readonly string[], line: () => string): void => {
    if (cells.length === 1 && cells[0]!.trim() === '') return;
    if (names === undefined && begin(cells.map((cell) => cell.trim()))) return;
    if (cells.length !== builders.length && !(cells.length === builders.length + 1 && cells.at(-1)!.trim() === ''))
      throw ragged(name, { line: line(), cells: cells.length, columns: builders.length });
    if (++rows > MOST_ROWS) throw new UserError(`${name} has more than ${MOST_ROWS / 1e6} million rows.`);
    for (let i = 0; i < builders.length; i++) builders[i]!.push(cells[i]!.trim());
  };
  let lines = 0;
  return {
    take: (piece) => {
      let body = piece;
      if (delimiter === undefined) {
        const separator = /^sep=([,;|\t])\n/i.exec(body);
        if (separator !== null) body = body.slice(separator[0].length);
        delimiter = (separator?.[1] as Delimiter | undefined) ?? sniffDelimiter(body);
      }
      lines = eachRow(body, { delimiter, name, from: lines, takeRow });
    },
    rows: () => rows,
    finish: () => {
      if (names === undefined) throw new UserError(`${name} is empty.`, 'It needs a line for each run.');
      if (rows === 0) throw new UserError(`${name} has a header line but no rows.`, 'It needs a line for each run.');
      const table = { name, rows, columns: names.map((column, i) => builders[i]!.finish(column)) };
      return { table, delimiter: delimiter ?? ',', headed };
    },
  };
}

/** Lines without a quote are cut at the delimiter; with one, csv-parse takes the piece. Returns the number of lines passed. */
function eachRow(
  piece: string,
  {
    delimiter,
    name,
    from,
    takeRow,
  }: {
    delimiter: Delimiter;
    name: string;
    from: number;
    takeRow: (cells: readonly string[], line: () => string) => void;
  },
): number {
  let line = from;
  if (!piece.includes('"')) {
    for (let at = 0; at < piece.length;) {
      const end = piece.indexOf('\n', at);
      const text = piece.slice(at, end < 0 ? undefined : end);
      at = end < 0 ? piece.length : end + 1;
      line++;
      takeRow(text.split(delimiter), () => String(line));
    }
    return line;
  }
  try {
    parse(piece, {
      delimiter,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      record_delimiter: '\n',
      on_record: (cells: string[], { lines }) => {
        takeRow(cells, () => String(from + lines));
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new UserError(
      `Near line ${from + Number(error['lines'] ?? 0)} of ${name} a double quote stands in an odd place or is never closed.`,
      'A cell that holds a double quote must stand in double quotes, with the quote inside written twice.',
    );
  }
  return from + piece.split('\n').length - 1;
}

function ragged(name: string, { line, cells, columns }: { line: string; cells: number; columns: number }): UserError {
  return new UserError(
    `Line ${line} of ${name} has ${cells} cells where the first has ${columns}.`,
    'Every line needs one cell a column; a text that holds the delimiter must stand in double quotes.',
  );
}

/** The delimiter that occurs equally often, outside quotes, in the first lines; the one that makes most columns. */
export function sniffDelimiter(text: string): Delimiter {
  const lines = text
    .slice(0, 200_000)
    .split('\n')
    .slice(0, 10)
    .map((line) => line.replace(/"(?:[^"]|"")*"/g, '').replace(/[[{(][^\])}]*[\])}]/g, ''))
    .filter((line) => line.trim() !== '');
  const [first = ''] = lines;
  let best: { delimiter: Delimiter; agree: number; times: number } | undefined;
  for (const delimiter of DELIMITERS) {
    const times = first.split(delimiter).length - 1;
    if (times === 0) continue;
    const agree = lines.filter((line) => line.split(delimiter).length - 1 === times).length / lines.length;
    if (best === undefined || agree > best.agree + 0.05 || (agree > best.agree - 0.05 && times > best.times))
      best = { delimiter, agree, times };
  }
  return best?.delimiter ?? ',';
}

/** A nameless column is the row number that pandas writes; a name that comes twice gets its number. */
function distinctNames(cells: readonly string[]): readonly string[] {
  const times = new Map<string, number>();
  return cells.map((cell, i) => {
    const name = cell === '' ? (i === 0 ? 'index' : `column ${i + 1}`) : cell;
    const before = times.get(name) ?? 0;
    times.set(name, before + 1);
    return before === 0 ? name : `${name} (${before + 1})`;
  });
}

/** For messages: whether two names are the same but for capitals and marks. */
export function sameName(a: string, b: string): boolean {
  const bare = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');
  return bare(a) === bare(b) && bare(a) !== '';
}

/** @throws {UserError} naming the columns there are */
export function unknownColumn(name: string, { columns, name: file }: CellTable): UserError {
  const close = columns.find((column) => sameName(column.name, name));
  const names = columns.map((column) => quoted(column.name));
  return new UserError(
    `${file} has no column ${quoted(name)}.`,
    close === undefined
      ? `There are: ${names.slice(0, 20).join(', ')}${names.length > 20 ? ' …' : ''}.`
      : `Did you mean ${quoted(close.name)}?`,
  );
}
