/** The numbers that `{seed}` stands for. Pure. */
import { streamKey, words } from '../../base/streams.js';

/**
 * The first `count` seeds of a split: distinct whole numbers, 0 ≤ seed < 2³¹. The first ones never depend on how
 * many there are, so a bench can be extended; every variant gets the same.
 */
export function drawSeeds(
  experimentSeed: number,
  { count, split = 0 }: { count: number; split?: number },
): readonly number[] {
  const seen = new Set<number>();
  const source = words(streamKey(experimentSeed, 'command seed', split));
  while (seen.size < count) seen.add(source.next().value >>> 1);
  return [...seen];
}
