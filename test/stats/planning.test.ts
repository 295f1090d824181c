import { describe, expect, it } from 'vitest';

import {
  bestAllocation,
  logSdRatioError,
  noetherBlocks,
  pairedVariance,
  runsForSdRatio,
  splitsForMean,
} from '../../src/stats/planning.js';
import { criticalT, looksAt, sequentialEstimate, stopsAfter } from '../../src/stats/stopping.js';
import { meanOfBlocks } from '../../src/stats/estimate-mean.js';
import { normalScores } from './draws.js';

describe('runs for an SD ratio', () => {
  it('are 18, 49 and 159 an arm for ratios of 2, 1.5 and 1.25 with 80 % power', () => {
    expect([2, 1.5, 1.25].map((ratio) => runsForSdRatio({ ratio, power: 0.8, level: 0.95 }))).toEqual([18, 49, 159]);
    expect(runsForSdRatio({ ratio: 0.5, power: 0.8, level: 0.95 })).toBe(18);
  });

  it('fall with the correlation of pairs and are never enough for a ratio of 1', () => {
    expect(runsForSdRatio({ ratio: 1.5, power: 0.8, level: 0.95, correlation: 0.5 })).toBe(37);
    expect(runsForSdRatio({ ratio: 1, power: 0.8, level: 0.95 })).toBe(Infinity);
  });

  it('for a half-width are the smallest that keep it', () => {
    const n = runsForSdRatio({ halfWidth: 0.2, level: 0.95 });
    expect(1.959964 * logSdRatioError(n)).toBeLessThanOrEqual(0.2);
    expect(1.959964 * logSdRatioError(n - 1)).toBeGreaterThan(0.2);
  });
});

describe('splits for a mean', () => {
  const wish = { seeds: 2, level: 0.95 };

  it('are those of the textbook: SD 1, half-width .5 takes 18 values with Student’s t', () => {
    expect(splitsForMean({ split: 1, seed: 0 }, { ...wish, halfWidth: 0.5 })).toBe(18);
  });

  it('fall with more seeds only as far as the seeds vary', () => {
    const many = (seeds: number) => splitsForMean({ split: 1, seed: 1 }, { seeds, level: 0.95, halfWidth: 0.3 });
    expect(many(2)).toBeLessThan(many(1));
    expect(many(1000)).toBe(splitsForMean({ split: 1.001, seed: 0 }, { ...wish, halfWidth: 0.3 }));
  });

  it('rise with power and end at Infinity where nothing is enough', () => {
    const power = (p: number) => splitsForMean({ split: 1, seed: 0 }, { ...wish, detect: 0.5, power: p });
    expect(power(0.9)).toBeGreaterThan(power(0.8));
    expect(power(0.8)).toBe(34);
    expect(splitsForMean({ split: 1, seed: 0 }, { ...wish, halfWidth: 0 })).toBe(Infinity);
  });
});

it('a pair varies less the more its halves have in common', () => {
  expect(pairedVariance(4, 1, 0)).toBe(5);
  expect(pairedVariance(1, 1, 1)).toBe(0);
});

describe('a budget of runs', () => {
  it('buys splits for a mean, and seeds for a rerun SD', () => {
    expect(bestAllocation({ split: 1, seed: 1 }, { runs: 100, aim: 'mean' })).toMatchObject({ splits: 100, seeds: 1 });
    expect(bestAllocation({ split: 1, seed: 1 }, { runs: 100, aim: 'rerunSd' })).toMatchObject({
      splits: 5,
      seeds: 20,
    });
  });

  it('buys more seeds a split when splits cost extra: about √(cost × seed / split) of them', () => {
    expect(bestAllocation({ split: 1, seed: 4 }, { runs: 1000, aim: 'mean', splitCost: 4 }).seeds).toBe(4);
  });

  it('is refused when it does not fill the splits', () => {
    expect(() => bestAllocation({ split: 1, seed: 1 }, { runs: 4, aim: 'mean' })).toThrow(RangeError);
  });
});

it('Noether asks for more blocks in a two-sided test', () => {
  expect(noetherBlocks(0.75, { alpha: 0.05, power: 0.95, sided: 1 })).toBe(29);
  expect(noetherBlocks(0.75, { alpha: 0.05, power: 0.95 })).toBe(35);
});

describe('stopping when sure', () => {
  const values = normalScores(60, { seed: 4 });
  const range = { level: 0.95, minimum: 5, maximum: 60 };

  it('reads whole prefixes: what comes after the stop changes nothing', () => {
    const n = stopsAfter(values, { ...range, halfWidth: 0.015 })!;
    expect(n).toBeGreaterThan(5);
    expect(stopsAfter(values.slice(0, n), { ...range, halfWidth: 0.015 })).toBe(n);
    expect(stopsAfter(values.slice(0, n - 1), { ...range, halfWidth: 0.015 })).toBeNull();
    expect(stopsAfter([...values.slice(0, n), 5, -5, 9], { ...range, halfWidth: 0.015 })).toBe(n);
  });

  it('is wider than the interval of one look, and not by more than two thirds where it is tuned', () => {
    const once = meanOfBlocks(values, { level: 0.95, key: [1, 1], method: 't' });
    const looks = sequentialEstimate(values, range);
    const ratio = (looks.high! - looks.low!) / (once.high! - once.low!);
    expect(ratio).toBeGreaterThan(1);
    expect(ratio).toBeLessThan(1.67);
  });

  it('solves the mixture’s equation: the likelihood ratio at the critical t is 1/α', () => {
    const [n, depth] = [12, 2 * Math.log(20)];
    const spread = 1 + (n * (depth + Math.log(1 + depth))) / 10;
    const t = criticalT(n, { level: 0.95, tunedFor: 10 });
    const [df, squared] = [n - 1, t * t];
    const ratio = spread ** -0.5 * ((1 + squared / df) / (1 + squared / (df * spread))) ** (n / 2);
    expect(ratio).toBeCloseTo(20, 8);
  });

  it('never stops on values without spread, and says so', () => {
    const flat = new Array<number>(20).fill(0.9);
    expect(stopsAfter(flat, { ...range, halfWidth: 1 })).toBeNull();
    expect(sequentialEstimate(flat, range)).toMatchObject({ point: 0.9, low: null, reason: /nothing to stop on/ });
  });

  it('looks from the minimum to the maximum', () => {
    expect(looksAt(values, { ...range, maximum: 30 }).map(({ n }) => n)).toEqual(
      Array.from({ length: 26 }, (_, i) => i + 5),
    );
    expect(() => looksAt(values, { ...range, minimum: 2 })).toThrow(RangeError);
  });
});
