import { describe, expect, it } from 'vitest';

import {
  allPairDifferences,
  differenceEstimate,
  intervalMethods,
  iqmEstimate,
  meanEstimate,
  meanSample,
  newDataEstimate,
  probabilityOfImprovement,
  rerunRisk,
  rerunRiskOfSeeds,
  rerunSdEstimate,
  type Scores,
  sdEstimate,
  sdRatioOnLogits,
  sdRatioRerun,
  sdRatioTotal,
  sdReduction,
  simultaneousDifferences,
  simultaneousSdRatios,
  varianceComponents,
  varianceReduction,
  wrongWinner,
} from '../../src/stats/index.js';
import { normalScores, uniform } from './draws.js';

const key = [11, 12] as const;
const options = { level: 0.95, key };
const flat = (values: readonly number[]): Scores => values.map((value) => [value]);

/** Fifteen splits of one score each. */
const fifteen = normalScores(15, { seed: 1 });
const nested = (splits: number, seeds: number, seed = 5): Scores => {
  const draw = uniform(seed);
  return Array.from({ length: splits }, () => {
    const shift = draw();
    return Array.from({ length: seeds }, () => 0.8 + 0.02 * shift + 0.03 * draw());
  });
};

describe('a mean', () => {
  it('is studentized from 10 blocks on, Student’s t below, with the reason', () => {
    expect(meanEstimate(flat(fifteen), options)).toMatchObject({ method: 'studentized', n: 15 });
    const few = meanEstimate(flat(fifteen.slice(0, 9)), options);
    expect(few).toMatchObject({ method: 't', n: 9, reason: /fewer than 10 blocks/ });
    expect(few).toMatchObject({ low: intervalMethods.t.limits(meanSample(fifteen.slice(0, 9), { key }), 0.95).low });
  });

  it('falls back to t where too many resamples are flat', () => {
    const nearlyFlat = [...new Array<number>(11).fill(0.9), 0.8];
    expect(meanEstimate(flat(nearlyFlat), options)).toMatchObject({ method: 't', reason: /no spread/ });
  });

  it('takes the split as its block, not the run', () => {
    const scores = nested(12, 5);
    const means = scores.map((split) => split.reduce((a, b) => a + b, 0) / 5);
    const estimate = meanEstimate(scores, options);
    expect(estimate.n).toBe(12);
    expect(estimate.low).toBeCloseTo(meanEstimate(flat(means), options).low!, 12);
  });

  it('warns below 5 splits', () => {
    expect(meanEstimate(nested(4, 3), options).reason).toContain('Only 4 blocks');
  });

  it('for new data is wider than for these data', () => {
    const here = meanEstimate(flat(fifteen), options);
    const there = newDataEstimate(flat(fifteen), { ...options, testToTrain: 0.25 });
    expect(there.method).toBe('nadeauBengio');
    expect(there.high! - there.low!).toBeGreaterThan(here.high! - here.low!);
  });

  it('has an interquartile sibling that an outlier does not move', () => {
    const crashed = fifteen.with(3, 0);
    expect(iqmEstimate(flat(crashed), options).point).toBeGreaterThan(meanEstimate(flat(crashed), options).point!);
    expect(iqmEstimate(flat(fifteen), options)).toMatchObject({ method: 'percentile', n: 15 });
  });
});

describe('a difference', () => {
  it('is variant − baseline, paired by split', () => {
    const better = flat(fifteen.map((x) => x + 0.01));
    const estimate = differenceEstimate(flat(fifteen), better, options);
    expect(estimate.point).toBeCloseTo(0.01, 12);
    expect(estimate.low).toBeCloseTo(0.01, 12);
  });

  it('is Welch’s t when unpaired', () => {
    const estimate = differenceEstimate(flat(fifteen), flat(normalScores(12, { seed: 2 })), {
      ...options,
      paired: false,
    });
    expect(estimate).toMatchObject({ method: 'welch', n: 27 });
  });

  it('leaves out pairs with a failed run and says how many', () => {
    const broken = flat(fifteen.with(4, NaN));
    const estimate = differenceEstimate(flat(fifteen), broken, options);
    expect(estimate).toMatchObject({ n: 14, reason: /1 of 15 blocks left out/ });
  });
});

