import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { cutAtRange, rangeOfDifference } from '../../src/stats/metric-range.js';
import { medianDifference, medianEstimate } from '../../src/stats/median-difference.js';
import { expectClose } from './reference.js';

const level = 0.95;
const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1);

describe('the interval of a median', () => {
  // scipy 1.17.1: gamma_k = 1 - 2 * binom.cdf(k - 1, n, .5), interpolated after Hettmansperger & Sheather
  it.each([
    ['1 to 10', upTo(10), 2.6576576576576585, 8.342342342342342],
    ['1 to 6', upTo(6), 1.3571428571428577, 5.642857142857142],
    ['powers of two', upTo(11).map((k) => 2 ** (k - 1)), 3.8355879292403756, 277.0447450572319],
    ['squares to 50', upTo(50).map((k) => k * k), 348.85428803139985, 1045.3370615664596],
    ['2001 values', upTo(2001).map((k) => k - 1), 956.1742341434758, 1043.8257658565242],
  ])('%s', (_, values, low, high) => {
    const estimate = medianEstimate(values, { level });
    expectClose(estimate.low, low, 1e-8);
    expectClose(estimate.high, high, 1e-8);
    expect(estimate.method).toBe('hettmanspergerSheather');
  });

  it('needs six blocks', () => {
    expect(medianEstimate(upTo(5), { level })).toMatchObject({ point: 3, low: null });
    expect(medianEstimate([], { level }).point).toBeNull();
  });

  it('does not depend on order, moves with the values, and does not feel one value far out', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 8, maxLength: 40 }), (values) => {
        const plain = medianEstimate(values, { level });
        const moved = medianEstimate(
          [...values].reverse().map((v) => v + 10),
          { level },
        );
        expect(moved.low).toBeCloseTo(plain.low! + 10, 8);
        expect(plain.low! <= plain.point! && plain.point! <= plain.high!).toBe(true);
        const top = Math.max(...values);
        const crashed = values.map((v) => (v === top ? 1e9 : v));
        if (values.filter((v) => v === top).length === 1) {
          const far = medianEstimate(crashed, { level });
          expect(far.point).toBe(plain.point);
          expect(far.low).toBe(plain.low);
        }
      }),
    );
  });

  it('of differences takes medians over seeds first, over splits that both have', () => {
    const baseline = [[1, 9, 2], [3], [4], [5], [6], [7], [NaN]];
    const variant = [[3, 3, 3], [4], [5], [6], [7], [9], [8]];
    const found = medianDifference(baseline, variant, { level });
    expect(found).toMatchObject({ point: 1, n: 6, reason: '1 of 7 blocks left out: a score is missing.' });
  });
});

describe('limits cut at a range', () => {
  const estimate = { point: 0.98, low: 0.93, high: 1.05, level, method: 't', n: 9 };

  it('never leave it, and the rest stays', () => {
    expect(cutAtRange(estimate, [0, 1])).toEqual({ ...estimate, high: 1 });
    expect(cutAtRange({ ...estimate, point: -0.1, low: -0.3, high: 0.2 }, [0, Infinity])).toMatchObject({
      low: 0,
      high: 0.2,
    });
  });

  it('leave what lies within, and what has no limits, as it is', () => {
    expect(cutAtRange(estimate, [0, Infinity])).toBe(estimate);
    const none = { ...estimate, low: null, high: null };
    expect(cutAtRange(none, [0, 1])).toBe(none);
    expect(() => cutAtRange(estimate, [1, 0])).toThrow(RangeError);
  });

  it('a difference of shares lies between −1 and 1, one of losses anywhere', () => {
    expect(rangeOfDifference([0, 1])).toEqual([-1, 1]);
    expect(rangeOfDifference([0, Infinity])).toEqual([-Infinity, Infinity]);
  });
});
