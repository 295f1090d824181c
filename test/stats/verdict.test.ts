import { describe, expect, it } from 'vitest';

import { compactLetters } from '../../src/stats/letters.js';
import {
  binomialReference,
  differenceVerdict,
  outlierRate,
  severeOutliers,
  steadinessVerdict,
} from '../../src/stats/index.js';

const interval = (low: number, point: number, high: number, n = 20) => ({
  low,
  point,
  high,
  n,
  level: 0.95,
  method: 't',
});
const of = (low: number, point: number, high: number, n?: number) =>
  differenceVerdict(interval(low, point, high, n), { threshold: 0.005, better: 'higher' });

describe('the verdict on a difference', () => {
  it('is better or worse when 0 is excluded', () => {
    expect(of(0.002, 0.01, 0.018).word).toBe('better');
    expect(of(-0.018, -0.01, -0.002).word).toBe('worse');
    expect(differenceVerdict(interval(0.002, 0.01, 0.018), { threshold: 0.005, better: 'lower' }).word).toBe('worse');
  });

  it('is "but small" when 0 is excluded inside the threshold', () => {
    expect(of(0.001, 0.002, 0.003).word).toBe('better but small');
    expect(of(-0.003, -0.002, -0.001).word).toBe('worse but small');
  });

  it('is no clear difference inside the threshold, the threshold included', () => {
    expect(of(-0.005, 0, 0.005)).toEqual({ word: 'no clear difference' });
  });

  it('is too noisy with 0 and a value beyond, and says how many more splits', () => {
    // half-width .009 must shrink to max(|.001|, .005 − .001) = .004: 20 × (9/4)² = 101.25 → 102 splits
    expect(of(-0.008, 0.001, 0.01)).toEqual({ word: 'too noisy', moreBlocks: 82 });
  });

  it('is undecided without an interval, with the estimate’s reason', () => {
    const none = { point: null, low: null, high: null, n: 0, level: 0.95, method: 'none', reason: 'No score.' };
    expect(differenceVerdict(none, { threshold: 1, better: 'higher' })).toEqual({
      word: 'undecided',
      reason: 'No score.',
    });
  });
});

describe('the verdict on steadiness', () => {
  it('reads a ratio above 1 as better', () => {
    expect(steadinessVerdict(interval(1.2, 1.5, 2)).word).toBe('better');
    expect(steadinessVerdict(interval(0.3, 0.5, 0.8)).word).toBe('worse');
  });

  it('calls an SD within 10 % small', () => {
    expect(steadinessVerdict(interval(0.95, 1.01, 1.08)).word).toBe('no clear difference');
    expect(steadinessVerdict(interval(1.02, 1.05, 1.1)).word).toBe('better but small');
    expect(steadinessVerdict(interval(0.6, 1.0, 1.7)).word).toBe('too noisy');
  });
});

describe('letters', () => {
  const letters = (order: number[], pairs: string[]) =>
    compactLetters(order, (a, b) => pairs.includes(`${Math.min(a, b)}${Math.max(a, b)}`));

  it('are one letter when nothing differs and one each when all do', () => {
    expect(letters([0, 1, 2], [])).toEqual(['a', 'a', 'a']);
    expect(letters([2, 0, 1], ['01', '02', '12'])).toEqual(['b', 'c', 'a']);
  });

  it('overlap where neighbours are not told apart', () => {
    expect(letters([0, 1, 2], ['02'])).toEqual(['a', 'ab', 'b']);
    expect(letters([0, 1, 2, 3], ['02', '03', '13'])).toEqual(['a', 'ab', 'bc', 'c']);
  });

  it('are shared by exactly the pairs that do not differ', () => {
    const pairs = ['04', '13', '24', '01'];
    const found = letters([0, 1, 2, 3, 4], pairs);
    for (let a = 0; a < 5; a++) {
      for (let b = a + 1; b < 5; b++) {
        const share = Array.from(found[a]!).some((letter) => found[b]!.includes(letter));
        expect(share).toBe(!pairs.includes(`${a}${b}`));
      }
    }
  });
});

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
