import { describe, expect, it } from 'vitest';
import { FIGURE_STYLE } from '../../../src/report/figures/svg.js';
import { pictures } from '../../../src/report/pictures.js';
import { figureStyles, inlinedSvg, scopedStyle } from '../../../src/report/render/html-figure.js';
import { htmlDocument } from '../../../src/report/render/html-document.js';
import { reportPage } from '../../../src/report/report.js';
import { madeAnalysis, TWO } from '../made-analysis.js';

const figures = pictures(madeAnalysis({ variants: [...TWO, { name: 'l2', mean: 0.67, rerunSd: 0.012 }] }));

describe('figures inside one page', () => {
  it('have ids of their own, and point at their own', () => {
    const inlined = figures.map(({ svg, kind }) => inlinedSvg(svg, `figure-${kind}`));
    const ids = inlined.flatMap((svg) => [...svg.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id!));
    expect(ids.length).toBeGreaterThan(figures.length);
    expect(new Set(ids).size).toBe(ids.length);
    for (const svg of inlined) {
      const [, named = ''] = /aria-labelledby="([^"]*)"/.exec(svg) ?? [];
      expect(named.split(' ').filter((id) => !svg.includes(` id="${id}"`))).toEqual([]);
      expect(svg).not.toContain('<style>');
    }
  });

  it('meet no rule of the page, nor the page one of theirs: each selector stands under the class of figures', () => {
    const rules = figureStyles(figures).replace(/@media[^{]*\{/g, '');
    const selectors = [...rules.matchAll(/([^{}]+)\{/g)].flatMap(([, each]) => each!.split(','));
    expect(selectors.length).toBeGreaterThan(20);
    expect(selectors.filter((each) => !/^\s*\.(fig|film) /.test(each))).toEqual([]);
    expect(scopedStyle('.a .b,text{x:y}', '.fig')).toBe('.fig .a .b,.fig text{x:y}');
    expect(figureStyles(figures).match(/\.fig text\{/g)!.length).toBeLessThanOrEqual(
      FIGURE_STYLE.split('text{').length,
    );
  });

  it('leave a whole page without an id that stands twice', () => {
    const assets = { style: '', script: '', worker: '' };
    const html = htmlDocument(reportPage(madeAnalysis()), { assets });
    const ids = [...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(ids.length).toBeGreaterThan(10);
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
  });
});
