import { describe, expect, it } from 'vitest';
import { areAlike, commandWarnings } from '../../src/analysis/command-warnings.js';

describe('runs that are all alike', () => {
  it('are three or more, equal by every metric within their split', () => {
    expect(areAlike([[[0.8, 0.8, 0.8]]])).toBe(true);
    expect(areAlike([[[0.8, 0.8], [0.7, 0.7]]])).toBe(true); // prettier-ignore
    expect(areAlike([[[0.8, NaN, 0.8, 0.8]]])).toBe(true);
    expect(areAlike([[[0.8, 0.8, 0.8]], [[1, 2, 1]]])).toBe(false);
  });

  it('are not two, nor one a split, nor those of an accuracy that only happens to be the same', () => {
    expect(areAlike([[[0.8, 0.8]]])).toBe(false);
    expect(areAlike([[[0.8], [0.8], [0.8]]])).toBe(false);
    expect(areAlike([])).toBe(false);
  });

  it('are warned of with the remedy, once where the seed was checked', () => {
    const facts = { kind: 'command', what: 'a program', repeats: 'not promised' } as const;
    const said = (origin: Parameters<typeof commandWarnings>[0]['origin']): string[] =>
      commandWarnings({ origin, commits: [], pairing: undefined, alike: [{ label: 'a' }] }).map(({ text }) => text);
    expect(said(facts)).toEqual([
      'a: its runs gave the same scores whatever the seed, so they are one run many times over.',
    ]);
    expect(said({ ...facts, seedCheck: { variant: 'a', found: 'the seed changes nothing' } })).toEqual([
      'a: the seed changes nothing, so its runs are one run many times over.',
    ]);
  });
});
