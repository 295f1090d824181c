import { describe, expect, it } from 'vitest';
import { pairCodes } from '../../src/base/pair-codes.js';

describe('numbers for pairs', () => {
  it.each([
    ['few pairs', 100],
    ['more pairs than any array holds', 1e15],
  ])('%s: what was set is found, 0 among it, and nothing else', (_, pairs) => {
    const codes = pairCodes(pairs, 10);
    codes.set(99, 0);
    codes.set(3, 7);
    expect([codes.get(99), codes.get(3), codes.get(4)]).toEqual([0, 7, undefined]);
  });
});
