import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holdoutSplit, kFoldSplit, shuffleSplit, type RowParts } from '../../src/data/split.js';
import { UserError } from '../../src/base/errors.js';
import { streamKey } from '../../src/base/streams.js';

const key = streamKey(1, 'split', 0);

/** Labels with the given number of rows a class, interleaved so that order plays no part. */
function labelled(...sizes: number[]): { rows: number; labels: Int32Array } {
  const labels = sizes.flatMap((size, label) => Array.from({ length: size }, (_, i) => ({ label, at: i / size })));
  labels.sort((a, b) => a.at - b.at);
  return { rows: labels.length, labels: Int32Array.from(labels, ({ label }) => label) };
}

function counts(rows: Uint32Array, labels: Int32Array, classes: number): number[] {
  const result = new Array<number>(classes).fill(0);
  for (const row of rows) result[labels[row]!]! += 1;
  return result;
}

function union({ train, validation, test }: RowParts): number[] {
  return [...train, ...validation, ...test].sort((a, b) => a - b);
}

const all = (rows: number): number[] => Array.from({ length: rows }, (_, row) => row);

describe('holdoutSplit', () => {
  it('gives round(share × rows) rows to test and validation and the rest to training', () => {
    const parts = holdoutSplit({ rows: 105, test: 0.1, validation: 0.2, stratified: false, key });
    expect([parts.train.length, parts.validation.length, parts.test.length]).toEqual([73, 21, 11]);
  });

  it('is the same for the same key and another for another key', () => {
    const options = { rows: 100, test: 0.2, validation: 0.1, stratified: false };
    expect(holdoutSplit({ ...options, key })).toEqual(holdoutSplit({ ...options, key }));
    expect(holdoutSplit({ ...options, key })).not.toEqual(holdoutSplit({ ...options, key: streamKey(1, 'split', 1) }));
  });

  it('stratified, gives the course table of seven classes the nearest whole shares', () => {
    const sizes = [130, 963, 738, 59, 30, 72, 8];
    const { rows, labels } = labelled(...sizes);
    const parts = holdoutSplit({ rows, labels, test: 0.1, validation: 0.1, stratified: true, key });
    expect(counts(parts.test, labels, 7)).toEqual([13, 96, 74, 6, 3, 7, 1]);
    expect(parts.test.length).toBe(200);
    expect(parts.validation.length).toBe(200);
  });

  it('a class with one row only trains, and one with two rows keeps one for training', () => {
    const { rows, labels } = labelled(1, 2, 97);
    for (let split = 0; split < 50; split++) {
      const parts = holdoutSplit({
        rows,
        labels,
        test: 0.4,
        validation: 0.4,
        stratified: true,
        key: streamKey(split, 'split'),
      });
      const trained = counts(parts.train, labels, 3);
      expect(trained[0]).toBe(1);
      expect(trained[1]).toBeGreaterThanOrEqual(1);
    }
  });

  it('many classes of one row make the test part smaller than asked, not an error', () => {
    const { rows, labels } = labelled(40, ...new Array<number>(20).fill(1));
    const parts = holdoutSplit({ rows, labels, test: 0.3, validation: 0, stratified: true, key });
    expect(counts(parts.test, labels, 21)).toEqual([13, ...new Array<number>(20).fill(0)]);
  });

  it('equal remainders are settled by lot, not always for the first class', () => {
    const { rows, labels } = labelled(5, 5);
    const firstClass = all(40).map((split) => {
      const options = { rows, labels, test: 0.3, validation: 0, stratified: true, key: streamKey(split) };
      return counts(holdoutSplit(options).test, labels, 2)[0];
    });
    expect(new Set(firstClass)).toEqual(new Set([1, 2]));
  });

  it('every row is tested equally often in the long run', () => {
    const { rows, labels } = labelled(30, 70);
    const tested = new Float64Array(rows);
    for (let split = 0; split < 2000; split++) {
      const options = { rows, labels, test: 0.2, validation: 0.2, stratified: true, key: streamKey(split) };
      for (const row of holdoutSplit(options).test) tested[row]! += 1;
    }
    // Each count is binomial(2000, .2): mean 400, SD 17.9; five SDs either side.
    expect(Math.min(...tested)).toBeGreaterThan(400 - 90);
    expect(Math.max(...tested)).toBeLessThan(400 + 90);
  });

  it('partitions the rows, ascending, with every class within one row of its share', () => {
    const cases = fc.record({
      sizes: fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 8 }),
      test: fc.double({ min: 0.05, max: 0.45, noNaN: true }),
      validation: fc.double({ min: 0, max: 0.45, noNaN: true }),
      seed: fc.nat(),
      stratified: fc.boolean(),
    });
    fc.assert(
      fc.property(cases, ({ sizes, test, validation, seed, stratified }) => {
        const { rows, labels } = labelled(...sizes);
        let parts: RowParts;
        try {
          parts = holdoutSplit({ rows, labels, test, validation, stratified, key: streamKey(seed) });
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
          return;
        }
        expect(union(parts)).toEqual(all(rows));
        for (const part of Object.values(parts) as Uint32Array[])
          expect([...part]).toEqual([...part].sort((a, b) => a - b));
        if (!stratified) return;
        const asked = Math.floor(test * rows + 0.5);
        counts(parts.test, labels, sizes.length).forEach((count, label) => {
          const fair = (sizes[label]! * asked) / rows;
          expect(count).toBeLessThan(fair + 1);
          // One less than the fair share, or two where the class must keep a row for training.
          expect(count).toBeGreaterThan(Math.min(fair - 1, sizes[label]! - 1 - 1e-9));
        });
      }),
    );
  });

  it.each([
    ['no test rows', { rows: 3, test: 0.1, validation: 0 }],
    ['no validation rows', { rows: 10, test: 0.3, validation: 0.01 }],
    ['no training rows', { rows: 2, test: 0.5, validation: 0.49 }],
    ['shares of one together', { rows: 100, test: 0.5, validation: 0.5 }],
    ['a share that is no number', { rows: 100, test: NaN, validation: 0.5 }],
    ['a negative share', { rows: 100, test: -0.1, validation: 0.5 }],
  ])('%s: a user error', (_case, options) => {
    expect(() => holdoutSplit({ ...options, stratified: false, key })).toThrow(UserError);
  });

  it('only classes of one row: a user error that names stratification', () => {
    const { rows, labels } = labelled(...new Array<number>(20).fill(1));
    const act = () => holdoutSplit({ rows, labels, test: 0.3, validation: 0, stratified: true, key });
    expect(act).toThrow(UserError);
    expect(act).toThrow(/would be empty/);
  });
});

