/** p-values adjusted for the size of their family. Every function keeps the order of its input. Knows p-values only. */
import { expm1, log1p } from '../base/math.js';

/**
 * p × m, at most 1: the plainest control of the family-wise error.
 * @returns adjusted p-values, in the given order
 * @see Dunn (1961)
 * @example
 * bonferroni([0.01, 0.04, 0.03]); // [0.03, 0.12, 0.09]
 */
export function bonferroni(pValues: readonly number[]): number[] {
  return pValues.map((p) => Math.min(1, p * pValues.length));
}

/**
 * 1 − (1 − p)^m: for independent tests.
 * @returns adjusted p-values, in the given order
 * @see Šidák (1967)
 * @example
 * sidak([0.01, 0.04]); // [0.0199, 0.0784]
 */
export function sidak(pValues: readonly number[]): number[] {
  return pValues.map((p) => anyOf(p, pValues.length));
}

/**
 * Step-down Bonferroni: family-wise error under any dependence.
 * @returns adjusted p-values, in the given order
 * @see Holm (1979)
 * @example
 * holm([0.01, 0.04, 0.03]); // [0.03, 0.06, 0.06]
 */
export function holm(pValues: readonly number[]): number[] {
  return stepDown(pValues, (p, remaining) => p * remaining);
}

/**
 * Step-down Šidák.
 * @returns adjusted p-values, in the given order
 * @see Holm (1979)
 * @example
 * holmSidak([0.01, 0.04]); // [0.0199, 0.04]
 */
export function holmSidak(pValues: readonly number[]): number[] {
  return stepDown(pValues, anyOf);
}

/**
 * Step-up counterpart of Holm, for independent or positively dependent tests.
 * @returns adjusted p-values, in the given order
 * @see Hochberg (1988)
 * @example
 * hochberg([0.01, 0.04, 0.03]); // [0.03, 0.04, 0.04]
 */
export function hochberg(pValues: readonly number[]): number[] {
  return stepUp(pValues, (p, rank, m) => p * (m - rank + 1));
}

/**
 * False discovery rate, independent or positively dependent tests.
 * @returns adjusted p-values, in the given order
 * @see Benjamini & Hochberg (1995)
 * @example
 * benjaminiHochberg([0.01, 0.04, 0.03]); // [0.03, 0.04, 0.04]
 */
export function benjaminiHochberg(pValues: readonly number[]): number[] {
  return stepUp(pValues, (p, rank, m) => (p * m) / rank);
}

/**
 * False discovery rate under any dependence.
 * @returns adjusted p-values, in the given order
 * @see Benjamini & Yekutieli (2001)
 * @example
 * benjaminiYekutieli([0.01, 0.04]); // [0.03, 0.06]
 */
export function benjaminiYekutieli(pValues: readonly number[]): number[] {
  const harmonic = pValues.reduce((total, _, i) => total + 1 / (i + 1), 0);
  return stepUp(pValues, (p, rank, m) => (p * m * harmonic) / rank);
}

/**
 * Closed testing with Simes' test: the most powerful of the family here.
 * @returns adjusted p-values, in the given order
 * @see Hommel (1988); Wright (1992)
 * @example
 * hommel([0.01, 0.04, 0.03]); // [0.03, 0.04, 0.04]
 */
export function hommel(pValues: readonly number[]): number[] {
  const order = ascendingOrder(pValues);
  const m = pValues.length;
  const p = order.map((i) => pValues[i]!);
  const adjusted = [...p];
  for (let size = m; size > 1; size--) {
    const upper = p.slice(m - size + 1);
    const simes = Math.min(...upper.map((value, i) => (size * value) / (i + 2)));
    for (let i = 0; i < m; i++) {
      const bound = i > m - size ? simes : Math.min(simes, size * p[i]!);
      adjusted[i] = Math.max(adjusted[i]!, bound);
    }
  }
  return inOrder(
    adjusted.map((value) => Math.min(1, value)),
    order,
  );
}

/** 1 − (1 − p)^m, exact for small p. */
function anyOf(p: number, m: number): number {
  return p >= 1 ? 1 : -expm1(m * log1p(-p));
}

function stepDown(pValues: readonly number[], adjust: (p: number, remaining: number) => number): number[] {
  const order = ascendingOrder(pValues);
  let least = 0;
  const adjusted = order.map((at, step) => {
    least = Math.min(1, Math.max(least, adjust(pValues[at]!, order.length - step)));
    return least;
  });
  return inOrder(adjusted, order);
}

function stepUp(pValues: readonly number[], adjust: (p: number, rank: number, m: number) => number): number[] {
  const order = ascendingOrder(pValues);
  let most = 1;
  const adjusted = new Array<number>(order.length);
  for (let step = order.length - 1; step >= 0; step--) {
    most = Math.min(most, adjust(pValues[order[step]!]!, step + 1, order.length));
    adjusted[step] = most;
  }
  return inOrder(adjusted, order);
}

function ascendingOrder(pValues: readonly number[]): number[] {
  if (!pValues.every((p) => p >= 0 && p <= 1)) throw new RangeError('a p-value lies between 0 and 1');
  return pValues.map((_, i) => i).sort((a, b) => pValues[a]! - pValues[b]! || a - b);
}

function inOrder(values: readonly number[], order: readonly number[]): number[] {
  const result = new Array<number>(values.length);
  order.forEach((at, step) => (result[at] = values[step]!));
  return result;
}
