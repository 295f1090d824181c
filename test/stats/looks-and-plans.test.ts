import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { firstFrom } from '../../src/stats/first-from.js';
import { jackknifeWidening, noSteadinessVerdict, ratioWidening } from '../../src/stats/jackknife-width.js';
import { alphaOfLook } from '../../src/stats/look-level.js';
import { blocksIfAsSeen, blocksToBeSure } from '../../src/stats/more-blocks.js';
import { upperSplitVariance, upperVariance } from '../../src/stats/pilot-variance.js';
import {
  blocksForDifference,
  blocksForHalfWidth,
  blocksForTotalRatio,
  criticalOfDifference,
  splitsForRerunRatio,
  totalLogRatioVariance,
} from '../../src/stats/plan-blocks.js';
import { leastForNewRows, splitsForNewRows, splitsForNewRowsHalfWidth } from '../../src/stats/plan-new-rows.js';
import { splitsForMean } from '../../src/stats/planning.js';

describe('the level of a look', () => {
  it('is the whole one at first, and .01/(k(k − 1)) from the second look on', () => {
    expect([1, 2, 3].map((look) => alphaOfLook(look, { level: 0.95 }))).toEqual([
      expect.closeTo(0.05, 12),
      expect.closeTo(0.005, 12),
      expect.closeTo(0.01 / 6, 12),
    ]);
  });

  it('leaves one point of error for all later looks together, however many', () => {
    const later = Array.from({ length: 5000 }, (_, i) => alphaOfLook(i + 2, { level: 0.95 }));
    const total = later.reduce((sum, alpha) => sum + alpha, 0);
    expect(total).toBeLessThan(0.01);
    expect(total).toBeGreaterThan(0.0099);
  });

  it('is counted from 1', () => {
    expect(() => alphaOfLook(0, { level: 0.95 })).toThrow(RangeError);
    expect(() => alphaOfLook(1.5, { level: 0.95 })).toThrow(RangeError);
  });
});

describe('a log-jackknife interval', () => {
  it('is widened by √((n + 1)/(n − 1))', () => {
    expect(jackknifeWidening(10)).toBeCloseTo(1.1055415967851332, 14);
    expect(jackknifeWidening(3)).toBeCloseTo(Math.SQRT2, 14);
    expect(() => jackknifeWidening(1)).toThrow(RangeError);
  });

  it('is taken twice in a family whose blocks have three scores or fewer, once elsewhere', () => {
    expect(ratioWidening(10, { comparisons: 6, seeds: 3 })).toBeCloseTo(11 / 9, 14);
    expect(ratioWidening(10, { comparisons: 6, seeds: 5 })).toBe(jackknifeWidening(10));
    expect(ratioWidening(10, { comparisons: 1, seeds: 2 })).toBe(jackknifeWidening(10));
  });
});

describe('a family of SD ratios gets a verdict', () => {
  it('from 20 further seeds on, counted over all splits', () => {
    expect(noSteadinessVerdict({ comparisons: 6, blocks: 19, seeds: 2 })).toMatch(/here are 19/);
    expect(noSteadinessVerdict({ comparisons: 6, blocks: 20, seeds: 2 })).toBeUndefined();
    expect(noSteadinessVerdict({ comparisons: 6, blocks: 5, seeds: 5 })).toBeUndefined();
  });

  it('from 100 blocks on where a block has one score', () => {
    expect(noSteadinessVerdict({ comparisons: 2, blocks: 99, seeds: 1 })).toMatch(/from 100 blocks/);
    expect(noSteadinessVerdict({ comparisons: 2, blocks: 100, seeds: 1 })).toBeUndefined();
  });

  it('always where it is a single comparison', () => {
    expect(noSteadinessVerdict({ comparisons: 1, blocks: 5, seeds: 1 })).toBeUndefined();
  });
});

