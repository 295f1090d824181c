import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { scalePoints } from '../../src/stats/chi-scale.js';
import { tCdf, tQuantile } from '../../src/stats/distributions.js';
import { dunnettCdf, dunnettCritical } from '../../src/stats/dunnett.js';
import { noncentralTCdf, powerOfT } from '../../src/stats/noncentral-t.js';

describe('the noncentral t distribution', () => {
  // scipy 1.17.1: scipy.stats.nct.cdf(x, df, delta)
  it.each([
    [2.262157, 9, 2, 0.5687539391037294],
    [2, 1, 0.5, 0.7484855842392901],
    [0, 3, 1, 0.15865525393145707],
    [-1.5, 4, 0.7, 0.029045519090497154],
    [2.0244, 38, 2.8, 0.22105080890259074],
    [2.5, 199, 3, 0.3088012657720251],
    [1.96, 10000, 2.8, 0.2004630702852359],
    [12, 7, 9, 0.7761472270332606],
    [3.2, 2.5, -1, 0.9955180876106218],
    [55, 20, 50, 0.68228248261498],
  ])('P(T ≤ %d) with %d degrees of freedom and δ = %d is scipy’s', (x, df, noncentrality, expected) => {
    expect(noncentralTCdf(x, { df, noncentrality })).toBeCloseTo(expected, 10);
  });

  it('is Student’s where the truth is what is tested', () => {
    fc.assert(
      fc.property(fc.double({ min: -8, max: 8, noNaN: true }), fc.integer({ min: 1, max: 400 }), (x, df) => {
        expect(noncentralTCdf(x, { df, noncentrality: 0 })).toBeCloseTo(tCdf(x, df), 11);
      }),
      { numRuns: 40, seed: 1 },
    );
  });

  it('gives power: 5 % at no effect, more with every step away, the same on either side', () => {
    const critical = tQuantile(0.975, 12);
    const at = (noncentrality: number): number => powerOfT(critical, { df: 12, noncentrality });
    expect(at(0)).toBeCloseTo(0.05, 11);
    expect(at(1)).toBeGreaterThan(at(0.5));
    expect(at(-2)).toBeCloseTo(at(2), 12);
  });

  it('needs degrees of freedom', () => {
    expect(() => noncentralTCdf(1, { df: 0, noncentrality: 0 })).toThrow(RangeError);
  });
});

it('the SD over its truth has mean c₄: .9400 for five values', () => {
  const mean = scalePoints(4).reduce((sum, { scale, weight }) => sum + scale * weight, 0);
  expect(mean).toBeCloseTo(0.9399856029866254, 12);
});

describe('Dunnett’s critical value', () => {
  // scipy 1.17.1: brentq over integrate.quad of stats.chi.pdf × quad of stats.norm.pdf × (norm.cdf − norm.cdf)^m
  it.each([
    [2, 10, 2.5683388760316266],
    [6, 30, 2.7198150752659433],
    [20, 19, 3.232600556358087],
    [20, 100, 2.964042320368929],
    [6, 200, 2.5890316160352644],
    [3, 5, 3.2931546508291425],
  ])('of %d comparisons with %d degrees of freedom agrees with an integral in scipy', (comparisons, df, expected) => {
    expect(dunnettCritical({ level: 0.95, comparisons, df })).toBeCloseTo(expected, 7);
  });

  it('is Student’s for one comparison, and lies between that and Bonferroni’s for more', () => {
    expect(dunnettCritical({ level: 0.95, comparisons: 1, df: 9 })).toBeCloseTo(tQuantile(0.975, 9), 12);
    const six = dunnettCritical({ level: 0.95, comparisons: 6, df: 9 });
    expect(six).toBeGreaterThan(tQuantile(0.975, 9));
    expect(six).toBeLessThan(tQuantile(1 - 0.025 / 6, 9));
  });

  it('without correlation and with a known SD is Šidák’s', () => {
    const one = dunnettCdf(2, { comparisons: 1, df: 1e6, correlation: 0 });
    expect(dunnettCdf(2, { comparisons: 4, df: 1e6, correlation: 0 })).toBeCloseTo(one ** 4, 6);
  });

  it('refuses no comparison and a perfect correlation', () => {
    expect(() => dunnettCdf(2, { comparisons: 0, df: 5 })).toThrow(RangeError);
    expect(() => dunnettCdf(2, { comparisons: 2, df: 5, correlation: 1 })).toThrow(RangeError);
  });
});
