/** Puts the report on scores from a file into its folder: each file replaced as a whole, `summary.json` last. */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { GivenAnalysis } from './analysis/given/analyse-given.js';
import { UserError } from './errors.js';
import { figuresOf } from './report/page.js';
import type { Page } from './report/page.js';
import type { HowRead } from './report/given/page.js';
import { givenRunsCsv, givenSummaryJson } from './report/given/summary.js';
import { renderMarkdown } from './report/render/markdown.js';
import { explainingWriteErrors, refuseLinks, replaceFile } from './store/write-files.js';

/** @throws {UserError} if the folder belongs to a bench: its report is not overwritten */
export function publishGiven(
  folder: string,
  { analysis, how, page }: { analysis: GivenAnalysis; how: HowRead; page: Page },
): void {
  if (existsSync(join(folder, 'manifest.json')) || existsSync(join(folder, 'runs.jsonl')))
    throw new UserError('That results folder holds the runs of a bench.', 'Give another one with --out.');
  explainingWriteErrors(folder, () => {
    mkdirSync(join(folder, 'figures'), { recursive: true });
    refuseLinks(folder, ['figures']);
    for (const { path, svg } of figuresOf(page.parts)) replaceFile(join(folder, path), svg);
    replaceFile(join(folder, 'report.md'), renderMarkdown(page));
    replaceFile(join(folder, 'runs.csv'), givenRunsCsv(analysis));
    replaceFile(join(folder, 'summary.json'), givenSummaryJson(analysis, how));
  });
}
