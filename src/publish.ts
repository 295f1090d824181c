/** Puts what a report consists of into its folder: each file replaced as a whole, figures of an earlier report removed. */
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { BenchResult } from './bench.js';
import { renderReport } from './report/report.js';
import { renderRunsCsv } from './report/runs-csv.js';
import { replaceFile } from './write-files.js';

const FIGURES = 'figures';

export function writeReport(folder: string, { analysis, records }: Pick<BenchResult, 'analysis' | 'records'>): void {
  const metrics = analysis.metrics.map(({ name }) => name);
  const files = new Map<string, string>([
    ...Object.entries(renderReport(analysis).files),
    ['runs.csv', renderRunsCsv(records, metrics)],
  ]);
  for (const [name, text] of files) replaceFile(join(folder, name), text);
  const figures = join(folder, FIGURES);
  for (const name of existsSync(figures) ? readdirSync(figures) : []) {
    if (name.endsWith('.svg') && !files.has(`${FIGURES}/${name}`)) rmSync(join(figures, name));
  }
}
