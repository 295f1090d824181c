/** How many more blocks would tell. Pure. */
import { chiSquaredQuantile, tQuantile } from '../../stats/index.js';
import type { Contrast } from './contrast.js';

export interface MoreBlocks {
  /** Blocks there are. */
  readonly n: number;
  /** Half-width of the interval with ten blocks more, if the spread stays as it is. */
  readonly withTenMore: number;
  /** Blocks, all counted, that settle it in at least 4 of 5 cases whatever the truth is; null beyond a million. */
  readonly toBeSure: number | null;
}

const MOST = 1_000_000;

/** Undefined where more blocks of the same table cannot help (the corrected test), or nothing is known of the spread. */
export function planMore(
  contrast: Contrast,
  { threshold, level, corrected }: { threshold: number; level: number; corrected: boolean },
): MoreBlocks | undefined {
  const { difference, se } = contrast;
  const { n } = difference;
  if (corrected || se === null || n < 3 || se === 0 || difference.method === 'z') return undefined;
  const sd = se * Math.sqrt(n);
  const upper = sd * Math.sqrt((n - 1) / chiSquaredQuantile(0.2, n - 1));
  const half = (blocks: number, spread: number): number =>
    (tQuantile((1 + level) / 2, blocks - 1) * spread) / Math.sqrt(blocks);
  let [low, high] = [2, MOST];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (half(middle, upper) <= 0.65 * threshold) high = middle;
    else low = middle + 1;
  }
  return { n, withTenMore: half(n + 10, sd), toBeSure: low >= MOST ? null : low };
}
