/** Puts what a report consists of into its folder: each file replaced as a whole, the set as a set. */
import { tableOf } from './origins/facts.js';
import { isTableQuestion } from './origins/table/kind.js';
import { removeHtml, writeHtml } from './bench/publish-html.js';
import type { BenchResult } from './analysis/conclude.js';
import type { Equivalence } from './analysis/equivalence.js';
import type { Question } from './question/question.js';
import type { PageEvidence } from './report/explore/evidence.js';
import { maskFigures, masksFigure } from './report/masks/figure.js';
import { renderReport } from './report/render/report-files.js';
import { renderRunsCsv } from './report/render/runs-csv.js';
import { loadManifest } from './store/manifest.js';
import { ownNames, publishSet, SUMMARY_FILE } from './store/published.js';

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
    experiment,
    equivalence,
    evidence,
    html = true,
  }: Pick<BenchResult, 'analysis' | 'records'> & {
    readonly experiment?: Question;
    /** Of a comparison. */
    readonly equivalence?: readonly Equivalence[];
    readonly evidence?: PageEvidence;
    /** With `report.html`, where there is evidence for it. */
    readonly html?: boolean;
  },
): void {
  const metrics = analysis.metrics.map(({ name }) => name);
  const table = tableOf(analysis.setup);
  const drawn =
    experiment !== undefined && table !== undefined && isTableQuestion(experiment)
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
  if (!html || evidence === undefined) removeHtml(folder);
  else writeHtml(folder, { analysis, evidence: withEquivalence(evidence, equivalence), masks });
}

function withEquivalence(evidence: PageEvidence, equivalence: readonly Equivalence[] | undefined): PageEvidence {
  return equivalence === undefined ? evidence : { ...evidence, equivalence };
}

/** The list stands last, so that the summary before it is what `--json` prints. */
function withFiles(summary: string, list: Readonly<Record<string, string>>): string {
  const text = JSON.stringify({ files: list }, null, 2).slice(2);
  return `${summary.replace(/\n\}\n$/, '')},\n${text}\n`;
}
