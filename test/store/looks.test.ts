import { describe, expect, it } from 'vitest';
import { looksThatCount, withLook } from '../../src/store/looks.js';
import type { PastLook } from '../../src/store/looks.js';

const look = (splits: number, seeds = 2, until?: string): PastLook => ({
  splits,
  seeds,
  seed: 1,
  ...(until === undefined ? {} : { until }),
});

describe('looks at a folder', () => {
  it('a report that shows nothing new is no look', () => {
    const looks = withLook([], look(10));
    expect(withLook(looks, look(10))).toBe(looks);
    expect(withLook(looks, look(6))).toBe(looks);
    expect(withLook(looks, look(6, 3))).toEqual([look(10), look(6, 3)]);
  });

  it('looks count for a report that uses later data, of splits or of seeds', () => {
    expect(looksThatCount([look(10), look(20)], look(30))).toBe(2);
    expect(looksThatCount([look(10), look(20)], look(20))).toBe(1);
    expect(looksThatCount([look(10, 1)], look(10, 2))).toBe(1);
    expect(looksThatCount([look(10)], look(6))).toBe(0);
  });

  it('shards that were looked at at the same number of splits were looked at once', () => {
    const shards = [[look(10), look(20)], [look(10)]];
    expect(shards.flat().reduce<readonly PastLook[]>(withLook, [])).toEqual([look(10), look(20)]);
  });

  it('another experiment seed is another bench', () => {
    expect(looksThatCount([look(10)], { ...look(30), seed: 2 })).toBe(0);
  });

  it('under one rule no look counts, since its limits stay valid; a look under another rule does', () => {
    expect(looksThatCount([look(10), look(14, 2, 'a')], look(30, 2, 'a'))).toBe(0);
    expect(looksThatCount([look(14, 2, 'a')], look(30, 2, 'b'))).toBe(1);
  });

  it('a number of splits that a rule chose counts as looked at, even where nothing was added', () => {
    expect(looksThatCount([look(14, 2, 'a')], look(14))).toBe(1);
  });
});
