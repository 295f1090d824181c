import { describe, expect, it } from 'vitest';
import { rankVariants } from '../../src/analysis/ranking.js';
import { madeAnalysis } from '../report/made-analysis.js';

describe('more variants than can each be held against every other', () => {
  it('are refused in a sentence, and end in no stack or memory that is used up', () => {
    const candidates = Array.from({ length: 1000 }, (_, i) => ({
      name: `v${i}`,
      scores: [[i], [i + 1], [i + 2]],
      records: [],
    }));
    const { metrics } = madeAnalysis();
    const options = { level: 0.95, stream: () => () => 0.5 } as never;
    expect(() => rankVariants(candidates, { metric: metrics[0]!, options, comparisons: [] })).toThrow(
      '1,000 variants are to be put in order, each held against every other: 300 are the most.',
    );
  });
});
