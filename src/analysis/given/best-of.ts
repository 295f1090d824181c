/** The best of many settings that were chosen by looking: how much of its lead is the looking. Pure. */
import { mean, normalQuantile, standardDeviation } from '../../stats/index.js';

export interface BestOf {
  readonly variant: string;
  readonly value: number;
  readonly of: number;
  readonly mean: number;
  readonly sd: number | null;
  /**
   * What the best of so many would be if all settings were equally good and differed by luck alone, with the spread seen:
   * a normal sample's expected extreme.
   */
  readonly byLuck: number | null;
}

/** @param values one a variant: its mean, or its only score */
export function bestOf(
  values: readonly { readonly variant: string; readonly value: number }[],
  better: 'higher' | 'lower',
): BestOf | undefined {
  const [first, ...others] = values;
  if (first === undefined) return undefined;
  const sign = better === 'higher' ? 1 : -1;
  const best = others.reduce((a, b) => (sign * b.value > sign * a.value ? b : a), first);
  const all = values.map(({ value }) => value);
  const n = all.length;
  const sd = n > 1 ? standardDeviation(all) : null;
  return {
    ...best,
    of: n,
    mean: mean(all),
    sd,
    // Blom's approximation of the expected largest of n normals.
    byLuck: sd === null ? null : mean(all) + sign * sd * normalQuantile((n - 0.375) / (n + 0.25)),
  };
}
