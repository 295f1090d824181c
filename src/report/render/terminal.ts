/**
 * A page as lines that fit the terminal, of at most 100 columns. A table that does not fit with its names cut is shown row by
 * row. Letters of East Asia and emoji take the two columns that a terminal gives them.
 */
import { styleText } from 'node:util';
import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';
import { plainText } from '../escape.js';
import { breakable, NBSP } from '../format.js';
import type { Alert, Answer, Cell, Figure, Line, Page, Part, Section, Span, Table } from '../page.js';
import type { Tone } from '../sentence.js';
import { shortNames } from '../short-names.js';

/** Longer lines are hard to read, however wide the terminal. */
const MOST_COLUMNS = 100;
const FEWEST_COLUMNS = 30;
const SHORTEST_NAME = 20;
/** Of columns of a table, which are short words. */
const SHORTEST_CODE = 12;
/** Between a name and the others, and between two columns. */
const GAP = '  ';

type Format = Parameters<typeof styleText>[0];
type Paint = (format: Format, text: string) => string;

interface Screen {
  readonly paint: Paint;
  readonly columns: number;
}

const TONES: Readonly<Record<Tone, Format>> = {
  good: ['bold', 'green'],
  bad: ['bold', 'red'],
  flat: 'bold',
  unsure: ['bold', 'yellow'],
};

export interface TerminalOptions {
  /** With ANSI colours; the caller decides, by the terminal and NO_COLOR. */
  readonly colour: boolean;
  /** Of the terminal. */
  readonly columns?: number;
}

/** Ends in a newline. */
export function renderTerminal(
  { title, parts }: Page,
  { colour, columns: wide = MOST_COLUMNS }: TerminalOptions,
): string {
  const paint: Paint = colour
    ? (format, text) => styleText(format, text, { validateStream: false })
    : (_, text) => text;
  const columns = Math.max(FEWEST_COLUMNS, Math.min(MOST_COLUMNS, wide));
  const screen = { paint, columns };
  const lines = [...heading(title, screen), ...parts.flatMap((part) => partLines(part, screen))];
  return `${breakable(lines.join('\n'))}\n`;
}

/** Lines as they are, however long. Ends in a newline. */
export function renderLines(lines: readonly Line[]): string {
  return `${lines.map(plain).join('\n')}\n`;
}

function partLines(part: Part, screen: Screen): readonly string[] {
  const { paint, columns } = screen;
  switch (part.is) {
    case 'paragraph':
      return [part.aside === true ? paint('dim', fold(plain(part.line), columns)) : fold(plain(part.line), columns)];
    case 'answer':
      return answer(part, screen);
    case 'alert':
      return [alert(part, screen)];
    case 'table':
      return ['', ...table(part, screen), ''];
    case 'notes':
      return part.notes.map(({ number, line }) => fold(`(${number}) ${plain(line)}`, columns));
    case 'figure':
      return [figure(part, columns)];
    case 'list':
      return part.items.map((item) => fold(`- ${plain(item)}`, columns));
    case 'code block':
      return part.lines.map((line) => `    ${plainText(line)}`);
    case 'section':
      return section(part, screen);
    case 'glossary':
      return part.entries.map(({ name, line }) => fold(`- ${plainText(name)}: ${plain(line)}`, columns));
  }
}

function heading(line: Line, { paint, columns }: Screen): readonly string[] {
  return fold(plain(line), columns)
    .split('\n')
    .map((part) => paint('bold', part));
}

function section({ heading: line, parts }: Section, screen: Screen): readonly string[] {
  return ['', ...heading(line, screen), ...parts.flatMap((part) => partLines(part, screen))];
}

/** The head in bold, in the colour of its tone, over as many lines as it takes. */
function answer({ sentences }: Answer, { paint, columns }: Screen): readonly string[] {
  return sentences.map(({ head, tail, tone }) => {
    const [start, whole] = [plainText(head), fold(plainText(`${head}${tail}`), columns)];
    const shown = whole.slice(0, start.length);
    // A line end stands in place of a blank, unless a word is longer than the screen.
    if (shown.replaceAll('\n', ' ') !== start) return whole;
    const painted = shown.split('\n').map((line) => paint(TONES[tone], line));
    return painted.join('\n') + whole.slice(start.length);
  });
}

function alert({ level, line }: Alert, { paint, columns }: Screen): string {
  const text = plain(line);
  switch (level) {
    case 'note':
      return paint('dim', fold(text, columns));
    case 'warning':
      return paint('yellow', fold(`Warning: ${text}`, columns));
    case 'caution':
      return paint('red', fold(`Caution: ${text}`, columns));
  }
}

