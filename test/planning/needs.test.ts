import { describe, expect, it } from 'vitest';
import { boughtBy, needFor, needsOf, newRowsLimit } from '../../src/planning/needs.js';
import type { Basis, Wish } from '../../src/planning/needs.js';

const wish: Wish = { level: 0.95, power: 0.8 };
/** SD between splits .02, between seeds .01; scores of the two variants correlated by one half. */
const basis: Basis = {
  variances: [{ split: 0.0004, seed: 0.0001 }],
  correlation: 0.5,
  heldSplit: false,
  apart: true,
  comparisons: 1,
};

describe('what a wish takes', () => {
  it('an interval of ± .005 takes 80 splits of one seed: 1.9905 × √(.0005 / 80) = .00498', () => {
    // With 79 splits: 1.9908 × √(.0005 / 79) = .00501.
    expect(needFor(1, { wish: { ...wish, halfWidth: 0.005 }, basis })).toEqual({ splits: 80, seeds: 1 });
  });

  it('a difference of .01 takes 42 splits', () => {
    // scipy 1.17.1: 1 − nct.cdf(t.ppf(.975, 41), 41, .01/√(.0005/42)) = .805; with 41 splits .795
    expect(needFor(1, { wish: { ...wish, detect: 0.01 }, basis })).toEqual({ splits: 42, seeds: 1 });
  });

  it('a family takes more: 64 splits with six variants and 76 with 20, where one comparison takes 42', () => {
    const splits = (comparisons: number): number =>
      needFor(1, { wish: { ...wish, detect: 0.01 }, basis: { ...basis, comparisons } }).splits;
    expect([splits(1), splits(6), splits(20)]).toEqual([42, 64, 76]);
  });

  it.each([
    [2, 21, 2],
    [1.5, 52, 2],
    [1.25, 162, 2],
    [1.25, 44, 5],
    [1.25, 22, 10],
  ])('an SD ratio of %d takes %d splits of %d seeds, unpaired', (sdRatio, splits, seeds) => {
    const unpaired = { ...basis, correlation: 0 };
    expect(needFor(seeds, { wish: { ...wish, sdRatio }, basis: unpaired })).toEqual({ splits, seeds });
  });

  it('an SD ratio never takes fewer than ten splits, and no single seed tells of reruns', () => {
    const { best, needs } = needsOf(
      { ...wish, sdRatio: 1.25 },
      { basis: { ...basis, correlation: 0 }, shown: [1, 2, 40] },
    );
    expect(needs).toEqual([
      { splits: 162, seeds: 2 },
      { splits: 10, seeds: 40 },
    ]);
    expect(best.splits * best.seeds).toBeLessThanOrEqual(220);
  });

  it('two wishes together take what the greater of them takes', () => {
    const both = needFor(2, {
      wish: { ...wish, halfWidth: 0.005, sdRatio: 1.25 },
      basis: { ...basis, correlation: 0 },
    });
    expect(both).toEqual({ splits: 162, seeds: 2 });
    expect(needFor(2, { wish: { ...wish, halfWidth: 0.005, sdRatio: 2 }, basis })).toEqual({ splits: 72, seeds: 2 });
  });

  it('for a mean, one seed a split costs the fewest runs', () => {
    expect(needsOf({ ...wish, halfWidth: 0.005 }, { basis, shown: [1, 2] }).best).toEqual({ splits: 80, seeds: 1 });
  });

  it('a pilot is planned with its upper limit: 9/χ²(.2, 9) = 1.67 times the variance of ten splits', () => {
    const pilots = [{ between: 0.0005, within: 0, splits: 10, seeds: 1 }];
    const measured: Basis = { ...basis, variances: [{ split: 0.0005, seed: 0 }], pilots, apart: false };
    expect(needFor(1, { wish: { ...wish, detect: 0.01 }, basis: measured }).splits).toBe(68);
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
    const held: Basis = {
      variances: [{ split: 0.0005, seed: 0 }],
      correlation: 0,
      heldSplit: true,
      apart: false,
      comparisons: 1,
    };
    expect(needsOf({ ...wish, halfWidth: 0.005 }, { basis: held, shown: [1, 2] }).best).toEqual({
      splits: 1,
      seeds: 80,
    });
    expect(needFor(1, { wish: { ...wish, sdRatio: 1.5 }, basis: held })).toEqual({ splits: 1, seeds: 53 });
  });
});

