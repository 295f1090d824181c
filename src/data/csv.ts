/**
 * CSV files become data sets: comma-separated, UTF-8 (with or without byte-order mark), one header line, quotes as in
 * RFC 4180, any line endings. Spaces around a cell and empty lines do not count. May not know targets or encodings.
 */
import { closeSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { CsvError, parse } from 'csv-parse/sync';
import { openFile } from '../base/open-file.js';
import { systemWords } from '../base/system-errors.js';
import { UserError } from '../errors.js';
import { columnOfWords, isDecimal, typedColumn } from './column.js';
import { makeDataset, type Dataset } from './dataset.js';
import { refuseDoubledNames, refuseTooWide } from './header.js';
import { quoted } from './names.js';

interface Line {
  /** The line of the file, from 1, on which it begins. */
  readonly line: number;
  readonly cells: readonly string[];
}

export interface Reading {
  /** Columns that nobody will use, if they exist: neither their names nor their cells are judged; they come as words. */
  readonly unused?: readonly string[];
}

/** @throws {UserError} if the file cannot be read, is not text in UTF-8, or `parseCsv` refuses it */
export function readCsv(path: string, reading: Reading = {}): Promise<Dataset> {
  return Promise.resolve().then(() => parseCsv(decode(readBytes(path), path), basename(path), reading));
}

/**
 * A data set from the text of a CSV file. Missing cells and what counts as a number: see `typedColumn`.
 *
 * @param name  the data set's name, also used in messages
 * @throws {UserError} for an empty text, a header without rows, names that are missing, doubled or numbers, a line with
 *   more or fewer cells than the header, an unclosed or misplaced quote, and cells that `typedColumn` refuses in
 *   columns that are used
 */
export function parseCsv(text: string, name: string, { unused = [] }: Reading = {}): Dataset {
  const [header, ...body] = splitLines(text, name);
  if (header === undefined) {
    throw new UserError(`${name} is empty.`, 'It needs a line of column names and a line for each row.');
  }
  checkHeader(header.cells, { file: name, unused });
  if (body.length === 0) {
    throw new UserError(`${name} has a header line but no rows.`, 'It needs a line for each row below the names.');
  }
  const names = header.cells;
  for (const { line, cells } of body) {
    if (cells.length !== names.length) {
      throw new UserError(
        `Line ${line} of ${name} has ${cells.length} cells where the header has ${names.length}.`,
        'Every line needs one cell a column; a text that holds a comma must stand in double quotes.',
      );
    }
  }
  const lines = Int32Array.from(body, ({ line }) => line);
  const columns = names.map((column, at) => {
    const cells = body.map((row) => row.cells[at]!);
    return unused.includes(column) ? columnOfWords(column, cells) : typedColumn(column, cells, lines);
  });
  return makeDataset({ name, columns, made: false, lines });
}

function readBytes(path: string): Uint8Array {
  try {
    const file = openFile(path, 'read', { follow: true });
    try {
      return readFileSync(file);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if (error instanceof UserError) throw new UserError(error.message, 'Give the path of one file with --data.');
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      throw new UserError(`There is no file ${quoted(path)}.`, 'Check the path given with --data.');
    }
    const why = systemWords(error) ?? String(error);
    throw new UserError(`${quoted(path)} cannot be read: ${why}.`, 'Check that you may read it, and its size.');
  }
}

function decode(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UserError(
      `${quoted(path)} is not text in UTF-8.`,
      'Save it as "CSV UTF-8", and give the CSV, not a workbook.',
    );
  }
}

/** Line endings become `\n` first, also within quotes, so that line numbers and contents do not depend on them. */
function splitLines(text: string, name: string): Line[] {
  if (text.includes('\0')) {
    throw new UserError(`${name} holds NUL bytes: it is not a text file.`, 'Save the table as CSV in UTF-8.');
  }
  refuseTooWide(text, name);
  const result: Line[] = [];
  try {
    parse(text.replace(/\r\n?/g, '\n'), {
      bom: true,
      trim: true,
      skip_empty_lines: true,
      relax_column_count: true,
      record_delimiter: '\n',
      on_record: (record: string[], { lines }) => {
        const breaks = record.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0);
        result.push({ line: lines - breaks, cells: record.map((cell) => cell.trim()) });
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw misquoted(error, { name, lastLine: result.at(-1)?.line ?? 0 });
  }
  return result;
}

function misquoted(error: CsvError, { name, lastLine }: { name: string; lastLine: number }): UserError {
  if (error.code === 'CSV_QUOTE_NOT_CLOSED') {
    return new UserError(
      `A double quote that opens after line ${lastLine} of ${name} is never closed.`,
      'Close it; a double quote inside a quoted text is written twice.',
    );
  }
  return new UserError(
    `Line ${String(error['lines'])} of ${name} has a double quote in an odd place.`,
    'A cell that holds a double quote must stand in double quotes, with the quote inside written twice.',
  );
}

function checkHeader(names: readonly string[], { file, unused }: { file: string; unused: readonly string[] }): void {
  const nameless = names.indexOf('');
  if (nameless >= 0) {
    throw new UserError(
      `Column ${nameless + 1} of ${file} has no name.`,
      'Give every column a name in the first line.',
    );
  }
  const number = names.find((column) => isDecimal(column) && !unused.includes(column));
  if (number !== undefined) {
    throw new UserError(
      `${file} has no header: its first line holds the number ${quoted(number)}.`,
      'Add a first line with the names of the columns; a name that is a number needs a letter in front.',
    );
  }
  refuseDoubledNames(names, file);
  const only = names.length === 1 ? names[0]! : '';
  if (/[;\t|]/.test(only)) {
    throw new UserError(
      `${file} seems to be separated by ${only.includes(';') ? 'semicolons' : only.includes('\t') ? 'tabs' : 'bars'}.`,
      'Save it with commas between the cells.',
    );
  }
}