describe('the two numbers of further blocks', () => {
  const next = { level: 0.95, look: 2, comparisons: 1, scale: 'plain' } as const;
  const seen = { value: 0.02, sd: 0.03, blocks: 10 };

  // numpy/scipy loop over N: t.ppf(1 − α/2m, N − 1) · F(N) · s√((n − 1)/chi2.ppf(.2, n − 1))/√N against .63 threshold, or the value
  it('are those of a search written out in scipy', () => {
    expect(blocksToBeSure({ value: 0.002, sd: 0.01, blocks: 10 }, { ...next, threshold: 0.005 })).toBe(138);
    expect(blocksIfAsSeen(seen, next)).toBe(54);
    const ratio = { value: 0.4, sd: 0.5, blocks: 20 };
    const family = { level: 0.95, look: 3, comparisons: 6, scale: 'log', seeds: 5 } as const;
    expect(blocksToBeSure(ratio, { ...family, threshold: Math.log(1.1) })).toBe(1279);
    expect(blocksIfAsSeen(ratio, family)).toBe(51);
  });

  it('differ: what makes sure does not hang on what was seen, what was seen does', () => {
    const sure = (value: number): number => blocksToBeSure({ ...seen, value }, { ...next, threshold: 0.01 });
    expect(sure(0)).toBe(sure(0.5));
    expect(blocksIfAsSeen({ ...seen, value: 0 }, next)).toBe(Infinity);
    expect(blocksIfAsSeen({ ...seen, value: -0.02 }, next)).toBe(54);
  });

  it('are never fewer than one block more', () => {
    expect(blocksIfAsSeen({ value: 5, sd: 0.01, blocks: 10 }, next)).toBe(11);
    expect(() => blocksToBeSure(seen, { ...next, threshold: 0 })).toThrow(RangeError);
  });
});

describe('a variance from a pilot', () => {
  it('is its upper limit: two thirds more for ten values', () => {
    expect(upperVariance(1, { df: 9 })).toBeCloseTo(1.6728459079744966, 10); // 9 / scipy.stats.chi2.ppf(.2, 9)
    expect(() => upperVariance(1, { df: 0 })).toThrow(RangeError);
  });

  it('for another number of seeds has Graybill and Wang’s limit', () => {
    const pilot = { between: 2, within: 4, splits: 10, seeds: 2 };
    // the formula with scipy.stats.chi2.ppf
    expect(upperSplitVariance(pilot, { seeds: 5 })).toBeCloseTo(2.1803271676077913, 9);
    expect(upperSplitVariance(pilot, { seeds: 1 })).toBeCloseTo(5.8276714893386075, 9);
    expect(upperSplitVariance(pilot, { seeds: 2 })).toBeCloseTo(2 * upperVariance(1, { df: 9 }), 12);
  });

  it('of one seed a split knows nothing of other numbers', () => {
    const pilot = { between: 2, within: 0, splits: 10, seeds: 1 };
    expect(upperSplitVariance(pilot, { seeds: 1 })).toBeGreaterThan(2);
    expect(() => upperSplitVariance(pilot, { seeds: 3 })).toThrow(RangeError);
  });
});

describe('blocks for a difference', () => {
  const one = { level: 0.95, comparisons: 1 };

  it('of one comparison are the textbook’s', () => {
    // statsmodels' TTestPower().solve_power(.5, alpha=.05, power=.8) = 33.4, (.8) = 14.3
    expect(blocksForDifference(1, { ...one, detect: 0.5, power: 0.8 })).toBe(34);
    expect(blocksForDifference(1, { ...one, detect: 0.8, power: 0.8 })).toBe(15);
    expect(blocksForHalfWidth(1, { ...one, halfWidth: 0.5 })).toBe(18);
  });

  it('are more for a family, which the first edition forgot: 62 for 20 variants where one takes 34', () => {
    const of = (comparisons: number): number =>
      blocksForDifference(1, { level: 0.95, comparisons, detect: 0.5, power: 0.8 });
    expect([of(1), of(6), of(20)]).toEqual([34, 52, 62]);
    expect(splitsForMean({ split: 1, seed: 0 }, { seeds: 1, level: 0.95, detect: 0.5, power: 0.8 })).toBe(34);
  });

  it('use Bonferroni below 20 blocks and Dunnett from there', () => {
    expect(criticalOfDifference(19, { level: 0.95, comparisons: 6 })).toBeGreaterThan(
      criticalOfDifference(20, { level: 0.95, comparisons: 6 }) + 0.05,
    );
  });

  it('never suffice for a difference of nothing, and two do without variance', () => {
    expect(blocksForDifference(1, { ...one, detect: 0, power: 0.8 })).toBe(Infinity);
    expect(blocksForDifference(0, { ...one, detect: 0.1, power: 0.8 })).toBe(2);
    expect(() => blocksForDifference(-1, { ...one, detect: 1, power: 0.8 })).toThrow(RangeError);
  });
});

