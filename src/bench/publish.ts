/** Puts what a report consists of into its folder: each file replaced as a whole, the set as a set. */
import { tableOf } from '../origins/facts.js';
import { isTableQuestion } from '../origins/table/kind.js';
import { removeHtml, writeHtml } from './publish-html.js';
import type { Conclusion } from '../analysis/conclude.js';
import { maskFigures, masksFigure, showsMasks } from '../report/masks/figure.js';
import { renderReport } from '../report/render/report-files.js';
import { renderRunsCsv } from '../report/render/runs-csv.js';
import { loadManifest } from '../store/manifest.js';
import { ownNames, publishSet, SUMMARY_FILE, withFiles } from '../store/published.js';

/**
 * To be called by the holder of the folder's lock.
 *
 * @throws {UserError} if a file of somebody else has the name of one of the report's; then nothing is changed
 */
export function writeReport(
  folder: string,
  {
    analysis,
    records,
    evidence,
    html = true,
    explorable = true,
  }: Conclusion & { readonly html?: boolean; readonly explorable?: boolean },
): void {
  const { experiment, equivalence } = evidence;
  const metrics = analysis.metrics.map(({ name }) => name);
  const table = tableOf(analysis.setup);
  const drawn =
    equivalence === undefined && table !== undefined && isTableQuestion(experiment) && showsMasks(analysis.setup)
      ? masksFigure(experiment, table)
      : undefined;
  const masks = drawn === undefined ? [] : maskFigures(drawn);
  const options = {
    masks,
    ...(equivalence === undefined ? {} : { equivalence }),
  };
  const { [SUMMARY_FILE]: summary = '', ...rendered } = renderReport(analysis, options).files;
  const { name } = analysis.setup;
  const files = new Map<string, string | Iterable<string>>([
    ...Object.entries(rendered),
    ['runs.csv', renderRunsCsv(records, metrics)],
  ]);
  publishSet(folder, {
    files,
    own: ownNames(folder, { name, manifested: loadManifest(folder) !== undefined, wanted: files.keys() }),
    summaryWith: (list) => withFiles(summary, list),
  });
  if (html) writeHtml(folder, { analysis, evidence, masks, explorable });
  else removeHtml(folder);
}
