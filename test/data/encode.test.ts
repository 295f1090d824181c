import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCsv } from '../../src/data/csv.js';
import { makeTable, type Column, type Table, type Target } from '../../src/data/dataset.js';
import { checkEncoding, encodeTable } from '../../src/data/encode.js';
import { perSplit, wholeTable, type Encoding } from '../../src/data/encoding.js';
import { generateSimple } from '../../src/data/simple.js';
import { chooseTarget } from '../../src/data/target.js';
import type { EncodedTable } from '../../src/engines/engine.js';
import { UserError } from '../../src/base/errors.js';

const text = 'size,colour,weight,y\n1,red,10,a\n3,blue,?,b\n?,red,20,a\n8,?,60,b\n100,green,30,a\n';
const table = chooseTarget(parseCsv(text, 'x.csv'), { target: 'y' });
const train = Uint32Array.of(0, 1, 2, 3);

function numericColumn({ numeric, numericWidth, rows }: EncodedTable, at: number): number[] {
  return Array.from({ length: rows }, (_, row) => numeric[row * numericWidth + at]!);
}

function single(values: number[], encoding: Encoding, rows = values.map((_, i) => i)): number[] {
  const target: Target = { kind: 'classes', name: 'y', levels: ['a', 'b'], labels: new Int32Array(values.length) };
  const features: Column[] = [{ kind: 'number', name: 'x', values: Float64Array.from(values) }];
  const made = makeTable({ name: 'x', made: false, features, target });
  return [...encodeTable(made, { train: Uint32Array.from(rows), encoding }).numeric];
}

describe('the encoding fitted on training rows', () => {
  it('fills missing numbers with the median and scales by mean and population SD of the training rows only', () => {
    const encoded = encodeTable(table, { train, encoding: perSplit() });
    // Training sizes 1, 3, missing, 8: median 3; mean 3.75; variance (7.5625 + .5625 + .5625 + 18.0625) / 4.
    const deviation = Math.sqrt(6.6875);
    const expected = [1, 3, 3, 8, 100].map((value) => Math.fround((value - 3.75) / deviation));
    expect(numericColumn(encoded, 0)).toEqual(expected);
  });

  it('does not see the other rows: changing them changes no training row', () => {
    const other = chooseTarget(parseCsv(text.replace('100,green,30', '-7,blue,1e6'), 'x.csv'), { target: 'y' });
    const [one, two] = [table, other].map((from) => encodeTable(from, { train, encoding: perSplit() }));
    expect(two!.numeric.slice(0, 8)).toEqual(one!.numeric.slice(0, 8));
    expect(two!.numeric.slice(8)).not.toEqual(one!.numeric.slice(8));
  });

  it('a level that no training row has is −1, and widths stay those of the whole table', () => {
    const encoded = encodeTable(table, { train: Uint32Array.of(0, 1), encoding: perSplit() });
    // Levels blue 0, green 1, red 2, missing 3.
    expect(encoded.widths).toEqual([4]);
    expect([...encoded.levels[0]!]).toEqual([2, 0, 2, -1, -1]);
  });

  it('missing words are a level of their own, only in columns that have any', () => {
    expect([...encodeTable(table, { train, encoding: perSplit() }).levels[0]!]).toEqual([2, 0, 2, 3, -1]);
    const whole = chooseTarget(parseCsv('c,y\nu,1\nv,2\nu,1\n', 'x.csv'), { target: 'y' });
    expect(encodeTable(whole, { train: Uint32Array.of(0, 1, 2), encoding: perSplit() }).widths).toEqual([2]);
  });

  it('a column that is constant over the training rows, or all missing, becomes 0', () => {
    expect(single([0.1, 0.1, 0.1], perSplit())).toEqual([0, 0, 0]);
    expect(single([7, 7, 9], perSplit(), [0, 1])).toEqual([0, 0, 0]);
    expect(single([NaN, NaN], perSplit())).toEqual([0, 0]);
    expect(single([NaN, NaN], wholeTable({ zscore: [] }))).toEqual([0, 0]);
  });

  it('takes the mean of the middle two as the median of an even count', () => {
    expect(single([4, 1, NaN, 10, 3], wholeTable({ zscore: [] }))).toEqual([4, 1, 3.5, 10, 3]);
  });

  it('z-scores a number target on the training rows and says how to undo it', () => {
    const numbers = chooseTarget(parseCsv('x,y\n1,10\n2,20\n3,30\n4,990\n', 'x.csv'), {
      target: 'y',
      task: 'regression',
    });
    const { target } = encodeTable(numbers, { train: Uint32Array.of(0, 1, 2), encoding: perSplit() });
    if (target.kind !== 'number') throw new Error('not a number target');
    expect(target.shift).toBe(20);
    expect(target.scale).toBe(Math.sqrt(200 / 3));
    expect(target.values[3]! * target.scale + target.shift).toBeCloseTo(990, 3);
  });

  it('a number target constant over the training rows keeps scale 1', () => {
    const numbers = chooseTarget(parseCsv('x,y\n1,10\n2,10\n3,30\n', 'x.csv'), { target: 'y', task: 'regression' });
    const { target } = encodeTable(numbers, { train: Uint32Array.of(0, 1), encoding: perSplit() });
    expect(target).toEqual({ kind: 'number', values: Float32Array.of(0, 0, 20), scale: 1, shift: 10 });
  });
});

