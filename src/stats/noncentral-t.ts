/** The noncentral t distribution and the power of a t interval. Knows numbers only. */
import { normalCdf } from './distributions.js';
import { scalePoints } from './chi-scale.js';

/**
 * P(T ≤ x) for T = (Z + δ)/√(χ²/df): Student's t where the truth lies δ standard errors from what is tested.
 *
 * @param options.df           degrees of freedom, > 0
 * @param options.noncentrality δ, any sign
 * @returns a probability, right to 1e-10
 * @throws {RangeError} if df is not positive
 * @see Johnson, Kotz & Balakrishnan (1995), "Continuous univariate distributions 2", chapter 31
 * @example
 * noncentralTCdf(2.262157, { df: 9, noncentrality: 2 }); // 0.56875
 */
export function noncentralTCdf(
  x: number,
  { df, noncentrality }: { readonly df: number; readonly noncentrality: number },
): number {
  const slope = Math.max(Math.abs(noncentrality), Math.abs(x));
  const points = scalePoints(df, { slope: Math.min(slope, 200) });
  const total = points.reduce((sum, { scale, weight }) => sum + weight * normalCdf(x * scale - noncentrality), 0);
  return Math.min(1, Math.max(0, total));
}

/**
 * The chance that a t interval excludes "no effect": P(|T| > critical).
 *
 * @param critical half-width over standard error, > 0
 * @returns a probability, from 0 to 1
 * @see Johnson & Welch (1940)
 * @example
 * powerOfT(2.0244, { df: 38, noncentrality: 2.8 }); // 0.77895
 */
export function powerOfT(
  critical: number,
  { df, noncentrality }: { readonly df: number; readonly noncentrality: number },
): number {
  const at = (x: number): number => noncentralTCdf(x, { df, noncentrality });
  return 1 - at(critical) + at(-critical);
}

/**
 * The noncentrality with which a t interval excludes "no effect" with this power: what a fixed number of blocks can detect, in
 * standard errors.
 *
 * @param power between the interval's error and 1
 * @returns ≥ 0
 * @example
 * noncentralityFor(0.8, { critical: 2.0244, df: 38 }); // 2.8749
 */
export function noncentralityFor(
  power: number,
  { critical, df }: { readonly critical: number; readonly df: number },
): number {
  let [low, high] = [0, critical + 1];
  while (powerOfT(critical, { df, noncentrality: high }) < power) high *= 2;
  for (let step = 0; step < 50; step++) {
    const middle = (low + high) / 2;
    if (powerOfT(critical, { df, noncentrality: middle }) < power) low = middle;
    else high = middle;
  }
  return high;
}
