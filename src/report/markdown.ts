/** Shapes of Markdown: tables, alerts, sections. Cells and paragraphs are Markdown already. */
import { markdownText } from './escape.js';

export interface Column {
  readonly heading: string;
  readonly align: 'left' | 'right';
}

export function markdownTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    row(columns.map(({ heading }) => heading)),
    `|${columns.map(({ align }) => (align === 'right' ? '---:' : ':---')).join('|')}|`,
    ...rows.map(row),
  ].join('\n');
}

/** GitHub shows it as a coloured box; elsewhere it is a quotation. */
export function alert(kind: 'NOTE' | 'WARNING' | 'CAUTION', body: string): string {
  return `> [!${kind}]\n> ${body}`;
}

/** Blocks apart by an empty line; empty ones are left out. */
export function blocks(parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join('\n\n');
}

/** A sentence with its head in bold. */
export function markdownSentence({ head, tail }: { readonly head: string; readonly tail: string }): string {
  const space = /^\s/.test(tail) ? ' ' : '';
  return `**${markdownText(head)}**${space}${markdownText(tail)}`;
}

/** A table heading that leads to its word in the glossary at the end of the report. */
export function term(heading: string, anchor: string): string {
  return `[${heading}](#${anchor})`;
}
