/**
 * Variants that stand on a numeric axis (a dropout rate, a width): mean and SD against it, each with its interval.
 * Variants that share a place form several lines: the first at each place is one line, the second another, and so on.
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

const LEFT = 64;
const PANEL = 190;
const TONES = ['b', 'w', 'a'] as const;

interface Placed {
  readonly variant: VariantAnalysis;
  readonly at: number;
}

interface Series {
  readonly name: string;
  readonly tone: string;
  readonly members: readonly Placed[];
}

/** `figures/trace.svg`; undefined unless at least three places on the axis are taken. */
export function traceFigure(analysis: Analysis): { svg: string; alt: string } | undefined {
  const placed = analysis.variants.flatMap((variant) =>
    variant.at === undefined ? [] : [{ variant, at: variant.at }],
  );
  if (new Set(placed.map(({ at }) => at)).size < 3) return undefined;
  const metric = primaryMetric(analysis);
  const series = seriesOf(placed);
  const reruns = hasReruns(analysis);
  const panels = [
    {
      title: `Mean ${metric.label}`,
      style: valueStyle(metric),
      pick: (v: VariantAnalysis) => variantMetric(v, metric.name)?.mean,
    },
    {
      title: reruns ? `Run-to-run SD of ${metric.label} (same rows, trained again)` : `SD of ${metric.label}`,
      style: changeStyle(metric),
      pick: (v: VariantAnalysis) => variantMetric(v, metric.name)?.[reruns ? 'sdRerun' : 'sd'],
    },
  ];
  const x = placeAxis(placed);
  const body = panels.flatMap((panel, i) =>
    drawPanel(series, {
      ...panel,
      ...x,
      top: 52 + i * (PANEL + 62),
      last: i === panels.length - 1,
      level: analysis.setup.level,
      key: i === 0,
    }),
  );
  const alt = `${panels.map(({ title }) => title).join(' and ')} at ${placed.length} places from ${minimum(placed.map(({ at }) => at))} to ${maximum(placed.map(({ at }) => at))}, with intervals; the figures stand in the table of variants.`;
  const height = 52 + panels.length * (PANEL + 62) - 8;
  return { svg: svgDocument({ title: title(metric), description: alt, height, body }), alt };
}

function title(metric: MetricInfo): string {
  return `Mean and SD of ${metric.label} along the axis of the experiment`;
}

/** One line where every place is taken once; else lines told apart by the label without its number. */
function seriesOf(placed: readonly Placed[]): Series[] {
  const single = new Set(placed.map(({ at }) => at)).size === placed.length;
  const names = new Map<string, Placed[]>();
  for (const place of placed) {
    const name = single ? '' : nameWithoutPlace(place);
    names.set(name, [...(names.get(name) ?? []), place]);
  }
  return [...names].map(([name, members], i) => ({
    name,
    tone: TONES[i % TONES.length] ?? 'b',
    members: [...members].sort((a, b) => a.at - b.at),
  }));
}

/** `dropout, width 50` at 50 → `dropout, width`. */
function nameWithoutPlace({ variant, at }: Placed): string {
  const number = String(at);
  const index = variant.label.lastIndexOf(number);
  const rest = index < 0 ? variant.label : variant.label.slice(0, index) + variant.label.slice(index + number.length);
  return rest.replace(/[\s,:=×-]+$/, '').trim();
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
  readonly last: boolean;
  readonly level: number;
  readonly key: boolean;
}

function drawPanel(
  series: readonly Series[],
  { title: heading, style, pick, scale, ticks, top, last, level, key }: TracePanel,
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
  const xTitle = last ? 'place on the axis of the experiment' : '';
  const shift = (i: number): number => (i - (series.length - 1) / 2) * 5;
  return [
    text(`${heading}${unit === '' ? '' : `, ${unit}`}`, { x: 14, y: top - 28, class: 'title' }),
    text(`points with ${levelName(level)}`, { x: 14, y: top - 11, class: 'note' }),
    ...(key && series.length > 1 ? seriesKey(series, top - 11) : []),
    ...leftAxis(yTicks, { scale: y, left: LEFT, right: WIDTH - 14 }),
    ...bottomAxis(ticks, { scale, top: bottom, bottom, title: xTitle, middle: (LEFT + WIDTH) / 2 }),
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
        element('path', { d: path ?? '', class: 'line thin', 'stroke-opacity': 0.6 }),
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
