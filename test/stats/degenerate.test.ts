import { describe, expect, it } from 'vitest';

import {
  differenceEstimate,
  intervalMethods,
  iqmEstimate,
  meanEstimate,
  meanSample,
  probabilityOfImprovement,
  rerunRisk,
  type Scores,
  sdEstimate,
  sdRatioRerun,
  sdRatioSample,
  sdRatioTotal,
  simultaneousDifferences,
  simultaneousSdRatios,
  varianceReduction,
  wilcoxonTest,
} from '../../src/stats/index.js';
import { signFlipTest } from '../../src/stats/permutation.js';
import { normalScores } from './draws.js';

const key = [5, 5] as const;
const options = { level: 0.95, key };
const flat = (values: readonly number[]): Scores => values.map((value) => [value]);
const constant = flat(new Array<number>(12).fill(0.9));
const varied = flat(normalScores(12, { seed: 8 }));

describe('constant runs', () => {
  it('have a point for a mean and an SD of 0, and say why', () => {
    expect(meanEstimate(constant, options)).toMatchObject({
      point: 0.9,
      low: 0.9,
      high: 0.9,
      reason: /All values are equal/,
    });
    expect(sdEstimate(constant, options)).toMatchObject({ point: 0, low: 0, high: 0, reason: /All values are equal/ });
    expect(iqmEstimate(constant, options)).toMatchObject({ low: 0.9, high: 0.9, reason: /same value/ });
  });

  it('have no SD ratio, and the sentence names the variant', () => {
    expect(sdRatioTotal(constant, varied, options)).toMatchObject({
      point: null,
      reason: /of the baseline are all equal/,
    });
    expect(sdRatioTotal(varied, constant, options)).toMatchObject({
      point: null,
      reason: /of the variant are all equal/,
    });
    expect(sdRatioTotal(constant, constant, options)).toMatchObject({ point: null, reason: /of both variants/ });
    expect(varianceReduction(sdRatioTotal(varied, constant, options))).toMatchObject({
      point: null,
      low: null,
      high: null,
    });
  });

  it('on every split leave no rerun ratio even where splits differ', () => {
    const stuck: Scores = normalScores(6, { seed: 3 }).map((v) => [v, v, v]);
    expect(sdRatioRerun(stuck, stuck, options)).toMatchObject({ point: null, reason: /no spread between reruns/ });
  });

  it('stay out of a family without spoiling it', () => {
    const family = simultaneousDifferences(constant, [constant, varied, flat(normalScores(12, { seed: 9 }))], options);
    expect(family[0]).toMatchObject({ pFamily: null, estimate: { point: 0, low: 0, high: 0, reason: /equal/ } });
    expect(family[1]!.estimate.low).toBeLessThan(family[1]!.estimate.point!);
    const ratios = simultaneousSdRatios(varied, [constant, varied], { ...options, component: 'total' });
    expect(ratios.map(({ estimate }) => estimate.point)).toEqual([null, 1]);
  });

  it('give tests nothing to count: p = 1', () => {
    expect(wilcoxonTest([0, 0, 0]).p).toBe(1);
    expect(signFlipTest([0, 0], { key }).p).toBe(1);
  });
});

describe('few runs', () => {
  it('none: undefined, with a reason', () => {
    for (const estimate of [
      meanEstimate([], options),
      differenceEstimate([], [], options),
      sdEstimate([], options),
      sdRatioTotal([], [], options),
      rerunRisk([], { ...options, delta: 0.01 }),
      probabilityOfImprovement([], [], { ...options, better: 'higher' }),
    ]) {
      expect(estimate).toMatchObject({ point: null, low: null, high: null, reason: expect.any(String) as string });
    }
  });

  it('one: a point without an interval', () => {
    expect(meanEstimate([[0.8]], options)).toMatchObject({ point: 0.8, low: null, reason: /One block/ });
    expect(meanEstimate([[0.8, 0.9]], options)).toMatchObject({ n: 1, low: null, reason: /One block/ });
    expect(sdEstimate([[0.8]], options)).toMatchObject({ point: null, reason: /two blocks/ });
  });

  it('two: a wide interval of the mean with a warning, a point for the spread', () => {
    const two = flat([0.8, 0.9]);
    expect(meanEstimate(two, options)).toMatchObject({ method: 't', n: 2, reason: /Only 2 blocks/ });
    expect(sdEstimate(two, options)).toMatchObject({ low: null, reason: /at least 5/ });
    expect(sdEstimate(two, options).point).toBeCloseTo(0.0707, 4);
  });

  it('one split with many seeds: no interval over splits', () => {
    const one: Scores = [normalScores(8, { seed: 2 })];
    expect(sdRatioRerun(one, one, options)).toMatchObject({ point: 1, low: null, reason: /1 usable split/ });
    expect(sdRatioTotal(one, one, options)).toMatchObject({ point: null, reason: /two splits/ });
  });
});

describe('missing scores', () => {
  it('are left out and counted', () => {
    const holed = varied.with(2, [NaN]).with(5, []);
    expect(meanEstimate(holed, options)).toMatchObject({
      n: 10,
      reason: '2 of 12 blocks left out: a score is missing.',
    });
    expect(differenceEstimate(varied, holed, options)).toMatchObject({ n: 10, reason: /2 of 12/ });
    expect(sdRatioTotal(varied, holed, options)).toMatchObject({ n: 10, reason: /2 of 12/ });
  });

  it('on all splits leave nothing', () => {
    expect(meanEstimate([[NaN], [NaN]], options)).toMatchObject({ point: null, reason: /No block has a score/ });
  });

  it('at the end count too: variants of unequal length are paired as far as both go', () => {
    expect(differenceEstimate(varied, varied.slice(0, 10), options)).toMatchObject({ n: 10, reason: /2 of 12/ });
  });

  it('must not reach an interval method', () => {
    expect(() => meanSample([1, NaN], { key })).toThrow(RangeError);
    expect(() => sdRatioSample([1, 2], [1], { key })).toThrow(RangeError);
  });
});

describe('ties everywhere', () => {
  it('cost a bootstrap its resamples and the default takes the other method', () => {
    const tied = flat([...new Array<number>(11).fill(0.9), 0.92]);
    expect(meanEstimate(tied, options)).toMatchObject({ method: 't', reason: /no spread/ });
    expect(sdRatioTotal(tied, varied, options)).toMatchObject({ low: null, reason: /Leaving out one block|no spread/ });
  });
});

describe('a programmer’s mistakes', () => {
  it('are refused: a method for another quantity, a level outside 0 … 1', () => {
    expect(() => intervalMethods.bonett.limits(meanSample([1, 2, 3], { key }), 0.95)).toThrow(TypeError);
    expect(() => intervalMethods.logJackknifeT.limits(meanSample([1, 2, 3], { key }), 0.95)).toThrow(TypeError);
    expect(() => intervalMethods.t.limits(meanSample([1, 2, 3], { key }), 95)).toThrow(RangeError);
    expect(() => intervalMethods.nadeauBengio.limits(meanSample([1, 2, 3], { key }), 0.95)).toThrow(RangeError);
  });
});
