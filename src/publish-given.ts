/** Puts the report on scores from a file into its folder: under its lock, as one set of files, `summary.json` last. */
import { join } from 'node:path';
import type { GivenAnalysis } from './analysis/given/analyse-given.js';
import { lookAt } from './base/open-file.js';
import { UserError } from './errors.js';
import { figuresOf } from './report/page.js';
import type { Page } from './report/page.js';
import type { HowRead } from './report/given/page.js';
import { givenRunsCsv, givenSummaryJson } from './report/given/summary.js';
import { renderMarkdown } from './report/render/markdown.js';
import { holdingFolder } from './store/hold.js';
import { ownNames, publishSet, withFiles } from './store/published.js';

/** @throws {UserError} if the folder belongs to a bench, or a file of somebody else stands in the way; then nothing is changed */
export function publishGiven(
  folder: string,
  { analysis, how, page }: { analysis: GivenAnalysis; how: HowRead; page: Page },
): void {
  if (['manifest.json', 'runs.jsonl'].some((name) => lookAt(join(folder, name)) !== undefined))
    throw new UserError('That results folder holds the runs of a bench.', 'Give another one with --out.');
  const files = new Map<string, string | Iterable<string>>([
    ...figuresOf(page.parts).map(({ path, svg }) => [path, svg] as const),
    ['report.md', renderMarkdown(page)],
    ['runs.csv', givenRunsCsv(analysis)],
  ]);
  holdingFolder(folder, () => {
    const own = ownNames(folder, { name: analysis.given.name, manifested: false, kind: 'scores' });
    publishSet(folder, { files, own, summaryWith: (list) => withFiles(givenSummaryJson(analysis, how), list) });
  });
}
