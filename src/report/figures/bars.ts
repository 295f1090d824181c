/** Horizontal bars from zero: rows with a label, one bar or more a row, whiskers, and a word after each bar. */
import type { Estimate } from '../../base/estimate.js';
import { bottomAxis, linearScale, linearTicks, maximum } from './axis.js';
import { rowLabel, textWidth } from './lettering.js';
import { element, group, line, text, WIDTH } from './svg.js';
import type { Hue } from './svg.js';

export interface Bar {
  readonly hue: Hue;
  /** Pieces from zero outwards, each darker than the next; one piece is a plain bar. */
  readonly pieces: readonly number[];
  /** A whisker over the bar's end. */
  readonly interval?: Estimate | undefined;
  readonly label: string;
}

export interface BarRow {
  readonly label: string;
  readonly bars: readonly Bar[];
  /** A line above: what follows is of another kind. */
  readonly apart?: boolean;
}

const BAR = 15;
const GAP = 5;

/** The rows below `top`, with their axis; `bottom` is where the axis ends. */
export function drawBars(
  rows: readonly BarRow[],
  { top, labels, axis, factor }: { top: number; labels: number; axis: string; factor: number },
): { body: string[]; bottom: number } {
  const left = labels + 14;
  const words = rows.flatMap(({ bars }) => bars.map(({ label }) => textWidth(label, 12)));
  const right = WIDTH - 26 - Math.max(0, maximum(words));
  const ends = rows.flatMap(({ bars }) => bars.flatMap(({ pieces, interval }) => [sum(pieces), interval?.high ?? 0]));
  const to = maximum([...ends, 0]) || 1;
  const scale = linearScale({ from: 0, to }, { from: left, to: right });
  const drawn: string[] = [];
  let y = top;
  for (const { label, bars, apart } of rows) {
    if (apart === true) {
      drawn.push(line([left, y - 2], [right, y - 2], 'axis'));
      y += 9;
    }
    const height = bars.length * (BAR + GAP);
    drawn.push(rowLabel(label, { x: labels, y: y + height / 2 - 1, width: labels - 14 }));
    bars.forEach((bar, i) => drawn.push(drawBar(bar, { left, y: y + 2 + i * (BAR + GAP), scale })));
    y += height + 13;
  }
  const bottom = y - 4;
  const ticks = linearTicks({ from: 0, to: to * factor }, 6).map((tick) => ({ ...tick, value: tick.value / factor }));
  const axisLines = bottomAxis(ticks, { scale, top: top - 6, bottom, title: axis, middle: (left + right) / 2 });
  return { body: [...axisLines, line([left, top - 6], [left, bottom], 'axis'), ...drawn], bottom };
}

function drawBar(
  { hue, pieces, interval, label }: Bar,
  { left, y, scale }: { left: number; y: number; scale: (value: number) => number },
): string {
  let from = 0;
  const blocks = pieces.map((piece, i) => {
    const [start, end] = [scale(from), scale(from + Math.max(0, piece))];
    from += Math.max(0, piece);
    const faint = i > 0 || interval !== undefined;
    return element('rect', {
      x: start,
      y,
      width: end - start,
      height: BAR,
      class: faint ? 'mark pale' : 'mark',
      stroke: 'none',
      'fill-opacity': faint ? 0.4 : undefined,
    });
  });
  const middle = y + BAR / 2;
  const whisker =
    interval?.low == null || interval.high === null
      ? ''
      : line([scale(Math.max(0, interval.low)), middle], [scale(interval.high), middle], 'whisker');
  const end = Math.max(left, scale(from), interval?.high == null ? 0 : scale(interval.high));
  const dot =
    interval?.point == null ? '' : element('circle', { cx: scale(interval.point), cy: middle, r: 3.5, class: 'mark' });
  return group(hue, [...blocks, whisker, dot, text(label, { x: end + 7, y: middle + 4.5, class: 'small ink' })]);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + Math.max(0, value), 0);
}
