/** Midranks that survive rounding: values equal up to 1e-12 of the largest share a rank. */

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
  const order = values.map((_, i) => i).sort((a, b) => values[a]! - values[b]!);
  const tolerance = rounding * values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const ranks = new Array<number>(values.length);
  const tieSizes: number[] = [];
  for (let from = 0; from < order.length;) {
    let to = from + 1;
    while (to < order.length && values[order[to]!]! - values[order[to - 1]!]! <= tolerance) to++;
    for (let at = from; at < to; at++) ranks[order[at]!] = (from + to + 1) / 2;
    tieSizes.push(to - from);
    from = to;
  }
  return { ranks, tieSizes };
}

/** Σ (t³ − t) over groups of ties: what rank tests subtract. */
export function tieTerm(tieSizes: readonly number[]): number {
  return tieSizes.reduce((total, t) => total + (t * t * t - t), 0);
}
