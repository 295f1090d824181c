/**
 * The lines of a table's text and their cells: quotes as in RFC 4180, any line endings, any of four delimiters. Empty lines,
 * comments and the line `sep=` are passed over, and said. May not know what columns mean.
 */
import { CsvError, parse } from 'csv-parse/sync';
import { UserError } from '../base/errors.js';
import { delimiterNamed, delimiterOf, type Delimiter } from './dialect.js';
import { isQuotedWithSpaces, type Line, partedBySpaces, refuseTooWide, widthOfHeader } from './header.js';
import { looksNumeric } from './number-format.js';
import { withoutLines } from './skipped-lines.js';

export interface TableLines {
  /** Of the header first. */
  readonly lines: readonly Line[];
  readonly delimiter: Delimiter;
  /** What was passed over, a sentence each. */
  readonly passedOver: readonly string[];
}

export interface LineOptions {
  /** The file, for messages. */
  readonly name: string;
  /** As `--delimiter` has it. */
  readonly delimiter?: string | undefined;
  /** As `--skip-lines` has them. */
  readonly skipLines?: readonly number[] | undefined;
  /** Told the share that is read, 0 … 1, now and then. */
  readonly onProgress?: ((share: number) => void) | undefined;
}

/** @throws {UserError} for NUL bytes, more columns than may be, a skipped line that is not there, a quote that is misplaced or never closed, an open delimiter */
export function tableLines(text: string, options: LineOptions): TableLines {
  const { bare, delimiter, passedOver } = bareText(text, options);
  refuseTooWide(bare, { file: options.name, delimiter });
  return { lines: parsed(bare, { ...options, delimiter }), delimiter, passedOver };
}

interface BareText extends Pick<TableLines, 'delimiter' | 'passedOver'> {
  /** With `\n` at the ends of lines, and empty lines in place of what was passed over. */
  readonly bare: string;
}

/** How the text of a table is written down, by its beginning. @throws {UserError} for NUL bytes and an open delimiter */
export function bareText(
  text: string,
  { name, delimiter: wanted, skipLines = [] }: Omit<LineOptions, 'onProgress'>,
): BareText {
  if (text.includes('\0')) {
    throw new UserError(`${name} holds NUL bytes: it is not a text file.`, 'Save the table as CSV in UTF-8.');
  }
  // Line endings become `\n` first, also within quotes, so that line numbers and contents do not depend on them.
  const whole = withoutTraces(text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n'));
  const { text: endings, skipped } = withoutLines(whole, { name, lines: skipLines });
  refuseOtherFormats(endings, name);
  const given = /^(?:sep=(.)|"sep=(.)")\s*\n/i.exec(endings);
  const named = wanted ?? given?.[1] ?? given?.[2];
  const { text: bare, comments } = withoutComments(given === null ? endings : endings.slice(given[0].length - 1), {
    name,
    delimiter: named === undefined ? undefined : delimiterNamed(named),
  });
  const delimiter = named === undefined ? delimiterOf(bare, name) : delimiterNamed(named);
  const passedOver = [
    ...(skipped.length === 0 ? [] : [skippedWords(skipped)]),
    ...(given === null ? [] : ['the line that names the delimiter (line 1)']),
    ...(comments.length === 0 ? [] : [commentWords(comments)]),
  ];
  return { bare, delimiter, passedOver };
}

/** What programs leave behind: the end mark of DOS, characters without width, Excel's `="007"` for a text. */
function withoutTraces(text: string): string {
  const end = /\u001a\s*$/.exec(text);
  let rest = end === null ? text : text.slice(0, end.index);
  if (/[\u200b\u200e\u200f\u2060\ufeff]/.test(rest)) rest = rest.replace(/[\u200b\u200e\u200f\u2060\ufeff]/g, '');
  if (rest.includes('="')) rest = rest.replace(/(^|[,;\t|\n])="([^"\n]*)"(?=[,;\t|\n]|$)/g, '$1"$2"');
  return rest.includes('"=""') ? rest.replace(/"=""([^"\n]*)"{3}/g, '"$1"') : rest;
}

