import { describe, expect, it } from 'vitest';
import { boughtBy, needFor, needsOf } from '../src/needs.js';
import type { Basis, Wish } from '../src/needs.js';

const wish: Wish = { level: 0.95, power: 0.8 };
/** SD between splits .02, between seeds .01; scores of the two variants correlated by one half. */
const basis: Basis = {
  variances: [{ split: 0.0004, seed: 0.0001 }],
  correlation: 0.5,
  heldSplit: false,
  apart: true,
};

describe('what a wish takes', () => {
  it('an interval of ± .005 takes 80 splits of one seed: 1.9905 × √(.0005 / 80) = .00498', () => {
    // With 79 splits: 1.9908 × √(.0005 / 79) = .00501.
    expect(needFor(1, { wish: { ...wish, halfWidth: 0.005 }, basis })).toEqual({ splits: 80, seeds: 1 });
  });

  it('a difference of .01 takes 42 splits: (2.0195 + .8505) × √(.0005 / 42) = .0099', () => {
    // With 41 splits: (2.0211 + .8507) × √(.0005 / 41) = .01003.
    expect(needFor(1, { wish: { ...wish, detect: 0.01 }, basis })).toEqual({ splits: 42, seeds: 1 });
  });

  it.each([
    [2, 17, 2],
    [1.5, 48, 2],
    [1.25, 158, 2],
    [1.25, 40, 5],
    [1.25, 18, 10],
  ])(
    'an SD ratio of %d takes %d splits of %d seeds, unpaired: 18, 49 and 159 runs less one',
    (sdRatio, splits, seeds) => {
      expect(needFor(seeds, { wish: { ...wish, sdRatio }, basis: { ...basis, correlation: 0 } })).toEqual({
        splits,
        seeds,
      });
    },
  );

  it('an SD ratio never takes fewer than ten splits, and no single seed tells of reruns', () => {
    const { best, needs } = needsOf(
      { ...wish, sdRatio: 1.25 },
      { basis: { ...basis, correlation: 0 }, shown: [1, 2, 50] },
    );
    expect(needs).toEqual([
      { splits: 158, seeds: 2 },
      { splits: 10, seeds: 50 },
    ]);
    expect(best).toEqual({ splits: 10, seeds: 17 });
  });

  it('two wishes together take what the greater of them takes', () => {
    const both = needFor(2, {
      wish: { ...wish, halfWidth: 0.005, sdRatio: 1.25 },
      basis: { ...basis, correlation: 0 },
    });
    expect(both).toEqual({ splits: 158, seeds: 2 });
    expect(needFor(2, { wish: { ...wish, halfWidth: 0.005, sdRatio: 2 }, basis })).toEqual({ splits: 72, seeds: 2 });
  });

  it('for a mean, one seed a split costs the fewest runs', () => {
    expect(needsOf({ ...wish, halfWidth: 0.005 }, { basis, shown: [1, 2] }).best).toEqual({ splits: 80, seeds: 1 });
  });

  it('the most demanding comparison counts', () => {
    const variances = [{ split: 0.0001, seed: 0 }, ...basis.variances];
    expect(needFor(1, { wish: { ...wish, halfWidth: 0.005 }, basis: { ...basis, variances } }).splits).toBe(80);
  });

  it('where split and seed were not told apart, only one seed a split is planned for', () => {
    const { needs } = needsOf({ ...wish, halfWidth: 0.005 }, { basis: { ...basis, apart: false }, shown: [1, 2, 5] });
    expect(needs).toEqual([{ splits: 80, seeds: 1 }]);
  });

  it('with the split held, the blocks are seeds', () => {
    const held: Basis = { variances: [{ split: 0.0005, seed: 0 }], correlation: 0, heldSplit: true, apart: false };
    expect(needsOf({ ...wish, halfWidth: 0.005 }, { basis: held, shown: [1, 2] }).best).toEqual({
      splits: 1,
      seeds: 80,
    });
    expect(needFor(1, { wish: { ...wish, sdRatio: 1.5 }, basis: held })).toEqual({ splits: 1, seeds: 49 });
  });
});

describe('what a budget buys', () => {
  it('50 runs a variant: 50 splits for a mean, ± 2.0096 × √(.0005 / 50)', () => {
    const { mean } = boughtBy(50, { ...wish, basis });
    expect(mean).toMatchObject({ splits: 50, seeds: 1 });
    expect(mean!.halfWidth).toBeCloseTo(2.009575 * Math.sqrt(0.0005 / 50), 8);
    expect(mean!.detect).toBeCloseTo((2.009575 + 0.849018) * Math.sqrt(0.0005 / 50), 7);
  });

  it('50 runs a variant: 10 splits × 5 seeds for an SD ratio, e to the 2.8016 × √(.75 / 40)', () => {
    const { sdRatio } = boughtBy(50, { ...wish, basis });
    expect(sdRatio).toMatchObject({ splits: 10, seeds: 5 });
    expect(sdRatio!.detect).toBeCloseTo(Math.exp(2.801585 * Math.sqrt(0.75 / 40)), 5);
  });

  it('too few runs buy nothing', () => {
    expect(boughtBy(4, { ...wish, basis })).toEqual({ mean: null, sdRatio: null });
    expect(boughtBy(19, { ...wish, basis }).sdRatio).toBeNull();
    expect(boughtBy(50, { ...wish, basis: { ...basis, variances: [] } }).mean).toBeNull();
  });
});
