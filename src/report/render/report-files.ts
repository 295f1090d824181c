/** The files of a report, as texts: its page in Markdown, the figures on it, and the numbers for machines. */
import type { Analysis } from '../../analysis/analysis.js';
import { figuresOf } from '../page.js';
import { reportPage } from '../report.js';
import type { ReportOptions } from '../report.js';
import { renderMarkdown } from './markdown.js';
import { summaryCsv, summaryJson } from './summary.js';

export interface ReportFiles {
  /** Text by path relative to the results folder, with `/`. */
  readonly files: Readonly<Record<string, string>>;
}

/** Everything but `runs.csv`, which comes from records (`renderRunsCsv`). */
export function renderReport(analysis: Analysis, options: ReportOptions = {}): ReportFiles {
  const page = reportPage(analysis, options);
  return {
    files: Object.fromEntries([
      ['report.md', renderMarkdown(page)],
      ...figuresOf(page.parts).map(({ path, svg }) => [path, svg] as const),
      ['summary.json', summaryJson(analysis, { equivalence: options.equivalence })],
      ['summary.csv', summaryCsv(analysis)],
    ]),
  };
}
