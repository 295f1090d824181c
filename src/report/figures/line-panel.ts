/**
 * A panel of estimates against a numeric place (a rate, a width, a number of nets): points with whiskers joined by a line,
 * bands, and level lines for what has no place on the axis. Every figure along an axis is made of these.
 */
import { area, line as linePath } from 'd3-shape';
import type { Estimate } from '../../base/estimate.js';
import type { Style } from '../format.js';
import {
  bottomAxis,
  leftAxis,
  linearScale,
  linearTicks,
  logScale,
  logTicks,
  maximum,
  minimum,
  spanOf,
} from './axis.js';
import type { Scale, Span, Tick } from './axis.js';
import { verticalInterval } from './interval-mark.js';
import { textWidth } from './lettering.js';
import { element, group, line, text, WIDTH } from './svg.js';
import type { Hue } from './svg.js';

export const PANEL_LEFT = 64;
export const PANEL_HEIGHT = 180;
/** From the top of one panel to that of the next, with room for axis, heading and note. */
export const PANEL_STEP = PANEL_HEIGHT + 96;
export const FIRST_TOP = 54;
/** The hues of series, in their order. */
export const HUES: readonly Hue[] = ['a', 'b', 'w', 'g'];

export interface LineSeries {
  readonly name: string;
  readonly hue: Hue;
  readonly points: readonly {
    readonly at: number;
    readonly estimate: Estimate;
    readonly band?: Estimate | undefined;
    /** A wider interval of the same value, drawn thin: that for new rows. */
    readonly wide?: Estimate | undefined;
  }[];
  /** One value at no place: a level line with its interval as a band across the panel. */
  readonly level?: Estimate | undefined;
}

export interface PlaceAxis {
  readonly scale: Scale;
  readonly ticks: readonly Tick[];
}

export interface PanelStyle extends PlaceAxis {
  readonly title: string;
  readonly note: string;
  readonly axis: string;
  readonly style: Style;
  readonly top: number;
  /** Draw the names of the series. */
  readonly key: boolean;
  /** Ticks of the value axis, and what counts as nothing there; by default round numbers and no such line. */
  readonly values?: { readonly ticks: (domain: Span) => readonly Tick[]; readonly logarithmic: boolean };
  readonly none?: { readonly at: number; readonly band: Span };
}

/** Logarithmic where places are all above zero and span a factor of eight or more; ticks at the places where they are few. */
export function placeAxis(all: readonly number[]): PlaceAxis {
  const places = [...new Set(all)].sort((a, b) => a - b);
  const [from, to] = [minimum(places), maximum(places)];
  const range = { from: PANEL_LEFT + 22, to: WIDTH - 36 };
  const logarithmic = from > 0 && to / from >= 8;
  const scale = logarithmic ? logScale({ from, to }, range) : linearScale({ from, to }, range);
  const close = places.some((at, i) => i > 0 && scale(at) - scale(places[i - 1] ?? at) < 26);
  const own = places.map((value) => ({ value, label: String(value) }));
  return { scale, ticks: close ? (logarithmic ? logTicks({ from, to }) : linearTicks({ from, to }, 8)) : own };
}

export function linePanel(series: readonly LineSeries[], panel: PanelStyle): string[] {
  const { title, note, axis, style, top, key, scale, ticks, none } = panel;
  const bottom = top + PANEL_HEIGHT;
  const domain = valueDomain(series, panel);
  const y = (panel.values?.logarithmic === true ? logScale : linearScale)(domain, { from: bottom, to: top });
  const { factor, unit } = style;
  const yTicks =
    panel.values?.ticks(domain) ??
    linearTicks({ from: domain.from * factor, to: domain.to * factor }, 5).map((tick) => ({
      ...tick,
      value: tick.value / factor,
    }));
  const right = WIDTH - 14;
  return [
    text(`${title}${unit === '' ? '' : `, ${unit}`}`, { x: 14, y: top - 28, class: 'title' }),
    text(note, { x: 14, y: top - 11, class: 'note' }),
    ...(key ? seriesKey(series, { from: 34 + textWidth(note, 12), y: top - 11 }) : []),
    none === undefined ? '' : levelBand(none.band, { y, domain, right }),
    ...leftAxis(yTicks, { scale: y, left: PANEL_LEFT, right }),
    none === undefined ? '' : line([PANEL_LEFT, y(none.at)], [right, y(none.at)], 'zero'),
    ...bottomAxis(ticks, { scale, top: bottom, bottom, title: axis, middle: (PANEL_LEFT + WIDTH) / 2 }),
    ...series.map((each, i) => drawSeries(each, { scale, y, domain, shift: (i - (series.length - 1) / 2) * 5 })),
  ];
}

