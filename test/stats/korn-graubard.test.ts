import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { betaCdf, betaQuantile } from '../../src/stats/distributions.js';
import { clopperPearsonLimits, heldShareEstimate, kornGraubardEstimate } from '../../src/stats/korn-graubard.js';
import { winOf } from '../../src/stats/count-pairs.js';
import { apartShares, heldApartShare, heldWinShare, winShares } from '../../src/stats/run-shares.js';
import { expectClose } from './reference.js';

const level = 0.95;

describe('beta quantiles', () => {
  // scipy 1.17.1: scipy.stats.beta.ppf(p, a, b)
  it.each([
    [0.025, 6, 1, 0.5407418735600995],
    [0.025, 0.3, 7.2, 4.646882039350911e-7],
    [0.975, 12.5, 0.8, 0.999263088611286],
    [0.5, 3, 3, 0.5],
    [0.005, 150.5, 20.25, 0.809892272391714],
  ])('at %f with shapes %f and %f', (p, a, b, expected) => {
    expectClose(betaQuantile(p, a, b), expected, 1e-9);
    expectClose(betaCdf(betaQuantile(p, a, b), a, b), p, 1e-9);
  });
});

describe('Korn & Graubard limits', () => {
  // scipy 1.17.1: q = np.var(v) / n; ne as in the source; beta.ppf(.025, x, ne - x + 1), beta.ppf(.975, x + 1, ne - x)
  it.each([
    ['six equal seeds at 100 %', [1, 1, 1, 1, 1, 1], 6, 0.95, [0.5407418735600995, 1]],
    ['five splits of five seeds', [0.5, 0.75, 1, 0.9, 0.6], 25, 0.95, [0.452524724656136, 0.9364920209029904]],
    ['the same at 90 %', [0.5, 0.75, 1, 0.9, 0.6], 25, 0.9, [0.5164728214018282, 0.9093484670083413]],
    ['ten splits of two seeds at 0 %', new Array<number>(10).fill(0), 20, 0.95, [0, 0.35008582349977013]],
    ['ties', [1, 1, 0, 1, 0.5, 1, 1, 0, 1, 1], 10, 0.95, [0.3941816818513287, 0.9559405864473692]],
  ] as const)('%s', (_, values, most, at, [low, high]) => {
    const estimate = kornGraubardEstimate({ values, most }, { level: at });
    expectClose(estimate.low, low);
    expectClose(estimate.high, high);
    expect(estimate.method).toBe('kornGraubard');
  });

  it('equal shares are worth one trial a block, whatever rounding makes of their variance', () => {
    const third = 1 / 3;
    const equal = kornGraubardEstimate({ values: new Array<number>(7).fill(third), most: 7 }, { level });
    const exact = clopperPearsonLimits(third, { trials: 7, level });
    expectClose(equal.low, exact[0]);
    expectClose(equal.high, exact[1]);
  });

  it('two blocks have a share and no interval, with the reason', () => {
    const two = kornGraubardEstimate({ values: [1, 1], most: 2 }, { level });
    expect(two).toMatchObject({ point: 1, low: null, high: null });
    expect(two.reason).toContain('at least 3');
    expect(kornGraubardEstimate({ values: [], most: 0 }, { level }).point).toBeNull();
  });

  it('refuses shares outside 0 to 1 and fewer trials than blocks', () => {
    expect(() => clopperPearsonLimits(1.2, { trials: 5, level })).toThrow(RangeError);
    expect(() => kornGraubardEstimate({ values: [1, 1, 1], most: 2 }, { level })).toThrow(RangeError);
  });

  it('always have a width, lie within 0 and 1, hold the share, and are mirrored with it', () => {
    const shares = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 3, maxLength: 30 });
    fc.assert(
      fc.property(shares, fc.integer({ min: 1, max: 6 }), (twentieths, cap) => {
        const values = twentieths.map((k) => k / 20);
        const most = cap * values.length;
        const { point, low, high } = kornGraubardEstimate({ values, most }, { level });
        const mirrored = kornGraubardEstimate({ values: values.map((v) => 1 - v), most }, { level });
        expect(high! - low!).toBeGreaterThan(0.01);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low! <= point! && point! <= high!).toBe(true);
        expect(mirrored.low).toBeCloseTo(1 - high!, 9);
        expect(mirrored.high).toBeCloseTo(1 - low!, 9);
      }),
    );
  });
});

describe('shares of pairs of runs', () => {
  it('count seed pairs i ≠ j within a split, ties half, and the seeds that both have', () => {
    const a = [[0.9, 0.8, NaN], [0.7], []];
    const b = [[0.85, 0.8, 0.95], [0.7], [0.6]];
    // first split: .9 > .8 and .9 < .95; .8 < .85 and .8 < .95
    expect(winShares(a, b, { better: 'higher' })).toEqual({
      values: [0.25, 0.5],
      most: 3,
      leftOut: '1 of 3 blocks left out: a score is missing.',
    });
  });

  it('are one less the other variant’s', () => {
    const a = [
      [0.9, 0.8],
      [0.7, 0.75],
    ];
    const b = [
      [0.85, 0.8],
      [0.7, 0.6],
    ];
    const [first, second] = [winShares(a, b, { better: 'lower' }), winShares(b, a, { better: 'lower' })];
    expect(first.values.map((v) => 1 - v)).toEqual(second.values);
  });

  it('a failed run loses to every score and ties with another failure', () => {
    expect(winOf(-Infinity, 0.1, 'higher')).toBe(0);
    expect(winOf(0.1, Infinity, 'lower')).toBe(1);
    expect(winOf(-Infinity, -Infinity, 'higher')).toBe(0.5);
  });

  it('a rerun stands in one disjoint pair at most', () => {
    const found = apartShares([[0.9, 0.91, 0.95, 0.9, 0.9], [0.8, 0.8], [0.7]], { delta: 0.01 });
    expect(found.values).toEqual([0.7, 0]);
    expect(found.most).toBe(3);
  });
});

describe('on a held split', () => {
  const a = [0.9, 0.8, 0.7, 0.85, 0.6];
  const b = [0.5, 0.8, 0.65, 0.4, 0.75];

  it('P(win) counts all pairs of different seeds, with DeLong’s variance', () => {
    // numpy: masked psi without its diagonal; rows.var(ddof=1)/5 + columns.var(ddof=1)/5
    const found = heldWinShare(a, b, { better: 'higher' });
    expectClose(found.share, 0.8);
    expectClose(found.variance, 0.02375);
    expect(found.seeds).toBe(5);
  });

  it('rerun risk counts pairs of seeds, with the variance of the delete-one jackknife', () => {
    // numpy: 4/5 * sum((theta_i - mean(theta_i))**2)
    const found = heldApartShare([0.9, 0.91, 0.92, 0.9, 0.95], { delta: 0.01 });
    expectClose(found.share, 0.9);
    expectClose(found.variance, 0.026666666666666658);
  });

  it('effective trials lie between S and 2S', () => {
    const within = (variance: number): readonly [number | null, number | null] => {
      const { low, high } = heldShareEstimate(0.8, { variance, seeds: 5, level });
      return [low, high];
    };
    expect(within(0)).toEqual(clopperPearsonLimits(0.8, { trials: 5, level }));
    expect(within(1)).toEqual(clopperPearsonLimits(0.8, { trials: 5, level }));
    expect(within(1e-9)).toEqual(clopperPearsonLimits(0.8, { trials: 10, level }));
    expect(heldShareEstimate(1, { variance: 0, seeds: 2, level }).low).toBeNull();
  });
});
