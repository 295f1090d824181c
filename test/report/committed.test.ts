import type { Experiment } from '../../src/experiment/experiment.js';
import { tableOf } from '../../src/origins/facts.js';
import { describe, expect, it } from 'vitest';
import { loadExperiment } from '../../src/experiment/load-experiment.js';
import { frontPage } from '../../src/report/front-page.js';
import { renderMarkdown } from '../../src/report/render/markdown.js';
import { maskFigures, masksFigure } from '../../src/report/masks/figure.js';
import { renderReport } from '../../src/report/render/report-files.js';
import { COMMITTED, committedAnalysis, committedText } from './committed.js';

/** In the order of the front page, which is the lecture's. */
const QUESTIONS = [...committedText('README.md').matchAll(/^## \[.*\]\((.+)\/report\.md\)$/gm)].map(
  ([, name]) => name!,
);

/** The range of scores of k-fold, which `runs.csv` has fold by fold only. */
const withoutRange = (page: string): string =>
  page.replace(/^(\| \*\*.+?\*\*(?: \(baseline\))? \|) [\d.]+ to [\d.]+ \|/gm, '$1 |');

/** Sources measured one at a time, as 0.1.0 did: such a summary is no analysis of today until its results are made anew. */
const isEarlier = (folder: string): boolean => committedText(`${folder}/summary.json`).includes('"repetitions"');

describe.skipIf(COMMITTED.length === 0)('the committed results', () => {
  it('are those of every question on the front page, and comparisons', () => {
    expect(COMMITTED.filter((folder) => !folder.startsWith('compare/')).sort()).toEqual([...QUESTIONS].sort());
    expect(COMMITTED.length).toBeGreaterThan(QUESTIONS.length);
  });

  it.each(COMMITTED)('%s: its report.md comes from its numbers, to the byte', async (folder) => {
    if (isEarlier(folder)) return;
    const { analysis, equivalence } = committedAnalysis(folder);
    const drawn = folder.startsWith('compare/') ? undefined : ((await loadExperiment(folder)) as Experiment);
    const masks = drawn && masksFigure(drawn, tableOf(analysis.setup)!);
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
    if (COMMITTED.some(isEarlier)) return;
    const entries = QUESTIONS.map((folder) => ({ folder, analysis: committedAnalysis(folder).analysis }));
    expect(renderMarkdown(frontPage(entries))).toBe(committedText('README.md'));
  });
});
