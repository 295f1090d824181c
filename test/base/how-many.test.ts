import { describe, expect, it } from 'vitest';

import { HAS, IS, outOf } from '../../src/base/how-many.js';
import { warningsFor } from '../../src/analysis/warnings.js';
import { madeAnalysis } from '../report/made-analysis.js';

describe('one of many', () => {
  it('takes the verb of one, any other number that of many', () => {
    expect([0, 1, 2].map((some) => outOf(some, '24 runs', IS))).toEqual([
      '0 of 24 runs are',
      '1 of 24 runs is',
      '2 of 24 runs are',
    ]);
    expect(outOf(1, '3 classes', HAS)).toBe('1 of 3 classes has');
  });

  it('does so in every warning that counts', () => {
    const counted = (some: number): string => {
      const made = madeAnalysis();
      const variants = made.variants.map((variant) => ({
        ...variant,
        outliers: { ...variant.outliers, count: some },
        runs: { ...variant.runs, failed: some },
        ...(variant.training === undefined ? {} : { training: { ...variant.training, stoppedByLimit: some } }),
      }));
      const runs = { ...made.runs, missing: some };
      return warningsFor({ ...made, variants, runs, looks: 0 })
        .map(({ text }) => text)
        .join('\n');
    };
    const plural = /\b1 of \d+ \w+ (are|have|lie|were|diverged and have|failed and have)\b/;
    expect(counted(1)).not.toMatch(plural);
    expect(counted(1)).toMatch(/1 of \d+ scores lies far outside what is usual in its split/);
    expect(counted(1)).toMatch(/1 of \d+ runs is missing/);
    expect(counted(1)).toMatch(/1 of \d+ runs (diverged|failed) and has no score/);
    expect(counted(3)).toMatch(/3 of \d+ scores lie far outside what is usual in their split/);
  });
});
