/**
 * Counts over all pairs of two samples, or of one, by sorting: half a million scores have more pairs than anyone can walk
 * through. What counts as a tie is the same as in a walk over the pairs.
 */

import { sorted } from './moments.js';
import { placeOf } from './ranks.js';

/** Scores closer than this, relative to their size, are ties: accuracies k/m differ by rounding. */
const TIE = 1e-12;

export type Better = 'higher' | 'lower';

/**
 * 1 if the first score is better, 0 if it is worse, ½ for a tie. A failed run stands as ±Infinity on its bad side
 * (`failuresLast`), and two failed runs tie.
 */
export function winOf(first: number, second: number, better: Better): number {
  if (first === second) return 0.5;
  const ahead = better === 'higher' ? first - second : second - first;
  if (Math.abs(ahead) <= TIE * Math.max(Math.abs(first), Math.abs(second)) && Number.isFinite(ahead)) return 0.5;
  return ahead > 0 ? 1 : 0;
}

/** Whether two scores are `delta` or more apart, give or take rounding. */
export function liesApart(first: number, second: number, delta: number): boolean {
  return Math.abs(first - second) >= delta - TIE * Math.max(Math.abs(first), Math.abs(second));
}

/** Of each score of its own: how many of the others it beats, ties counted half. @param own without NaN; infinite scores are failed runs */
export function winsOfEach(own: readonly number[], others: readonly number[], better: Better): readonly number[] {
  return inPlace(own, { better, count: (ordered) => winsInOrder(ordered, ordering(others, better), better) });
}

/** The same in all. */
export function winsInAll(own: readonly number[], others: readonly number[], better: Better): number {
  return total(winsInOrder(ordering(own, better), ordering(others, better), better));
}

/** Of each score, how many of the others lie `delta` or more from it. @param scores finite */
export function apartOfEach(scores: readonly number[], delta: number): readonly number[] {
  return inPlace(scores, { better: 'higher', count: (ordered) => apartInOrder(ordered, delta) });
}

/** Pairs of scores that lie `delta` or more apart. @param scores finite */
export function pairsApart(scores: readonly number[], delta: number): number {
  return total(apartInOrder(ordering(scores, 'higher'), delta)) / 2;
}

/** From the worst to the best. */
function ordering(scores: readonly number[], better: Better): Float64Array {
  const ascending = sorted(scores);
  return better === 'higher' ? ascending : ascending.slice().reverse();
}

function winsInOrder(own: Float64Array, others: Float64Array, better: Better): Float64Array {
  let [worse, upTo] = [0, 0];
  return own.map((score) => {
    while (worse < others.length && winOf(score, others[worse]!, better) === 1) worse++;
    upTo = Math.max(upTo, worse);
    while (upTo < others.length && winOf(score, others[upTo]!, better) === 0.5) upTo++;
    return worse + (upTo - worse) / 2;
  });
}

function apartInOrder(ascending: Float64Array, delta: number): Float64Array {
  const n = ascending.length;
  let [below, above] = [0, 0];
  return ascending.map((score, place) => {
    while (below < place && liesApart(ascending[below]!, score, delta)) below++;
    above = Math.max(above, place + 1);
    while (above < n && !liesApart(ascending[above]!, score, delta)) above++;
    return below + n - above;
  });
}

/** Counts of ordered scores, back in the places of the scores: equal scores have equal counts. */
function inPlace(
  scores: readonly number[],
  { better, count }: { better: Better; count: (ordered: Float64Array) => Float64Array },
): readonly number[] {
  const [ascending, counts] = [sorted(scores), count(ordering(scores, better))];
  const last = counts.length - 1;
  return scores.map((score) => {
    const place = placeOf(score, ascending);
    return counts[better === 'higher' ? place : last - place]!;
  });
}

function total(counts: Float64Array): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
