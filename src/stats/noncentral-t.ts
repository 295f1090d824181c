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
