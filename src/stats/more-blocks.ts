/**
 * How many blocks would settle a question that is still open: two numbers. No number made from the point estimate settles it in 4
 * of 5 cases whatever the truth, so the first rests on an upper limit of the spread alone, and the second says what it
 * would take if the truth is as large as what was seen. Both read the interval of the next look. Knows numbers only.
 */
import { alphaOfLook } from './look-level.js';
import { ratioWidening } from './jackknife-width.js';
import { tQuantile } from './distributions.js';
import { firstFrom } from './first-from.js';
import { upperVariance } from './pilot-variance.js';

/** What has been seen of one comparison. */
export interface SeenSoFar {
  /** A difference, or the logarithm of an SD ratio. */
  readonly value: number;
  /** SD of one block's value: the standard error times √n. */
  readonly sd: number;
  /** Blocks so far. */
  readonly blocks: number;
}

/** How the next look will judge it. */
export interface NextLook {
  /** Level of the first look, 0.95 for 95 %. */
  readonly level: number;
  /** The number of the next look, 2 or more where one look has been taken. */
  readonly look: number;
  /** Comparisons in the family. */
  readonly comparisons: number;
  /** `log` for SD ratios, whose half-widths are widened; `plain` for differences. */
  readonly scale: 'plain' | 'log';
  /** Scores a block, on average: beside `log`. */
  readonly seeds?: number;
}

/** Share of the threshold that a half-width must reach: chosen so that 4 of 5 cases settle at every truth (simulated). */
const SURE_SHARE = 0.63;
const CASES = 0.8;

/**
 * To be sure, whatever the truth: the number of blocks, those so far included, after which at least 4 of 5 questions have
 * a verdict other than "too noisy".
 *
 * @param options.threshold > 0, in the unit of `value`; of two unequal ones the smaller
 * @returns whole blocks, more than `blocks`; Infinity above a million
 * @throws {RangeError} if the threshold is not positive, or there are fewer than two blocks
 * @example
 * blocksToBeSure({ value: 0.002, sd: 0.01, blocks: 10 }, { level: 0.95, look: 2, comparisons: 1, scale: 'plain', threshold: 0.005 });
 */
export function blocksToBeSure(seen: SeenSoFar, { threshold, ...next }: NextLook & { threshold: number }): number {
  if (!(threshold > 0)) throw new RangeError(`a threshold is positive, not ${threshold}`);
  const sd = upperSd(seen);
  return firstFrom(seen.blocks + 1, (n) => (criticalAt(n, next) * sd) / Math.sqrt(n) <= SURE_SHARE * threshold);
}

/**
 * If it is as large as seen: the number of blocks after which an effect of the size of `value` is told from none in 4 of 5 cases.
 *
 * @returns whole blocks, more than `blocks`; Infinity above a million or where nothing was seen
 * @example
 * blocksIfAsSeen({ value: 0.02, sd: 0.03, blocks: 10 }, { level: 0.95, look: 2, comparisons: 1, scale: 'plain' });
 */
export function blocksIfAsSeen(seen: SeenSoFar, next: NextLook): number {
  const [sd, size] = [upperSd(seen), Math.abs(seen.value)];
  if (size === 0) return Infinity;
  return firstFrom(
    seen.blocks + 1,
    (n) => ((criticalAt(n, next) + tQuantile(CASES, n - 1)) * sd) / Math.sqrt(n) <= size,
  );
}

function upperSd({ sd, blocks }: SeenSoFar): number {
  if (!(blocks >= 2)) throw new RangeError(`a spread needs two blocks or more, not ${blocks}`);
  return Math.sqrt(upperVariance(sd * sd, { df: blocks - 1 }));
}

/** Half-width over standard error at the next look. */
function criticalAt(n: number, { level, look, comparisons, scale, seeds = 1 }: NextLook): number {
  const t = tQuantile(1 - alphaOfLook(look, { level }) / 2 / comparisons, n - 1);
  return scale === 'log' ? ratioWidening(n, { comparisons, seeds }) * t : t;
}
