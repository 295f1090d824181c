/**
 * Small template functions for SVG text: elements, a document, the one style sheet. Knows no data. Coordinates have at
 * most two decimals, so that the bytes do not depend on the last bits of a computation.
 */
import { xmlText } from '../escape.js';

export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** GitHub shows a report's pictures about this wide. */
export const WIDTH = 800;

/** Okabe and Ito's, which readers with any colour vision can tell apart, and GitHub's grey, by the class that wears them. */
const TONES = {
  a: { light: '#59636e', dark: '#9198a1' },
  b: { light: '#0072b2', dark: '#56b4e9' },
  w: { light: '#c14e00', dark: '#e69f00' },
  g: { light: '#007a5a', dark: '#2fb896' },
} as const;

/** The classes of groups that colour what they hold: grey, blue, orange, green. */
export type Hue = keyof typeof TONES;

function toneRules(scheme: 'light' | 'dark'): string {
  return Object.entries(TONES)
    .map(([tone, { [scheme]: colour }]) => {
      const each = (...names: string[]): string => names.map((name) => `.${tone} .${name}`).join(',');
      return `${each('dots', 'line', 'whisker')}{stroke:${colour}}${each('area', 'mark', 'ink')}{fill:${colour}}`;
    })
    .join('\n');
}

/**
 * An image follows the colour scheme of the page that shows it, hence the media query; the background stays transparent.
 * No custom properties, which converters to pixels do not know.
 */
export const FIGURE_STYLE = `
text{font-family:-apple-system,BlinkMacSystemFont,"Segoe UI","Noto Sans",Helvetica,Arial,sans-serif;font-size:13px;fill:#1f2328;paint-order:stroke;stroke:#fff;stroke-width:3px;stroke-linejoin:round}
.title{font-size:15px;font-weight:600}.strong{font-weight:600}.small{font-size:12px}.note,.tick{font-size:12px;fill:#59636e}
.grid{stroke:#d1d9e0;stroke-width:1}.axis{stroke:#818b98;stroke-width:1}.zero{stroke:#59636e;stroke-width:1.25}
.band{fill:#818b98;fill-opacity:.13;stroke:none}.pair{stroke:#818b98;stroke-width:1;stroke-opacity:.45;fill:none}
.dots{stroke-linecap:round;stroke-opacity:.55;fill:none}.line{fill:none;stroke-width:2;stroke-linejoin:round}
.dashed{stroke-dasharray:5 3}.area{fill-opacity:.16;stroke:none}.pale{fill-opacity:.4}.whisker{stroke-width:2.5}.thin{stroke-width:1.5}.mark{stroke:none}
${toneRules('light')}
@media (prefers-color-scheme:dark){text{fill:#f0f6fc;stroke:#0d1117}.note,.tick{fill:#9198a1}.grid{stroke:#3d444d}.axis{stroke:#656c76}
.zero{stroke:#9198a1}.pair{stroke:#9198a1}.dots{stroke-opacity:.7}
${toneRules('dark')}}
`;

export interface FigureFrame {
  readonly title: string;
  /** What a reader who cannot see the picture is told; also its alternative text in the report. */
  readonly description: string;
  readonly height: number;
  readonly body: readonly string[];
}

/** A whole file. The heading inside the picture is the caller's; `title` and `description` are for readers of screens. */
export function svgDocument({ title, description, height, body }: FigureFrame): string {
  const size = `width="${WIDTH}" height="${round(height)}" viewBox="0 0 ${WIDTH} ${round(height)}"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img" aria-labelledby="title description">`,
    `<title id="title">${xmlText(title)}</title>`,
    `<desc id="description">${xmlText(description)}</desc>`,
    `<style>${FIGURE_STYLE}</style>`,
    ...body.filter((part) => part !== ''),
    '</svg>\n',
  ].join('\n');
}

/** An element; `children` are SVG already. */
export function element(name: string, attributes: Attributes, children = ''): string {
  const list = Object.entries(attributes)
    .filter((entry): entry is [string, string | number] => entry[1] !== undefined)
    .map(([key, value]) => ` ${key}="${typeof value === 'number' ? round(value) : xmlText(value)}"`)
    .join('');
  return children === '' ? `<${name}${list}/>` : `<${name}${list}>${children}</${name}>`;
}

export type Anchor = 'start' | 'middle' | 'end';

/** A line of text; `content` is any string, escaped here. */
export function text(content: string, at: { x: number; y: number; class?: string; anchor?: Anchor }): string {
  const { anchor, ...rest } = at;
  const attributes = { ...rest, 'text-anchor': anchor === 'start' ? undefined : anchor };
  return element('text', attributes, xmlText(content) || ' ');
}

export function line(from: readonly [number, number], to: readonly [number, number], className: string): string {
  const stroke = /^(grid|axis|zero)$/.test(className) ? '#818b98' : undefined;
  return element('line', { x1: from[0], y1: from[1], x2: to[0], y2: to[1], class: className, stroke });
}

/** What wears one tone; its colour also stands as plain attributes, for viewers that read no style sheet. */
export function group(tone: Hue, children: readonly string[]): string {
  const { light } = TONES[tone];
  return element('g', { class: tone, fill: light, stroke: light }, children.filter((child) => child !== '').join('\n'));
}

/** At most two decimals, no trailing zeros, no negative zero. */
export function round(value: number): string {
  const rounded = Math.round(value * 100) / 100;
  return String(rounded === 0 ? 0 : rounded);
}
