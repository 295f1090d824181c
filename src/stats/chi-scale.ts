/**
 * The distribution of s/σ, an SD over its truth, as a short list of values with weights: what averages over an unknown SD
 * are summed with (noncentral t, Dunnett). Knows numbers only.
 */
import { exp } from '../base/math.js';

/** One value of s/σ and its share of the probability. */
export interface ScalePoint {
  readonly scale: number;
  readonly weight: number;
}

/** A share below e⁻⁴⁰ of the largest adds nothing to a double. */
const NEGLIGIBLE = 40;

/**
 * Values of √(χ²/df) with weights that add up to 1: the trapezoidal rule on ln s, whose error falls exponentially with the
 * number of values because the density there is smooth and vanishes at both ends. Its own sum is the constant, so no
 * gamma function is needed.
 *
 * @param df      degrees of freedom, > 0, any real
 * @param options.slope largest slope of what will be averaged, in units of s (a noncentrality, a critical value)
 * @throws {RangeError} if df is not positive
 * @see Trefethen & Weideman (2014), "The exponentially convergent trapezoidal rule"
 * @example
 * const mean = scalePoints(4).reduce((sum, { scale, weight }) => sum + scale * weight, 0); // 0.939986, the c₄ of 5 values
 */
export function scalePoints(df: number, { slope = 0 }: { readonly slope?: number } = {}): readonly ScalePoint[] {
  if (!(df > 0) || !Number.isFinite(df)) throw new RangeError(`degrees of freedom are positive, not ${df}`);
  const step = Math.min(0.12, 0.7 / Math.sqrt(2 * df + slope * slope));
  const depth = (u: number): number => df * (u - (exp(2 * u) - 1) / 2);
  const points: { scale: number; weight: number }[] = [];
  for (const direction of [1, -1]) {
    for (let i = direction === 1 ? 0 : 1; ; i++) {
      const u = direction * i * step;
      if (depth(u) < -NEGLIGIBLE) break;
      points.push({ scale: exp(u), weight: exp(depth(u)) });
    }
  }
  const total = points.reduce((sum, { weight }) => sum + weight, 0);
  return points.map(({ scale, weight }) => ({ scale, weight: weight / total }));
}