describe('splits for new rows', () => {
  const wish = { level: 0.95, comparisons: 1, testToTrain: 0.25 };

  it('keep what more splits cannot make smaller: .25 of the variance', () => {
    // scipy: the smallest J with 1 − nct.cdf(t.ppf(.975, J − 1), J − 1, .04/√(.0004(1/J + .25))) ≥ .8
    expect(splitsForNewRows(0.0004, { ...wish, detect: 0.04, power: 0.8 })).toBe(9);
    expect(splitsForNewRows(0.0004, { ...wish, detect: 0.02, power: 0.8 })).toBe(Infinity);
    expect(leastForNewRows(0.0004, { ...wish, power: 0.8 })).toBeCloseTo(2.8016 * 0.01, 4);
    expect(() => splitsForNewRows(-1, { ...wish, detect: 1, power: 0.8 })).toThrow(RangeError);
  });

  it('for a half-width end where only more rows help', () => {
    expect(splitsForNewRowsHalfWidth(0.0004, { ...wish, halfWidth: 0.025 })).toBe(13);
    expect(splitsForNewRowsHalfWidth(0.0004, { ...wish, halfWidth: 0.0195 })).toBe(Infinity);
  });
});

describe('blocks for an SD ratio', () => {
  const one = { level: 0.95, comparisons: 1, power: 0.8 };

  it('of reruns fall with seeds and with correlation, and rise with the family', () => {
    const of = (more: object): number => splitsForRerunRatio({ ...one, ratio: 1.5, seeds: 5, ...more });
    expect(of({})).toBe(17);
    expect(of({ seeds: 2 })).toBe(52);
    expect(of({ correlation: 0.7 })).toBeLessThan(17);
    expect(of({ excessKurtosis: 3 })).toBeGreaterThan(17);
    expect(of({ comparisons: 20 })).toBe(30);
    expect(splitsForRerunRatio({ ...one, comparisons: 6, ratio: 3, seeds: 2 })).toBe(20);
    expect(of({ ratio: 1 })).toBe(Infinity);
    expect(() => of({ seeds: 1 })).toThrow(RangeError);
  });

  it('of totals have 1 − ρ² for one normal score a block', () => {
    const pilot = (split: number) => ({
      baseline: { split: 4, seed: 0 },
      variant: { split: 1, seed: 0 },
      covariance: { split, seed: 0 },
    });
    expect(totalLogRatioVariance(pilot(0), { seeds: 1 })).toBeCloseTo(1, 12);
    expect(totalLogRatioVariance(pilot(1), { seeds: 1 })).toBeCloseTo(0.75, 12);
    expect(blocksForTotalRatio({ ...one, ratio: 2, seeds: 1, pilot: pilot(0) })).toBe(22);
    expect(blocksForTotalRatio({ ...one, comparisons: 6, ratio: 3, seeds: 1, pilot: pilot(0) })).toBe(100);
  });
});

it('the smallest number that is enough is found exactly', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 900_000 }), fc.integer({ min: 1, max: 50 }), (least, from) => {
      expect(firstFrom(from, (n) => n >= least)).toBe(Math.max(least, from));
    }),
    { seed: 2 },
  );
  expect(firstFrom(2, () => false)).toBe(Infinity);
});
