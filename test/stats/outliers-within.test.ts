import { describe, expect, it } from 'vitest';

import { farOut, outliersWithinSplits, strikinglyFarOut } from '../../src/stats/outliers-within.js';
import { normalScores } from './draws.js';

const steady = [0.5, 0.51, 0.52, 0.53, 0.54, 0.55, 0.56, 0.57];
const grid = (splits: number, seeds: number, seed: number): number[][] =>
  Array.from({ length: splits }, (_, i) => normalScores(seeds, { seed: 100 * seed + i }));

describe('far out', () => {
  it('is beyond three interquartile ranges', () => {
    expect(farOut([...steady, 24.1])).toEqual([8]);
    expect(farOut([...steady, 0.64])).toEqual([]);
    expect(farOut([...steady, NaN, -3])).toEqual([9]);
  });

  it('is nothing where the quartiles are equal', () => {
    expect(farOut([1, 1, 1, 1, 1, 1, 1, 35 / 36, 34 / 36])).toEqual([]);
    expect(farOut([1, 2, 90])).toEqual([]);
  });
});

describe('a warning', () => {
  it('needs a wider fence where quartiles rest on few values, and still finds a collapse', () => {
    const five = [0.8061, 0.8045, 0.812, 0.8062, 0.8016];
    expect(farOut(five)).toEqual([2]);
    expect(strikinglyFarOut(five)).toEqual([]);
    expect(strikinglyFarOut([...five.slice(0, 4), 0.5])).toEqual([4]);
    const twelve = [...steady, 0.51, 0.53, 0.55, 0.69];
    expect(strikinglyFarOut(twelve)).toEqual(farOut(twelve));
    expect(strikinglyFarOut(twelve)).toEqual([11]);
  });
});

describe('outliers within splits', () => {
  it('are found where a run collapses', () => {
    const scores = grid(10, 3, 1);
    scores[4]![1] = 0.2;
    expect(outliersWithinSplits(scores)).toEqual([{ split: 4, seed: 1 }]);
  });

  it('a hard split is none', () => {
    const scores = grid(10, 3, 2);
    scores[4] = scores[4]!.map((score) => score - 0.5);
    expect(farOut(scores.flat()).length).toBe(3);
    expect(outliersWithinSplits(scores)).toEqual([]);
  });

  it('with one seed a split neither a hard split nor another variant’s collapse is taken for the variant’s own', () => {
    const variant = grid(20, 1, 3);
    const other = variant.map(([score], i) => [score! + normalScores(1, { seed: i })[0]! - 0.9]);
    variant[3]![0]! -= 0.5;
    other[3]![0]! -= 0.5;
    expect(outliersWithinSplits(variant, { others: [other] })).toEqual([]);
    other[7]![0]! -= 0.5;
    expect(outliersWithinSplits(variant, { others: [other] })).toEqual([]);
    expect(outliersWithinSplits(other, { others: [variant] })).toEqual([{ split: 7, seed: 0 }]);
  });

  it('without anything to hold a single seed against, raw scores are judged', () => {
    const alone = grid(20, 1, 4);
    alone[2]![0] = 0.1;
    expect(outliersWithinSplits(alone)).toEqual([{ split: 2, seed: 0 }]);
  });
});
