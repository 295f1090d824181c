/** A page as Markdown, in GitHub's dialect. The only file that knows it, except for the escaping of single texts. */
import type { Alert, Cell, Figure, Line, Page, Part, Section, Span, Table } from '../page.js';
import { markdownBlock, markdownCode, markdownPhrase, markdownStart, markdownText, xmlText } from '../escape.js';
import type { Sentence } from '../sentence.js';

/** Ends in a newline. */
export function renderMarkdown({ title, parts }: Page): string {
  return `${blocks([`# ${block(title)}`, ...parts.map((part) => markdownPart(part, 2))])}\n`;
}

/** @param level  of the heading, where the part is a section */
export function markdownPart(part: Part, level: number): string {
  switch (part.is) {
    case 'paragraph':
      return block(part.line);
    case 'answer':
      return part.sentences.map(sentence).join(' ');
    case 'alert':
      return alert(part);
    case 'table':
      return table(part);
    case 'notes':
      return part.notes.map(({ number, line }) => `<sup>${number}</sup> ${inline(line)}  `).join('\n');
    case 'figure':
      return figure(part);
    case 'list':
      return part.items.map((item) => `- ${block(item)}`).join('\n');
    case 'code block':
      return markdownBlock(part.lines);
    case 'section':
      return section(part, level);
    case 'glossary':
      return part.entries
        .map(({ anchor, name, line }) => `- <a name="${anchor}"></a>**${inline([name])}**: ${inline(line)}`)
        .join('\n');
  }
}

/** What is looked up rather than read is folded; its heading is bold where it stands among the page's own. */
function section({ heading, parts, folded }: Section, level: number): string {
  const inside = parts.map((each) => markdownPart(each, level + 1));
  if (folded !== true) return blocks([`${'#'.repeat(level)} ${block(heading)}`, ...inside]);
  const summary = level < 3 ? `<strong>${inline(heading)}</strong>` : inline(heading);
  return blocks([`<details>\n<summary>${summary}</summary>`, ...inside, '</details>']);
}

/** Blocks with an empty line between them; empty blocks are left out. */
function blocks(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}

function sentence({ head, tail }: Sentence): string {
  const space = /^\s/.test(tail) ? ' ' : '';
  return `**${markdownText(head)}**${space}${markdownText(tail)}`;
}

/** GitHub shows it as a coloured box; elsewhere it is a quotation. */
function alert({ level, line }: Alert): string {
  return `> [!${level.toUpperCase()}]\n> ${block(line)}`;
}

function table({ columns, rows }: Table): string {
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    row(columns.map(({ heading }) => inline(heading))),
    `|${columns.map(({ align }) => (align === 'right' ? '---:' : ':---')).join('|')}|`,
    ...rows.map((cells) => row(cells.map(cellText))),
  ].join('\n');
}

function cellText(cell: Cell): string {
  switch (cell.is) {
    case 'text':
      return inline(cell.line);
    case 'name':
      return `**${markdownText(cell.label)}**${cell.baseline ? ' (baseline)' : ''}`;
    case 'number':
      return markdownPhrase(cell.text).replace(/^\\< /, '< '); // a sign before a space opens nothing
    case 'estimate':
      return markdownPhrase(cell.text) + (cell.note === undefined ? '' : ` <sup>${cell.note}</sup>`);
  }
}

function figure({ path, alt, caption, thumbnail }: Figure): string {
  const image =
    thumbnail === undefined
      ? `![${markdownText(alt)}](${path})`
      : `<a href="${xmlText(thumbnail.href)}"><img src="${xmlText(path)}" width="${thumbnail.width}" alt="${xmlText(alt)}"></a>`;
  return blocks([image, caption === undefined ? '' : `*${inline(caption)}*`]);
}

/** A line at whose start a mark would open a list, a quotation or a heading. */
function block(line: Line): string {
  const [first, ...rest] = joined(line);
  return typeof first === 'string' ? markdownStart(first) + inline(rest) : inline(line);
}

function inline(line: Line): string {
  return joined(line).map(span).join('');
}

/** Neighbouring texts as one, for what must be escaped may begin in one and end in the next. */
function joined(line: Line): Line {
  return line.reduce<readonly Span[]>((spans, next) => {
    const last = spans.at(-1);
    return typeof last === 'string' && typeof next === 'string'
      ? [...spans.slice(0, -1), last + next]
      : [...spans, next];
  }, []);
}

function span(part: Span): string {
  if (typeof part === 'string') return markdownPhrase(part);
  switch (part.is) {
    case 'strong':
      return `**${block(part.line).trim()}**`;
    case 'emphasis':
      return `*${inline(part.line)}*`;
    case 'code':
      return markdownCode(part.text);
    case 'formula':
      return part.text;
    case 'link':
      return `[${block(part.line)}](${part.href})`;
    case 'term':
      return `[${markdownPhrase(part.text)}](#${part.anchor})`;
  }
}
