/**
 * Variants that stand on a numeric axis (a dropout rate, a width): mean and SD against it, each with its interval.
 * Variants of one series are joined by a line; each axis has a figure of its own.
 */
import { line as linePath } from 'd3-shape';
import type { Analysis, MetricInfo, VariantAnalysis } from '../../analysis.js';
import type { Estimate } from '../../estimate.js';
import { changeStyle, levelName, valueStyle } from '../format.js';
import { hasReruns, present, primaryMetric, variantMetric } from '../reading.js';
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
import type { Scale, Tick } from './axis.js';
import { verticalInterval } from './interval-mark.js';
import { textWidth } from './lettering.js';
import { element, group, svgDocument, text, WIDTH } from './svg.js';
import type { Hue } from './svg.js';

const LEFT = 64;
const TOP = 54;
const PANEL = 180;
const STEP = PANEL + 96;
const TONES: readonly Hue[] = ['a', 'b', 'w', 'g'];

interface Placed {
  readonly variant: VariantAnalysis;
  readonly at: number;
}

interface Series {
  readonly name: string;
  readonly tone: Hue;
  readonly members: readonly Placed[];
}

/** One figure for each axis on which at least three places are taken, in the order in which the axes first occur. */
export function traceFigures(analysis: Analysis): { svg: string; alt: string }[] {
  const axes = new Map<string, Placed[]>();
  for (const variant of analysis.variants) {
    const { at, axis = '' } = variant;
    if (at !== undefined) axes.set(axis, [...(axes.get(axis) ?? []), { variant, at }]);
  }
  return [...axes]
    .filter(([, placed]) => new Set(placed.map(({ at }) => at)).size >= 3)
    .map(([axis, placed]) => traceFigure(analysis, { axis, placed }));
}

function traceFigure(
  analysis: Analysis,
  { axis, placed }: { axis: string; placed: readonly Placed[] },
): { svg: string; alt: string } {
  const metric = primaryMetric(analysis);
  const series = seriesOf(placed);
  const reruns = hasReruns(analysis);
  const spread = reruns ? `Run-to-run SD of ${metric.label} (same rows, trained again)` : `SD of ${metric.label}`;
  const panels = [
    { title: `Mean ${metric.label}`, style: valueStyle(metric), pick: pickOf(metric, 'mean') },
    { title: spread, style: changeStyle(metric), pick: pickOf(metric, reruns ? 'sdRerun' : 'sd') },
  ];
  const { level } = analysis.setup;
  const x = placeAxis(placed);
  const body = panels.flatMap((panel, i) =>
    drawPanel(series, { ...panel, ...x, axis, level, top: TOP + i * STEP, key: i === 0 }),
  );
  const places = placed.map(({ at }) => at);
  const along = axis === '' ? 'the axis of the experiment' : axis;
  const alt = `${panels.map(({ title }) => title).join(' and ')} along ${along}, from ${minimum(places)} to ${maximum(places)}, with intervals; the figures stand in the table of variants.`;
  const title = `Mean and SD of ${metric.label} along ${along}`;
  return { svg: svgDocument({ title, description: alt, height: TOP + panels.length * STEP - 44, body }), alt };
}

function pickOf(
  metric: MetricInfo,
  key: 'mean' | 'sd' | 'sdRerun',
): (variant: VariantAnalysis) => Estimate | undefined {
  return (variant) => variantMetric(variant, metric.name)?.[key];
}

/** By the name that the experiment gave; variants without one share a line. */
function seriesOf(placed: readonly Placed[]): Series[] {
  const names = new Map<string, Placed[]>();
  for (const place of placed) {
    const name = place.variant.series ?? '';
    names.set(name, [...(names.get(name) ?? []), place]);
  }
  const tones: readonly Hue[] = names.size === 1 ? ['b'] : TONES;
  return [...names].map(([name, members], i) => ({
    name,
    tone: tones[i % tones.length] ?? 'b',
    members: [...members].sort((a, b) => a.at - b.at),
  }));
}

