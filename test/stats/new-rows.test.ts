import { describe, expect, it } from 'vitest';

import { newRowsDifferences, rowsRatio } from '../../src/stats/new-rows.js';
import { meanLossByRow, overRowsDifference } from '../../src/stats/over-rows.js';
import { type Scores } from '../../src/stats/scores.js';
import { correctedResampledTest } from '../../src/stats/tests-of-means.js';
import { expectClose } from './reference.js';

const level = 0.95;
const baseline: Scores = [[0.8], [0.81], [0.79], [0.82], [0.8]];
const variant: Scores = [[0.84], [0.83], [0.84], [0.83], [0.83]];

describe('the difference for new rows', () => {
  // scipy 1.17.1: t.interval(.95, 4, d.mean(), d.std(ddof=1) * sqrt(1/5 + .25)), d = [.04, .02, .05, .01, .03]
  it('is Nadeau & Bengio’s t on hold-out splits', () => {
    const [only] = newRowsDifferences([[baseline, variant]], { level, testToTrain: 0.25 });
    expectClose(only!.point, 0.03);
    expectClose(only!.low, 0.0005513525778366481, 1e-7);
    expectClose(only!.high, 0.05944864742216335);
    expect(only!.method).toBe('nadeauBengio');
  });

  it('is Bouckaert & Frank’s t on the folds of 5-fold: the ratio is 1 / (k − 1)', () => {
    const [only] = newRowsDifferences([[baseline, variant]], { level, folds: 5 });
    expectClose(only!.high, 0.05944864742216335);
    expect(only!.method).toBe('bouckaertFrank');
    expect(rowsRatio({ folds: 10 })).toBe(1 / 9);
  });

  it('holds for a family by Bonferroni', () => {
    // scipy 1.17.1: the same with level 1 - .05/3
    const three = newRowsDifferences(
      Array.from({ length: 3 }, () => [baseline, variant] as const),
      { level, testToTrain: 0.25 },
    );
    expectClose(three[2]!.low, -0.01201048471198208);
    expect(three[2]!.level).toBe(0.95);
  });

  it('excludes 0 exactly where the corrected test rejects', () => {
    for (const shift of [-0.03, -0.0005, 0.0005, 0.0006, 0.02]) {
      const moved = variant.map((seeds) => seeds.map((score) => score - 0.03 + shift));
      const [{ low, high } = { low: null, high: null }] = newRowsDifferences([[baseline, moved]], {
        level,
        testToTrain: 0.25,
      });
      const d = moved.map(([score], i) => score! - baseline[i]![0]!);
      expect(low! > 0 || high! < 0).toBe(correctedResampledTest(d, { testToTrain: 0.25 }).p < 0.05);
    }
  });

  it('takes means over seeds, over the blocks that both have', () => {
    const seeds: Scores = variant.map(([score]) => [score! - 0.01, score! + 0.01, NaN]);
    const [plain] = newRowsDifferences([[baseline, variant]], { level, testToTrain: 0.25 });
    const [averaged] = newRowsDifferences([[baseline, seeds]], { level, testToTrain: 0.25 });
    expectClose(averaged!.high, plain!.high!);
    const [less] = newRowsDifferences([[baseline.slice(0, 4), variant]], { level, testToTrain: 0.25 });
    expect(less).toMatchObject({ n: 4, reason: '1 of 5 blocks left out: a score is missing.' });
  });

  it('has no interval below three blocks or without spread, and says why', () => {
    const [few] = newRowsDifferences([[baseline.slice(0, 2), variant.slice(0, 2)]], { level, testToTrain: 0.25 });
    expect(few).toMatchObject({ low: null, reason: '2 blocks: an interval needs at least 3.' });
    const [flat] = newRowsDifferences([[baseline, baseline]], { level, testToTrain: 0.25 });
    expect(flat!.low).toBeNull();
    expect(flat!.reason).toContain('no spread');
    expect(() => newRowsDifferences([[baseline, variant]], { level, folds: 1 })).toThrow(RangeError);
    expect(() => newRowsDifferences([[baseline, variant]], { level, testToTrain: 0 })).toThrow(RangeError);
  });
});

describe('the interval over rows', () => {
  it('counts each row once, with its mean over the runs that scored it', () => {
    const means = meanLossByRow(
      [
        { rows: [0, 2], losses: [1, 0] },
        { rows: [2, 1], losses: [1, 0.25] },
      ],
      4,
    );
    expect([...means]).toEqual([1, 0.25, 0.5, NaN]);
    expect(() => meanLossByRow([{ rows: [4], losses: [0] }], 4)).toThrow(RangeError);
    expect(() => meanLossByRow([{ rows: [0, 1], losses: [0] }], 4)).toThrow(RangeError);
  });

  it('is paired by row: rows that either misses are left out', () => {
    const found = overRowsDifference([0, 1, 0, NaN, 1, 0, 1], [1, 1, 0, 1, 1, 1, 1], { level, key: [1, 2] });
    expectClose(found.point, 2 / 6);
    expect(found.n).toBe(6);
    expect(() => overRowsDifference([0], [1, 2], { level, key: [1, 2] })).toThrow(RangeError);
  });

  it('of roots is the delta method’s', () => {
    const [x, y] = [
      [4, 1, 9, 4, 2, 6, 3, 3],
      [1, 1, 4, 9, 1, 2, 2, 4],
    ];
    const found = overRowsDifference(x, y, { level, key: [1, 2], root: true });
    // numpy: sqrt(3) - 2; t.ppf(.975, 7) * (y/(2*sqrt(3)) - x/4).std(ddof=1) / sqrt(8)
    expectClose(found.point, Math.sqrt(3) - 2);
    expectClose(found.high! - found.point!, 0.7210404337711931);
  });
});