function valueDomain(series: readonly LineSeries[], { none, values }: PanelStyle): Span {
  const estimates = series.flatMap(({ points, level }) => [
    ...points.flatMap(({ estimate, wide }) => (wide === undefined ? [estimate] : [estimate, wide])),
    ...(level === undefined ? [] : [level]),
  ]);
  const ends = [
    ...estimates.flatMap(({ point, low, high }) => [point, low, high].filter((value) => value !== null)),
    ...(none === undefined ? [] : [none.at, none.band.from, none.band.to]),
  ];
  if (values?.logarithmic === true) {
    const positive = ends.filter((value) => value > 0);
    return { from: Math.max(1 / 6, minimum(positive) / 1.06), to: Math.min(6, maximum(positive) * 1.06) };
  }
  // Bands are wider than the intervals: they may widen the axis by half on either side, and are cut off beyond.
  const inner = spanOf(ends, 0.06);
  const room = (inner.to - inner.from) / 2;
  const bands = series.flatMap(({ points }) =>
    points.flatMap(({ band }) => [band?.low ?? [], band?.high ?? []].flat()),
  );
  return {
    from: Math.max(inner.from - room, minimum([inner.from, ...bands])),
    to: Math.min(inner.to + room, maximum([inner.to, ...bands])),
  };
}

function levelBand(band: Span, { y, domain, right }: { y: Scale; domain: Span; right: number }): string {
  const [top, bottom] = [y(Math.min(band.to, domain.to)), y(Math.max(band.from, domain.from))];
  return element('rect', {
    x: PANEL_LEFT,
    y: top,
    width: right - PANEL_LEFT,
    height: bottom - top,
    class: 'band',
    'fill-opacity': 0.13,
  });
}

function drawSeries(
  { hue, points, level }: LineSeries,
  { scale, y, domain, shift }: { scale: Scale; y: Scale; domain: Span; shift: number },
): string {
  const clamp = (value: number): number => y(Math.min(domain.to, Math.max(domain.from, value)));
  const placed = points.flatMap(({ at, estimate, band, wide }) =>
    estimate.point === null ? [] : [{ x: scale(at), y: clamp(estimate.point), estimate, band, wide }],
  );
  const join = linePath<(typeof placed)[number]>()
    .x((p) => p.x + shift)
    .y((p) => p.y)
    .digits(2);
  const banded = placed.filter(({ band }) => band?.low != null && band.high !== null);
  const spread = area<(typeof placed)[number]>()
    .x((p) => p.x)
    .y0((p) => clamp(p.band?.low ?? 0))
    .y1((p) => clamp(p.band?.high ?? 0))
    .digits(2);
  return group(hue, [
    ...(level?.point == null ? [] : drawLevel(level, y)),
    banded.length < 2 ? '' : element('path', { d: spread(banded) ?? '', class: 'area', stroke: 'none' }),
    placed.length < 2
      ? ''
      : element('path', { d: join(placed) ?? '', class: 'line thin', fill: 'none', 'stroke-opacity': 0.6 }),
    ...placed.map(({ x, wide }) =>
      wide?.low == null || wide.high === null
        ? ''
        : line([x + shift, clamp(wide.low)], [x + shift, clamp(wide.high)], 'whisker thin'),
    ),
    ...placed.map(({ x, estimate }) => verticalInterval(estimate, { scale: y, domain, x: x + shift })),
  ]);
}

function drawLevel({ point, low, high }: Estimate, y: Scale): string[] {
  const right = WIDTH - 14;
  const at = y(point ?? 0);
  return [
    low === null || high === null
      ? ''
      : element('rect', {
          x: PANEL_LEFT,
          y: y(high),
          width: right - PANEL_LEFT,
          height: y(low) - y(high),
          class: 'area',
          stroke: 'none',
        }),
    line([PANEL_LEFT, at], [right, at], 'line dashed'),
  ];
}

/** The names of the series in their hues. */
function seriesKey(series: readonly LineSeries[], { from, y }: { from: number; y: number }): string[] {
  let x = from;
  return series.map(({ name, hue, points }) => {
    const content = name === '' ? 'others' : name;
    const drawn = group(hue, [
      points.length === 0
        ? line([x - 12, y - 4], [x + 5, y - 4], 'line dashed')
        : element('circle', { cx: x, cy: y - 4, r: 4.5, class: 'mark' }),
      text(content, { x: x + 9, y, class: 'small ink' }),
    ]);
    x += textWidth(content, 12) + 40;
    return drawn;
  });
}
