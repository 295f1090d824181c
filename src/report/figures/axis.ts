/**
 * Axes: ticks at round numbers, scales, grid lines. Ticks are found by dividing and multiplying by ten, with no power or
 * logarithm of the host (their bits differ between Node versions); logarithmic axes map through src/base/math.ts.
 */
import { ln } from '../../base/math.js';
import { fixed, powered } from '../format.js';
import { textWidth } from './lettering.js';
import { line, text, WIDTH } from './svg.js';

/** Value → px. */
export type Scale = (value: number) => number;

export interface Tick {
  readonly value: number;
  readonly label: string;
}

export interface Span {
  readonly from: number;
  readonly to: number;
}

export function linearScale(domain: Span, range: Span): Scale {
  const width = domain.to - domain.from;
  return (value) => {
    const share = width === 0 ? 0.5 : (value - domain.from) / width;
    return range.from * (1 - share) + range.to * share;
  };
}

/** Equal steps for equal ratios. @throws {RangeError} unless the domain is above zero */
export function logScale(domain: Span, range: Span): Scale {
  if (!(domain.from > 0)) throw new RangeError(`a logarithmic axis cannot start at ${domain.from}`);
  const scale = linearScale({ from: ln(domain.from), to: ln(domain.to) }, range);
  return (value) => scale(ln(value));
}

/** About `wanted` ticks at multiples of 1, 2 or 5 × a power of ten inside the domain; labels carry just the decimals needed. */
export function linearTicks({ from, to }: Span, wanted: number): Tick[] {
  const target = (to - from) / wanted;
  if (!isWide(from, to) || !Number.isFinite(target)) return [{ value: from, label: fixed(from, 2) }];
  let [scale, parts, decimals] = [1, 1, 0];
  while (target * parts < 1 && decimals < 300) [parts, decimals] = [parts * 10, decimals + 1];
  while (target > scale * 10) scale *= 10;
  const ratio = (target * parts) / scale;
  const factor = ratio > 7 ? 10 : ratio > 3.5 ? 5 : ratio > 1.5 ? 2 : 1;
  const places = factor === 10 ? Math.max(0, decimals - 1) : decimals;
  const step = (factor * scale) / parts;
  const ticks: Tick[] = [];
  const slack = 1e-9;
  for (let k = Math.ceil(from / step - slack); k <= Math.floor(to / step + slack); k++) {
    const value = (k * factor * scale) / parts;
    ticks.push({ value, label: '' });
  }
  const isLong = places > MOST_PLACES || ticks.some(({ value }) => Math.abs(value) >= LONG);
  const show = isLong ? powered : fixed;
  const last = lastDigit(step, places);
  return ticks.map(({ value }) => ({ value, label: show(value, last) }));
}

/** `5×10⁻⁷`. */
function powerLabel(value: number): string {
  const exponent = Number(value.toExponential().split('e')[1]);
  return powered(value, -exponent);
}

/** Numbers beyond these take up too much of an axis. */
const LONG = 1e7;
const MOST_PLACES = 6;

/** The last digit that the step moves, so that two ticks never read alike. */
function lastDigit(step: number, places: number): number {
  if (places > 0) return places;
  let zeros = 0;
  for (let rest = step; rest >= 10 * (1 - 1e-9); rest /= 10) zeros++;
  return -zeros;
}

/** Ticks at 1, 2 and 5 × powers of ten (powers alone where that would be many) inside a domain above zero. */
export function logTicks({ from, to }: Span): Tick[] {
  const ticks: Tick[] = [];
  let [scale, parts] = [1, 1];
  while (from * parts < 1) parts *= 10;
  for (; scale / parts <= to; scale *= 10) {
    for (const factor of [1, 2, 5]) {
      const value = (factor * scale) / parts;
      if (value >= from * (1 - 1e-9) && value <= to * (1 + 1e-9)) ticks.push({ value, label: String(value) });
    }
  }
  const powers = ticks.filter(({ label }) => /^0?\.?0*10*$/.test(label));
  const shown = ticks.length > 10 && powers.length > 1 ? powers : ticks;
  return shown.map(({ value, label }) => ({
    value,
    label: /e/.test(label) || value >= LONG ? powerLabel(value) : label,
  }));
}

/** Of values that differ in their last bits alone there are no steps between: counting them would never end. */
function isWide(from: number, to: number): boolean {
  return to - from > 1e-13 * Math.max(Math.abs(from), Math.abs(to));
}

/** The smallest span that holds all values, with a margin on both sides; never of width zero. */
export function spanOf(values: readonly number[], margin = 0.05): Span {
  const finite = values.filter(Number.isFinite);
  const [low, high] = [minimum(finite), maximum(finite)];
  if (finite.length === 0) return { from: 0, to: 1 };
  if (!isWide(low, high)) {
    const half = low === 0 ? 1 : Math.abs(low) * 0.05;
    return { from: low - half, to: low + half };
  }
  return { from: low - (high - low) * margin, to: high + (high - low) * margin };
}

/** As Math.min, without its limit on the number of arguments; infinite for an empty list. */
export function minimum(values: readonly number[]): number {
  return values.reduce((least, value) => (value < least ? value : least), Infinity);
}

export function maximum(values: readonly number[]): number {
  return values.reduce((most, value) => (value > most ? value : most), -Infinity);
}

/** px. */
const TICK_SIZE = 12;
const LABEL_GAP = 6;

/** The ticks whose labels can stand side by side: every one, or every second, third …, the one at zero among them. */
export function apart(ticks: readonly Tick[], scale: Scale): readonly Tick[] {
  const half = (label: string): number => textWidth(label, TICK_SIZE) / 2;
  for (let every = 1; every < ticks.length; every++) {
    const zero = ticks.findIndex(({ value }) => value === 0);
    const shown = ticks.filter((_, i) => (i - Math.max(zero, 0)) % every === 0);
    const fits = shown.every((tick, i) => {
      const next = shown[i + 1];
      if (next === undefined) return true;
      const room = Math.abs(scale(next.value) - scale(tick.value));
      return room >= half(tick.label) + half(next.label) + LABEL_GAP;
    });
    if (fits) return shown;
  }
  return ticks.slice(0, 1);
}

/** Vertical grid lines with their labels below, and the axis title under them. */
export function bottomAxis(
  ticks: readonly Tick[],
  place: { scale: Scale; top: number; bottom: number; title: string; middle: number },
): string[] {
  const { scale, top, bottom, title, middle } = place;
  return [
    ...ticks.map(({ value }) => line([scale(value), top], [scale(value), bottom], 'grid')),
    ...apart(ticks, scale).map(({ value, label }) => {
      const half = textWidth(label, TICK_SIZE) / 2;
      // A label under the edge of the picture would be cut off.
      const x = Math.max(half, Math.min(WIDTH - half, scale(value)));
      return text(label, { x, y: bottom + 17, class: 'tick', anchor: 'middle' });
    }),
    text(title, { x: middle, y: bottom + 37, class: 'note', anchor: 'middle' }),
  ];
}

/** Horizontal grid lines with their labels on the left. */
export function leftAxis(ticks: readonly Tick[], place: { scale: Scale; left: number; right: number }): string[] {
  const { scale, left, right } = place;
  return [
    ...ticks.map(({ value }) => line([left, scale(value)], [right, scale(value)], 'grid')),
    ...ticks.map(({ value, label }) => text(label, { x: left - 7, y: scale(value) + 4, class: 'tick', anchor: 'end' })),
  ];
}
