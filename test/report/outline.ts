/** A toy renderer: a page as an outline in plain text. It compiles only while it knows every kind of part, cell and span. */
import type { Cell, Line, Page, Part, Span } from '../../src/report/page.js';

/** One entry a part, those of sections indented. */
export function outline({ title, parts }: Page): string[] {
  return [lineText(title), ...parts.flatMap((part) => partOutline(part))];
}

export function partOutline(part: Part): string[] {
  switch (part.is) {
    case 'paragraph':
      return [lineText(part.line)];
    case 'answer':
      return part.sentences.map(({ head, tail, tone }) => `${tone}: ${head}${tail}`);
    case 'alert':
      return [`${part.level}! ${lineText(part.line)}`];
    case 'table':
      return [part.columns.map(({ heading }) => lineText(heading)), ...part.rows.map((row) => row.map(cellText))].map(
        (cells) => cells.join('; '),
      );
    case 'notes':
      return part.notes.map(({ number, line }) => `note ${number}: ${lineText(line)}`);
    case 'figure':
      return [`[${part.kind}] ${part.alt}`, ...(part.caption === undefined ? [] : [lineText(part.caption)])];
    case 'list':
      return part.items.map(lineText);
    case 'code block':
      return [...part.lines];
    case 'section':
      return [lineText(part.heading), ...part.parts.flatMap((each) => partOutline(each).map((text) => `  ${text}`))];
    case 'glossary':
      return part.entries.map(({ name, line }) => `${name} = ${lineText(line)}`);
    default:
      return unknown(part);
  }
}

function cellText(cell: Cell): string {
  switch (cell.is) {
    case 'text':
      return lineText(cell.line);
    case 'name':
      return cell.label;
    case 'number':
      return cell.text;
    case 'estimate':
      return cell.note === undefined ? cell.text : `${cell.text} (note ${cell.note})`;
    default:
      return unknown(cell);
  }
}

export function lineText(line: Line): string {
  return line.map(spanText).join('');
}

function spanText(span: Span): string {
  if (typeof span === 'string') return span;
  switch (span.is) {
    case 'strong':
    case 'emphasis':
    case 'link':
      return lineText(span.line);
    case 'code':
    case 'formula':
    case 'term':
      return span.text;
    default:
      return unknown(span);
  }
}

function unknown(part: never): never {
  throw new RangeError(`no outline for ${JSON.stringify(part)}`);
}
