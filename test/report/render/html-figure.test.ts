import { describe, expect, it } from 'vitest';
import { FIGURE_STYLE } from '../../../src/report/figures/svg.js';
import { strong } from '../../../src/report/page.js';
import { pictures } from '../../../src/report/pictures.js';
import { figureStyles, htmlFigure, inlinedSvg, scopedStyle } from '../../../src/report/render/html-figure.js';
import { htmlDocument } from '../../../src/report/render/html-document.js';
import { reportPage } from '../../../src/report/report.js';
import { madeAnalysis, TWO } from '../made-analysis.js';
import { RARE } from '../made-rare.js';

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
    // Without a program nothing may run, and pictures may lie beside it.
    expect(html).toContain("img-src 'self'; base-uri");
    expect(html).not.toContain('script-src');
    const notes = htmlDocument(reportPage(RARE['a difference that is not known']!), { assets });
    expect([html.includes('<sup>'), notes.includes('<sup>1</sup>')]).toEqual([false, true]);
  });

  it('are an image with a link where they are a thumbnail, and else stand there with caption and name', () => {
    const [first] = figures;
    const place = { level: 2, under: '', ids: new Map<string, number>() };
    const small = htmlFigure(
      { ...first, path: 'a/b.svg', alt: '"x"', thumbnail: { href: 'a/r.md?x&y', width: 680 } },
      place,
    );
    expect(small).toBe(
      '<p class="thumbnail scroll"><a href="a/r.md?x&amp;y"><img src="a/b.svg" width="680" alt="&quot;x&quot;"></a></p>',
    );
    const { caption: _caption, ...bare } = first;
    const whole = htmlFigure({ ...bare, path: 'a/b.svg', caption: ['Why ', strong('so')] }, place);
    expect(whole).toMatch(
      /^<figure id="[^"]+" data-kind="[^"]+" data-name="b">\n<div class="scroll" tabindex="0" role="group" aria-label="Figure: b"><svg/,
    );
    expect(whole).toMatch(/<\/div>\n<figcaption>Why <strong>so<\/strong><\/figcaption><\/figure>$/);
    expect(htmlFigure({ ...bare, path: 'a/b.svg' }, place)).not.toContain('figcaption');
  });

  it('that move have rules of their own, once more for those who press play', () => {
    const moving = '.a{x:1}\n@media (prefers-reduced-motion:no-preference){\n.a{y:2}\n}\n';
    const svg = `<svg aria-labelledby="t d"><style>${moving}</style>\n<title id="t"/></svg>`;
    const film = { ...figures[0], svg };
    expect(inlinedSvg(svg, 'f')).toBe('<svg aria-labelledby="f-t f-d" class="film"><title id="f-t"/></svg>');
    expect(inlinedSvg(svg.replace(moving, FIGURE_STYLE), 'f')).toContain('class="fig"');
    const styles = figureStyles([film, film]);
    expect(styles.startsWith(scopedStyle(FIGURE_STYLE, '.fig'))).toBe(true);
    expect(styles.match(/\.film \.a\{x:1\}/g)).toHaveLength(1);
    expect(styles).toContain('.film.moving .a{y:2}');
    expect(figureStyles([])).not.toContain('moving');
  });
});
