/** Tests of equal spread, for readers who ask for one: reports give the interval of an SD ratio instead. */
import { ln } from '../base/math.js';
import { chiSquaredUpperTail, fUpperTail, normalQuantile, tTwoSided } from './distributions.js';
import { mean, quantile, sum, variance } from './moments.js';
import { correlation } from './pairs.js';
import { midranks } from './ranks.js';

/** A statistic with its p-value, and degrees of freedom where it has them. */
export interface SpreadTest {
  readonly statistic: number;
  readonly df: readonly number[];
  readonly p: number;
}

type Groups = readonly (readonly number[])[];

/**
 * One-way analysis of variance: F of equal means.
 * @returns the statistic, without unit, and its p-value
 * @see Fisher (1925)
 * @example
 * analysisOfVariance([[1, 2, 3], [2, 4, 6], [5, 7, 9]]).p; // 0.033209
 */
export function analysisOfVariance(groups: Groups): SpreadTest {
  const together = groups.flat();
  const [all, k, n] = [mean(together), groups.length, together.length];
  const between = sum(
    groups.map((g) => {
      const own = mean(g);
      return g.length * (own - all) * (own - all);
    }),
  );
  const within = sum(groups.map((g) => (g.length - 1) * variance(g)));
  const statistic = between / (k - 1) / (within / (n - k));
  return { statistic, df: [k - 1, n - k], p: fUpperTail(statistic, k - 1, n - k) };
}

/**
 * Analysis of variance of distances from the group medians.
 * @returns the statistic, without unit, and its p-value
 * @see Brown & Forsythe (1974)
 * @example
 * brownForsytheTest([[1, 2, 3, 4], [0, 4, 8, 12]]).p; // 0.045256
 */
export function brownForsytheTest(groups: Groups): SpreadTest {
  return analysisOfVariance(groups.map((g) => distances(g, quantile(g, 0.5))));
}

/**
 * Analysis of variance of distances from the group means.
 * @returns the statistic, without unit, and its p-value
 * @see Levene (1960)
 * @example
 * leveneTest([[1, 2, 3, 4], [0, 4, 8, 12]]).p; // 0.045256
 */
export function leveneTest(groups: Groups): SpreadTest {
  return analysisOfVariance(groups.map((g) => distances(g, mean(g))));
}

/**
 * Bartlett's test, for normal data only.
 * @returns the statistic, without unit, and its p-value
 * @see Bartlett (1937)
 * @example
 * bartlettTest([[1, 2, 3, 4], [0, 4, 8, 12]]).p; // 0.048965
 */
export function bartlettTest(groups: Groups): SpreadTest {
  const dfs = groups.map((g) => g.length - 1);
  const df = sum(dfs);
  const pooled = sum(groups.map((g, i) => dfs[i]! * variance(g))) / df;
  const numerator = df * ln(pooled) - sum(groups.map((g, i) => dfs[i]! * ln(variance(g))));
  const k = groups.length - 1;
  const statistic = numerator / (1 + (sum(dfs.map((d) => 1 / d)) - 1 / df) / (3 * k));
  return { statistic, df: [k], p: chiSquaredUpperTail(statistic, k) };
}

/**
 * Fligner–Killeen with median centring: normal scores of ranked distances. Distances are compared as doubles, as scipy
 * and R do, so that distances equal except for rounding do not tie: the statistic then depends on the last bit.
 *
 * @returns the statistic, without unit, and its p-value
 * @see Conover, Johnson & Johnson (1981)
 * @example
 * flignerKilleenTest([[1, 2, 3, 4], [0, 4, 8, 12]]).p; // 0.020793
 */
export function flignerKilleenTest(groups: Groups): SpreadTest {
  const spread = groups.map((g) => distances(g, quantile(g, 0.5)));
  const { ranks } = midranks(spread.flat(), { rounding: 0 });
  const scores = ranks.map((rank) => normalQuantile(0.5 + rank / (2 * (ranks.length + 1))));
  const all = mean(scores);
  let from = 0;
  const between = spread.map((g) => {
    const own = mean(scores.slice(from, (from += g.length)));
    return g.length * (own - all) * (own - all);
  });
  const statistic = sum(between) / variance(scores);
  return { statistic, df: [groups.length - 1], p: chiSquaredUpperTail(statistic, groups.length - 1) };
}

/**
 * F test of two variances, two-sided, for normal data only.
 * @returns the statistic, without unit, and its p-value
 * @example
 * varianceRatioTest([0, 4, 8, 12], [1, 2, 3, 4]).p; // 0.047576
 */
export function varianceRatioTest(x: readonly number[], y: readonly number[]): SpreadTest {
  const [df1, df2] = [x.length - 1, y.length - 1];
  const statistic = variance(x) / variance(y);
  const upper = fUpperTail(statistic, df1, df2);
  const lower = fUpperTail(1 / statistic, df2, df1);
  return { statistic, df: [df1, df2], p: Math.min(1, 2 * Math.min(upper, lower)) };
}

/**
 * Pitman–Morgan: correlation of sums and differences of pairs, for normal data only; statistic is t.
 * @returns the statistic, without unit, and its p-value
 * @see Pitman (1939), Morgan (1939)
 * @example
 * pitmanMorganTest([1, 5, 9, 2, 8], [3, 4, 6, 3, 5]).p; // 0.0025883
 */
export function pitmanMorganTest(x: readonly number[], y: readonly number[]): SpreadTest & { readonly r: number } {
  const r = correlation(
    x.map((value, i) => value + y[i]!),
    x.map((value, i) => value - y[i]!),
  );
  const df = x.length - 2;
  const statistic = r * Math.sqrt(df / (1 - r * r));
  return { statistic, df: [df], p: tTwoSided(statistic, df), r };
}

function distances(values: readonly number[], centre: number): number[] {
  return values.map((value) => Math.abs(value - centre));
}
