/** Ticks of axes on which equal steps are equal ratios: changes in per cent, or plain ratios. */
import { NBSP, signed } from '../format.js';
import { logScale } from './axis.js';
import type { Span, Tick } from './axis.js';

/** Changes of an SD, the plainest first: none, half and twice, … */
const CHANGES: readonly number[] = [0, -50, 100, -20, 25, -75, 300, -10, 10, -33, 50, -90, 900, 700, -30, 40, -5, 5];

/** As many changes as have room in `width` px: `−20 %`; the domain is of SD(variant) / SD(baseline). */
export function changeTicks(domain: Span, width: number): Tick[] {
  const scale = logScale(domain, { from: 0, to: width });
  const ticks: Tick[] = [];
  for (const change of CHANGES) {
    const value = 1 + change / 100;
    // A label is 40 px wide and stands under the middle of its tick.
    const inside = value >= domain.from && value <= domain.to && scale(value) <= width - 6;
    if (inside && ticks.every((tick) => Math.abs(scale(tick.value) - scale(value)) >= 48))
      ticks.push({ value, label: `${signed(change, 0)}${NBSP}%` });
  }
  return ticks.sort((a, b) => a.value - b.value);
}

/** Ratios that people know, the plainest first, with their names. */
const RATIOS: readonly (readonly [number, string])[] = [
  [1, '1'],
  [2, '2'],
  [1 / 2, '1/2'],
  [4, '4'],
  [1 / 4, '1/4'],
  [1.5, '1.5'],
  [1 / 1.5, '2/3'],
  [8, '8'],
  [1 / 8, '1/8'],
  [16, '16'],
  [1 / 16, '1/16'],
  [3, '3'],
  [1 / 3, '1/3'],
  [1.25, '1.25'],
  [0.8, '4/5'],
  [1.1, '1.1'],
  [0.9, '9/10'],
];

/** As many ratios as have room in `width` px; above one, it says how many times smaller the variant's SD is. */
export function ratioTicks(domain: Span, width: number): Tick[] {
  const scale = logScale(domain, { from: 0, to: width });
  const ticks: Tick[] = [];
  for (const [value, name] of RATIOS) {
    const inside = value >= domain.from && value <= domain.to;
    if (inside && ticks.every((tick) => Math.abs(scale(tick.value) - scale(value)) >= 48)) {
      ticks.push({ value, label: `${name}${NBSP}×` });
    }
  }
  return ticks.sort((a, b) => a.value - b.value);
}
