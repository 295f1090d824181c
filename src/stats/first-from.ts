/** The smallest whole number that is enough, for conditions that stay true once they are. */

/** Most blocks that anything is searched for. */
const MOST = 1_000_000;

/**
 * The smallest whole number from `from` on with `enough(n)`, found by doubling and bisection.
 *
 * @param enough must stay true for every number above one for which it is true
 * @returns Infinity above a million
 * @example
 * firstFrom(2, (n) => n * n >= 50); // 8
 */
export function firstFrom(from: number, enough: (n: number) => boolean): number {
  let low = from - 1;
  let high = from;
  while (!enough(high)) {
    if (high >= MOST) return Infinity;
    low = high;
    high = Math.min(MOST, high * 2);
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (enough(middle)) high = middle;
    else low = middle;
  }
  return high;
}
