/**
 * A delimited text file → a table of cells, in pieces, so that a million rows never stand in memory as text. Encoding, delimiter
 * and comments are found out as the table reader does; decimal commas are numbers wherever they can be nothing else.
 */
import { basename } from 'node:path';
import { CsvError, parse } from 'csv-parse/sync';
import type { Delimiter } from '../../data/dialect.js';
import { bareText } from '../../data/lines.js';
import { quoted } from '../../data/names.js';
import { isDecimal } from '../../data/number-format.js';
import { UserError } from '../../base/errors.js';
import { arffCells } from './arff.js';
import { createColumn } from './cells.js';
import type { CellTable, ColumnBuilder } from './cells.js';
import { wholeLines } from './csv-text.js';
import { drawnTable } from './drawn-table.js';
import type { Drawn } from './drawn-table.js';
import { MOST_COLUMNS, MOST_ROWS } from './limits.js';
import { aggregateOf } from './names.js';
import { namedRole } from './role-names.js';
import { spacedCells } from './spaced-table.js';
import { withThousands } from './thousands.js';

/** As `--delimiter` and `--encoding` have them; found out where they are absent. */
export interface Dialect {
  readonly delimiter?: string;
  readonly encoding?: string;
}

export interface CsvOptions extends Dialect {
  /** Names for the columns of a file without a heading. */
  readonly columns?: readonly string[];
  /** Told after every piece: share of the file read, from 0 to 1, and rows so far. */
  readonly onProgress?: (share: number, rows: number) => void;
}

export interface CsvTable {
  readonly table: CellTable;
  /** Whether the first line names the columns. */
  readonly headed: boolean;
}

/** @throws {UserError} for a file that cannot be read, is no text, is ragged, misquoted, empty, or beyond the limits */
export async function readCsvCells(path: string, options: CsvOptions = {}): Promise<CsvTable> {
  const { columns, encoding, delimiter, onProgress } = options;
  const name = basename(path);
  const reader = createReader(name, { columns, delimiter });
  const onRead = (share: number): void => onProgress?.(share, reader.rows());
  for await (const piece of wholeLines(path, { name, encoding, onRead })) reader.take(piece);
  return reader.finish();
}

interface Reader {
  readonly take: (piece: string) => void;
  readonly rows: () => number;
  readonly finish: () => CsvTable;
}

