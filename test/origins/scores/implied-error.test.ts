import { describe, expect, it } from 'vitest';
import { impliedError } from '../../../src/origins/scores/implied-error.js';

/** Of ten blocks; scipy: stats.t.ppf(0.975, 9) = 2.2621571628, stats.norm.ppf(0.975) = 1.9599639845. */
const TEN = { point: 0.7, low: 0.6, high: 0.8, level: 0.95, n: 10 };
const ONE = { comparisons: 1, scale: 'share' } as const;
const NORMAL = 1.9599639845400545;

describe('the error that an interval stands for', () => {
  it('is half its width over the normal quantile', () => {
    expect(impliedError(TEN, ONE)).toBeCloseTo(0.1 / NORMAL, 12);
    expect(impliedError(TEN, { ...ONE, comparisons: 0 })).toBeCloseTo(0.1 / NORMAL, 12);
  });

  it('of several comparisons is that of their joint level, by Student’s t', () => {
    // scipy: stats.t.ppf(1 - 0.025 / 4, 9) = 3.1109348232, stats.norm.ppf(1 - 0.025 / 4) = 2.4977054744.
    const expected = (0.1 * (3.1109348232 / 2.2621571628)) / 2.4977054744;
    expect(impliedError(TEN, { ...ONE, comparisons: 4 })).toBeCloseTo(expected, 8);
  });

  it('reads the other side of a limit that was cut at the end of what can be', () => {
    expect(impliedError({ ...TEN, point: 0.1, low: 0, high: 0.3 }, ONE)).toBeCloseTo(0.2 / NORMAL, 12);
    expect(impliedError({ ...TEN, point: 0.9, low: 0.7, high: 1 }, ONE)).toBeCloseTo(0.2 / NORMAL, 12);
    expect(impliedError({ ...TEN, point: 0.9, low: 0.7, high: 1 }, { ...ONE, scale: 'plain' })).toBeCloseTo(
      0.15 / NORMAL,
      12,
    );
    expect(impliedError({ ...TEN, low: 0, high: 1 }, ONE)).toBeNaN();
    expect(impliedError({ ...TEN, point: 0.2, low: 0, high: 1 }, { ...ONE, scale: 'plain' })).toBeCloseTo(
      0.8 / NORMAL,
      12,
    );
  });

  it('is none without an interval, without a width, and of fewer than three blocks', () => {
    for (const change of [{ point: null }, { low: null }, { high: null }, { n: 2 }, { low: 0.8 }, { low: 0.9 }])
      expect(impliedError({ ...TEN, ...change }, ONE), JSON.stringify(change)).toBeNaN();
    expect(impliedError({ ...TEN, n: 3 }, ONE)).toBeGreaterThan(0);
  });
});
