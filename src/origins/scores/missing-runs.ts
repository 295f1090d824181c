/** Runs that a paired design should have and the file has not. Pure. */
import type { Pairing, Score } from './scores.js';

/** Within a data set, every variant should have met every block and repeat that another one met. */
export function withMissing(scores: readonly Score[], { pairing }: { pairing: Pairing }): readonly Score[] {
  const variants = [...new Set(scores.map(({ variant }) => variant))];
  if (pairing === 'none' || variants.length < 2 || scores.some(({ row }) => row !== undefined)) return scores;
  const key = ({ dataSet, block, repeat }: Score): string => `${dataSet}\u0000${block}\u0000${repeat}`;
  const places = new Map<string, Score>();
  const there = new Set<string>();
  for (const score of scores) {
    if (!places.has(key(score))) places.set(key(score), score);
    there.add(`${score.variant}\u0000${key(score)}`);
  }
  const missing: Score[] = [];
  for (const [place, score] of places) {
    for (const variant of variants) {
      if (there.has(`${variant}\u0000${place}`)) continue;
      const { dataSet, block, repeat } = score;
      missing.push({ variant, dataSet, block, repeat, status: 'missing', values: score.values.map(() => NaN) });
    }
  }
  return missing.length === 0 ? scores : [...scores, ...missing];
}
