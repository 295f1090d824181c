import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Estimate } from '../../src/base/estimate.js';
import {
  type BlockSample,
  differenceEstimate,
  intervalMethods,
  type IntervalMethodName,
  meanEstimate,
  meanSample,
  rerunSdEstimate,
  type Scores,
  sdEstimate,
  sdRatioRerun,
  sdRatioSample,
  sdRatioTotal,
  sdSample,
  simultaneousDifferences,
  unpairedDifferenceSample,
  unpairedSdRatioSample,
  varianceComponents,
} from '../../src/stats/index.js';
import { normalScores } from './draws.js';

const key = [21, 22] as const;
const resampling = { key, resamples: 499, testToTrain: 0.25 };
const options = { level: 0.95, key, resamples: 499 };

const value = fc.double({ min: -10, max: 10, noNaN: true });
const coarse = fc.integer({ min: 0, max: 20 }).map((k) => k / 20);
const values = fc.oneof(
  fc.array(value, { minLength: 2, maxLength: 25 }),
  fc.array(coarse, { minLength: 2, maxLength: 25 }),
);
const pairs = fc.oneof(
  fc.array(fc.tuple(value, value), { minLength: 2, maxLength: 25 }),
  fc.array(fc.tuple(coarse, coarse), { minLength: 2, maxLength: 25 }),
);
const level = fc.constantFrom(0.8, 0.9, 0.95, 0.99);
const nested = fc.array(fc.array(fc.oneof(coarse, fc.constant(NaN)), { minLength: 0, maxLength: 5 }), {
  minLength: 0,
  maxLength: 14,
});

/** No NaN, limits in order, the point inside or a reason why not. */
function expectSound(estimate: Estimate): void {
  const { point, low, high, reason } = estimate;
  for (const number of [point, low, high]) if (number !== null) expect(Number.isFinite(number)).toBe(true);
  expect((low === null) === (high === null)).toBe(true);
  if (point === null || low === null || high === null) {
    expect(reason).toMatch(/^[A-Z0-9].*\.$/);
    if (point === null) expect(low).toBeNull();
    return;
  }
  expect(low).toBeLessThanOrEqual(high);
  if (point < low || point > high) expect(reason).toMatch(/does not hold the plain estimate/);
}

const oneSample: Record<string, (x: readonly number[]) => [BlockSample, IntervalMethodName[]]> = {
  mean: (x) => [meanSample(x, resampling), ['studentized', 't', 'percentile', 'basic', 'bca', 'nadeauBengio']],
  sd: (x) => [sdSample(x, resampling), ['bonett', 'logJackknifeT', 'chiSquared', 'percentile', 'bca']],
};
const twoSamples: Record<string, (x: readonly number[], y: readonly number[]) => [BlockSample, IntervalMethodName[]]> =
  {
    sdRatio: (x, y) => [
      sdRatioSample(x, y, resampling),
      ['expandedPercentile', 'logJackknifeT', 'pitmanMorgan', 'bca', 'basic'],
    ],
    unpairedSdRatio: (x, y) => [
      unpairedSdRatioSample(x, y, resampling),
      ['expandedPercentile', 'logJackknifeT', 'f', 'bca'],
    ],
    unpairedDifference: (x, y) => [
      unpairedDifferenceSample(x, y, resampling),
      ['welch', 'studentized', 'percentile', 'bca'],
    ],
  };

describe('whatever the values, every method gives a sound estimate', () => {
  it.each(Object.keys(oneSample))('of one %s', (quantity) => {
    fc.assert(
      fc.property(values, level, (x, at) => {
        const [sample, methods] = oneSample[quantity]!(x);
        for (const method of methods) expectSound(intervalMethods[method].limits(sample, at));
      }),
      { seed: 1, numRuns: 60 },
    );
  });

  it.each(Object.keys(twoSamples))('of a %s', (quantity) => {
    fc.assert(
      fc.property(pairs, level, (both, at) => {
        const [sample, methods] = twoSamples[quantity]!(
          both.map(([a]) => a),
          both.map(([, b]) => b),
        );
        for (const method of methods) expectSound(intervalMethods[method].limits(sample, at));
      }),
      { seed: 2, numRuns: 60 },
    );
  });

  it('and so does every default, with scores missing anywhere', () => {
    fc.assert(
      fc.property(nested, nested, (a, b) => {
        for (const estimate of [
          meanEstimate(a, options),
          differenceEstimate(a, b, options),
          differenceEstimate(a, b, { ...options, paired: false }),
          sdEstimate(a, options),
          rerunSdEstimate(a, options),
          sdRatioTotal(a, b, options),
          sdRatioTotal(a, b, { ...options, paired: false }),
          sdRatioRerun(a, b, options),
          varianceComponents(a, options).split.estimate,
          varianceComponents(a, options).seed.estimate,
        ]) {
          expectSound(estimate);
        }
        for (const { estimate } of simultaneousDifferences(a, [b, a, []], options)) expectSound(estimate);
      }),
      { seed: 3, numRuns: 60 },
    );
  });
});

