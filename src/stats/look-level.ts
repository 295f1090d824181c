/**
 * Looking at results, running more, and looking again: how strictly a look is judged. A look is a report at a new number
 * of blocks. The first one keeps the whole level; all later ones together spend a fifth of it, so that by the union
 * bound the chance of any wrong verdict is at most that of the first look plus a fifth (one point of five), however one
 * decides when to stop. Knows numbers only.
 */
import { checkLevel } from './build-estimate.js';

/** Share of the error of the first look that all later looks have together. */
const LATER_SHARE = 0.2;

/**
 * The error that look k may make: α₁ = 1 − level, from the second look on αₖ = α₁/5 · 1/(k(k − 1)), which add up to α₁/5.
 *
 * @param look k, 1 for the first
 * @param options.level confidence level of the first look, 0.95 for 95 %
 * @returns a probability, from 0 to 1
 * @throws {RangeError} if k is not a whole number from 1, or the level is not between 0 and 1
 * @see Bauer & Köhne (1994) for levels spent at will; the sequence telescopes: 1/(k(k − 1)) = 1/(k − 1) − 1/k
 * @example
 * alphaOfLook(3, { level: 0.95 }); // 0.00166…, so the third look reads 99.83 % intervals
 */
export function alphaOfLook(look: number, { level }: { readonly level: number }): number {
  checkLevel(level);
  if (!Number.isInteger(look) || look < 1) throw new RangeError(`looks are counted from 1, not ${look}`);
  const first = 1 - level;
  return look === 1 ? first : (LATER_SHARE * first) / (look * (look - 1));
}