describe('a spread', () => {
  it('of one variant is Bonett’s from 10 blocks, log-jackknife-t from 5, refused below', () => {
    expect(sdEstimate(flat(fifteen), options)).toMatchObject({ method: 'bonett', n: 15 });
    expect(sdEstimate(flat(fifteen.slice(0, 7)), options)).toMatchObject({ method: 'logJackknifeT', n: 7 });
    const refused = sdEstimate(flat(fifteen.slice(0, 4)), options);
    expect(refused).toMatchObject({ low: null, high: null, reason: /at least 5/ });
    expect(refused.point).toBeGreaterThan(0);
  });

  it('ratio is baseline over variant: above 1 when the variant is steadier', () => {
    const steady = fifteen.map((x) => 0.9 + (x - 0.9) / 2);
    const ratio = sdRatioTotal(flat(fifteen), flat(steady), options);
    expect(ratio.point).toBeCloseTo(2, 10);
    expect(varianceReduction(ratio).point).toBeCloseTo(0.75, 10);
    expect(sdReduction(ratio).point).toBeCloseTo(0.5, 10);
  });

  it('ratio chooses its method by the number of blocks and of seeds', () => {
    const other = normalScores(15, { seed: 9 });
    expect(sdRatioTotal(flat(fifteen), flat(other), options).method).toBe('expandedPercentile');
    const few = sdRatioTotal(flat(fifteen.slice(0, 9)), flat(other.slice(0, 9)), options);
    expect(few).toMatchObject({ method: 'logJackknifeT', reason: /fewer than 10/ });
    expect(sdRatioTotal(nested(8, 3), nested(8, 3, 6), options)).toMatchObject({ method: 'logJackknifeT', n: 8 });
    expect(sdRatioTotal(nested(4, 3), nested(4, 3, 6), options)).toMatchObject({ low: null, reason: /at least 5/ });
    expect(sdRatioRerun(nested(4, 3), nested(4, 3, 6), options)).toMatchObject({ low: null, reason: /at least 5/ });
    expect(sdRatioTotal(flat(fifteen), flat(other), { ...options, paired: false })).toMatchObject({ n: 30 });
    expect(sdRatioRerun(nested(8, 3), nested(6, 2, 6), { ...options, paired: false })).toMatchObject({ n: 14 });
  });

  it('of reruns pools within splits and ignores what the splits do', () => {
    const scores = nested(10, 4);
    const shifted = scores.map((split, i) => split.map((score) => score + i));
    expect(rerunSdEstimate(shifted, options).point).toBeCloseTo(rerunSdEstimate(scores, options).point!, 9);
    expect(sdEstimate(shifted, options).point).toBeGreaterThan(2);
  });

  it('of reruns is undefined with one seed a split, with the reason', () => {
    expect(rerunSdEstimate(flat(fifteen), options)).toMatchObject({ point: null, reason: /two different scores/ });
  });

  it('tolerates unequal numbers of seeds', () => {
    const ragged = nested(9, 4).map((split, i) => split.slice(0, 2 + (i % 3)));
    const estimate = sdRatioRerun(nested(9, 4, 8), ragged, options);
    expect(estimate.point).toBeGreaterThan(0);
    expect(estimate.low).toBeGreaterThan(0);
  });

  it('has a logit line for scores inside (0, 1) and says why not otherwise', () => {
    const other = normalScores(15, { seed: 9 });
    expect(sdRatioOnLogits(flat(fifteen), flat(other), options).point).toBeGreaterThan(0);
    expect(sdRatioOnLogits(flat(fifteen), flat(other.with(0, 1)), options)).toMatchObject({ point: null });
  });
});

