import { describe, expect, it } from 'vitest';
import { analyseGiven } from '../../../src/analysis/given/analyse-given.js';
import type { GivenScore, GivenScores } from '../../../src/analysis/given/given-scores.js';
import { cutSd } from '../../../src/analysis/ranges.js';
import type { Estimate } from '../../../src/base/estimate.js';
import { madeList } from '../../../src/base/walked-list.js';

/** Few scores, close to an end and far apart: every interval of theirs reaches beyond what a share can be. */
const NEAR_ONE = [1, 1, 0.2];
const NEAR_ZERO = [0, 0, 0.9];

function scoresOf(dataSets: number, pairing: GivenScores['pairing'], scale: 'share' | 'plain'): GivenScores {
  const names = Array.from({ length: dataSets }, (_, i) => `set ${i}`);
  const scores = names.flatMap((dataSet, d) =>
    [NEAR_ZERO, NEAR_ONE].flatMap((values, v) =>
      values.map((_, i): GivenScore => ({
        ...{ variant: v === 0 ? 'a' : 'b', dataSet, block: `${i}`, repeat: `${i}`, status: 'ok' },
        values: [values[(i + d) % 3]!],
      })),
    ),
  );
  return {
    name: 'scores',
    metrics: [{ name: 'accuracy', better: 'higher', scale, threshold: 0.005 }],
    variants: ['a', 'b'],
    baseline: 'a',
    dataSets: names,
    pairing,
    blockWord: 'split',
    repeatWord: 'seed',
    scores: madeList(scores.length, (i) => scores[i]!),
  };
}

/** Every estimate that an analysis holds, however deep. */
function estimatesIn(value: unknown): Estimate[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('point' in value && 'low' in value) return [value as Estimate];
  return Object.values(value).flatMap(estimatesIn);
}

function mostOf(estimates: readonly Estimate[]): number {
  return Math.max(...estimates.flatMap(({ low, high }) => [Math.abs(low ?? 0), Math.abs(high ?? 0)]));
}

describe.each([
  ['on one data set, paired', 1, 'block'],
  ['on one data set, unpaired', 1, 'none'],
  ['on one data set, by seed number', 1, 'seed number'],
  ['on eight data sets, paired', 8, 'block'],
  ['on eight data sets, unpaired', 8, 'none'],
  ['on eight data sets, by seed number', 8, 'seed number'],
] as const)('scores %s', (_, dataSets, pairing) => {
  const options = { level: 0.999, seed: 1 };

  it('have no interval of a share below 0 or above 1, and none of a difference beyond 1 either way', () => {
    const [metric] = analyseGiven(scoresOf(dataSets, pairing, 'share'), options).metrics;
    const ofValues = estimatesIn(metric!.variants);
    expect(ofValues.length).toBeGreaterThan(0);
    expect(Math.min(...ofValues.map(({ low }) => low ?? 0))).toBe(0);
    expect(mostOf(ofValues)).toBe(1);
    expect(mostOf(estimatesIn(metric!.comparisons))).toBeLessThanOrEqual(1);
  });

  it('keep the intervals of a number without limits, and the p-values are the same', () => {
    const [share, plain] = (['share', 'plain'] as const).map(
      (scale) => analyseGiven(scoresOf(dataSets, pairing, scale), options).metrics[0]!,
    );
    expect(mostOf(estimatesIn(plain!.variants))).toBeGreaterThan(1);
    expect(mostOf(estimatesIn(plain!.comparisons))).toBeGreaterThan(1);
    const ps = ({ comparisons }: typeof share & object): unknown =>
      comparisons.map(({ pHolm, contrasts, across }) => [pHolm, contrasts.map(({ p }) => p), across?.likeTheseP]);
    expect(ps(share!)).toEqual(ps(plain!));
  });
});

describe('the SD of a share', () => {
  const sd = { point: 0.03, low: 0.001, high: 4.72, level: 0.95, method: 'logJackknifeT', n: 8 };

  it('is at most 0.5: half of the runs right, half wrong', () => {
    expect(cutSd(sd, [0, 1])).toMatchObject({ low: 0.001, high: 0.5 });
    expect(cutSd(sd, [0, 100])).toBe(sd);
    expect(cutSd(sd, [0, Infinity])).toBe(sd);
  });

  it('of 0 and 1 alone, which n − 1 makes larger, stays within its interval', () => {
    expect(cutSd({ ...sd, point: 0.548, low: 0.2, high: 1.9 }, [0, 1])).toMatchObject({ point: 0.548, high: 0.548 });
  });
});
