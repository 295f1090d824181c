import { describe, expect, it } from 'vitest';
import { collectCurves } from '../../src/analysis/learning-curves.js';

/** Curves that end after so many kept epochs each. */
function summarized(lengths: readonly number[]): readonly number[] {
  const curves = collectCurves(lengths.length);
  for (const length of lengths) {
    const losses = Array.from({ length }, (_, epoch) => 1 / (epoch + 1));
    curves.add({ train: losses, validation: losses });
  }
  return curves.summarize().train.epochs;
}

describe('a learning curve over runs', () => {
  it('goes on as long as half of the runs are still training', () => {
    expect(summarized([2, 2, 6, 6])).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('ends where fewer than half are', () => {
    expect(summarized([2, 2, 2, 6, 6])).toEqual([1, 2]);
    expect(summarized([3, 3, 6])).toEqual([1, 2, 3]);
  });

  it('holds the middle 80 % of the runs that still train', () => {
    const curves = collectCurves(11);
    for (let i = 0; i <= 10; i++) curves.add({ train: [i], validation: [10 * i] });
    const { train, validation } = curves.summarize();
    expect(train).toMatchObject({ median: [5], low: [1], high: [9] });
    expect(validation).toMatchObject({ median: [50], low: [10], high: [90] });
  });
});
