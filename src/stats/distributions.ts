/**
 * Quantiles and tail areas of the four distributions that intervals and tests rest on. Knows numbers only.
 *
 * simple-statistics is not exact enough here (its probit is off by 3.5e-3), so these come from @stdlib, whose tables
 * hold to 1e-15; the normal quantile gets one Newton step because that library is 2e-9 off in the far tail.
 */
import chiSquareQuantile from '@stdlib/stats-base-dists-chisquare-quantile';
import fCdfOf from '@stdlib/stats-base-dists-f-cdf';
import fQuantileOf from '@stdlib/stats-base-dists-f-quantile';
import normalCdfOf from '@stdlib/stats-base-dists-normal-cdf';
import normalQuantileOf from '@stdlib/stats-base-dists-normal-quantile';
import tCdfOf from '@stdlib/stats-base-dists-t-cdf';
import tQuantileOf from '@stdlib/stats-base-dists-t-quantile';

import { exp } from '../base/math.js';

const SQRT_2PI = 2.5066282746310002;

/** Standard normal density. */
export function normalDensity(x: number): number {
  return exp((-x * x) / 2) / SQRT_2PI;
}

/**
 * P(Z ≤ x) for a standard normal Z.
 * @returns a probability, from 0 to 1
 * @see Johnson, Kotz & Balakrishnan (1994, 1995), Continuous Univariate Distributions
 * @example
 * normalCdf(1.96); // 0.97500
 */
export function normalCdf(x: number): number {
  return normalCdfOf(x, 0, 1);
}

/**
 * The x with P(Z ≤ x) = p; ∓Infinity at p = 0 and 1.
 * @returns a number without unit
 * @see Johnson, Kotz & Balakrishnan (1994, 1995), Continuous Univariate Distributions
 * @example
 * normalQuantile(0.975); // 1.9600
 */
export function normalQuantile(p: number): number {
  if (p > 0.5) return -normalQuantile(1 - p);
  const x = normalQuantileOf(p, 0, 1);
  return Number.isFinite(x) ? x - (normalCdf(x) - p) / normalDensity(x) : x;
}

/**
 * P(T ≤ x) for Student's t with `df` > 0 degrees of freedom (any real).
 * @returns a probability, from 0 to 1
 * @see Johnson, Kotz & Balakrishnan (1994, 1995), Continuous Univariate Distributions
 * @example
 * tCdf(2, 10); // 0.96331
 */
export function tCdf(x: number, df: number): number {
  return tCdfOf(x, df);
}

/**
 * The x with P(T ≤ x) = p.
 * @returns a number without unit
 * @see Johnson, Kotz & Balakrishnan (1994, 1995), Continuous Univariate Distributions
 * @example
 * tQuantile(0.975, 9); // 2.2622
 */
export function tQuantile(p: number, df: number): number {
  return tQuantileOf(p, df);
}

/**
 * P(|T| ≥ |t|): the two-sided p-value.
 * @returns a probability, from 0 to 1
 * @see Johnson, Kotz & Balakrishnan (1994, 1995), Continuous Univariate Distributions
 * @example
 * tTwoSided(2.262, 9); // 0.050013
 */
export function tTwoSided(t: number, df: number): number {
  return Math.min(1, 2 * tCdfOf(-Math.abs(t), df));
}

/**
 * The x with P(X ≤ x) = p for χ² with `df` degrees of freedom.
 * @returns a number without unit
 * @see Johnson, Kotz & Balakrishnan (1994, 1995), Continuous Univariate Distributions
 * @example
 * chiSquaredQuantile(0.2, 9); // 5.3801
 */
export function chiSquaredQuantile(p: number, df: number): number {
  return chiSquareQuantile(p, df);
}

/**
 * P(X ≥ x) for χ² with a whole number of degrees of freedom, by the finite series.
 *
 * @returns a probability, from 0 to 1
 * @throws {RangeError} if df is not a whole number ≥ 1
 * @see Abramowitz & Stegun (1964), 26.4.4 and 26.4.5
 * @example
 * chiSquaredUpperTail(3.84, 1); // 0.050044
 */
export function chiSquaredUpperTail(x: number, df: number): number {
  if (!Number.isInteger(df) || df < 1) throw new RangeError(`df must be a whole number from 1, not ${df}`);
  if (x <= 0) return 1;
  const root = Math.sqrt(x);
  const odd = df % 2 === 1;
  let term = odd ? (2 * normalDensity(root)) / root : exp(-x / 2);
  let total = odd ? 2 * normalCdf(-root) : term;
  for (let k = odd ? 1 : 2; k < df; k += 2) {
    term *= x / k;
    total += term;
  }
  return Math.min(1, total);
}

/**
 * The x with P(F ≤ x) = p for F with df1 and df2 degrees of freedom.
 * @returns a number without unit
 * @see Johnson, Kotz & Balakrishnan (1994, 1995), Continuous Univariate Distributions
 * @example
 * fQuantile(0.975, 4, 9); // 4.7181
 */
export function fQuantile(p: number, df1: number, df2: number): number {
  return fQuantileOf(p, df1, df2);
}

/**
 * P(F ≥ x), computed from the reciprocal so that small tails keep their digits.
 * @returns a probability, from 0 to 1
 * @see Johnson, Kotz & Balakrishnan (1994, 1995), Continuous Univariate Distributions
 * @example
 * fUpperTail(3.5, 4, 9); // 0.054839
 */
export function fUpperTail(x: number, df1: number, df2: number): number {
  return x <= 0 ? 1 : fCdfOf(1 / x, df2, df1);
}

/**
 * P(X ≤ x) for a beta variable with shapes a, b > 0 (any real), by way of F.
 * @returns a probability, from 0 to 1
 * @see Johnson, Kotz & Balakrishnan (1994, 1995), Continuous Univariate Distributions
 * @example
 * betaCdf(0.3, 2, 5); // 0.57983
 */
export function betaCdf(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  return x >= 1 ? 1 : fUpperTail((a * (1 - x)) / (b * x), 2 * b, 2 * a);
}

/**
 * The x with P(X ≤ x) = p for a beta variable with shapes a, b > 0 (any real), by way of F.
 * @returns a probability, from 0 to 1
 * @see Johnson, Kotz & Balakrishnan (1994, 1995), Continuous Univariate Distributions
 * @example
 * betaQuantile(0.975, 9, 2); // 0.97479
 */
export function betaQuantile(p: number, a: number, b: number): number {
  const f = fQuantile(p, 2 * a, 2 * b);
  return Number.isFinite(f) ? (a * f) / (b + a * f) : 1;
}
