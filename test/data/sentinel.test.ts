/** Numbers that mark a missing value: refused where no measured value can be meant, else left to the findings. */
import { describe, expect, it } from 'vitest';
import { parseCsv } from '../../src/data/csv.js';
import { alonesIn, sentinelsIn } from '../../src/data/sentinel.js';

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

describe('what surveys write', () => {
  it('98 and 97 beside 99 are marks, too; alone they are values', () => {
    const answers = (row: number): number => 1 + (row % 5);
    const hint = expect.stringContaining('--missing "99,98,97"') as string;
    const text = lines(['98', '98', '99', '99', '97', '97'], answers);
    expect(() => parseCsv(text, 'x.csv')).toThrow(expect.objectContaining({ hint: hint }) as Error);
    expect(parseCsv(lines(['98', '98', '97'], answers), 'x.csv').columns[0]!.kind).toBe('number');
  });

  it('9 beside 0 and 1 is warned of, beside 1 to 8 it is not', () => {
    const found = (rest: (row: number) => number) =>
      alonesIn(Float64Array.from({ length: 40 }, (_, row) => (row < 3 ? 9 : rest(row))));
    expect(found((row) => row % 2)).toEqual([{ value: 9, rows: 3, sure: false }]);
    expect(found((row) => 1 + (row % 8))).toEqual([]);
  });
});

describe('zero and −1', () => {
  const found = (value: number, rest: (row: number) => number): readonly number[] =>
    alonesIn(Float64Array.from({ length: 40 }, (_, row) => (row < 3 ? value : rest(row)))).map((each) => each.value);

  it.each<[string, number, (row: number) => number]>([
    ['0 of a blood pressure', 0, (row) => 60 + ((row * 37) % 50)],
    ['0 of a year', 0, (row) => 2007 + (row % 3)],
    ['0 above degrees of latitude', 0, (row) => -35 + ((row * 7) % 20)],
    ['−1 of counts', -1, (row) => (row * 37) % 500],
    ['−1 of three sizes', -1, (row) => 4 + 2 * (row % 3)],
    ['−1 of lengths', -1, (row) => 0.1 + row * 0.37],
  ])('%s is warned of', (_, value, rest) => {
    expect(found(value, rest)).toEqual([value]);
  });

  it.each<[string, number, (row: number) => number]>([
    ['0 of amounts that come near it', 0, (row) => 0.5 + ((row * 37) % 97)],
    ['0 of three doses', 0, (row) => [5, 10, 20][row % 3]!],
    ['−1 of degrees', -1, (row) => Math.floor(row / 8)],
    ['−1 of opinions', -1, (row) => row % 2],
    ['−1 among other losses', -1, (row) => ((row * 37) % 50) - 20],
  ])('%s is not', (_, value, rest) => {
    expect(found(value, rest)).toEqual([]);
  });
});
