/** One row of dots, with room for a mark and its label below: what both panels of the runs figure are made of. */
import { textWidth } from './lettering.js';
import { element, line, text } from './svg.js';
import { dotSize, swarmOffsets } from './swarm.js';

/** Heights in px within a row that starts at `top`. */
export interface RowShape {
  readonly height: number;
  readonly half: number;
  /** The row below which lines join the split means; absent where there are none. */
  readonly links: number;
}

/** Rows get lower where there are many; two alone leave room for the lines between them. */
export function rowShape(rows: number, linked: boolean): RowShape {
  const links = linked ? 34 : 0;
  const half = rows > 9 ? 13 : 22;
  return { height: 2 * half + 52 + links, half, links };
}

/** One path a row: zero-length strokes with round ends are dots, at a third of the bytes of circles. */
export function dots(xs: readonly number[], { middle, half }: { middle: number; half: number }): string {
  if (xs.length === 0) return '';
  const size = dotSize(xs.length);
  const offsets = swarmOffsets(xs, { distance: size + 0.6, half });
  const d = xs.map((x, i) => `M${x.toFixed(1)} ${(middle + (offsets[i] ?? 0)).toFixed(1)}h0`).join('');
  return element('path', { d, class: 'dots', 'stroke-width': size });
}

/** A bar with feet, from minus one to plus one standard deviation. */
export function spreadBar(left: number, right: number, y: number): string {
  const foot = (x: number): string => line([x, y - 5], [x, y + 5], 'whisker');
  return line([left, y], [right, y], 'whisker') + foot(left) + foot(right);
}

/** A label centred under its mark, pushed inwards where it would leave the panel. */
export function labelUnder(
  label: string,
  { x, y, left, right }: { x: number; y: number; left: number; right: number },
): string {
  const half = textWidth(label, 12) / 2;
  return text(label, { x: Math.min(right - half, Math.max(left + half, x)), y, class: 'small ink', anchor: 'middle' });
}
