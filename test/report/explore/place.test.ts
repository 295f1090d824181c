import { describe, expect, it } from 'vitest';
import { readPlace, sortedPlace, writePlace } from '../../../src/report/explore/place.js';
import type { Place } from '../../../src/report/explore/place.js';

const PLACE: Place = {
  orders: [
    { table: 'table-variants', column: 1, direction: 'descending' },
    { table: 'table-compared-with-none', column: 0, direction: 'ascending' },
  ],
  run: { variant: 'lr=0.1:a&b=#\n', split: 3, seed: 0 },
};

describe('the place in a link', () => {
  it('comes back as it was written, whatever a variant is called', () => {
    expect(readPlace(`#metric=brier&${writePlace(PLACE)}`)).toEqual(PLACE);
    expect(writePlace({ orders: [] })).toBe('');
  });

  it('leaves out what cannot be read', () => {
    expect(readPlace('#sort=x:up:t&sort=1:sideways:t&run=1:none&run=')).toEqual({ orders: [] });
    expect(readPlace('')).toEqual({ orders: [] });
  });

  it('holds one order a table, the last', () => {
    const order = { table: 'table-variants', column: 2, direction: 'ascending' } as const;
    expect(sortedPlace(PLACE, order).orders).toEqual([PLACE.orders[1], order]);
  });
});
