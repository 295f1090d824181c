/** Puts what a report consists of into its folder: each file replaced as a whole, figures of an earlier report removed. */
import { tableOf } from './origins/facts.js';
import { isTableQuestion } from './origins/table/kind.js';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { removeHtml, writeHtml } from './bench/publish-html.js';
import type { BenchResult } from './analysis/conclude.js';
import type { Equivalence } from './analysis/equivalence.js';
import type { Question } from './question/question.js';
import type { PageEvidence } from './report/explore/evidence.js';
import { maskFigures, masksFigure } from './report/masks/figure.js';
import { renderReport } from './report/render/report-files.js';
import { renderRunsCsv } from './report/render/runs-csv.js';
import { refuseLinks, replaceFile } from './store/write-files.js';

const FIGURES = 'figures';

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
  const files = new Map<string, string | Iterable<string>>([
    ...Object.entries(renderReport(analysis, options).files),
    ['runs.csv', renderRunsCsv(records, metrics)],
  ]);
  refuseLinks(folder, [FIGURES]);
  for (const [name, content] of files) replaceFile(join(folder, name), content);
  const figures = join(folder, FIGURES);
  for (const name of existsSync(figures) ? readdirSync(figures) : []) {
    if (name.endsWith('.svg') && !files.has(`${FIGURES}/${name}`)) rmSync(join(figures, name));
  }
  if (!html || evidence === undefined) removeHtml(folder);
  else writeHtml(folder, { analysis, evidence: withEquivalence(evidence, equivalence), masks });
}

function withEquivalence(evidence: PageEvidence, equivalence: readonly Equivalence[] | undefined): PageEvidence {
  return equivalence === undefined ? evidence : { ...evidence, equivalence };
}
