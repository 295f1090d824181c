import { describe, expect, test } from 'vitest';
import { meanSample } from '../../src/stats/block-sample.js';
import { onceFor, standingStill } from '../../src/stats/standing-still.js';
import { pairedSplitMeans, splitMeans } from '../../src/stats/scores.js';
import { streamKey } from '../../src/base/streams.js';

describe('what is made of a list once', () => {
  test('is made anew for a list that may change: its means follow it', () => {
    const scores = [[1], [2]];
    expect(splitMeans(scores).values).toEqual([1, 2]);
    scores[0]![0] = 5;
    expect(splitMeans(scores).values).toEqual([5, 2]);
    expect(pairedSplitMeans(scores, [[1], [1]]).x).toEqual([5, 2]);
    const values = [1, 2, 9];
    const options = { key: streamKey(1) };
    meanSample(values, options);
    values[2] = 3;
    expect(meanSample(values, options).statistic(Int32Array.of(2, 2))).toBe(3);
  });

  test('is the same object for a list that stands still, means of pairs included', () => {
    const [one, other] = [standingStill([[1], [2]]), standingStill([[3], [NaN]])];
    expect(splitMeans(one).values).toBe(splitMeans(one).values);
    expect(pairedSplitMeans(one, other).x).toBe(pairedSplitMeans(one, other).x);
    expect(pairedSplitMeans(one, other)).toMatchObject({ x: [1], y: [3] });
    const known = new WeakMap<object, number>();
    let calls = 0;
    for (let i = 0; i < 3; i++) onceFor(known, one, () => ++calls);
    expect(calls).toBe(1);
  });
});
