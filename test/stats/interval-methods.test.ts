import { describe, expect, it } from 'vitest';
import {
  type BlockSample,
  differenceEstimate,
  type IntervalMethod,
  type IntervalMethodName,
  intervalMethods,
  meanSample,
  methodsFor,
  methodTitle,
  nestedSdRatioSample,
  nestedSdSample,
  rerunSdEstimate,
  type Scores,
  sdEstimate,
  sdRatioRerun,
  sdRatioSample,
  sdRatioTotal,
  singleDifferenceP,
  singleRatioP,
  unpairedDifferenceSample,
  unpairedSdRatioSample,
} from '../../src/stats/index.js';
import { normalScores, uniform } from './draws.js';

const key = [21, 22] as const;
const options = { key, level: 0.95 };
const x = normalScores(20, { seed: 3 });
const noise = normalScores(20, { seed: 4 });
const centre = noise.reduce((a, b) => a + b, 0) / noise.length;
/** About one and a half standard errors above x, and a little wider. */
const y = x.map((value, i) => 0.005 + 0.9 + 1.1 * (value - 0.9) + 0.7 * (noise[i]! - centre));
const nested = (seed: number, width: number): Scores => {
  const draw = uniform(seed);
  return Array.from({ length: 16 }, () => {
    const shift = draw();
    return Array.from({ length: 4 }, () => 0.8 + 0.02 * shift + width * draw());
  });
};
const [wide, narrow] = [nested(5, 0.03), nested(6, 0.025)];

const SAMPLES: Readonly<Record<string, BlockSample>> = {
  mean: meanSample(
    y.map((value, i) => value - x[i]!),
    { ...options, testToTrain: 0.3 },
  ),
  unpairedDifference: unpairedDifferenceSample(x, y, options),
  sdRatio: sdRatioSample(x, y, options),
  unpairedSdRatio: unpairedSdRatioSample(x, y, options),
  nestedSdRatio: nestedSdRatioSample(wide, narrow, { ...options, component: 'seed' }),
};

const CASES = Object.entries(intervalMethods).flatMap(([name, method]: [string, IntervalMethod]) =>
  method.quantities
    .filter((quantity) => quantity in SAMPLES && !(quantity === 'nestedSdRatio' && name === 'logJackknifeT'))
    .map((quantity) => ({ name, quantity })),
);

describe('the registry of interval methods', () => {
  it.each(CASES)('$name of $quantity: its p-value is 1 − the level at which its interval touches no effect', (it) => {
    const { p, limits } = intervalMethods[it.name as IntervalMethodName];
    const sample = SAMPLES[it.quantity]!;
    const at = p(sample)!;
    expect(at).toBeGreaterThan(0.001);
    expect(at).toBeLessThan(1);
    const none = sample.scale === 'log' ? 1 : 0;
    const { low, high } = limits(sample, 1 - at);
    const nearest = Math.min(Math.abs(low! - none), Math.abs(high! - none));
    const resampled = /studentized|percentile|basic|bca/i.test(it.name);
    expect(nearest).toBeLessThan((resampled ? 0.01 : 1e-9) * (high! - low!));
  });

  it('gives every method a title of its own, and those of families too', () => {
    const titles = Object.keys(intervalMethods).map((name) => methodTitle(name));
    expect(new Set(titles).size).toBe(titles.length);
    expect(methodTitle('maxT')).toBe('max-|t| over the bootstrap resamples');
    expect(methodTitle('toString')).toBeUndefined();
  });

  it('names the methods that serve several quantities at once', () => {
    expect(methodsFor('sd', 'nestedSd')).toEqual(['percentile', 'basic', 'bca', 'expandedPercentile', 'logJackknifeT']);
  });
});

describe('the method that is asked for', () => {
  it('makes the interval of an SD between reruns and of an SD over splits and seeds', () => {
    for (const [component, estimate] of [
      ['seed', rerunSdEstimate],
      ['total', sdEstimate],
    ] as const) {
      const found = estimate(wide, { ...options, method: 'bca' });
      const sample = nestedSdSample(wide, { ...options, component });
      expect(found).toEqual(intervalMethods.bca.limits(sample, 0.95));
      expect(found.point).toBeCloseTo(estimate(wide, options).point!, 12);
      expect(found.low).not.toBe(estimate(wide, options).low);
    }
  });

  it('makes the interval of a ratio of such SDs, paired or not', () => {
    for (const paired of [true, false]) {
      for (const ratio of [sdRatioRerun, sdRatioTotal]) {
        const found = ratio(wide, narrow, { ...options, paired, method: 'percentile' });
        expect(found.method).toBe('percentile');
        expect(found.point).toBeCloseTo(ratio(wide, narrow, { ...options, paired }).point!, 12);
        expect(found.low).toBeLessThan(found.point!);
      }
    }
  });

  it('is refused where it does not serve such spreads', () => {
    expect(() => rerunSdEstimate(wide, { ...options, method: 'bonett' })).toThrow(TypeError);
  });

  it('also gives the p-value: one of its own for each method', () => {
    const [baseline, variant]: [Scores, Scores] = [x.map((value) => [value]), y.map((value) => [value])];
    const pOf = (method: IntervalMethodName): number | null =>
      singleDifferenceP(differenceEstimate(baseline, variant, { ...options, method }), {
        ...options,
        baseline,
        variant,
      });
    const values = (['studentized', 't', 'percentile', 'basic', 'bca', 'expandedPercentile'] as const).map(pOf);
    expect(new Set(values).size).toBe(values.length);
    const percentile = sdRatioRerun(wide, narrow, { ...options, method: 'percentile' });
    const pair = { ...options, baseline: wide, variant: narrow, component: 'seed' } as const;
    expect(singleRatioP(percentile, pair)).toBe(intervalMethods.percentile.p(SAMPLES.nestedSdRatio!));
  });
});
