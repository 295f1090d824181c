/**
 * Learning curves: the loss on the training rows and on the validation rows, median and middle 80 % over runs, one small
 * panel a variant on shared axes, so that overfitting shows as a validation curve that turns up.
 */
import { tableOf } from '../../origins/facts.js';
import { area, line as linePath } from 'd3-shape';
import type { Analysis, Curve, TrainingAnalysis } from '../../analysis/analysis.js';
import { listedNames } from '../format.js';
import { bottomAxis, leftAxis, linearScale, linearTicks, logScale, logTicks, maximum, spanOf } from './axis.js';
import type { Scale, Span } from './axis.js';
import { fitted } from './lettering.js';
import { element, group, line, svgDocument, text, WIDTH } from './svg.js';

const TOP = 56;
const LEFT = 58;
const GAP = 22;
const PANEL = 168;
const ROW = PANEL + 62;

interface Trained extends Pick<TrainingAnalysis, 'curve'> {
  readonly label: string;
}

interface Axes {
  readonly epochs: Span;
  readonly loss: Span;
}

/** `figures/curves.svg`; undefined where no run left a curve. */
export function curvesFigure(analysis: Analysis): { svg: string; alt: string } | undefined {
  const shown = analysis.variants.flatMap(({ label, training }): Trained[] =>
    training === undefined || isEmpty(training) ? [] : [{ label, curve: training.curve }],
  );
  if (shown.length === 0) return undefined;
  const columns = shown.length <= 2 ? shown.length : shown.length === 4 ? 2 : shown.length > 9 ? 4 : 3;
  const width = (WIDTH - LEFT - 14 - (columns - 1) * GAP) / columns;
  const axes = sharedAxes(shown);
  const loss = lossName(analysis);
  const rows = Math.ceil(shown.length / columns);
  const body = [
    ...key(
      loss,
      shown.some(({ curve }) => curve.validation.epochs.length > 0),
    ),
    ...shown.flatMap((variant, i) => {
      const column = i % columns;
      const place = { left: LEFT + column * (width + GAP), top: TOP + Math.floor(i / columns) * ROW + 22, width };
      return panel(variant, { ...place, axes, labelled: column === 0, last: i + columns >= shown.length });
    }),
  ];
  const alt = `Learning curves of ${listedNames(shown.map(({ label }) => label))}: ${loss} against epoch, median and middle 80 % of runs, training and validation.`;
  return { svg: svgDocument({ title: 'Learning curves', description: alt, height: TOP + rows * ROW + 4, body }), alt };
}

/** What is minimised, with its unit: other figures have the squared error in the target's own. */
function lossName({ setup }: Analysis): string {
  const table = tableOf(setup);
  if (table?.data.task === 'classification') return 'log loss';
  return table === undefined || table.encoding.target === 'raw'
    ? 'squared error'
    : 'squared error of the scaled target';
}

function isEmpty({ curve }: TrainingAnalysis): boolean {
  return curve.train.epochs.length === 0 && curve.validation.epochs.length === 0;
}

function sharedAxes(variants: readonly Trained[]): Axes {
  const curves = variants.flatMap(({ curve }) => [curve.train, curve.validation]);
  const last = maximum(curves.flatMap(({ epochs }) => epochs));
  const early = curves.flatMap(({ median }) => median.slice(0, 1));
  const ceiling = maximum([...early, ...curves.flatMap(({ median }) => median)]) * 1.15;
  const values = curves
    .flatMap(({ median, low, high }) => [...median, ...low, ...high])
    .filter((value) => value <= ceiling);
  return { epochs: { from: 1, to: Math.max(2, last) }, loss: spanOf(values, 0.04) };
}

/** Heading and the two words that name the lines, each in its line's colour and stroke. */
function key(loss: string, validation: boolean): string[] {
  const y = 41;
  return [
    text(`Learning curves: ${loss}, median and middle 80 % of runs`, { x: 14, y: 20, class: 'title' }),
    group('w', [
      line([14, y - 4], [38, y - 4], 'line dashed'),
      text('training rows', { x: 45, y, class: 'small ink' }),
    ]),
    validation
      ? group('b', [
          line([142, y - 4], [166, y - 4], 'line'),
          text('validation rows', { x: 173, y, class: 'small ink' }),
        ])
      : '',
  ];
}

interface PanelPlace {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly axes: Axes;
  readonly labelled: boolean;
  readonly last: boolean;
}

function panel({ label, curve }: Trained, { left, top, width, axes, labelled, last }: PanelPlace): string[] {
  const [right, bottom] = [left + width, top + PANEL];
  const x = logScale(axes.epochs, { from: left, to: right });
  const y = linearScale(axes.loss, { from: bottom, to: top });
  const ticks = linearTicks(axes.loss, 5);
  return [
    text(fitted(label, width - 4), { x: left, y: top - 9, class: 'strong' }),
    ...leftAxis(labelled ? ticks : ticks.map(({ value }) => ({ value, label: '' })), { scale: y, left, right }),
    ...bottomAxis(logTicks(axes.epochs), {
      scale: x,
      top: bottom,
      bottom,
      title: last ? 'epoch (logarithmic)' : '',
      middle: (left + right) / 2,
    }),
    line([left, bottom], [right, bottom], 'axis'),
    group('w', drawCurve(curve.train, { x, y, limit: axes.loss.to, style: 'line dashed' })),
    group('b', drawCurve(curve.validation, { x, y, limit: axes.loss.to, style: 'line' })),
  ];
}

function drawCurve(
  { epochs, median, low, high }: Curve,
  { x, y, limit, style }: { x: Scale; y: Scale; limit: number; style: string },
): string[] {
  const points = epochs.map((epoch, i) => ({
    epoch,
    median: median[i] ?? NaN,
    low: low[i] ?? NaN,
    high: high[i] ?? NaN,
  }));
  const finite = points.filter(
    (point) => Number.isFinite(point.median) && Number.isFinite(point.low) && Number.isFinite(point.high),
  );
  if (finite.length === 0) return [];
  const cap = (value: number): number => y(Math.min(value, limit));
  const band = area<(typeof finite)[number]>()
    .x((p) => x(p.epoch))
    .y0((p) => cap(p.low))
    .y1((p) => cap(p.high))
    .digits(2);
  const middle = linePath<(typeof finite)[number]>()
    .x((p) => x(p.epoch))
    .y((p) => cap(p.median))
    .digits(2);
  return [
    element('path', { d: band(finite) ?? '', class: 'area', stroke: 'none' }),
    element('path', { d: middle(finite) ?? '', class: style, fill: 'none' }),
  ];
}
