/** `reseed/report`: the page of an analysis, as the files that a bench would write. */
import type { Analysis } from '../analysis/analysis.js';
import { renderReport } from '../report/render/report-files.js';

/**
 * The report of an analysis: `report.md` and its figures, by file name. Pure: equal analyses give equal bytes.
 *
 * @example
 * reportFiles(readFolder('results/dropout-vs-none'))['report.md'];
 */
export function reportFiles(analysis: Analysis): Readonly<Record<string, string>> {
  return renderReport(analysis).files;
}