describe('new rows like these', () => {
  const holdout: Basis = { ...basis, testToTrain: 0.25 };

  it('take splits of their own, or more rows: .25 of the variance stays whatever the splits', () => {
    // scipy: the smallest J with 1 − nct.cdf(t.ppf(.975, J − 1), J − 1, .04/√(.0005(1/J + .25))) ≥ .8
    expect(needFor(1, { wish: { ...wish, detect: 0.04 }, basis: holdout })).toMatchObject({ newRows: 12 });
    expect(needFor(1, { wish: { ...wish, detect: 0.02 }, basis: holdout })).toMatchObject({ newRows: Infinity });
    expect(newRowsLimit(1, { wish: { ...wish, detect: 0.02 }, basis: holdout })).toBeCloseTo(0.0313, 3);
  });

  it('are left out where there is no interval for them', () => {
    expect(needFor(1, { wish: { ...wish, detect: 0.04 }, basis })).not.toHaveProperty('newRows');
    expect(newRowsLimit(1, { wish, basis })).toBeUndefined();
  });
});

describe('k-fold', () => {
  const folded: Basis = { ...basis, testToTrain: 0.25, folds: 5 };
  const foldPilots = [{ between: 0.002, within: 0.0005, splits: 50, seeds: 2 }];

  it('plans for new rows by its folds: whole repeats of five blocks each', () => {
    const need = needFor(2, { wish: { ...wish, detect: 0.07 }, basis: { ...folded, foldPilots } });
    const half = needFor(2, { wish: { ...wish, detect: 0.07 }, basis: { ...folded, foldPilots, folds: 1 } });
    expect(need.newRows).toBe(Math.ceil(half.newRows! / 5));
  });

  it('plans nothing for new rows without a pilot, and says where only more rows help', () => {
    expect(needFor(1, { wish: { ...wish, detect: 0.04 }, basis: folded })).not.toHaveProperty('newRows');
    const { best, bestForNewRows } = needsOf(
      { ...wish, detect: 0.01 },
      { basis: { ...folded, foldPilots }, shown: [1] },
    );
    expect(best.newRows).toBe(Infinity);
    expect(bestForNewRows).toBeUndefined();
  });
});

describe('a ratio of total SDs', () => {
  const total: Basis = { ...basis, totals: [{ split: 1, seed: 1, correlation: { split: 0.5, seed: 0 } }] };

  it('takes as many splits with one normal score a split as its correlation says, 1 − ρ²', () => {
    const { totals: _, ...bare } = total;
    const one = needsOf({ ...wish, totalSdRatio: 1.5 }, { basis: { ...bare, correlation: 0.5 }, shown: [1, 2] });
    // scipy: 1 − nct.cdf(t.ppf(.975, 40) √(42/40), 40, ln 1.5 / √(.75/39)) is the first above .8
    expect(one.best).toEqual({ splits: 41, seeds: 1 });
    expect(one.needs).toHaveLength(1);
  });

  it('takes fewer splits with more seeds, and more of them in a family', () => {
    const splits = (seeds: number, comparisons = 1): number =>
      needFor(seeds, { wish: { ...wish, totalSdRatio: 1.5 }, basis: { ...total, comparisons } }).splits;
    expect(splits(5)).toBeLessThan(splits(2));
    expect(splits(5, 6)).toBeGreaterThan(splits(5));
  });
});

describe('what a budget buys', () => {
  it('50 runs a variant: 50 splits for a mean, ± 2.0096 × √(.0005 / 50)', () => {
    const { mean } = boughtBy(50, { ...wish, basis });
    expect(mean).toMatchObject({ splits: 50, seeds: 1 });
    expect(mean!.halfWidth).toBeCloseTo(2.009575 * Math.sqrt(0.0005 / 50), 8);
    // scipy: brentq of 1 − nct.cdf(t.ppf(.975, 49), 49, δ) = .8 gives δ = 2.858005
    expect(mean!.detect).toBeCloseTo(2.858005 * Math.sqrt(0.0005 / 50), 6);
  });

  it('50 runs a variant: 10 splits × 5 seeds for an SD ratio, e to the 3.40406 × √(.75 / 4 / 9)', () => {
    const { sdRatio } = boughtBy(50, { ...wish, basis });
    expect(sdRatio).toMatchObject({ splits: 10, seeds: 5 });
    // scipy: the same with critical value t.ppf(.975, 9) √(11/9)
    expect(sdRatio!.detect).toBeCloseTo(Math.exp(3.40406 * Math.sqrt(0.75 / 4 / 9)), 4);
  });

  it('too few runs buy nothing', () => {
    expect(boughtBy(4, { ...wish, basis })).toEqual({ mean: null, sdRatio: null });
    expect(boughtBy(19, { ...wish, basis }).sdRatio).toBeNull();
    expect(boughtBy(50, { ...wish, basis: { ...basis, variances: [] } }).mean).toBeNull();
  });
});
