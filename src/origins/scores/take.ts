/** A curve is one score: the last step, the best, the mean of the last ones, or where another column is best. Pure. */
import type { Take } from './options.js';

export interface Point {
  readonly step: number;
  readonly value: number;
  /** The column that `at-best` asks about. */
  readonly guide: number;
}

/**
 * NaN if no step has a value (for `at-best`: if no step has a finite guide).
 *
 * @param points  in the order of steps
 */
export function takeScore(
  points: readonly Point[],
  { take, better, guideBetter }: { take: Take; better: 'higher' | 'lower'; guideBetter: 'higher' | 'lower' },
): number {
  if (take.kind === 'at-best') {
    const at = bestOf(points, ({ guide }) => guide, guideBetter);
    return at === undefined ? NaN : at.value;
  }
  const there = points.filter(({ value }) => !Number.isNaN(value));
  if (there.length === 0) return NaN;
  if (take.kind === 'last') return there.at(-1)!.value;
  if (take.kind === 'best') return bestOf(there, ({ value }) => value, better)!.value;
  const last = there.slice(-take.steps);
  return last.reduce((sum, { value }) => sum + value, 0) / last.length;
}

function bestOf(
  points: readonly Point[],
  pick: (point: Point) => number,
  better: 'higher' | 'lower',
): Point | undefined {
  let best: Point | undefined;
  for (const point of points) {
    const value = pick(point);
    if (Number.isNaN(value)) continue;
    if (best === undefined || (better === 'higher' ? value > pick(best) : value < pick(best))) best = point;
  }
  return best;
}

export function takeWords(take: Take): string {
  if (take.kind === 'last') return 'the last step';
  if (take.kind === 'best') return 'the best step';
  return take.kind === 'mean' ? `the mean of the last ${take.steps} steps` : `the step at which ${take.metric} is best`;
}
