import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { makeDataset, makeTable, shareTable, type Column, type Table } from '../../src/data/dataset.js';

const height: Column = { kind: 'number', name: 'height', values: Float64Array.of(1.5, NaN, 0) };
const colour: Column = {
  kind: 'category',
  name: 'colour',
  levels: ['blue', 'red'],
  codes: Int32Array.of(1, -1, 0),
};

function fingerprint(...columns: Column[]): string {
  return makeDataset({ name: 'x', made: false, columns }).fingerprint;
}

function table(): Table {
  const target = { kind: 'classes', name: 'sold', levels: ['no', 'yes'], labels: Int32Array.of(0, 1, 1) } as const;
  return makeTable({ name: 'x', made: false, features: [height, colour], target });
}

describe('the fingerprint of a data set', () => {
  it('is SHA-256 in hex and does not depend on the name', () => {
    expect(fingerprint(height)).toMatch(/^[0-9a-f]{64}$/);
    expect(makeDataset({ name: 'other', made: true, columns: [height] }).fingerprint).toBe(fingerprint(height));
  });

  it('changes with a value, a name, a level, a kind and the order of columns', () => {
    const variants = [
      fingerprint(height, colour),
      fingerprint(colour, height),
      fingerprint({ ...height, values: Float64Array.of(1.5, NaN, 1) }, colour),
      fingerprint({ ...height, values: Float64Array.of(1.5, 0, 0) }, colour),
      fingerprint({ ...height, name: 'width' }, colour),
      fingerprint(height, { ...colour, levels: ['blue', 'rose'] }),
      fingerprint(height, { ...colour, codes: Int32Array.of(1, 0, 0) }),
      fingerprint(height, { kind: 'number', name: 'colour', values: Float64Array.of(1, -1, 0) }),
    ];
    expect(new Set(variants).size).toBe(variants.length);
  });

  it('takes every NaN for the same and −0 for 0', () => {
    const odd = new Float64Array(3);
    odd.set([1.5, 0, -0]);
    new DataView(odd.buffer).setBigUint64(8, 0xfff8000000000001n, true);
    expect(odd[1]).toBeNaN();
    expect(fingerprint({ ...height, values: odd })).toBe(fingerprint(height));
  });

  it('of a table also depends on which column is the target', () => {
    const one = table();
    const other = makeTable({ ...one, features: [height] });
    expect(other.fingerprint).not.toBe(one.fingerprint);
  });
});

describe('makeDataset', () => {
  it('refuses columns of different lengths, shared names and infinite values', () => {
    const make = (...columns: Column[]) => makeDataset({ name: 'x', made: false, columns });
    expect(() => make(height, { ...colour, codes: Int32Array.of(1) })).toThrow(RangeError);
    expect(() => make(height, { ...colour, name: 'height' })).toThrow(RangeError);
    expect(() => make({ ...height, values: Float64Array.of(Infinity, 0, 0) })).toThrow(RangeError);
  });
});

describe('shareTable', () => {
  it('puts all rows into shared memory, with equal contents', () => {
    const shared = shareTable(table());
    expect(shared).toEqual(table());
    const buffers = [
      ...shared.features.map((column) => (column.kind === 'number' ? column.values.buffer : column.codes.buffer)),
      shared.target.kind === 'classes' ? shared.target.labels.buffer : shared.target.values.buffer,
    ];
    expect(buffers.every((buffer) => buffer instanceof SharedArrayBuffer)).toBe(true);
  });

  it('a posted copy sees the same memory', () => {
    const shared = shareTable(table());
    const { port1, port2 } = new MessageChannel();
    port1.postMessage(shared);
    const { message: copy } = receiveMessageOnPort(port2) as { message: Table };
    port1.close();
    const [mine, theirs] = [shared.features[0]!, copy.features[0]!];
    if (mine.kind !== 'number' || theirs.kind !== 'number') throw new Error('not numbers');
    mine.values[0] = 99;
    expect(theirs.values[0]).toBe(99);
  });
});