function createReader(
  name: string,
  { columns, delimiter: wanted }: { columns: readonly string[] | undefined; delimiter: string | undefined },
): Reader {
  let delimiter: Delimiter | undefined;
  let names: readonly string[] | undefined;
  let builders: readonly ColumnBuilder[] = [];
  let rows = 0;
  let headed = true;
  let drawn: Drawn | undefined;
  const titles: string[] = [];
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
    builders = names.map(() => createColumn({ commas: delimiter === ',' ? 'decimal unless thousands' : 'decimal' }));
    return headed;
  };
  /** R writes no name above the row names. */
  const addRowNames = (): void => {
    names = ['index', ...names!];
    builders = [createColumn(), ...builders];
  };
  const takeRow = (cells: readonly string[], line: () => string): void => {
    const filled = cells.reduce((sum, cell) => (cell.trim() === '' ? sum : sum + 1), 0);
    if (filled === 0) return;
    // What stands above a table in a sheet: its title in the first cell, and nothing beside it.
    if (names === undefined && columns === undefined && filled === 1 && cells.length > 2 && cells[0]!.trim() !== '') {
      titles.push(line());
      return;
    }
    if (names === undefined && begin(cells.map((cell) => cell.trim()))) return;
    if (cells.length !== builders.length && !(cells.length === builders.length + 1 && cells.at(-1)!.trim() === '')) {
      if (cells[0]!.startsWith('#')) return;
      if (!headed || rows > 0 || cells.length !== builders.length + 1)
        throw ragged(name, { line: line(), cells: cells.length, columns: builders.length });
      addRowNames();
    }
    if (++rows > MOST_ROWS) throw new UserError(`${name} has more than ${MOST_ROWS / 1e6} million rows.`);
    for (let i = 0; i < builders.length; i++) builders[i]!.push(cells[i]!.trim());
  };
  let lines = 0;
  return {
    take: (piece) => {
      let body = piece;
      if (delimiter === undefined) {
        drawn = wanted === undefined ? (arff(piece) ?? spaced(piece) ?? drawnTable(piece, name)) : undefined;
        const text = drawn?.cellsOf(piece) ?? withoutTitle(piece, titles);
        ({ bare: body, delimiter } = bareText(text, { name, delimiter: drawn === undefined ? wanted : '\t' }));
      } else if (drawn !== undefined) body = drawn.cellsOf(piece);
      lines = eachRow(body, { delimiter, name, from: lines, takeRow });
    },
    rows: () => rows,
    finish: () => {
      if (names === undefined) throw new UserError(`${name} is empty.`, 'It needs a line for each run.');
      if (rows === 0) throw new UserError(`${name} has a header line but no rows.`, 'It needs a line for each run.');
      const aside = [
        ...(drawn === undefined || (drawn.what !== 'Markdown' && drawn.what !== 'LaTeX')
          ? []
          : [`the ${drawn.what} table in it is read, and nothing around it`]),
        ...(titles.length === 0 ? [] : [`above the heading, left out: line ${titles.join(', ')}`]),
      ];
      const read = { name, rows, aside, columns: names.map((column, i) => builders[i]!.finish(column)) };
      const table = delimiter === ';' ? read : withThousands(read);
      refuseSecondHeading(table);
      return { table, headed };
    },
  };
}

function arff(start: string): Drawn | undefined {
  const cellsOf = arffCells(start);
  return cellsOf === undefined ? undefined : { what: 'ARFF', cellsOf };
}

function spaced(start: string): Drawn | undefined {
  const cellsOf = spacedCells(start);
  return cellsOf === undefined ? undefined : { what: 'spaces', cellsOf };
}

/** Lines of prose above the heading, before any line with a delimiter, become empty. */
function withoutTitle(text: string, titles: string[]): string {
  const lines = text.slice(0, 4000).split('\n').slice(0, 12);
  const first = lines.findIndex((line) => /[,;\t]/.test(line));
  const above = lines.slice(0, Math.max(0, first)).filter((line) => line.trim() !== '' && !line.startsWith('#'));
  if (above.length === 0 || lines[first + 1] === undefined || !/ /.test(above[0]!.trim())) return text;
  const mark = /[,;\t]/.exec(lines[first]!)![0];
  if (lines[first]!.split(mark).length !== lines[first + 1]!.split(mark).length) return text;
  lines.slice(0, first).forEach((line, i) => {
    if (line.trim() !== '') titles.push(String(i + 1));
  });
  return '\n'.repeat(first) + text.split('\n').slice(first).join('\n');
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

/** pandas writes a line of names a level: the second one (`seed,0,1,2`) must not become a run. */
function refuseSecondHeading({ name, columns }: CellTable): void {
  const doubled = columns.filter((column) => / \(\d+\)$/.test(column.name)).length;
  const [first = ''] = columns[0]!.levels;
  const namesPlaces = columns[0]!.codes[0] === 0 && /^(?:repeat|block|data set|variant)$/.test(namedRole(first) ?? '');
  // `,mean,std,mean,std` below `,acc,acc,loss,loss`.
  const sums = columns.slice(1).every(({ codes, levels }) => codes[0] === 0 && aggregateOf(levels[0]!)?.of === '');
  if (doubled === 0 || !(namesPlaces || sums)) return;
  throw new UserError(
    `${name} has more than one line of headings: the second begins with ${quoted(namesPlaces ? first : columns[1]!.levels[0]!)}.`,
    'Write a row a run: df.stack(…).reset_index() in pandas.',
  );
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
