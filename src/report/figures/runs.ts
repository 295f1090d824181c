/**
 * The runs themselves: a dot each, one row a variant, with mean and interval under the dots. Where reruns exist a second
 * panel shows each score's distance from the mean of its split: the spread that training again on the same rows makes.
 */
import type { Analysis, MetricInfo, Score, VariantAnalysis } from '../../analysis.js';
import { changeStyle, decimalsFor, levelName, showEstimate, showPoint, valueStyle, withUnit } from '../format.js';
import { hasReruns, present, primaryMetric, scoreNoun, variantMetric } from '../reading.js';
import { bottomAxis, linearScale, linearTicks, spanOf } from './axis.js';
import type { Scale, Span } from './axis.js';
import { horizontalInterval } from './interval-mark.js';
import { labelColumn, rowLabel } from './lettering.js';
import { element, group, line, svgDocument, text, WIDTH } from './svg.js';
import { dotSize, swarmOffsets } from './swarm.js';

const TOP = 62;
const DOTS_HALF = 22;
const ROW = 92;

interface Row {
  readonly variant: VariantAnalysis;
  readonly scores: readonly Score[];
  readonly middle: number;
  readonly tone: string;
}

interface Panel {
  readonly left: number;
  readonly right: number;
  readonly domain: Span;
  readonly scale: Scale;
}

/** `figures/runs.svg`, and the sentence that stands for it where it cannot be seen. */
export function runsFigure(analysis: Analysis): { svg: string; alt: string } {
  const metric = primaryMetric(analysis);
  const rows = analysis.variants.map((variant, i): Row => {
    const scores = variantMetric(variant, metric.name)?.scores ?? [];
    return { variant, scores, middle: TOP + i * ROW + 34, tone: variant.name === analysis.setup.baseline ? 'a' : 'b' };
  });
  const bottom = TOP + rows.length * ROW + 2;
  const labels = 14 + labelColumn(analysis.variants.map(({ label }) => label));
  const both = hasReruns(analysis);
  const middle = both ? labels + (WIDTH - labels) * 0.6 : WIDTH - 14;
  const scores = panel(
    rows.flatMap((row) => row.scores.map(({ value }) => value)),
    { left: labels + 12, right: middle - 14 },
  );
  const body = [
    ...rows.map(({ variant, middle: y }) =>
      rowLabel(variant.label, { x: labels, y: y + 6, width: labels - 14, ...runNote(variant) }),
    ),
    ...scorePanel(rows, { analysis, metric, panel: scores, bottom }),
    ...(both ? rerunPanel(rows, { metric, left: middle + 14, bottom }) : []),
  ];
  const title = `${metric.label}: every ${scoreNoun(analysis)}`;
  const alt = describeRuns(analysis, metric);
  return { svg: svgDocument({ title, description: alt, height: bottom + 48, body }), alt };
}

function runNote({ runs }: VariantAnalysis): { note?: string } {
  return runs.failed === 0 ? {} : { note: `${runs.ok} of ${runs.planned} runs ok` };
}

function panel(values: readonly number[], { left, right }: { left: number; right: number }): Panel {
  const domain = spanOf(values, 0.04);
  return { left, right, domain, scale: linearScale(domain, { from: left, to: right }) };
}

function scorePanel(
  rows: readonly Row[],
  {
    analysis,
    metric,
    panel: { left, right, domain, scale },
    bottom,
  }: { analysis: Analysis; metric: MetricInfo; panel: Panel; bottom: number },
): string[] {
  const style = valueStyle(metric);
  const means = present(rows.map(({ variant }) => variantMetric(variant, metric.name)?.mean));
  const decimals = decimalsFor(means, style.factor);
  const axisTitle = [
    metric.label,
    style.unit === '' ? '' : ` (${style.unit})`,
    metric.better === 'higher' ? '' : ', lower is better',
  ].join('');
  return [
    text(`Every ${scoreNoun(analysis)}`, { x: left, y: 22, class: 'title' }),
    text(`dots; below them the mean with its ${levelName(analysis.setup.level)}`, { x: left, y: 41, class: 'note' }),
    ...bottomAxis(ticksOf(domain, { factor: style.factor, width: right - left }), {
      scale,
      top: TOP - 6,
      bottom,
      title: axisTitle,
      middle: (left + right) / 2,
    }),
    ...pairLines(rows, scale),
    ...rows.map(({ variant, scores, middle, tone }) => {
      const mean = variantMetric(variant, metric.name)?.mean;
      const y = middle + DOTS_HALF + 10;
      if (mean === undefined) return '';
      const label = showEstimate(mean, { ...style, decimals });
      return group(tone, [
        dots(
          scores.map(({ value }) => scale(value)),
          middle,
        ),
        horizontalInterval(mean, { scale, domain, y }),
        besideMark(label, { x: scale(mean.point ?? domain.from), y: y + 19, left, right }),
      ]);
    }),
  ];
}

/** Distance of each score from its split's mean, for splits with two scores or more. */
function withinSplit(scores: readonly Score[]): number[] {
  const splits = new Map<number, number[]>();
  for (const { split, value } of scores) splits.set(split, [...(splits.get(split) ?? []), value]);
  return [...splits.values()]
    .filter((values) => values.length > 1)
    .flatMap((values) => {
      const mean = meanOf(values);
      return values.map((value) => value - mean);
    });
}

