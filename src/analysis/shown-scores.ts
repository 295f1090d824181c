/** The scores of a variant that figures draw: all of them, or every so-manieth where there are too many for any picture. Pure. */
import type { Score, VariantMetric } from './analysis.js';
import type { PooledScore } from './scores.js';
import { mean, present } from '../stats/index.js';
import type { Scores } from '../stats/index.js';

/** The most dots of one variant; of more scores about this many are drawn. */
const MOST_DRAWN = 20_000;
const DRAWN_OF_MANY = 2000;

interface End extends Score {
  readonly drawn: boolean;
}

/** @param asked.scores of the same metric, in their places */
export function shownScores(
  pooled: Iterable<PooledScore>,
  { metric, scores }: { metric: string; scores: Scores },
): Pick<VariantMetric, 'scores' | 'oneOf'> {
  const there = scores.reduce((sum, block) => sum + block.filter(Number.isFinite).length, 0);
  const step = there > MOST_DRAWN ? Math.ceil(there / DRAWN_OF_MANY) : 1;
  const shown: Score[] = [];
  let place = 0;
  let [lowest, highest]: (End | undefined)[] = [];
  for (const { split, seed, metrics } of pooled) {
    const value = metrics[metric];
    if (typeof value !== 'number' || !Number.isFinite(value)) continue;
    const drawn = place++ % step === 0;
    if (drawn) shown.push({ split, seed, value });
    if (lowest === undefined || value < lowest.value) lowest = { split, seed, value, drawn };
    if (highest === undefined || value > highest.value) highest = { split, seed, value, drawn };
  }
  if (step === 1) return { scores: shown };
  // Where scores end is what a picture must not hide.
  const ends = [lowest, highest].flatMap((end): Score[] =>
    end === undefined || end.drawn ? [] : [{ split: end.split, seed: end.seed, value: end.value }],
  );
  const means = new Map<number, number>();
  const meanOf = (split: number): number => {
    const known = means.get(split) ?? mean([...present(scores[split])]);
    means.set(split, known);
    return known;
  };
  return { oneOf: step, scores: [...shown, ...ends].map((score) => ({ ...score, blockMean: meanOf(score.split) })) };
}
