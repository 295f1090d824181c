/** Numbers that mark a missing value: refused where no measured value can be meant, else left to the findings. */
import { describe, expect, it } from 'vitest';
import { parseCsv } from '../../src/data/csv.js';
import { sentinelsIn } from '../../src/data/sentinel.js';

/** 40 rows, the first of them odd. */
const lines = (odd: readonly string[], rest: (row: number) => number): string =>
  `a,b\n${Array.from({ length: 40 }, (_, row) => `${odd[row] ?? rest(row)},${row % 7}`).join('\n')}\n`;
const ages = (row: number): number => 20 + ((row * 37) % 50);

describe('a column of numbers is refused', () => {
  it.each([
    ['one cell far below', ['-999'], ages],
    ['with decimals', ['-99.00', '-99.00'], ages],
    ['the only values below zero, though near', ['-999', '-999'], (row: number) => 278 + row * 35],
    ['far below zero where others are below it, too', ['-9999'], (row: number) => row - 20],
    ['far above, in few rows', ['999', '999', '999'], ages],
    ['−9, as genetics has it', ['-9', '-9'], (row: number) => row % 4],
  ])('%s', (_, odd, rest) => {
    const value = Number(odd[0]);
    expect(() => parseCsv(lines(odd, rest), 'x.csv')).toThrow(
      expect.objectContaining({
        message: expect.stringMatching(
          new RegExp(`^Column "a" is ${value} in ${odd.length} row.*\\(lines? 2`),
        ) as string,
        hint: `It may mark a missing value: say --missing${value < 0 ? '=' : ' '}"${value}"; if it was measured, say --numeric "a".`,
      }) as Error,
    );
    const missing = parseCsv(lines(odd, rest), 'x.csv', { missing: [String(value)] }).columns[0]!;
    expect([...(missing.kind === 'number' ? missing.values : [])].filter(Number.isNaN)).toHaveLength(odd.length);
    const vouched = parseCsv(lines(odd, rest), 'x.csv', { numeric: ['a'] }).columns[0]!;
    expect(vouched.kind === 'number' && vouched.values[0]).toBe(value);
  });

  it('for several marks at once, and the remedy names all', () => {
    expect(() => parseCsv(lines(['-999', '-99', '-999'], ages), 'x.csv')).toThrow(
      expect.objectContaining({
        message: expect.stringContaining('-999 in 2 rows and -99 in 1 row') as string,
        hint: expect.stringContaining('--missing="-999,-99";') as string,
      }) as Error,
    );
  });
});

describe('no column is refused', () => {
  it.each([
    ['for a cap', ['99999', '99999'], (row: number) => row * 1000],
    ['for a code that most rows have', Array.from({ length: 30 }, () => '999'), (row: number) => row % 20],
    ['for one value above', ['99'], (row: number) => row % 5],
    ['for degrees west', ['-99', '-99.9'], (row: number) => -60 - row * 1.5],
    ['for a loss among losses', ['-99', '-999'], (row: number) => (row - 10) * 150],
    ['of two values', ['99', '99'], () => 0],
  ])('%s', (_, odd, rest) => {
    expect(parseCsv(lines(odd, rest), 'x.csv').columns[0]!.kind).toBe('number');
  });
});

it('no value lies outside an empty rest', () => {
  expect(sentinelsIn(Float64Array.of(-999, -999, NaN))).toEqual([]);
});