describe('shuffleSplit', () => {
  it('scores the rows that early stopping watches', () => {
    const parts = shuffleSplit({ rows: 50, test: 0.1, stratified: false, key });
    expect(parts.validation).toBe(parts.test);
    expect([...parts.train, ...parts.test].sort((a, b) => a - b)).toEqual(all(50));
  });
});

describe('kFoldSplit', () => {
  it('tests every row exactly once, in folds that differ by at most one row', () => {
    const folds = kFoldSplit({ rows: 103, folds: 5, stratified: false, validation: 0, key });
    expect(folds.map(({ test }) => test.length)).toEqual([21, 21, 21, 20, 20]);
    expect(folds.flatMap(({ test }) => [...test]).sort((a, b) => a - b)).toEqual(all(103));
  });

  it('stratified, spreads every class over the folds to within one row, even a class smaller than the folds', () => {
    const sizes = [130, 963, 738, 59, 30, 72, 3, 1];
    const { rows, labels } = labelled(...sizes);
    const folds = kFoldSplit({ rows, labels, folds: 5, stratified: true, validation: 0.1, key });
    const perFold = folds.map(({ test }) => counts(test, labels, sizes.length));
    sizes.forEach((size, label) => {
      const column = perFold.map((row) => row[label]!);
      expect(Math.max(...column) - Math.min(...column)).toBeLessThanOrEqual(1);
      expect(column.reduce((sum, count) => sum + count, 0)).toBe(size);
    });
    const lengths = folds.map(({ test }) => test.length);
    expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThanOrEqual(1);
  });

  it('cuts validation rows from the training folds only, as a share of them', () => {
    const folds = kFoldSplit({ rows: 100, folds: 5, stratified: false, validation: 0.25, key });
    for (const parts of folds) {
      expect([parts.train.length, parts.validation.length, parts.test.length]).toEqual([60, 20, 20]);
    }
  });

  it('partitions the rows in every fold', () => {
    const cases = fc.record({
      sizes: fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 6 }),
      folds: fc.integer({ min: 2, max: 12 }),
      validation: fc.constantFrom(0, 0.1, 0.3),
      stratified: fc.boolean(),
    });
    fc.assert(
      fc.property(cases, ({ sizes, folds, validation, stratified }) => {
        const { rows, labels } = labelled(...sizes);
        try {
          const result = kFoldSplit({ rows, labels, folds, stratified, validation, key });
          expect(result).toHaveLength(folds);
          for (const parts of result) expect(union(parts)).toEqual(all(rows));
        } catch (error) {
          if (!(error instanceof UserError)) throw error;
        }
      }),
    );
  });

  it('more folds than rows, one fold, or a half fold: a user error', () => {
    for (const folds of [11, 1, 2.5, NaN]) {
      expect(() => kFoldSplit({ rows: 10, folds, stratified: false, validation: 0, key })).toThrow(UserError);
    }
  });
});