function figure({ path, alt }: Figure, columns: number): string {
  return fold(`[${plainText(path)}: ${plainText(alt)}]`, columns);
}

/** Headings dim; the names of the first column are cut where the others leave no room for them. */
function table({ columns, rows }: Table, { paint, columns: screen }: Screen): readonly string[] {
  const headings = columns.map(({ heading: line }) => plain(line));
  const rest = headings.slice(1).map((each, i) => [each, ...rows.map((row) => cellText(row[i + 1]))]);
  const widths = rest.map((column) => Math.max(...column.map(width)));
  const room = screen - widths.reduce((sum, each) => sum + GAP.length + each, 0);
  const wanted = Math.max(...rows.map((row) => width(cellText(row[0]))), width(headings[0]!));
  const shortest = rows.some(([first]) => first?.is === 'name') ? SHORTEST_NAME : SHORTEST_CODE;
  if (room < Math.min(shortest, wanted)) return rowByRow({ headings, rows, columns: screen, paint });
  const first = [headings[0]!, ...firstColumn(rows, room)];
  const wide = [Math.max(...first.map(width)), ...widths];
  const lines = first.map((name, row) =>
    [name, ...rest.map((column) => column[row]!)]
      .map((text, i) => pad(text, { width: wide[i]!, right: columns[i]?.align === 'right' }))
      .join(GAP)
      .trimEnd(),
  );
  return lines.map((line, i) => (i === 0 ? paint('dim', line) : line));
}

/** Each row under its name, a line a column: for terminals that are narrower than the table. */
function rowByRow({
  headings,
  rows,
  columns,
  paint,
}: {
  headings: readonly string[];
  rows: Table['rows'];
  columns: number;
  paint: Paint;
}): readonly string[] {
  const names = firstColumn(rows, columns);
  return rows.flatMap((row, i) => [
    names[i]!,
    ...row.slice(1).flatMap((each, j) => {
      const text = cellText(each);
      const label = headings[j + 1]!;
      return text === ''
        ? []
        : [`  ${fold(`${paint('dim', `${label}:`)} ${text}`, columns - 2).replaceAll('\n', '\n    ')}`];
    }),
  ]);
}

/** The first cell of each row; names in at most `room` columns. */
function firstColumn(rows: Table['rows'], room: number): readonly string[] {
  const names = rows.map(([first]) => nameIn(first));
  const short = shortNames(
    names.map((name) => (name === undefined ? '' : plainText(name.label))),
    { room: room - (names.some((name) => name?.baseline === true) ? 2 : 0), width },
  );
  return rows.map(([first], i) => {
    const name = names[i];
    return name === undefined ? cellText(first) : `${short[i]!}${name.baseline ? ' *' : ''}`;
  });
}

/** A name, or a piece of code that stands alone, such as the name of a column. */
function nameIn(cell: Cell | undefined): { readonly label: string; readonly baseline: boolean } | undefined {
  if (cell?.is === 'name') return cell;
  const [span, ...more] = cell?.is === 'text' ? cell.line : [];
  if (span === undefined || typeof span === 'string' || span.is !== 'code' || more.length > 0) return undefined;
  return { label: span.text, baseline: false };
}

function cellText(cell: Cell | undefined): string {
  if (cell === undefined) return '';
  switch (cell.is) {
    case 'text':
      return plain(cell.line);
    case 'name':
      return `${plainText(cell.label)}${cell.baseline ? ' *' : ''}`;
    case 'number':
    case 'estimate':
      return plainText(cell.text);
  }
}

/** A line without what only other formats can show. */
function plain(line: Line): string {
  return plainText(line.map(spanText).join(''));
}

function spanText(span: Span): string {
  if (typeof span === 'string') return span;
  switch (span.is) {
    case 'strong':
    case 'emphasis':
    case 'link':
      return span.line.map(spanText).join('');
    case 'code':
    case 'formula':
    case 'term':
      return span.text;
  }
}

/** Columns of a terminal. */
function width(text: string): number {
  return stringWidth(text);
}

function pad(cell: string, { width: wanted, right }: { width: number; right: boolean }): string {
  const space = ' '.repeat(Math.max(0, wanted - width(cell)));
  return right ? space + cell : cell + space;
}

/** Broken at spaces, but not between a number and its %; a word that is wider than a line, within. */
function fold(text: string, columns: number): string {
  return wrapAnsi(text.replaceAll(/(\d) %/g, `$1${NBSP}%`), columns, { hard: true });
}
