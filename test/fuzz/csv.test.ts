import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCsv } from '../../src/data/csv.js';
import { LARGEST_NUMBER } from '../../src/data/dataset.js';
import type { Dataset } from '../../src/data/dataset.js';
import { encodeTable } from '../../src/data/encode.js';
import { chooseTarget } from '../../src/data/target.js';
import { note, times } from '../faults/bench-process.js';
import { resultOrSentence } from './verdict.js';

const CASES = times(500, 10_000);

const cell = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('1', '2.5', '-3', '1e3', 'red', 'blue', 'yes', 'no', '') },
  fc.constantFrom(
    'NaN',
    'Infinity',
    '1e999',
    '-1e-999',
    '0x10',
    '1,5',
    '__proto__',
    'constructor',
    '<b>',
    '=1+1',
    'NA',
    '\u0000',
    '\ud800',
  ),
  fc.string({ unit: 'binary', maxLength: 8 }),
);
const name = fc.oneof(fc.constantFrom('a', 'b', 'c', '__proto__', 'toString', 'target'), fc.string({ maxLength: 6 }));
const ending = fc.constantFrom('\n', '\r\n', '\r');

/** Mostly tables, with what people and programs do to them. */
const tableText = fc
  .integer({ min: 1, max: 5 })
  .chain((columns) =>
    fc.tuple(
      fc.array(name, { minLength: columns, maxLength: columns }),
      fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { maxLength: 12 }),
      ending,
      fc.constantFrom(',', ',', ',', ';', '\t'),
      fc.boolean(),
    ),
  )
  .map(([names, rows, end, comma, quoted]) =>
    [names, ...rows]
      .map((row) => row.map((each) => (quoted ? `"${each.replaceAll('"', '""')}"` : each)).join(comma))
      .join(end),
  );
const text = fc.oneof(
  { weight: 3, arbitrary: tableText },
  fc.tuple(tableText, fc.nat(), fc.string({ maxLength: 4 })).map(([whole, at, put]) => {
    const place = at % (whole.length + 1);
    return whole.slice(0, place) + put + whole.slice(place);
  }),
  fc.string({ unit: 'binary', maxLength: 200 }),
);

function expectSound(dataset: Dataset): void {
  for (const column of dataset.columns) {
    if (column.kind === 'number') {
      expect(column.values.every((x) => Number.isNaN(x) || Math.abs(x) <= LARGEST_NUMBER)).toBe(true);
    } else {
      expect(column.codes.every((code) => code >= -1 && code < column.levels.length)).toBe(true);
    }
  }
}

describe(`the CSV reader, over ${CASES} texts`, () => {
  it(
    'gives a sound table or a sentence, and never a number that is none to a network',
    () => {
      let accepted = 0;
      fc.assert(
        fc.property(text, fc.nat(4), (csv, at) => {
          const dataset = resultOrSentence(() => parseCsv(csv, 'table.csv'));
          if (dataset === undefined) return;
          expectSound(dataset);
          const target = dataset.columns[at % dataset.columns.length]!.name;
          const table = resultOrSentence(() =>
            chooseTarget(dataset, { target, drop: [], dropMissingTarget: at % 2 === 0 }),
          );
          if (table === undefined) return;
          const encoded = resultOrSentence(() =>
            encodeTable(table, {
              train: Uint32Array.from({ length: table.rows }, (_, i) => i),
              encoding: { fit: 'train', zscore: 'all', target: 'zscore' },
            }),
          );
          if (encoded === undefined) return;
          expect(encoded.numeric.every((x) => Number.isFinite(x))).toBe(true);
          if (encoded.target.kind === 'number')
            expect(encoded.target.values.every((x) => Number.isFinite(x))).toBe(true);
          accepted++;
        }),
        { numRuns: CASES, seed: 1 },
      );
      expect(accepted).toBeGreaterThan(CASES / 50);
      expect(Object.keys(Object.prototype)).toEqual([]);
      note('fuzz: CSV reader', { cases: CASES, accepted });
    },
    times(600_000, 1_800_000),
  );
});
