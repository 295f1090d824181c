/** The learning curve of a single run: loss against epoch, training rows and validation rows. */
import { line as linePath } from 'd3-shape';
import { curveEpochs } from '../../design/record.js';
import { bottomAxis, leftAxis, linearScale, linearTicks, logScale, logTicks, maximum, spanOf } from './axis.js';
import { element, group, line, svgDocument, text, WIDTH } from './svg.js';
import type { Hue } from './svg.js';

const TOP = 62;
const BOTTOM = 250;
const LEFT = 70;
const RIGHT = WIDTH - 24;

/** @param curve  one value for each epoch of `curveEpochs`, in its order; NaN where there is none */
export function runCurveFigure(
  curve: { readonly train: readonly number[]; readonly validation: readonly number[] },
  { name }: { name: string },
): { svg: string; alt: string } {
  const length = Math.max(curve.train.length, curve.validation.length);
  const epochs = firstEpochs(length);
  const last = epochs.at(-1) ?? 1;
  const x = logScale({ from: 1, to: Math.max(2, last) }, { from: LEFT, to: RIGHT });
  const domain = spanOf([...curve.train, ...curve.validation].filter(Number.isFinite), 0.05);
  const y = linearScale(domain, { from: BOTTOM, to: TOP });
  const draw = (values: readonly number[], { hue, style }: { hue: Hue; style: string }): string => {
    const points = values.flatMap((value, i) => (Number.isFinite(value) ? [{ epoch: epochs[i] ?? 1, value }] : []));
    const path = linePath<(typeof points)[number]>()
      .x((p) => x(p.epoch))
      .y((p) => y(p.value))
      .digits(2);
    return points.length === 0
      ? ''
      : group(hue, [element('path', { d: path(points) ?? '', class: style, fill: 'none' })]);
  };
  const alt = `Learning curve of ${name} over ${last} epochs: loss on training rows and on validation rows, down to ${maximum([0, ...curve.validation.slice(-1)]).toFixed(3)} on validation rows at the end.`;
  const body = [
    text(`Learning curve: ${name}`, { x: 14, y: 20, class: 'title' }),
    group('w', [line([14, 37], [38, 37], 'line dashed'), text('training rows', { x: 45, y: 41, class: 'small ink' })]),
    group('b', [line([142, 37], [166, 37], 'line'), text('validation rows', { x: 173, y: 41, class: 'small ink' })]),
    ...leftAxis(linearTicks(domain, 5), { scale: y, left: LEFT, right: RIGHT }),
    ...bottomAxis(logTicks({ from: 1, to: Math.max(2, last) }), {
      scale: x,
      top: BOTTOM,
      bottom: BOTTOM,
      title: 'epoch (logarithmic)',
      middle: (LEFT + RIGHT) / 2,
    }),
    line([LEFT, BOTTOM], [RIGHT, BOTTOM], 'axis'),
    draw(curve.train, { hue: 'w', style: 'line dashed' }),
    draw(curve.validation, { hue: 'b', style: 'line' }),
  ];
  return { svg: svgDocument({ title: `Learning curve of ${name}`, description: alt, height: BOTTOM + 48, body }), alt };
}

/** The first `count` epochs of the grid. */
function firstEpochs(count: number): readonly number[] {
  let last = 8;
  while (curveEpochs(last).length < count) last *= 2;
  return curveEpochs(last).slice(0, count);
}