/** Logarithmic where places are all above zero and span a factor of eight or more; ticks at the places where they are few. */
function placeAxis(placed: readonly Placed[]): { scale: Scale; ticks: readonly Tick[] } {
  const places = [...new Set(placed.map(({ at }) => at))].sort((a, b) => a - b);
  const [from, to] = [minimum(places), maximum(places)];
  const range = { from: LEFT + 22, to: WIDTH - 36 };
  const logarithmic = from > 0 && to / from >= 8;
  const scale = logarithmic ? logScale({ from, to }, range) : linearScale({ from, to }, range);
  const close = places.some((at, i) => i > 0 && scale(at) - scale(places[i - 1] ?? at) < 30);
  const own = places.map((value) => ({ value, label: String(value) }));
  return { scale, ticks: close ? (logarithmic ? logTicks({ from, to }) : linearTicks({ from, to }, 8)) : own };
}

interface TracePanel {
  readonly title: string;
  readonly style: { readonly factor: number; readonly unit: string };
  readonly pick: (variant: VariantAnalysis) => Estimate | undefined;
  readonly scale: Scale;
  readonly ticks: readonly Tick[];
  readonly top: number;
  readonly axis: string;
  readonly level: number;
  readonly key: boolean;
}

function drawPanel(
  series: readonly Series[],
  { title: heading, style, pick, scale, ticks, top, axis, level, key }: TracePanel,
): string[] {
  const bottom = top + PANEL;
  const estimates = present(series.flatMap(({ members }) => members.map(({ variant }) => pick(variant))));
  const { factor, unit } = style;
  const domain = spanOf(
    estimates.flatMap(({ point, low, high }) => [point, low, high].filter((v) => v !== null)),
    0.06,
  );
  const y = linearScale(domain, { from: bottom, to: top });
  const yTicks = linearTicks({ from: domain.from * factor, to: domain.to * factor }, 5).map((tick) => ({
    ...tick,
    value: tick.value / factor,
  }));
  const shift = (i: number): number => (i - (series.length - 1) / 2) * 5;
  return [
    text(`${heading}${unit === '' ? '' : `, ${unit}`}`, { x: 14, y: top - 28, class: 'title' }),
    text(`points with ${levelName(level)}`, { x: 14, y: top - 11, class: 'note' }),
    ...(key && series.length > 1 ? seriesKey(series, top - 11) : []),
    ...leftAxis(yTicks, { scale: y, left: LEFT, right: WIDTH - 14 }),
    ...bottomAxis(ticks, { scale, top: bottom, bottom, title: axis, middle: (LEFT + WIDTH) / 2 }),
    ...series.map(({ tone, members }, i) => {
      const points = members.flatMap(({ variant, at }) => {
        const estimate = pick(variant);
        return estimate?.point == null ? [] : [{ x: scale(at) + shift(i), y: y(estimate.point), estimate }];
      });
      const path = linePath<(typeof points)[number]>()
        .x((p) => p.x)
        .y((p) => p.y)
        .digits(2)(points);
      return group(tone, [
        element('path', { d: path ?? '', class: 'line thin', fill: 'none', 'stroke-opacity': 0.6 }),
        ...points.map(({ x, estimate }) => verticalInterval(estimate, { scale: y, x })),
      ]);
    }),
  ];
}

/** The lines' names in their colours, on the panel's second line. */
function seriesKey(series: readonly Series[], y: number): string[] {
  let x = 150;
  return series.map(({ name, tone }) => {
    const content = name === '' ? 'others' : name;
    const drawn = group(tone, [
      element('circle', { cx: x, cy: y - 4, r: 4.5, class: 'mark' }),
      text(content, { x: x + 9, y, class: 'small ink' }),
    ]);
    x += textWidth(content, 12) + 34;
    return drawn;
  });
}
