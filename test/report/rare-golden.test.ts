/**
 * What few reports say: of each rare kind, the lines that ordinary reports do not have. Where a change is meant:
 * `npx vitest run test/report/rare-golden.test.ts -u`, and read the difference.
 */
import { describe, expect, it } from 'vitest';
import type { Analysis } from '../../src/analysis/analysis.js';
import { latexOf } from '../../src/report/render/latex.js';
import { renderReport } from '../../src/report/render/report-files.js';
import { renderTerminal } from '../../src/report/render/terminal.js';
import { screenPage } from '../../src/report/screen.js';
import { ORDINARY, RARE } from './made-rare.js';

const PAGES: readonly (readonly [string, (analysis: Analysis) => string])[] = [
  ['report.md', (analysis) => renderReport(analysis).files['report.md']!],
  ['terminal', (analysis) => renderTerminal(screenPage(analysis), { colour: false, columns: 100 })],
  ['latex', latexOf],
];

describe('rare reports', () => {
  it.each(PAGES)('in %s: what an ordinary one does not say is as ever', async (page, render) => {
    const ordinary = new Set(ORDINARY.flatMap((analysis) => render(analysis).split('\n')));
    const said = Object.entries(RARE).map(([name, analysis]) => {
      const own = render(analysis)
        .split('\n')
        .filter((line) => !ordinary.has(line));
      return [`=== ${name}`, ...own, ''].join('\n');
    });
    await expect(said.join('\n')).toMatchFileSnapshot(`../golden/report/rare/${page.replace('.md', '')}.txt`);
  });
});
