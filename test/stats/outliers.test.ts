import { describe, expect, it } from 'vitest';

import { binomialReference, outlierRate, severeOutliers } from '../../src/stats/index.js';

describe('severe outliers', () => {
  const steady = [0.5, 0.51, 0.52, 0.53, 0.54, 0.55, 0.56, 0.57];

  it('are values beyond three interquartile ranges', () => {
    // quartiles .5175 and .5525: limits .4125 and .6575
    expect(severeOutliers([...steady, 24.1])).toEqual([8]);
    expect(severeOutliers([...steady, 0.64])).toEqual([]);
  });

  it('have a rate with its own interval', () => {
    const rate = outlierRate([...steady, 24.1], { level: 0.95 });
    expect(rate).toMatchObject({ point: 1 / 9, n: 9, method: 'wilson' });
    expect(rate.low).toBeGreaterThan(0);
    expect(rate.high).toBeLessThan(0.5);
  });

  it('are none in constant runs', () => {
    expect(severeOutliers([0.9, 0.9, 0.9, 0.9, 0.9])).toEqual([]);
  });
});

it('the binomial reference shrinks with the share of rows that are tested', () => {
  expect(binomialReference(0.7, { testRows: 400, rows: 2000 })).toBeCloseTo(
    Math.sqrt((0.21 / 400) * (1600 / 1999)),
    14,
  );
  expect(binomialReference(0.7, { testRows: 2000, rows: 2000 })).toBe(0);
  expect(() => binomialReference(1.2, { testRows: 1, rows: 2 })).toThrow(RangeError);
});