describe('the encoding of the whole table, as in the course', () => {
  it('learns from all rows, whoever trains, and leaves the other numbers and the target raw', () => {
    const encoding = wholeTable({ zscore: ['size'] });
    const encoded = encodeTable(table, { train: Uint32Array.of(0), encoding });
    expect(numericColumn(encoded, 1)).toEqual([10, 25, 20, 60, 30]);
    expect([...encoded.levels[0]!]).toEqual([2, 0, 2, 3, 1]);
    expect(encoded).toEqual(encodeTable(table, { train, encoding }));
    // scipy.stats.zscore([1, 3, 5.5, 8, 100]), the missing size being the median of 1, 3, 8, 100.
    const sizes = [1, 3, 5.5, 8, 100];
    const mean = 23.5;
    const deviation = Math.sqrt(sizes.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / 5);
    expect(numericColumn(encoded, 0)).toEqual(sizes.map((value) => Math.fround((value - mean) / deviation)));
  });

  it('leaves a number target raw', () => {
    const numbers = chooseTarget(parseCsv('x,y\n1,10\n2,20\n', 'x.csv'), { target: 'y', task: 'regression' });
    const { target } = encodeTable(numbers, { train: Uint32Array.of(0), encoding: wholeTable({ zscore: [] }) });
    expect(target).toEqual({ kind: 'number', values: Float32Array.of(10, 20), scale: 1, shift: 0 });
  });

  it('refuses the z-score of a column that is not there, is made of words, or is the target', () => {
    for (const name of ['sise', 'colour', 'y']) {
      const act = () => checkEncoding(table, wholeTable({ zscore: [name] }));
      expect(act).toThrow(UserError);
      expect(act).toThrow(JSON.stringify(name));
    }
    expect(() => encodeTable(table, { train, encoding: wholeTable({ zscore: ['sise'] }) })).toThrow(UserError);
  });
});

describe('every encoding', () => {
  it('encodes the built-in table as 10 numbers, 33 jobs and 4 areas', () => {
    const simple = chooseTarget(generateSimple(), { target: 'product', drop: ['id'] });
    const rows = Uint32Array.from({ length: 1600 }, (_, row) => row);
    const encoded = encodeTable(simple, { train: rows, encoding: perSplit() });
    expect(encoded).toMatchObject({ rows: 2000, numericWidth: 10, widths: [33, 4] });
    expect(encoded.numeric.every(Number.isFinite)).toBe(true);
    expect(encoded.target).toMatchObject({ kind: 'classes', classes: 7 });
  });

  it('gives finite numbers and known levels for any columns and any training rows', () => {
    const value = fc.oneof(
      fc.constantFrom(NaN, 0, -0, 1, 3.4028234663852886e38, -3.4028234663852886e38, 5e-324, 1e-170),
      fc.double({ min: -3.4e38, max: 3.4e38 }),
    );
    const cases = fc.integer({ min: 2, max: 12 }).chain((rows) =>
      fc.record({
        values: fc.array(value, { minLength: rows, maxLength: rows }),
        codes: fc.array(fc.integer({ min: -1, max: 2 }), { minLength: rows, maxLength: rows }),
        numberTarget: fc.array(fc.double({ min: -3.4e38, max: 3.4e38, noNaN: true }), {
          minLength: rows,
          maxLength: rows,
        }),
        fitted: fc.uniqueArray(fc.integer({ min: 0, max: rows - 1 }), { minLength: 1 }),
        encoding: fc.constantFrom(perSplit(), wholeTable({ zscore: ['x'] }), wholeTable({ zscore: [] })),
      }),
    );
    fc.assert(
      fc.property(cases, ({ values, codes, numberTarget, fitted, encoding }) => {
        const made: Table = makeTable({
          name: 'x',
          made: false,
          features: [
            { kind: 'number', name: 'x', values: Float64Array.from(values) },
            { kind: 'category', name: 'c', levels: ['p', 'q', 'r'], codes: Int32Array.from(codes) },
          ],
          target: { kind: 'number', name: 'y', values: Float64Array.from(numberTarget) },
        });
        const encoded = encodeTable(made, { train: Uint32Array.from(fitted), encoding });
        expect(encoded.numeric.every(Number.isFinite)).toBe(true);
        if (encoded.target.kind !== 'number') throw new Error('not a number target');
        expect(encoded.target.values.every(Number.isFinite)).toBe(true);
        const known = new Set(fitted.map((row) => codes[row]!));
        encoded.levels[0]!.forEach((level, row) => {
          const own = codes[row]! === -1 ? 3 : codes[row]!;
          expect(level).toBe(encoding.fit === 'wholeTable' || known.has(codes[row]!) ? own : -1);
        });
      }),
      { numRuns: 500 },
    );
  });

  it('refuses to learn from no rows', () => {
    expect(() => encodeTable(table, { train: new Uint32Array(0), encoding: perSplit() })).toThrow(RangeError);
  });
});
