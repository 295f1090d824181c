/** A point with its interval, as every figure draws it: a dot on a whisker, arrows where the interval leaves the axis. */
import type { Estimate } from '../../base/estimate.js';
import type { Scale, Span } from './axis.js';
import { element, line } from './svg.js';

export interface MarkPlace {
  readonly scale: Scale;
  /** The part of the axis that is drawn, in values. */
  readonly domain: Span;
  readonly y: number;
  readonly thin?: boolean;
}

/** Nothing for an undefined point; the point alone where there is no interval. */
export function horizontalInterval({ point, low, high }: Estimate, { scale, domain, y, thin }: MarkPlace): string {
  if (point === null) return '';
  const clamp = (value: number): number => Math.min(domain.to, Math.max(domain.from, value));
  const stroke = thin === true ? 'whisker thin' : 'whisker';
  const parts: string[] = [];
  if (low !== null && high !== null) {
    const [left, right] = [scale(clamp(low)), scale(clamp(high))];
    parts.push(line([left, y], [right, y], stroke));
    if (low < domain.from) parts.push(arrow(left, y, -1));
    if (high > domain.to) parts.push(arrow(right, y, 1));
  }
  if (point >= domain.from && point <= domain.to) parts.push(dot(scale(point), y, thin === true));
  return parts.join('');
}

/** The same, upright. */
export function verticalInterval(
  { point, low, high }: Estimate,
  { scale, domain, x }: { scale: Scale; domain: Span; x: number },
): string {
  if (point === null) return '';
  const clamp = (value: number): number => Math.min(domain.to, Math.max(domain.from, value));
  const parts: string[] = [];
  if (low !== null && high !== null) {
    const [bottom, top] = [scale(clamp(low)), scale(clamp(high))];
    parts.push(line([x, bottom], [x, top], 'whisker'));
    if (low < domain.from) parts.push(upright(x, bottom, 1));
    if (high > domain.to) parts.push(upright(x, top, -1));
  }
  if (point >= domain.from && point <= domain.to) parts.push(dot(x, scale(point), false));
  return parts.join('');
}

function dot(x: number, y: number, thin: boolean): string {
  return element('circle', { cx: x, cy: y, r: thin ? 3.5 : 4.5, class: thin ? 'mark thin' : 'mark' });
}

function arrow(x: number, y: number, direction: 1 | -1): string {
  const back = x - direction * 7;
  return element('path', {
    d: `M${x.toFixed(2)} ${y.toFixed(2)}L${back.toFixed(2)} ${(y - 4).toFixed(2)}V${(y + 4).toFixed(2)}Z`,
    class: 'mark',
  });
}

function upright(x: number, y: number, direction: 1 | -1): string {
  const back = y - direction * 7;
  return element('path', {
    d: `M${x.toFixed(2)} ${y.toFixed(2)}L${(x - 4).toFixed(2)} ${back.toFixed(2)}H${(x + 4).toFixed(2)}Z`,
    class: 'mark',
  });
}
