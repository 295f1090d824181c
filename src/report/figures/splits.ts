/** Scores by split: their means, and how far each lies from the mean of its split. */
import type { Score } from '../../analysis/analysis.js';

/** Mean score of each split, by split number. */
export function splitMeans(scores: readonly Score[]): ReadonlyMap<number, number> {
  return new Map([...valuesBySplit(scores)].map(([split, values]) => [split, meanOf(values)]));
}

/** Distance of each score from its split's mean, for splits with two scores or more. */
export function distancesWithin(scores: readonly Score[]): number[] {
  if (scores.some(({ blockMean }) => blockMean !== undefined))
    return scores.map(({ value, blockMean = value }) => value - blockMean);
  const splits = [...valuesBySplit(scores).values()].filter((values) => values.length > 1);
  return splits.flatMap((values) => {
    const mean = meanOf(values);
    return values.map((value) => value - mean);
  });
}

function valuesBySplit(scores: readonly Score[]): Map<number, number[]> {
  const splits = new Map<number, number[]>();
  for (const { split, value } of scores) {
    const values = splits.get(split);
    if (values === undefined) splits.set(split, [value]);
    else values.push(value);
  }
  return splits;
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
