/**
 * A table as people paste it: of Markdown, Org or ASCII with bars, or LaTeX's tabular → the same lines with tabs between cells.
 * Lines around it become empty, so that numbers of lines stay. Pure.
 */
import { UserError } from '../../base/errors.js';

const BARRED = /^\s*\|.*\|\s*$/;
const RULE = /^\s*[|+][\s|+:=-]+$/;
const MARKDOWN_RULE = /^\s*\|(?:\s*:?-{2,}:?\s*\|)+\s*$/;
const TABULAR = /\\begin\{(?:tabular|longtable|array)/g;

export interface Drawn {
  readonly what: 'Markdown' | 'LaTeX' | 'ARFF' | 'spaces';
  /** Its cells with tabs between them, line by line; the text may be a later piece of the file. */
  readonly cellsOf: (text: string) => string;
}

/** Undefined where the text, the beginning of a file, holds no such table. @throws {UserError} for more than one of them */
export function drawnTable(text: string, name: string): Drawn | undefined {
  const lines = text.split('\n', 100_000);
  const tabular = text.match(TABULAR)?.length ?? 0;
  if (tabular > 0) {
    refuseSeveral(tabular, name);
    return { what: 'LaTeX', cellsOf: (piece) => everyLine(piece, latexRow) };
  }
  if (!lines.some((line) => RULE.test(line)) || !lines.some(isBarred)) return undefined;
  refuseSeveral(lines.filter((line) => MARKDOWN_RULE.test(line)).length, name);
  return { what: 'Markdown', cellsOf: (piece) => everyLine(piece, barredRow) };
}

function everyLine(text: string, change: (line: string) => string): string {
  return text.split('\n').map(change).join('\n');
}

function isBarred(line: string): boolean {
  return BARRED.test(line) && !RULE.test(line);
}

function barredRow(line: string): string {
  return isBarred(line)
    ? tabbed(
        line
          .trim()
          .slice(1, -1)
          .split(/(?<!\\)\|/),
      )
    : '';
}

function latexRow(line: string): string {
  if (!/(?<!\\)&/.test(line) || /\\begin\{/.test(line)) return '';
  const bare = line.replace(/^(?:\s*\\(?:toprule|midrule|hline|bottomrule)\b)+/, '').replace(/\\\\.*$/, '');
  const single = bare.replace(/\\multi(?:row|column)\s*\{[^{}]*\}\s*\{[^{}]*\}\s*\{([^{}]*)\}/g, '$1');
  return tabbed(single.split(/(?<!\\)&/).map((cell) => cell.replace(/\\([%_&#])/g, '$1')));
}

function tabbed(cells: readonly string[]): string {
  return cells.map((cell) => cell.trim().replaceAll('\t', ' ')).join('\t');
}

function refuseSeveral(tables: number, name: string): void {
  if (tables > 1)
    throw new UserError(`${name} holds ${tables} tables.`, 'Keep the one with a score a run, in a file of its own.');
}
