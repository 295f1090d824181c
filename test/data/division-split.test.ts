import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Column } from '../../src/data/dataset.js';
import { groupHoldoutSplit, groupKFoldSplit, timeSplit } from '../../src/data/division-split.js';
import type { RowParts } from '../../src/data/split.js';
import { UserError } from '../../src/base/errors.js';
import { streamKey } from '../../src/base/streams.js';

const key = streamKey(1, 'split', 0);
const column = (values: readonly number[]): Column => ({
  kind: 'number',
  name: 'by',
  values: Float64Array.from(values),
});
const groups = fc
  .array(fc.integer({ min: 0, max: 12 }), { minLength: 8, maxLength: 80 })
  .filter((all) => new Set(all).size > 4);

function expectWhole({ train, validation, test }: RowParts, rows: number): void {
  expect([...train, ...validation, ...test].sort((a, b) => a - b)).toEqual([...Array(rows).keys()]);
}

const at = (values: readonly number[], rows: Uint32Array): number[] => Array.from(rows, (row) => values[row]!);
const share = (values: readonly number[], a: Uint32Array, b: Uint32Array): number[] =>
  at(values, a).filter((value) => at(values, b).includes(value));

describe('a split by groups', () => {
  it('has every row once and every group on one side', () => {
    fc.assert(
      fc.property(groups, fc.constantFrom(0, 0.2), (values, validation) => {
        const parts = groupHoldoutSplit(column(values), { test: 0.25, validation, key });
        expectWhole(parts, values.length);
        expect(share(values, parts.train, parts.test)).toEqual([]);
        expect(share(values, parts.train, parts.validation)).toEqual([]);
        expect(share(values, parts.validation, parts.test)).toEqual([]);
        for (const part of [parts.train, parts.test]) expect(part.length).toBeGreaterThan(0);
        expect(parts.validation.length > 0).toBe(validation > 0);
      }),
    );
  });

  it('comes near the share asked for where groups are small', () => {
    const values = Array.from({ length: 300 }, (_, row) => Math.floor(row / 6));
    const { train, validation, test } = groupHoldoutSplit(column(values), { test: 0.2, validation: 0.2, key });
    expect([train.length, validation.length, test.length]).toEqual([180, 60, 60]);
  });

  it('in folds tests every row once', () => {
    fc.assert(
      fc.property(groups, (values) => {
        const folds = groupKFoldSplit(column(values), { folds: 4, validation: 0.2, key });
        for (const parts of folds) {
          expectWhole(parts, values.length);
          expect(share(values, parts.train, parts.test)).toEqual([]);
          expect(share(values, parts.train, parts.validation)).toEqual([]);
        }
        expect(folds.flatMap(({ test }) => [...test]).sort((a, b) => a - b)).toEqual([...values.keys()]);
      }),
    );
  });

  it('differs from split to split, and is the same for the same key', () => {
    const values = Array.from({ length: 60 }, (_, row) => row % 20);
    const split = (number: number) =>
      groupHoldoutSplit(column(values), { test: 0.2, validation: 0, key: streamKey(1, 'split', number) });
    expect(split(3)).toEqual(split(3));
    expect(split(3)).not.toEqual(split(4));
  });

  it('needs a group for each part, and no missing values', () => {
    const act = (values: number[]) => () => groupHoldoutSplit(column(values), { test: 0.2, validation: 0.2, key });
    expect(act([1, 1, 2, 2])).toThrow(UserError);
    expect(act([1, 1, 2, 2])).toThrow('Column "by" has 2 groups, and 3 are needed');
    expect(act([1, 2, 3, NaN])).toThrow('has missing values');
  });
});

describe('a split by time', () => {
  it('trains on the past alone, and keeps one moment together', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 40, maxLength: 120 }),
        fc.nat(50),
        (values, number) => {
          const parts = timeSplit(column(values), { test: 0.2, validation: 0.2, key: streamKey(1, 'split', number) });
          const [train, validation, test] = [parts.train, parts.validation, parts.test].map((rows) => at(values, rows));
          expect(Math.max(...train!)).toBeLessThan(Math.min(...validation!));
          expect(Math.max(...validation!)).toBeLessThan(Math.min(...test!));
        },
      ),
    );
  });

  it('needs some different times', () => {
    expect(() => timeSplit(column([1, 1, 1, 2]), { test: 0.5, validation: 0, key })).toThrow(/2 different times/);
  });
});
