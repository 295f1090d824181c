/** Which mutants are tried: a seeded sample, each area by its share, so that the score of the sample estimates the score of all. */
import { shuffledOrder, streamKey } from '../src/base/streams.js';
import type { Mutant } from './mutants.js';

/**
 * `size` mutants, the same for the same mutants and seed; a smaller sample is the beginning of a larger one.
 *
 * @returns them in the order in which they are tried, areas mixed
 */
export function sampleMutants(mutants: readonly Mutant[], { size, seed }: { size: number; seed: number }): Mutant[] {
  const rank = new Map<Mutant, number>();
  for (const area of new Set(mutants.map((mutant) => mutant.area))) {
    const own = mutants.filter((mutant) => mutant.area === area);
    const order = shuffledOrder(streamKey(seed, 'mutants', area), 0, own.length);
    order.forEach((at, place) => rank.set(own[at]!, (place + 0.5) / own.length));
  }
  return [...mutants].sort((a, b) => rank.get(a)! - rank.get(b)!).slice(0, size);
}
