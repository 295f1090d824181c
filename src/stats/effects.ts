/** Sizes of effects, free of units. */
import { mean, standardDeviation } from './moments.js';
import { differences } from './pairs.js';
import { midranks } from './ranks.js';
import { pooledSd } from './tests-of-means.js';

/**
 * P(X > Y) + ½ P(X = Y) over all pairs of independent samples.
 * @returns a probability, from 0 to 1
 * @see Vargha & Delaney (2000)
 * @example
 * probabilityOfSuperiority([3, 4, 5], [1, 4, 2]); // 0.83333
 */
export function probabilityOfSuperiority(x: readonly number[], y: readonly number[]): number {
  const { ranks } = midranks([...x, ...y]);
  const total = ranks.slice(0, x.length).reduce((sum, rank) => sum + rank, 0);
  return (total - (x.length * (x.length + 1)) / 2) / (x.length * y.length);
}

/**
 * Cliff's δ = P(X > Y) − P(X < Y), from −1 to 1.
 * @returns a number without unit
 * @see Cliff (1993)
 * @example
 * cliffsDelta([3, 4, 5], [1, 4, 2]); // 0.66667
 */
export function cliffsDelta(x: readonly number[], y: readonly number[]): number {
  return 2 * probabilityOfSuperiority(x, y) - 1;
}

/**
 * Cohen's d: difference of means over the pooled SD.
 * @returns a number of SDs
 * @see Cohen (1988)
 * @example
 * cohensD([3, 4, 5], [1, 4, 2]); // 1.2910
 */
export function cohensD(x: readonly number[], y: readonly number[]): number {
  return (mean(x) - mean(y)) / pooledSd(x, y);
}

/**
 * Hedges' g: Cohen's d with the exact correction Γ(m/2) / (√(m/2) Γ((m−1)/2)).
 * @returns a number of SDs
 * @see Hedges (1981)
 * @example
 * hedgesG([3, 4, 5], [1, 4, 2]); // 1.0301
 */
export function hedgesG(x: readonly number[], y: readonly number[]): number {
  const m = x.length + y.length - 2;
  return (cohensD(x, y) * gammaRatio(m)) / Math.sqrt(m / 2);
}

/**
 * Mean of x − y over the SD of the differences.
 * @returns a number of SDs of the difference
 * @see Cohen (1988)
 * @example
 * cohensDz([3, 4, 5], [1, 3, 2]); // 2
 */
export function cohensDz(x: readonly number[], y: readonly number[]): number {
  const d = differences(y, x);
  return mean(d) / standardDeviation(d);
}

/** Γ(m/2) / Γ((m−1)/2) for whole m ≥ 2, from ratio(m) · ratio(m+1) = (m−1)/2 and ratio(2) = 1/√π. */
function gammaRatio(m: number): number {
  let ratio = 0.5641895835477563;
  for (let k = 2; k < m; k++) ratio = (k - 1) / 2 / ratio;
  return ratio;
}
