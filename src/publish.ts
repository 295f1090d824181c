/** Puts what a report consists of into its folder: each file replaced as a whole, figures of an earlier report removed. */
import { tableOf } from './origins/facts.js';
import { isTableQuestion } from './origins/table/kind.js';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { BenchResult } from './analysis/conclude.js';
import type { Equivalence } from './analysis/equivalence.js';
import type { Question } from './question/question.js';
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
  }: Pick<BenchResult, 'analysis' | 'records'> & {
    readonly experiment?: Question;
    /** Of a comparison. */
    readonly equivalence?: readonly Equivalence[];
  },
): void {
  const metrics = analysis.metrics.map(({ name }) => name);
  const table = tableOf(analysis.setup);
  const drawn = experiment !== undefined && table !== undefined && isTableQuestion(experiment);
  const masks = drawn ? masksFigure(experiment, table) : undefined;
  const options = {
    ...(masks === undefined ? {} : { masks: maskFigures(masks) }),
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
}
