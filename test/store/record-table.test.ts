import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readNumber, tapeOver, writeNumber } from '../../src/store/number-tape.js';
import { createPackedValues } from '../../src/store/packed-values.js';
import { createRecordTable, okOnly, recordsOf } from '../../src/store/record-table.js';
import type { OkRecord, RunRecord } from '../../src/design/record.js';

function ok(hash: string): OkRecord {
  return {
    hash,
    variant: 'dropout ü',
    split: 3,
    fold: 0,
    seed: 1,
    cell: { sample: 2, fromB: ['init'] },
    status: 'ok',
    metrics: { accuracy: 0.1 + 0.2, r2: null },
    tally: { kind: 'classes', rows: [70_000, 2], hits: [1, 0], logLoss: 1e-9, brier: 1 / 3 },
    training: {
      epochs: 300,
      bestEpoch: 299,
      validationLoss: null,
      curve: { train: [1.946, 0.0531, 6.553e-7], validation: [] },
      monteCarlo: [{ kind: 'number', rows: 4, squared: 1, absolute: 2, sum: -3.5, sumOfSquares: 5e9 }],
    },
    timing: { durationMs: 12.25, startedAt: 1.7e12 },
    place: { offset: 2 ** 40, bytes: 48, crc: 4_294_967_295 },
  };
}

function failed(hash: string): RunRecord {
  const { variant, split, fold, seed, timing } = ok(hash);
  return { hash, variant, split, fold, seed, status: 'failed', reason: 'diverged', epoch: 2, timing };
}

describe('a number on a tape', () => {
  it('comes back to the bit, whatever it is, among others', () => {
    const special = [0, -0, 239, 240, 65_535, 65_536, 2 ** 32 - 1, 2 ** 32, -1, NaN, Infinity, -Infinity, 6.5535, 1e-6];
    const numbers = fc.array(fc.oneof(fc.constantFrom(...special), fc.double(), fc.integer(), shortDecimal()));
    fc.assert(
      fc.property(numbers, (written) => {
        const tape = tapeOver(new Uint8Array(4));
        for (const number of written) writeNumber(tape, number);
        const { bytes, at } = tape;
        tape.at = 0;
        const read = written.map(() => readNumber(tape));
        expect(read.every((number, i) => Object.is(number, written[i]))).toBe(true);
        expect(tape.at).toBe(at);
        expect(bytes.length).toBeGreaterThanOrEqual(at);
      }),
    );
  });

  it('takes three bytes where it has four digits, as those of learning curves', () => {
    for (const number of [1.946, 0.5312, 12.34, 0.01234, 640.5]) {
      const tape = tapeOver(new Uint8Array(16));
      writeNumber(tape, number);
      expect(tape.at).toBe(3);
    }
  });
});

function shortDecimal(): fc.Arbitrary<number> {
  return fc.tuple(fc.nat(100_000), fc.nat(8)).map(([digits, places]) => Number(`${String(digits)}e-${String(places)}`));
}

describe('packed values', () => {
  it('come back with all that JSON can hold, in the order of their keys', () => {
    const values = fc.array(fc.oneof(fc.jsonValue({ maxDepth: 8 }), fc.constant(JSON.parse('{"__proto__":{"a":1}}'))));
    fc.assert(
      fc.property(values, (all) => {
        const packed = createPackedValues();
        const places = all.map((value, i) => packed.pack(value, String(i)));
        const back = places.map((place, i) => packed.unpack(place, String(i)));
        expect(back.map((value) => JSON.stringify(value))).toEqual(all.map((value) => JSON.stringify(value)));
      }),
    );
  });

  it('may have ever new shapes, and be longer than what is allocated at once', () => {
    const packed = createPackedValues();
    const values = Array.from({ length: 300 }, (_, i) => ({ [`key ${String(i)}`]: i, same: i / 7 }));
    const long = { numbers: Array.from({ length: 200_000 }, (_, i) => i / 3) };
    const all = [...values, long, ...values];
    const places = all.map((value) => packed.pack(value, ''));
    expect(places.map((place) => packed.unpack(place, ''))).toEqual(all);
  });
});

describe('values of one shape', () => {
  it('come back though one has its own word, another key or another order at a place where the usual one has not', () => {
    const packed = createPackedValues();
    const usual = { hash: 'a', of: 'none', score: 0.5, list: [1, 'x'], curve: [1, 2] };
    const others = [
      { ...usual, hash: 'z' },
      { ...usual, of: 'b' },
      { of: 'none', hash: 'b', score: 0.5, list: [1, 'x'], curve: [1, 2] },
      { ...usual, score: null },
      { ...usual, score: '0.5' },
      { ...usual, list: [1, 'x', 2] },
      { ...usual, list: [1] },
      { ...usual, curve: [1, null] },
      { ...usual, more: 1 },
      { hash: 'b', of: 'none' },
      { 0: 'a', 1: 'none' },
      ['a', 'none', 0.5],
      null,
      'b',
    ];
    const places = [usual, ...others].map((value, i) => packed.pack(value, i === 0 ? 'a' : 'b'));
    const back = places.map((place, i) => JSON.stringify(packed.unpack(place, i === 0 ? 'a' : 'b')));
    expect(back).toEqual([usual, ...others].map((value) => JSON.stringify(value)));
  });
});

describe('a table of records', () => {
  it('gives each record back as it was, to its line', () => {
    const table = createRecordTable();
    const records = [ok('a'), failed('b'), ok('c'), { ...ok('d'), notKnown: [true, { deep: [null, 'x'] }] }];
    for (const record of records) table.add(record);
    for (const record of records) {
      expect(JSON.stringify(table.get(record.hash))).toBe(JSON.stringify(record));
      expect(table.get(record.hash)).toEqual(record);
    }
    expect(table.get('e')).toBeUndefined();
    expect([...table].map(([hash, record]) => [hash, record.status])).toEqual([
      ['a', 'ok'],
      ['b', 'failed'],
      ['c', 'ok'],
      ['d', 'ok'],
    ]);
  });

  it('holds the last record of a hash in the place of the first, and forgets what is deleted', () => {
    const table = createRecordTable();
    table.add(ok('a'));
    table.add(ok('b'));
    table.add(failed('a'));
    expect(table.size).toBe(2);
    expect([...table.values()].map(({ hash, status }) => `${hash} ${status}`)).toEqual(['a failed', 'b ok']);
    expect(table.delete('a')).toBe(true);
    expect([...table.keys()]).toEqual(['b']);
    expect(table.has('a')).toBe(false);
  });

  it('is walked like a map', () => {
    const table = createRecordTable();
    for (const hash of ['a', 'b']) table.add(ok(hash));
    const seen: unknown[] = [];
    table.forEach(function each(this: unknown, record, hash, whole) {
      seen.push([this, record.hash, hash, whole === table]);
    }, 'self');
    expect(seen).toEqual([
      ['self', 'a', 'a', true],
      ['self', 'b', 'b', true],
    ]);
  });

  it('is walked in the order of the runs, as often as one likes', () => {
    const table = createRecordTable();
    for (const record of [ok('a'), failed('b'), ok('c')]) table.add(record);
    const there = recordsOf([{ hash: 'c' }, { hash: 'x' }, { hash: 'b' }, { hash: 'a' }], table);
    expect(Array.from(there, ({ hash }) => hash)).toEqual(['c', 'b', 'a']);
    expect(Array.from(okOnly(there), ({ hash }) => hash)).toEqual(['c', 'a']);
  });
});
