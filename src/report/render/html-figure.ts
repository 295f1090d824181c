/**
 * Figures inside a page of HTML. The same SVG text that lies in a file of its own has ids and a style sheet that would
 * meet those of its neighbours: here ids are given the figure's name, and the style sheet is said once for all of them.
 */
import { htmlText } from '../escape.js';
import { FIGURE_STYLE } from '../figures/svg.js';
import type { Figure } from '../page.js';
import { inline, ownId } from './html-line.js';
import type { Place } from './html-line.js';

const STYLE = /<style>([\s\S]*?)<\/style>\n?/;

/** The class under which a figure's own style sheet holds: that of all figures, or that of the moving one. */
function scopeOf(style: string): 'fig' | 'film' {
  return style === FIGURE_STYLE ? 'fig' : 'film';
}

export function htmlFigure({ kind, path, svg, alt, caption, thumbnail }: Figure, place: Place): string {
  const name = path.replace(/^.*\//, '').replace(/\.svg$/, '');
  if (thumbnail !== undefined) {
    return `<p class="thumbnail scroll"><a href="${htmlText(thumbnail.href)}"><img src="${htmlText(path)}" width="${thumbnail.width}" alt="${htmlText(alt)}"></a></p>`;
  }
  const id = ownId(`figure ${name}`, place);
  const said = caption === undefined ? '' : `<figcaption>${inline(caption)}</figcaption>`;
  return [
    `<figure id="${id}" data-kind="${kind}" data-name="${htmlText(name)}">`,
    `<div class="scroll" tabindex="0" role="group" aria-label="${htmlText(`Figure: ${name}`)}">${inlinedSvg(svg, id)}</div>`,
    `${said}</figure>`,
  ].join('\n');
}

/** The element alone: ids begin with `id`, and what the style sheet said holds under the element's class. */
export function inlinedSvg(svg: string, id: string): string {
  const style = STYLE.exec(svg)?.[1] ?? '';
  return svg
    .replace(STYLE, '')
    .replace(/ id="([^"]*)"/g, ` id="${id}-$1"`)
    .replace(/ aria-labelledby="([^"]*)"/, (_, ids: string) => {
      const own = ids.split(' ').map((each) => `${id}-${each}`);
      return ` aria-labelledby="${own.join(' ')}" class="${scopeOf(style)}"`;
    })
    .trim();
}

/** The style sheets of some figures, each once, holding for their own kind of figure alone. */
export function figureStyles(figures: readonly Figure[]): string {
  const styles = new Set([FIGURE_STYLE, ...figures.flatMap(({ svg }) => STYLE.exec(svg)?.[1] ?? [])]);
  return [...styles].map((style) => scopedStyle(style, `.${scopeOf(style)}`) + onRequest(style)).join('\n');
}

const MOTION = /@media \(prefers-reduced-motion:no-preference\)\{([\s\S]*?)\n\}/;

/** What moves by itself for most moves under the class `moving` for those who asked for less motion and then pressed play. */
function onRequest(style: string): string {
  const [, rules] = MOTION.exec(style) ?? [];
  return rules === undefined ? '' : `\n${scopedStyle(rules, `.${scopeOf(style)}.moving`)}`;
}

/** Every rule under one class. For the style sheets of figures, whose selectors are classes or `text`. */
export function scopedStyle(style: string, scope: string): string {
  return style.replace(
    /(^|[{}\n])(\s*)((?:\.[a-z]|text)[^{};@]*)\{/g,
    (_, before: string, space: string, selectors: string) => {
      const scoped = selectors.split(',').map((each) => `${scope} ${each.trim()}`);
      return `${before}${space}${scoped.join(',')}{`;
    },
  );
}
