/** Midranks that survive rounding: values equal up to 1e-12 of the largest share a rank. */
import { sorted } from './moments.js';

/**
 * Ranks from 1, ties at their mean rank, with the sizes of the groups of ties (1 for a value alone).
 *
 * @param options.rounding relative difference up to which values are ties; 1e-12 by default, 0 for plain comparison
 * @returns ranks from 1, and how many values share each
 * @example
 * midranks([10, 20, 20]).ranks; // [1, 2.5, 2.5]
 */
export function midranks(
  values: readonly number[],
  { rounding = 1e-12 }: { rounding?: number } = {},
): { ranks: number[]; tieSizes: number[] } {
  const ascending = sorted(values);
  const tolerance = rounding * values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const ordered = new Float64Array(ascending.length);
  const tieSizes: number[] = [];
  for (let from = 0; from < ascending.length;) {
    let to = from + 1;
    while (to < ascending.length && ascending[to]! - ascending[to - 1]! <= tolerance) to++;
    ordered.fill((from + to + 1) / 2, from, to);
    tieSizes.push(to - from);
    from = to;
  }
  return { ranks: values.map((value) => ordered[placeOf(value, ascending)]!), tieSizes };
}

/**
 * The first place of a value among sorted numbers. Sorting numbers and searching them takes a third of the time of sorting
 * places.
 */
export function placeOf(value: number, ascending: Float64Array): number {
  let [from, to] = [0, ascending.length - 1];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (ascending[middle]! < value) from = middle + 1;
    else to = middle;
  }
  return from;
}

/**
 * The sum of the ranks of the first sample among both, and Σ (t³ − t) of all: by walking through both in order, which takes a
 * fifth of the time of ranking each value.
 */
export function rankSumOf(x: readonly number[], y: readonly number[]): { sum: number; ties: number } {
  const [a, b] = [sorted(x), sorted(y)];
  const tolerance = 1e-12 * Math.max(largest(a), largest(b));
  let [i, j, sum, ties] = [0, 0, 0, 0];
  while (i < a.length || j < b.length) {
    const [from, own] = [i + j, i];
    for (let last = NaN; i < a.length || j < b.length;) {
      const isFirst = j >= b.length || a[i]! <= b[j]!;
      const next = isFirst ? a[i]! : b[j]!;
      if (next - last > tolerance) break;
      if (isFirst) i++;
      else j++;
      last = next;
    }
    const tied = i + j - from;
    sum += (i - own) * (from + (tied + 1) / 2);
    ties += tied * tied * tied - tied;
  }
  return { sum, ties };
}

/** In size, of values in ascending order. */
function largest(ascending: Float64Array): number {
  return ascending.length === 0 ? 0 : Math.max(Math.abs(ascending[0]!), Math.abs(ascending.at(-1)!));
}

/** Σ (t³ − t) over groups of ties: what rank tests subtract. */
export function tieTerm(tieSizes: readonly number[]): number {
  return tieSizes.reduce((total, t) => total + (t * t * t - t), 0);
}