describe('limits', () => {
  const x = normalScores(24, { seed: 31 });
  const y = normalScores(24, { seed: 32 });
  const close = (a: number | null, b: number): void => expect(a).toBeCloseTo(b, 9);

  it.each(oneSample.mean!(x)[1])('of a mean shift and scale with the data: %s', (method) => {
    const before = intervalMethods[method].limits(oneSample.mean!(x)[0], 0.95);
    const after = intervalMethods[method].limits(oneSample.mean!(x.map((v) => 3 * v + 2))[0], 0.95);
    close(after.low, 3 * before.low! + 2);
    close(after.high, 3 * before.high! + 2);
  });

  it.each(oneSample.sd!(x)[1])('of an SD scale and do not shift: %s', (method) => {
    const before = intervalMethods[method].limits(oneSample.sd!(x)[0], 0.95);
    const after = intervalMethods[method].limits(oneSample.sd!(x.map((v) => 3 * v + 2))[0], 0.95);
    close(after.low, 3 * before.low!);
    close(after.high, 3 * before.high!);
  });

  it.each(twoSamples.sdRatio!(x, y)[1])('of an SD ratio neither shift nor scale: %s', (method) => {
    const before = intervalMethods[method].limits(sdRatioSample(x, y, resampling), 0.95);
    const after = intervalMethods[method].limits(
      sdRatioSample(
        x.map((v) => 3 * v + 2),
        y.map((v) => 3 * v - 1),
        resampling,
      ),
      0.95,
    );
    close(after.low, before.low!);
    close(after.high, before.high!);
  });

  it.each(['expandedPercentile', 'logJackknifeT', 'pitmanMorgan'] as const)(
    'of an SD ratio turn over when the pair does: %s',
    (method) => {
      const there = intervalMethods[method].limits(sdRatioSample(x, y, resampling), 0.95);
      const back = intervalMethods[method].limits(sdRatioSample(y, x, resampling), 0.95);
      close(back.low, 1 / there.high!);
      close(back.high, 1 / there.low!);
    },
  );

  it('widen with the level and narrow with n', () => {
    const width = (n: number, at: number): number => {
      const { low, high } = meanEstimate(
        normalScores(n, { seed: 5 }).map((v) => [v]),
        { ...options, level: at },
      );
      return high! - low!;
    };
    expect(width(20, 0.99)).toBeGreaterThan(width(20, 0.95));
    expect(width(20, 0.95)).toBeGreaterThan(width(80, 0.95));
    expect(width(80, 0.95)).toBeGreaterThan(width(320, 0.95));
  });

  it('in closed form do not depend on the order of blocks or of seeds', () => {
    const scores: Scores = x.slice(0, 8).map((v, i) => [v, y[i]!, y[i + 8]!]);
    const turned = scores.map((split) => split.toReversed()).toReversed();
    for (const of of [meanEstimate, sdEstimate, rerunSdEstimate]) {
      close(of(turned, options).low, of(scores, options).low!);
      close(of(turned, options).high, of(scores, options).high!);
    }
  });

  it('are the same bytes for the same key and others for another', () => {
    const at = (seed: number) =>
      JSON.stringify(
        sdRatioTotal(
          x.map((v) => [v]),
          y.map((v) => [v]),
          { level: 0.95, key: [seed, 0] },
        ),
      );
    expect(at(1)).toBe(at(1));
    expect(at(2)).not.toBe(at(1));
  });
});
