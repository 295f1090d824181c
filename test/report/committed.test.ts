import type { Experiment } from '../../src/experiment/experiment.js';
import { tableOf } from '../../src/origins/facts.js';
import { describe, expect, it } from 'vitest';
import { loadExperiment } from '../../src/experiment/load-experiment.js';
import { frontPage } from '../../src/report/front-page.js';
import { sealed } from '../../src/report/render/html-document.js';
import { renderMarkdown } from '../../src/report/render/markdown.js';
import { maskFigures, masksFigure, showsMasks } from '../../src/report/masks/figure.js';
import { renderReport } from '../../src/report/render/report-files.js';
import { COMMITTED, committedAnalysis, committedText } from './committed.js';

/** In the order of the front page, which is the lecture's. */
const QUESTIONS = [...committedText('README.md').matchAll(/^## \[.*\]\((.+)\/report\.md\)$/gm)].map(
  ([, name]) => name!,
);

/** The range of scores of k-fold, which `runs.csv` has fold by fold only. */
const withoutRange = (page: string): string =>
  page.replace(/^(\| \*\*.+?\*\*(?: \(baseline\))? \|) [\d.]+ to [\d.]+ \|/gm, '$1 |');

describe.skipIf(COMMITTED.length === 0)('the committed results', () => {
  // The comparisons with TensorFlow are still those of schema 1: they wait to be trained anew.
  it('are those of every question on the front page', () => {
    expect(COMMITTED.filter((folder) => !folder.startsWith('compare/')).sort()).toEqual([...QUESTIONS].sort());
    expect(QUESTIONS.length).toBeGreaterThan(10);
  });

  it.each(COMMITTED)('%s: its report.md comes from its numbers, to the byte', async (folder) => {
    const { analysis, equivalence } = committedAnalysis(folder);
    const drawn = folder.startsWith('compare/') ? undefined : ((await loadExperiment(folder)) as Experiment);
    const masks = drawn && showsMasks(analysis.setup) ? masksFigure(drawn, tableOf(analysis.setup)!) : undefined;
    const { files } = renderReport(analysis, {
      equivalence,
      ...(masks === undefined ? {} : { masks: maskFigures(masks) }),
    });
    const committed = committedText(`${folder}/report.md`);
    const [made, expected] = [files['report.md'] ?? '', committed].map((page) =>
      analysis.setup.protocol.kind === 'kFold' ? withoutRange(page) : page,
    );
    expect(made).toBe(expected);
    if (masks !== undefined) expect(files['figures/masks.svg']).toBe(committedText(`${folder}/figures/masks.svg`));
  });

  it('README.md comes from the same numbers, to the byte', () => {
    const entries = QUESTIONS.map((folder) => ({ folder, analysis: committedAnalysis(folder).analysis }));
    expect(sealed(`${renderMarkdown(frontPage(entries))}\n`)).toBe(committedText('README.md'));
  });
});
