import { describe, expect, it } from 'vitest';

import { differenceEstimate } from '../../src/stats/estimate-mean.js';
import { dropWorst, failureRate, failureRateDifference, failuresLast, trimmedLead } from '../../src/stats/failures.js';
import { winShares } from '../../src/stats/run-shares.js';
import { type Scores } from '../../src/stats/scores.js';
import { normalScores } from './draws.js';

const level = 0.95;
const estimate = (baseline: Scores, variant: Scores) =>
  differenceEstimate(baseline, variant, { level, key: [1, 2], method: 't' });

/** Splits of two seeds. */
const pairsOf = (values: readonly number[]): number[][] =>
  Array.from({ length: values.length / 2 }, (_, i) => [values[2 * i]!, values[2 * i + 1]!]);

describe('failure rates', () => {
  it('have an interval at 0 failures, too', () => {
    const none = failureRate(new Array<boolean[]>(10).fill([false, false]), { level });
    expect(none).toMatchObject({ point: 0, low: 0 });
    expect(none.high).toBeGreaterThan(0.1);
  });

  it('of splits whose runs fail together count as fewer runs', () => {
    const together = [...new Array<boolean[]>(18).fill([false, false, false]), [true, true, true], [true, true, true]];
    const apart = Array.from({ length: 20 }, (_, i) => [i < 6, false, false]);
    const width = (runs: boolean[][]): number => {
      const { low, high } = failureRate(runs, { level });
      return high! - low!;
    };
    expect(width(together)).toBeGreaterThan(width(apart));
  });

  it('differ by an interval that lies within −1 and 1, mirrored when the arms are swapped', () => {
    const [a, b] = [
      [[false], [false], [true], [false]],
      [[true], [true], [true], [true]],
    ];
    const [one, other] = [failureRateDifference(a, b, { level }), failureRateDifference(b, a, { level })];
    expect(one.point).toBe(0.75);
    expect(one.high).toBeLessThanOrEqual(1);
    expect(one.low).toBeCloseTo(-other.high!, 12);
    expect(failureRateDifference([], b, { level }).point).toBeNull();
  });
});

describe('trimming', () => {
  const baseline = pairsOf(normalScores(40, { seed: 4 }));

  it('a lead of survivors does not hold: the variant is the baseline less its worst eighth', () => {
    const variant = dropWorst(baseline, { runs: 5, goodness: (score) => score });
    const plain = estimate(baseline, variant);
    expect(plain.point).toBeGreaterThan(0);
    const trimmed = trimmedLead(
      { baseline, variant },
      { failed: { baseline: 0, variant: 5 }, leads: 'variant', better: 'higher', estimate },
    )!;
    expect(trimmed).toMatchObject({ trimmed: 'baseline', runs: 5, holds: false });
    // The same runs are left in either arm.
    expect(trimmed.raw.point).toBeCloseTo(0, 12);
  });

  it('a lead that no number of worst runs explains holds, in either direction and for either sense of better', () => {
    const variant = baseline.map((split) => split.map((score) => score + 0.2));
    const failed = { baseline: 0, variant: 2 };
    expect(trimmedLead({ baseline, variant }, { failed, leads: 'variant', better: 'higher', estimate })).toMatchObject({
      holds: true,
    });
    const swapped = { failed: { baseline: 2, variant: 0 }, leads: 'baseline', better: 'lower', estimate } as const;
    expect(trimmedLead({ baseline, variant }, swapped)).toMatchObject({ trimmed: 'variant', runs: 2, holds: true });
  });

  it('is not asked for where the leader failed as often or less', () => {
    const options = { leads: 'variant', better: 'higher', estimate } as const;
    const arms = { baseline, variant: baseline };
    expect(trimmedLead(arms, { ...options, failed: { baseline: 3, variant: 3 } })).toBeUndefined();
    expect(trimmedLead(arms, { ...options, failed: { baseline: 3, variant: 1 } })).toBeUndefined();
    expect(() => trimmedLead(arms, { ...options, failed: { baseline: 0.5, variant: 1 } })).toThrow(RangeError);
  });

  it('drops the worst scores, by whatever is called good, in plan order where they are equal', () => {
    const scores = [[3, 1], [NaN, 2], [1]];
    expect(dropWorst(scores, { runs: 1, goodness: (score) => score })).toEqual([[3, NaN], [NaN, 2], [1]]);
    expect(dropWorst(scores, { runs: 2, goodness: (score) => -score })).toEqual([[NaN, 1], [NaN, NaN], [1]]);
    const byPlace = dropWorst(scores, { runs: 1, goodness: (score, split) => score - 10 * split });
    expect(byPlace[2]).toEqual([NaN]);
  });
});

it('failures stand last in P(win), and missing runs stay missing', () => {
  const failures = [[true, false], [false]];
  const last = failuresLast([[NaN, 0.9], [NaN]], { failures, better: 'higher' });
  expect(last).toEqual([[-Infinity, 0.9], [NaN]]);
  expect(winShares([[0.1, 0.2]], [last[0]!], { better: 'higher' }).values).toEqual([0.5]);
  expect(failuresLast([[NaN]], { failures: [[true]], better: 'lower' })).toEqual([[Infinity]]);
});