const OTHER_FORMATS: readonly (readonly [RegExp, string])[] = [
  [/^\s*(?:<!doctype|<html|<table|<\?xml)/i, 'a page (HTML or XML)'],
  [/^\s*(?:\{\s*"|\[\s*[[{])/, 'JSON'],
  [/^\s*@relation\s/i, 'ARFF'],
  [/^\s*\|.*\|[^\S\n]*\n[^\S\n]*\|[ \t:|-]+\|[^\S\n]*\n/, 'a table of Markdown'],
  [/^[+-]?[\d.]+(?: \d+:[-\d.eE+]+)+\s*\n/, 'pairs of numbers with colons (LIBSVM)'],
];

function refuseOtherFormats(text: string, name: string): void {
  const start = text.slice(0, 4096);
  const found = OTHER_FORMATS.find(([form]) => form.test(start));
  if (found === undefined) return;
  throw new UserError(`${name} holds ${found[1]}, not cells with delimiters between them.`, 'Save the table as CSV.');
}

function skippedWords(lines: readonly number[]): string {
  const shown = lines.slice(0, 5).join(', ');
  return `${lines.length === 1 ? 'line' : 'lines'} ${shown}${lines.length > 5 ? ` and ${lines.length - 5} more` : ''}, as --skip-lines asks`;
}

function commentWords(lines: readonly number[]): string {
  const shown = lines.slice(0, 5).join(', ');
  const more = lines.length > 5 ? ` and ${lines.length - 5} more` : '';
  return lines.length === 1 ? `a comment (line ${shown})` : `${lines.length} comments (lines ${shown}${more})`;
}

/**
 * Comments become empty lines, so that lines keep their numbers. Above the header, every line that begins with `#` is one,
 * unless numbers follow at once and it names them; below, those with another number of cells than the header.
 */
function withoutComments(
  text: string,
  { name, delimiter }: { name: string; delimiter: Delimiter | undefined },
): { text: string; comments: readonly number[] } {
  if (!/^\s*#/.test(text) && !text.includes('\n#')) return { text, comments: [] };
  const lines = text.split('\n');
  const comments: number[] = [];
  const drop = (at: number): void => {
    lines[at] = '';
    comments.push(at + 1);
  };
  let at = 0;
  let last = -1;
  for (; at < lines.length && /^\s*(?:#|$)/.test(lines[at]!); at++) if (lines[at]!.trim() !== '') last = at;
  const parts = delimiter ?? delimiterOf(lines.slice(at, at + 200).join('\n'), name);
  const width = widthOfHeader(lines[at] ?? '', parts);
  const named = last >= 0 ? lines[last]!.replace(/^\s*#+\s*/, '') : '';
  const isHeader =
    width > 1 &&
    widthOfHeader(named, parts) === width &&
    lines[at]!.split(parts).some((cell) => looksNumeric(cell.trim()));
  for (let above = 0; above < at; above++) {
    if (isHeader && above === last) lines[above] = named;
    else if (lines[above]!.trim() !== '') drop(above);
  }
  let inQuotes = false;
  for (; at < lines.length; at++) {
    const line = lines[at]!;
    if (!inQuotes && line.startsWith('#') && widthOfHeader(line, parts) !== width) drop(at);
    else if (line.split('"').length % 2 === 0) inQuotes = !inQuotes;
  }
  return { text: lines.join('\n'), comments };
}

const RECORDS_A_NOTE = 5000;

function parsed(text: string, { name, delimiter, onProgress }: LineOptions & { delimiter: Delimiter }): Line[] {
  const result: Line[] = [];
  try {
    parse(text, {
      delimiter,
      trim: true,
      skip_empty_lines: true,
      relax_column_count: true,
      record_delimiter: '\n',
      on_record: (record: string[], { lines, bytes }) => {
        const breaks = record.reduce((sum, cell) => (cell.includes('\n') ? sum + cell.split('\n').length - 1 : sum), 0);
        result.push({ line: lines - breaks, cells: record.map((cell) => cell.trim()) });
        if (onProgress !== undefined && result.length % RECORDS_A_NOTE === 0) onProgress(bytes / text.length);
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    if (isQuotedWithSpaces(text)) throw partedBySpaces(name);
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
