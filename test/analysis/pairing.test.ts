import { describe, expect, it } from 'vitest';
import { scoredRows } from '../../src/analysis/pairing.js';
import type { Run } from '../../src/design/plan.js';
import type { RunRecord } from '../../src/design/record.js';

type Place = readonly [hash: string, seed: number, rows?: string];

/** Runs on one split; a cell marks those of a design beside the main one. */
function said(places: readonly Place[], { cell, status = 'ok' }: { cell?: object; status?: string } = {}) {
  const runs = places.map(
    ([hash, seed]) => ({ hash, split: 0, fold: 0, seed, ...(cell && { cell }) }) as unknown as Run,
  );
  const records = places.map(
    ([hash, , rows]) => [hash, { status, ...(rows && { rows }) } as unknown as RunRecord] as const,
  );
  return scoredRows(runs, new Map(records));
}

describe('the rows that predictions tell of', () => {
  it('are the same, or different, as the runs at one place say', () => {
    expect(
      said([
        ['a', 1, 'x'],
        ['b', 1, 'x'],
      ]),
    ).toBe('the same');
    expect(
      said([
        ['a', 1, 'x'],
        ['b', 1, 'y'],
      ]),
    ).toBe('different');
    expect(
      said([
        ['a', 1, 'x'],
        ['b', 1, 'x'],
        ['c', 2, 'y'],
        ['d', 2, 'z'],
      ]),
    ).toBe('different');
  });

  it('are unknown where no place has two runs, or a run says nothing', () => {
    expect(
      said([
        ['a', 1, 'x'],
        ['b', 2, 'y'],
      ]),
    ).toBeUndefined();
    expect(
      said([
        ['a', 1, 'x'],
        ['b', 1, 'x'],
        ['c', 2],
      ]),
    ).toBeUndefined();
  });

  it('are not asked of failed runs, nor of those of a design beside the main one', () => {
    const places: readonly Place[] = [
      ['a', 1, 'x'],
      ['b', 1, 'x'],
    ];
    expect(said(places, { status: 'failed' })).toBeUndefined();
    expect(said(places, { cell: {} })).toBeUndefined();
  });
});
