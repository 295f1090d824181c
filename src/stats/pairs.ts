/** Quantities of two lists of numbers that intervals and tests share. */
import { mean, sum, variance } from './moments.js';

/**
 * Pearson's correlation of paired values; NaN if either has no spread.
 * @returns from −1 to 1
 * @example
 * correlation([1, 2, 3, 4], [2, 3, 5, 4]); // 0.80000
 */
export function correlation(x: readonly number[], y: readonly number[]): number {
  const [centreX, centreY] = [mean(x), mean(y)];
  const cross = sum(x.map((value, i) => (value - centreX) * (y[i]! - centreY)));
  return cross / (x.length - 1) / Math.sqrt(variance(x) * variance(y));
}

/**
 * Standard error and Welch–Satterthwaite degrees of freedom of a difference of two independent means.
 * @example
 * welchError([1, 2, 3], [4, 6, 8, 9]).df; // 4.3661
 */
export function welchError(x: readonly number[], y: readonly number[]): { error: number; df: number } {
  return welchSatterthwaite([variance(x) / x.length, x.length - 1], [variance(y) / y.length, y.length - 1]);
}

/**
 * The same from two squared standard errors with their degrees of freedom.
 * @example
 * welchSatterthwaite([0.5, 9], [0.1, 4]).df; // 11.890
 */
export function welchSatterthwaite(
  [squaredX, dfX]: readonly [number, number],
  [squaredY, dfY]: readonly [number, number],
): { error: number; df: number } {
  const total = squaredX + squaredY;
  const df = (total * total) / ((squaredX * squaredX) / dfX + (squaredY * squaredY) / dfY);
  return { error: Math.sqrt(total), df };
}

/**
 * y − x, block by block.
 * @returns in the values' own unit
 * @throws {RangeError} if lengths differ
 * @example
 * differences([1, 2], [4, 6]); // [3, 4]
 */
export function differences(x: readonly number[], y: readonly number[]): number[] {
  if (x.length !== y.length) throw new RangeError(`pairs need equal lengths, not ${x.length} and ${y.length}`);
  return x.map((value, i) => y[i]! - value);
}

/**
 * Large-sample standard error of log(SD(x) / SD(y)) of paired values, from the influence function
 * ψ = ½ (u²/var(x) − v²/var(y)) with u and v the offsets from the means.
 * @example
 * logSdRatioStandardError([1, 5, 9, 2, 8], [3, 4, 6, 3, 5]); // 0.11808
 */
export function logSdRatioStandardError(x: readonly number[], y: readonly number[]): number {
  const n = x.length;
  const shares = (values: readonly number[]): number[] => {
    const [centre, spread] = [mean(values), ((n - 1) / n) * variance(values)];
    return values.map((value) => ((value - centre) * (value - centre)) / spread / 2);
  };
  return Math.sqrt(variance(differences(shares(y), shares(x))) / n);
}