function rerunPanel(
  rows: readonly Row[],
  { metric, left, bottom }: { metric: MetricInfo; left: number; bottom: number },
): string[] {
  const right = WIDTH - 14;
  const style = changeStyle(metric);
  const distances = rows.map(({ scores }) => withinSplit(scores));
  const reach = distances.flat().reduce((most, value) => Math.max(most, Math.abs(value)), 0) * 1.06 || 1;
  const domain = { from: -reach, to: reach };
  const scale = linearScale(domain, { from: left, to: right });
  const decimals = decimalsFor(
    present(rows.map(({ variant }) => variantMetric(variant, metric.name)?.sdRerun)),
    style.factor,
  );
  const title = `distance${style.unit === '' ? '' : ` (${style.unit})`}`;
  return [
    text('Same rows, trained again', { x: left, y: 22, class: 'title' }),
    text('distance from the mean of the split', { x: left, y: 41, class: 'note' }),
    ...bottomAxis(ticksOf(domain, { factor: style.factor, width: right - left }), {
      scale,
      top: TOP - 6,
      bottom,
      title,
      middle: (left + right) / 2,
    }),
    line([scale(0), TOP - 6], [scale(0), bottom], 'axis'),
    ...rows.map(({ variant, middle, tone }, i) => {
      const sd = variantMetric(variant, metric.name)?.sdRerun;
      const y = middle + DOTS_HALF + 10;
      const point = sd?.point ?? null;
      const bar = point === null ? '' : spread(scale(-point), scale(point), y);
      const label = sd === undefined ? '' : `SD ${showPoint(sd, { ...style, decimals })}`;
      return group(tone, [
        dots((distances[i] ?? []).map(scale), middle),
        bar,
        besideMark(label, { x: scale(0), y: y + 19, left, right }),
      ]);
    }),
  ];
}

function spread(left: number, right: number, y: number): string {
  return (
    line([left, y], [right, y], 'whisker') +
    line([left, y - 5], [left, y + 5], 'whisker') +
    line([right, y - 5], [right, y + 5], 'whisker')
  );
}

/** One path a row: zero-length strokes with round ends are dots, at a third of the bytes of circles. */
function dots(xs: readonly number[], middle: number): string {
  if (xs.length === 0) return '';
  const size = dotSize(xs.length);
  const offsets = swarmOffsets(xs, { distance: size + 0.6, half: DOTS_HALF });
  const d = xs.map((x, i) => `M${x.toFixed(1)} ${(middle + (offsets[i] ?? 0)).toFixed(1)}h0`).join('');
  return element('path', { d, class: 'dots', 'stroke-width': size });
}

/** A label centred under its mark, pushed inwards where it would leave the panel. */
function besideMark(
  label: string,
  { x, y, left, right }: { x: number; y: number; left: number; right: number },
): string {
  const half = (label.length * 6.6) / 2;
  return text(label, { x: Math.min(right - half, Math.max(left + half, x)), y, class: 'small ink', anchor: 'middle' });
}

/** Split means joined from row to row show that variants met the same splits; only where the lines stay few. */
function pairLines(rows: readonly Row[], scale: Scale): string[] {
  if (rows.length !== 2) return [];
  const [first, second] = rows.map(({ scores }) => splitMeans(scores));
  if (first === undefined || second === undefined || first.size > 40 || first.size < 2) return [];
  const [top, low] = [(rows[0]?.middle ?? 0) + DOTS_HALF + 38, (rows[1]?.middle ?? 0) - DOTS_HALF - 2];
  const lines = [...first].flatMap(([split, mean]) => {
    const other = second.get(split);
    return other === undefined
      ? []
      : [`M${scale(mean).toFixed(1)} ${top.toFixed(1)}L${scale(other).toFixed(1)} ${low.toFixed(1)}`];
  });
  return [element('path', { d: lines.join(''), class: 'pair' })];
}

function splitMeans(scores: readonly Score[]): Map<number, number> {
  const bySplit = new Map<number, number[]>();
  for (const { split, value } of scores) bySplit.set(split, [...(bySplit.get(split) ?? []), value]);
  return new Map([...bySplit].map(([split, values]) => [split, meanOf(values)]));
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function ticksOf(
  { from, to }: Span,
  { factor, width }: { factor: number; width: number },
): { value: number; label: string }[] {
  const ticks = linearTicks({ from: from * factor, to: to * factor }, Math.max(2, Math.round(width / 70)));
  return ticks.map(({ value, label }) => ({ value: value / factor, label }));
}

function describeRuns(analysis: Analysis, metric: MetricInfo): string {
  const style = valueStyle(metric);
  const parts = analysis.variants.flatMap(({ label, ...variant }) => {
    const values = variantMetric({ label, ...variant }, metric.name);
    if (values === undefined) return [];
    const mean = showEstimate(values.mean, { ...style, decimals: decimalsFor([values.mean], style.factor) });
    const { factor, unit } = changeStyle(metric);
    const sd = hasReruns(analysis) ? values.sdRerun : values.sd;
    return [
      `${label}: mean ${mean}, ${hasReruns(analysis) ? 'rerun ' : ''}SD ${showPoint(sd, { factor, unit, decimals: decimalsFor([sd], factor) })}`,
    ];
  });
  return `Dot plot of ${withUnit(metric.label, '')}, a dot for every ${scoreNoun(analysis)}. ${parts.join('; ')}.`;
}
