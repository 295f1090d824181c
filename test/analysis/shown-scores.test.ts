import { describe, expect, it } from 'vitest';
import { shownScores } from '../../src/analysis/shown-scores.js';
import type { PooledScore } from '../../src/analysis/scores.js';

/** Scores of `splits` splits with `seeds` each, by their place; the lowest and the highest stand where asked. */
function made({ splits, seeds }: { splits: number; seeds: number }, ends: Readonly<Record<number, number>> = {}) {
  const scores = Array.from({ length: splits }, (_, split) =>
    Array.from({ length: seeds }, (_, seed) => ends[split * seeds + seed] ?? 0.5 + ((split * 7 + seed * 3) % 11) / 100),
  );
  const pooled = scores.flatMap((block, split) =>
    block.map((value, seed) => ({ split, seed, metrics: { accuracy: value } })),
  );
  return { scores, pooled };
}

describe('the scores that are drawn', () => {
  it('are all of them up to 20,000, in their order, without what is none', () => {
    const { scores, pooled } = made({ splits: 2, seeds: 2 });
    const gap = { split: 9, seed: 0, metrics: { accuracy: null } } as unknown as PooledScore;
    const nothing = { split: 9, seed: 1, metrics: { accuracy: Infinity } } as unknown as PooledScore;
    expect(shownScores([gap, ...pooled, nothing], { metric: 'accuracy', scores })).toEqual({
      scores: [
        { split: 0, seed: 0, value: scores[0]![0] },
        { split: 0, seed: 1, value: scores[0]![1] },
        { split: 1, seed: 0, value: scores[1]![0] },
        { split: 1, seed: 1, value: scores[1]![1] },
      ],
    });
    expect(shownScores([], { metric: 'accuracy', scores: made({ splits: 200, seeds: 100 }).scores })).toEqual({
      scores: [],
    });
  });

  it('are one of so many above that, with both ends and the mean of each score’s block', () => {
    const { scores, pooled } = made({ splits: 300, seeds: 70 }, { 12: 0.9, 33: 0.1 });
    const { oneOf, scores: drawn } = shownScores(pooled, { metric: 'accuracy', scores });
    expect(oneOf).toBe(11);
    expect(drawn).toHaveLength(Math.ceil(21_000 / 11) + 1);
    expect(drawn.slice(0, 2).map(({ split, seed }) => [split, seed])).toEqual([
      [0, 0],
      [0, 11],
    ]);
    // The 33rd is one of those that are drawn anyhow; the 12th is not.
    expect(drawn.filter(({ value }) => value === 0.1)).toHaveLength(1);
    expect(drawn.at(-1)).toMatchObject({ split: 0, seed: 12, value: 0.9 });
    const mean = scores[0]!.reduce((sum, value) => sum + value, 0) / 70;
    expect((drawn[0] as { blockMean?: number }).blockMean).toBeCloseTo(mean, 12);
    expect(Object.keys(drawn.at(-1)!).sort()).toEqual(['blockMean', 'seed', 'split', 'value']);
  });
});
