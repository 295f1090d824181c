import { describe, expect, it } from 'vitest';

import {
  hodgesLehmannEstimate,
  likeTheseEstimate,
  likeTheseWiderEstimate,
  likeTheseWiderP,
  skewnessCorrectedEstimate,
  theseEstimate,
} from '../../src/stats/data-sets.js';
import { skewness } from '../../src/stats/moments.js';

const level = 0.95;
const means = [0.8, 1.2, 0.1, 0.9, 0.4, 1.5, 0.2, 0.7];

describe('data sets like these', () => {
  it('have Student’s t over their means', () => {
    // scipy 1.17.1: scipy.stats.ttest_1samp(means, 0).confidence_interval(.95)
    const found = likeTheseEstimate(means, { level });
    expect(found).toMatchObject({ method: 't', n: 8 });
    expect(found.point).toBeCloseTo(0.725, 12);
    expect(found.low).toBeCloseTo(0.3209575420837138, 12);
    expect(found.high).toBeCloseTo(1.129042457916286, 12);
  });

  it('have limits corrected for skewness beside: symmetric effects keep Student’s t, skewed ones move towards their tail', () => {
    const even = [-3, -2, -1, -0.5, 0.5, 1, 2, 3];
    const [t, corrected] = [likeTheseEstimate(even, { level }), skewnessCorrectedEstimate(even, { level })];
    expect(corrected.low).toBeCloseTo(t.low!, 9);
    expect(corrected.high).toBeCloseTo(t.high!, 9);
    const skewed = [0.1, 0.2, 0.1, 0.4, 0.3, 0.2, 0.1, 4];
    const [plain, moved] = [likeTheseEstimate(skewed, { level }), skewnessCorrectedEstimate(skewed, { level })];
    // g(T) = T + γT²/(3√n) + γ²T³/(27n) + γ/(6√n) of the limits is ∓ t again (Hall 1992).
    const { point } = plain;
    const half = plain.high! - point!;
    const quantile = 2.3646242510102993;
    const gamma = skewness(skewed);
    for (const [end, side] of [
      [moved.low!, 1],
      [moved.high!, -1],
    ] as const) {
      const T = ((point! - end) / half) * quantile;
      const g =
        T + (gamma * T * T) / (3 * Math.sqrt(8)) + (gamma * gamma * T * T * T) / (27 * 8) + gamma / (6 * Math.sqrt(8));
      expect(g).toBeCloseTo(side * quantile, 7);
    }
    expect(moved.high).toBeGreaterThan(plain.high!);
    expect(() => skewnessCorrectedEstimate([1, NaN], { level })).toThrow(RangeError);
  });

  it('are judged by the wider of both limits, with the p-value that belongs to it', () => {
    for (const values of [
      means,
      [0.1, 0.2, 0.1, 0.4, 0.3, 0.2, 0.1, 4],
      [-5, -0.1, -0.2, -0.3, -0.4, -0.3],
      [-1, 0.1, 0.2, 0.8, 0, 0.1],
    ]) {
      const wider = likeTheseWiderEstimate(values, { level });
      const [t, corrected] = [likeTheseEstimate(values, { level }), skewnessCorrectedEstimate(values, { level })];
      expect(wider.low).toBe(Math.min(t.low!, corrected.low!));
      expect(wider.high).toBe(Math.max(t.high!, corrected.high!));
      const p = likeTheseWiderP(values)!;
      const excludes0 = (at: number): boolean => {
        const { low, high } = likeTheseWiderEstimate(values, { level: at });
        return low! > 0 || high! < 0;
      };
      expect(excludes0(1 - 1.001 * p)).toBe(true);
      expect(excludes0(1 - 0.999 * p)).toBe(false);
    }
    expect(likeTheseWiderP([-1, -1, -1, -1.1, -1, 5])).toBe(1);
    expect(likeTheseWiderP([1, 2, 3])).toBeNull();
    expect(likeTheseWiderEstimate([1, 2, 3], { level })).toMatchObject({ point: 2, low: null, reason: /at least 6/ });
  });

  it('have a median with exact signed-rank limits beside, which one wild data set moves little', () => {
    // numpy: Walsh averages at ranks k and M + 1 − k, k = #(cumulated signed-rank distribution ≤ .025) = 4
    expect(hodgesLehmannEstimate(means, { level })).toMatchObject({ point: 0.725, low: 0.25, high: 1.2 });
    const wild = hodgesLehmannEstimate([...means.slice(0, 7), 9], { level });
    expect(wild.point).toBeCloseTo(0.85, 12);
    expect([wild.low, wild.high]).toEqual([0.25, 4.95]);
    expect(hodgesLehmannEstimate([0, 1, 4, 9, 16, 25], { level })).toMatchObject({ point: 8.5, low: 0, high: 25 });
  });

  it('of a hundred and one have nearly the limits of a hundred: counted ranks and the normal curve agree', () => {
    const many = Array.from({ length: 101 }, (_, i) => i % 17);
    const [exact, normal] = [many.slice(1), many].map((values) => hodgesLehmannEstimate(values, { level }));
    expect(Math.abs(exact!.high! - normal!.high!)).toBeLessThan(0.3);
    expect(Math.abs(exact!.low! - normal!.low!)).toBeLessThan(0.3);
  });

  it('say nothing about others below six, nor where all are equal', () => {
    expect(likeTheseEstimate([1, 2, 3], { level })).toMatchObject({ point: 2, low: null, reason: /at least 6/ });
    expect(hodgesLehmannEstimate([1, 2, 4], { level })).toMatchObject({ point: 2.25, low: null });
    expect(likeTheseEstimate(new Array<number>(9).fill(1), { level })).toMatchObject({
      low: null,
      reason: /same value/,
    });
    expect(likeTheseEstimate([], { level }).point).toBeNull();
    expect(() => likeTheseEstimate([1, NaN], { level })).toThrow(RangeError);
  });
});

describe('these data sets alone', () => {
  const blocks = [
    [0.8, 0.9, 1.1],
    [0.2, 0.1, 0.4, 0.3],
    [1.0, 0.2],
  ];

  it('are strata, each with its own spread', () => {
    // numpy and scipy.stats.t.ppf: V = Σ var(x, ddof=1)/len/9, Satterthwaite's df = 1.1533
    const found = theseEstimate(blocks, { level });
    expect(found.point).toBeCloseTo(0.5944444444444446, 12);
    expect(found.low).toBeCloseTo(-0.6958764003086946, 9);
    expect(found.high).toBeCloseTo(1.8847652891975837, 9);
  });

  it('need two blocks each, and some spread', () => {
    expect(theseEstimate([[1, 2], [3]], { level })).toMatchObject({ point: 2.25, low: null, reason: /one block/ });
    expect(
      theseEstimate(
        [
          [1, 1],
          [2, 2],
        ],
        { level },
      ),
    ).toMatchObject({ point: 1.5, low: null, reason: /any spread/ });
    expect(theseEstimate([[1, 2], []], { level }).point).toBeNull();
  });
});