describe('components of variance', () => {
  it('are those of the balanced analysis of variance, raw ones kept when negative', () => {
    const noSplitEffect = [
      [1, 3],
      [3, 1],
      [1, 3],
      [3, 1],
      [2, 2.1],
    ];
    const found = varianceComponents(noSplitEffect, { level: 0.95 });
    expect(found.split.raw).toBeLessThan(0);
    expect(found.split.estimate.point).toBe(0);
    expect(found.split.estimate.reason).toContain('negative');
    expect(found.seed.raw).toBeCloseTo((4 * 2 + 0.005) / 5, 12);
  });
});

describe('runs drawn at random', () => {
  const a = [
    [3, 1],
    [2, 2],
  ];
  const b = [
    [1, 2],
    [2, 0],
  ];

  it('P(A > B) pairs different seeds, counts ties half and averages over splits', () => {
    // split 0: (3 > 2) win, (1 > 1) tie → .75; split 1: (2 > 0) win, (2 > 2) tie → .75
    expect(probabilityOfImprovement(a, b, { ...options, better: 'higher' }).point).toBeCloseTo(0.75, 12);
    expect(probabilityOfImprovement(a, b, { ...options, better: 'lower' }).point).toBeCloseTo(0.25, 12);
  });

  it('P(A > B) pairs equal seeds where there is one', () => {
    expect(probabilityOfImprovement([[1], [2]], [[0], [3]], { ...options, better: 'higher' }).point).toBe(0.5);
  });

  it('rerun risk counts pairs of one split that lie at least delta apart, the limit included', () => {
    const scores = [
      [0.7, 0.71, 0.7],
      [0.5, 0.5],
    ];
    expect(rerunRisk(scores, { ...options, delta: 0.01 }).point).toBeCloseTo((2 / 3 + 0) / 2, 12);
  });

  it('rerun risk on one held split takes the seed as its block', () => {
    const scores = [0.7, 0.71, 0.7, 0.73, 0.7, 0.71];
    // 15 pairs: 3 among the 0.70s and 1 among the 0.71s lie closer than 0.01
    expect(rerunRiskOfSeeds(scores, { delta: 0.01, level: 0.95 })).toMatchObject({ n: 6, method: 'kornGraubard' });
    expect(rerunRiskOfSeeds(scores, { delta: 0.01, level: 0.95 }).point).toBeCloseTo(11 / 15, 12);
    expect(rerunRiskOfSeeds([0.7, 0.71], { delta: 0.01, level: 0.95 })).toMatchObject({ point: 1, low: null });
    const constant = rerunRiskOfSeeds(new Array<number>(12).fill(0.7), { delta: 0.01, level: 0.95 });
    expect(constant).toMatchObject({ point: 0, low: 0 });
    // Twelve equal seeds are no proof: Clopper–Pearson's upper limit of 0 in 12.
    expect(constant.high).toBeCloseTo(0.2646, 4);
  });

  it('the wrong winner needs a winner', () => {
    const probability = probabilityOfImprovement(a, b, { ...options, better: 'higher' });
    const clear = { point: 1, low: 0.5, high: 1.5, level: 0.95, method: 't', n: 2 };
    expect(wrongWinner(probability, { difference: clear, better: 'higher' }).point).toBeCloseTo(0.25, 12);
    expect(wrongWinner(probability, { difference: clear, better: 'lower' }).point).toBeCloseTo(0.75, 12);
    expect(wrongWinner(probability, { difference: { ...clear, low: -1 }, better: 'higher' })).toMatchObject({
      point: null,
      reason: /does not exclude 0/,
    });
  });
});

