import { describe, expect, it } from 'vitest';
import type { CategoryColumn, Dataset, NumberColumn } from '../../src/data/dataset.js';
import { generateSimple } from '../../src/data/simple.js';

function category(dataset: Dataset, name: string): CategoryColumn {
  const found = dataset.columns.find((column) => column.name === name);
  if (found?.kind !== 'category') throw new Error(`${name} is not a category`);
  return found;
}

function number(dataset: Dataset, name: string): NumberColumn {
  const found = dataset.columns.find((column) => column.name === name);
  if (found?.kind !== 'number') throw new Error(`${name} is not a number`);
  return found;
}

function counts({ levels, codes }: CategoryColumn): Record<string, number> {
  return Object.fromEntries(levels.map((level, code) => [level, codes.filter((one) => one === code).length]));
}

describe('generateSimple', () => {
  it('has the columns of the course table, and says that it is made', () => {
    const simple = generateSimple();
    expect(simple.columns.map(({ name }) => name).join(' ')).toBe(
      'id job area income aspect subscriptions dist_healthy save_rate dist_unhealthy age pop_dense retail_dense crime product',
    );
    expect(simple).toMatchObject({ name: 'simple', rows: 2000, made: true });
  });

  // Fingerprints of the CSV files that the Python program it was ported from (CPython 3.11.7) writes for these seeds.
  it.each([
    [42, '3e61bc473fcae5684b801b653e7eca391a2c43dab2d6eb85cc580fd7ac1e4152'],
    [7, '682170fa6dd13203cbbd882d348f80f975618a1b87ddc13c34e43053faae72bd'],
    [1, '54d70715401b4910671e2f1a14209106a9efc423a913206921d6529d3b970db3'],
  ])('seed %i gives every cell of the reference generator', (seed, fingerprint) => {
    expect(generateSimple(seed).fingerprint).toBe(fingerprint);
  });

  it('begins with the first rows of the reference generator', () => {
    const simple = generateSimple(42);
    const row = (at: number): unknown[] =>
      simple.columns.map((column) => (column.kind === 'number' ? column.values[at] : column.levels[column.codes[at]!]));
    expect(row(0)).toEqual([
      ...[1, 'qp', 'c', 60406, 38.2747, 2, 11.416069, 3, 5.795782, 37],
      ...[0.880738, 0.813831, 0.474167, 'b'],
    ]);
    expect(row(1)).toEqual([
      ...[2, 'nn', 'a', 54218, 23.9755, 2, 6.023185, 65, 20.6022, 47],
      ...[0.848072, 0.514167, 0.413488, 'c'],
    ]);
  });

  it('has 33 jobs, four areas and products about as often as the course table', () => {
    const simple = generateSimple();
    expect(category(simple, 'job').levels).toHaveLength(33);
    expect(category(simple, 'area').levels).toEqual(['a', 'b', 'c', 'd']);
    expect(counts(category(simple, 'product'))).toEqual({ a: 128, b: 970, c: 727, d: 52, e: 32, f: 80, g: 11 });
    // Drawn from a softmax with these expected counts; four binomial SDs.
    const wanted = { a: 130, b: 963, c: 738, d: 59, e: 30, f: 72, g: 8 };
    const found = counts(category(simple, 'product'));
    for (const [level, rows] of Object.entries(wanted)) {
      expect(Math.abs(found[level]! - rows)).toBeLessThan(4 * Math.sqrt(rows * (1 - rows / 2000)));
    }
  });

  it('lacks 59 incomes and nothing else', () => {
    const simple = generateSimple();
    const missing = simple.columns.map((column) =>
      column.kind === 'number'
        ? column.values.filter((value) => Number.isNaN(value)).length
        : column.codes.filter((code) => code === -1).length,
    );
    expect(missing).toEqual([0, 0, 0, 59, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  });

  it('keeps whole-numbered columns whole and within the ranges of the course table', () => {
    const simple = generateSimple();
    const range = (name: string): number[] => {
      const { values } = number(simple, name);
      return [Math.min(...values), Math.max(...values)];
    };
    expect(range('age')).toEqual([29, 52]);
    expect(range('subscriptions')).toEqual([0, 5]);
    for (const name of ['age', 'subscriptions', 'save_rate']) {
      expect(number(simple, name).values.every(Number.isInteger)).toBe(true);
    }
    expect(range('save_rate')[0]).toBeGreaterThanOrEqual(-119);
    expect(range('crime')[1]).toBeLessThanOrEqual(0.9773);
  });

  it('is made once a process for each seed', () => {
    expect(generateSimple(42)).toBe(generateSimple());
    expect(generateSimple(43).fingerprint).not.toBe(generateSimple().fingerprint);
  });
});
