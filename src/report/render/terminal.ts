/** A page as lines of at most 100 columns; tables keep to that as far as names can be shortened. */
import { styleText } from 'node:util';
import { plainText } from '../escape.js';
import { breakable } from '../format.js';
import type { Alert, Answer, Cell, Figure, Line, NameCell, Page, Part, Section, Span, Table } from '../page.js';
import type { Tone } from '../sentence.js';

const COLUMNS = 100;
const SHORTEST_NAME = 20;
/** Between a name and the others, and between two columns. */
const GAP = '  ';

type Format = Parameters<typeof styleText>[0];
type Paint = (format: Format, text: string) => string;

const TONES: Readonly<Record<Tone, Format>> = {
  good: ['bold', 'green'],
  bad: ['bold', 'red'],
  flat: 'bold',
  unsure: ['bold', 'yellow'],
};

/** @param options  `colour`: with ANSI colours; the caller decides, by the terminal and NO_COLOR. Ends in a newline. */
export function renderTerminal({ title, parts }: Page, { colour }: { colour: boolean }): string {
  const paint: Paint = colour
    ? (format, text) => styleText(format, text, { validateStream: false })
    : (_, text) => text;
  const lines = [...heading(title, paint), ...parts.flatMap((part) => partLines(part, paint))];
  return `${breakable(lines.join('\n'))}\n`;
}

/** Lines as they are, however long. Ends in a newline. */
export function renderLines(lines: readonly Line[]): string {
  return `${lines.map(plain).join('\n')}\n`;
}

function partLines(part: Part, paint: Paint): readonly string[] {
  switch (part.is) {
    case 'paragraph':
      return [part.aside === true ? paint('dim', fold(plain(part.line))) : fold(plain(part.line))];
    case 'answer':
      return answer(part, paint);
    case 'alert':
      return [alert(part, paint)];
    case 'table':
      return ['', ...table(part, paint), ''];
    case 'notes':
      return part.notes.map(({ number, line }) => fold(`(${number}) ${plain(line)}`));
    case 'figure':
      return [figure(part)];
    case 'list':
      return part.items.map((item) => fold(`- ${plain(item)}`));
    case 'code block':
      return part.lines.map((line) => `    ${plainText(line)}`);
    case 'section':
      return section(part, paint);
    case 'glossary':
      return part.entries.map(({ name, line }) => fold(`- ${plainText(name)}: ${plain(line)}`));
  }
}

function heading(line: Line, paint: Paint): readonly string[] {
  return fold(plain(line))
    .split('\n')
    .map((part) => paint('bold', part));
}

function section({ heading: line, parts }: Section, paint: Paint): readonly string[] {
  return ['', ...heading(line, paint), ...parts.flatMap((part) => partLines(part, paint))];
}

/** The head in bold, in the colour of its tone, unless it does not fit into one line. */
function answer({ sentences }: Answer, paint: Paint): readonly string[] {
  return sentences.map(({ head, tail, tone }) => {
    const [start, whole] = [plainText(head), fold(plainText(`${head}${tail}`))];
    return whole.startsWith(start) ? paint(TONES[tone], start) + whole.slice(start.length) : whole;
  });
}

function alert({ level, line }: Alert, paint: Paint): string {
  const text = plain(line);
  switch (level) {
    case 'note':
      return paint('dim', fold(text));
    case 'warning':
      return paint('yellow', fold(`Warning: ${text}`));
    case 'caution':
      return paint('red', fold(`Caution: ${text}`));
  }
}

function figure({ path, alt }: Figure): string {
  return fold(`[${plainText(path)}: ${plainText(alt)}]`);
}

/** Headings dim; the names of the first column are cut where the others leave no room for them. */
function table({ columns, rows }: Table, paint: Paint): readonly string[] {
  const cells = columns.map(({ heading: line }, i) => [
    plain(line),
    ...rows.map((row) => (i === 0 ? '' : cellText(row[i]))),
  ]);
  const widths = cells.map((column) => Math.max(...column.map(width)));
  const room = Math.max(SHORTEST_NAME, COLUMNS - widths.slice(1).reduce((sum, each) => sum + GAP.length + each, 0));
  const first = [plain(columns[0]?.heading ?? []), ...rows.map((row) => cellText(row[0], room))];
  const all = [first, ...cells.slice(1)];
  const wide = [Math.max(...first.map(width)), ...widths.slice(1)];
  const lines = first.map((_, row) =>
    all
      .map((column, i) => pad(column[row] ?? '', { width: wide[i] ?? 0, right: columns[i]?.align === 'right' }))
      .join(GAP)
      .trimEnd(),
  );
  return lines.map((line, i) => (i === 0 ? paint('dim', line) : line));
}

function cellText(cell: Cell | undefined, room = Infinity): string {
  if (cell === undefined) return '';
  switch (cell.is) {
    case 'text':
      return plain(cell.line);
    case 'name':
      return nameText(cell, room);
    case 'number':
    case 'estimate':
      return plainText(cell.text);
  }
}

function nameText({ label, baseline }: NameCell, all: number): string {
  const letters = Array.from(plainText(label));
  const room = all - (baseline ? 2 : 0);
  const short = letters.length > room ? `${letters.slice(0, room - 1).join('')}…` : letters.join('');
  return baseline ? `${short} *` : short;
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

function width(cell: string): number {
  return Array.from(cell).length;
}

function pad(cell: string, { width: wanted, right }: { width: number; right: boolean }): string {
  const space = ' '.repeat(Math.max(0, wanted - width(cell)));
  return right ? space + cell : cell + space;
}

/** Broken at spaces into lines of at most 100 columns. */
function fold(text: string): string {
  const lines: string[] = [];
  for (const word of text.split(/ +/)) {
    const current = lines.at(-1);
    if (current !== undefined && current.length + word.length < COLUMNS) lines[lines.length - 1] = `${current} ${word}`;
    else lines.push(word);
  }
  return lines.join('\n');
}