describe('very many blocks', () => {
  const many = flat(normalScores(2001, { seed: 6 }));
  const others = flat(normalScores(2001, { seed: 7 }));

  it('take closed forms, which the bootstrap would only repeat, and say so', () => {
    expect(meanEstimate(many, options)).toMatchObject({ method: 't', reason: /above 500 blocks/ });
    expect(sdRatioTotal(many, others, options)).toMatchObject({
      method: 'logJackknifeT',
      reason: /above 500 blocks/,
    });
    const t = meanEstimate(many, options);
    const resampled = meanEstimate(many, { ...options, method: 'studentized' });
    expect(Math.abs(t.low! - resampled.low!)).toBeLessThan(0.05 * (t.high! - t.low!));
  });
});

describe('a family', () => {
  const variants = [2, 3, 4].map((seed) => normalScores(20, { seed, shift: seed === 4 ? 0.06 : 0 }));
  const base = normalScores(20, { seed: 1 });

  it('widens the intervals and keeps p-values in step with them', () => {
    const family = simultaneousDifferences(flat(base), variants.map(flat), options);
    family.forEach(({ estimate, pMarginal, pFamily, pHolm }, i) => {
      const single = differenceEstimate(flat(base), flat(variants[i]!), options);
      expect(estimate.method).toBe('maxT');
      expect(estimate.point).toBeCloseTo(single.point!, 12);
      expect(estimate.high! - estimate.low!).toBeGreaterThan(single.high! - single.low!);
      expect(pFamily! <= 0.05).toBe(estimate.low! > 0 || estimate.high! < 0);
      expect(pHolm).toBeLessThanOrEqual(pFamily!);
      expect(pMarginal).toBeLessThanOrEqual(pHolm!);
    });
    expect(family[2]!.pFamily).toBeLessThan(0.05);
  });

  it('of one comparison is the single interval', () => {
    const [only] = simultaneousDifferences(flat(base), [flat(variants[0]!)], options);
    expect(only!.estimate).toEqual(differenceEstimate(flat(base), flat(variants[0]!), options));
    const [ratio] = simultaneousSdRatios(flat(base), [flat(variants[0]!)], { ...options, component: 'total' });
    expect(ratio!.estimate).toEqual(sdRatioTotal(flat(base), flat(variants[0]!), options));
    expect(ratio!.pFamily! < 0.05).toBe(ratio!.estimate.low! > 1 || ratio!.estimate.high! < 1);
  });

  it('of SD ratios keeps the plain ratio as its point and a variant without spread apart', () => {
    const constant = base.map(() => 0.9);
    const family = simultaneousSdRatios(flat(base), [...variants, constant].map(flat), {
      ...options,
      component: 'total',
    });
    expect(family[0]!.estimate.point).toBeCloseTo(sdRatioTotal(flat(base), flat(variants[0]!), options).point!, 10);
    expect(family[3]).toMatchObject({ pFamily: null, estimate: { point: null, reason: /equal/ } });
  });

  it('of all pairs goes (0,1), (0,2), (1,2), later minus earlier', () => {
    const arms = variants.map(flat);
    const found = allPairDifferences(arms, options).map(({ estimate }) => estimate.point!);
    const pairs = [
      [0, 1],
      [0, 2],
      [1, 2],
    ] as const;
    const single = pairs.map(([i, j]) => differenceEstimate(arms[i]!, arms[j]!, options).point!);
    found.forEach((point, at) => expect(point).toBeCloseTo(single[at]!, 12));
  });

  it('takes Bonferroni with t below 10 blocks', () => {
    const short = variants.map((v) => flat(v.slice(0, 6)));
    const family = simultaneousDifferences(flat(base.slice(0, 6)), short, options);
    for (const { estimate } of family)
      expect(estimate).toMatchObject({ method: 'bonferroniT', reason: /too few blocks/ });
  });

  it('copes with a variant that misses a split', () => {
    const holed = variants.map((v, i) => flat(i === 1 ? v.with(5, NaN) : v));
    const family = simultaneousDifferences(flat(base), holed, options);
    expect(family[1]!.estimate).toMatchObject({ n: 19, reason: /1 of 20 blocks left out/ });
    expect(family[0]!.estimate).toMatchObject({ n: 20 });
  });
});
