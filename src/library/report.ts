/**
 * `reseed/report`: an analysis of runs that one has, and the page of an analysis as the files that a bench would write.
 *
 * @module reseed/report
 */
import type { Analysis } from '../analysis/analysis.js';
import { renderReport } from '../report/render/report-files.js';

export type { Analysis } from '../analysis/analysis.js';
export { analyseRuns, type GivenRun, type RunsQuestion } from './analyse-runs.js';

/**
 * The report of an analysis: `report.md` and its figures, by file name. Pure: equal analyses give equal bytes.
 *
 * @returns text by file name: `report.md`, and figures as SVG under `figures/`
 * @example
 * const runs = [1, 2, 3, 4, 5].flatMap((split) => [
 *   { variant: 'plain', split, metrics: { rmse: 3 + (split % 2) } },
 *   { variant: 'wide', split, metrics: { rmse: 2 + (split % 3) / 10 } },
 * ]);
 * reportFiles(analyseRuns(runs, { metrics: ['rmse'], question: 'Is wide better?' }))['report.md'].slice(0, 17); // '# Is wide better?'
 */
export function reportFiles(analysis: Analysis): Readonly<Record<string, string>> {
  return renderReport(analysis).files;
}
