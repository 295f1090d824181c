/** Jackknife over splits of the spreads of a nested design, for one variant or for the ratio of two. */
import { exp, ln } from '../base/math.js';
import type { BlockWord } from './blocks-called.js';
import { type Jackknife, jackknife } from './interval-jackknife.js';
import { mean, variance } from './moments.js';
import { nestedVariance, type NestedVariance } from './nested.js';
import { welchSatterthwaite } from './pairs.js';
import { leftOut, present, type Scores } from './scores.js';

/** `seed`: between reruns of one split; `total`: of one run on a new split. */
export type Component = 'seed' | 'total';

/** A spread or a ratio with its jackknifed logarithm. `point` is NaN where there is no spread. */
export interface NestedSpread {
  readonly point: number;
  readonly jackknife: Omit<Jackknife, 'pseudo'>;
  /** Per-split pseudo-values of the logarithm; empty for unpaired ratios. */
  readonly pseudo: readonly number[];
  /** Numbers of the splits that the pseudo-values belong to; empty for unpaired ratios. */
  readonly blocks: readonly number[];
  /** Splits it rests on: of both variants together if unpaired. */
  readonly n: number;
  /** Splits of the variant that has fewer. */
  readonly smallest: number;
  readonly leftOut?: string;
}

/** SD of one variant. A rerun SD uses the splits that carry two scores or more. */
export function nestedSd(scores: Scores, { component, ...word }: { component: Component } & BlockWord): NestedSpread {
  const blocks = scores.map((_, i) => i).filter((i) => present(scores[i]).length >= fewest(component));
  const { value, found } = logSd(
    blocks.map((i) => scores[i]!),
    component,
  );
  const n = blocks.length;
  return {
    point: exp(value),
    ...split(found),
    blocks,
    n,
    smallest: n,
    ...leftOut(scores.length - n, { of: scores.length, ...word }),
  };
}

/** SD(baseline) / SD(variant); paired: one split of both variants is left out at a time. */
export function nestedRatio(
  baseline: Scores,
  variant: Scores,
  { component, paired, ...word }: { component: Component; paired: boolean } & BlockWord,
): NestedSpread {
  const has = (split: readonly number[] | undefined): boolean => present(split).length >= fewest(component);
  const all = Math.max(baseline.length, variant.length);
  const both = Array.from({ length: all }, (_, i) => i).filter((i) => has(baseline[i]) && has(variant[i]));
  const first = logSd(paired ? both.map((i) => baseline[i]!) : baseline.filter(has), component);
  const second = logSd(paired ? both.map((i) => variant[i]!) : variant.filter(has), component);
  const point = exp(first.value - second.value);
  const [n1, n2] = [first.found.pseudo.length, second.found.pseudo.length];
  if (!paired) {
    const a = [first.found.error * first.found.error, first.found.df] as const;
    const b = [second.found.error * second.found.error, second.found.df] as const;
    const found = { value: first.found.value - second.found.value, ...welchSatterthwaite(a, b) };
    const planned = baseline.length + variant.length;
    const missing = leftOut(planned - n1 - n2, { of: planned, ...word });
    return { point, jackknife: found, pseudo: [], blocks: [], n: n1 + n2, smallest: Math.min(n1, n2), ...missing };
  }
  const pseudo = first.found.pseudo.map((value, i) => value - second.found.pseudo[i]!);
  const error = Math.sqrt(variance(pseudo) / n1);
  const found = { value: n1 === 0 ? NaN : mean(pseudo), error, df: n1 - 1, pseudo };
  return { point, ...split(found), blocks: both, n: n1, smallest: n1, ...leftOut(all - n1, { of: all, ...word }) };
}

function fewest(component: Component): number {
  return component === 'seed' ? 2 : 1;
}

function split({ pseudo, ...rest }: Jackknife): Pick<NestedSpread, 'jackknife' | 'pseudo'> {
  return { jackknife: rest, pseudo };
}

function logSd(scores: Scores, component: Component): { value: number; found: Jackknife } {
  const { all, without } = nestedVariance(scores);
  const logOf = (found: NestedVariance): number => 0.5 * ln(found[component]);
  if (all.splits === 0) return { value: NaN, found: { value: NaN, error: NaN, df: -1, pseudo: [] } };
  return { value: logOf(all), found: jackknife(logOf(all), without(logOf)) };
}
