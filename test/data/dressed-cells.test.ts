/** Cells that are numbers to people: read as numbers, or refused, but never silently a word each. */
import { describe, expect, it } from 'vitest';
import { parseCsv } from '../../src/data/csv.js';
import { describeTable } from '../../src/data/description.js';
import { refusalOf } from '../refusal.js';

const table = (cells: readonly string[]): string =>
  ['x,y', ...cells.map((cell, row) => `"${cell.replaceAll('"', '""')}",${row * 1.5 + 0.1}`)].join('\n');
const twenty = (cell: (row: number) => string): string => table(Array.from({ length: 20 }, (_, row) => cell(row)));

function firstColumn(text: string): { kind: string; values: readonly number[]; how: string } {
  const { columns, reading } = parseCsv(text, 'x.csv');
  const column = columns[0]!;
  const values = column.kind === 'number' ? [...column.values] : [];
  return { kind: column.kind, values, how: reading!.columns[0]!.how.join('; ') };
}

const refusal = (text: string): string => refusalOf(() => parseCsv(text, 'x.csv')) ?? 'accepted';

const findings = (text: string): readonly string[] =>
  describeTable(parseCsv(text, 'x.csv')).findings.map(({ what, text: words }) => `${what}: ${words}`);

describe('numbers in a form that is not read', () => {
  it.each([
    ['bounds', (i: number) => (i % 3 ? `${i}.5` : `<${i}`)],
    ['guesses', (i: number) => `~${i}`],
    ['footnotes', (i: number) => (i % 2 ? `${i}*` : `${i}`)],
    ['notes in brackets', (i: number) => `${i}.5 [1]`],
    ['plus and minus', (i: number) => `${i}.5 ± 0.1`],
    ['ranges', (i: number) => `${i * 10}-${i * 10 + 9}`],
    ['ratios', (i: number) => `${120 + i}/${80 + i}`],
    ['feet and inches', (i: number) => `5'${i}"`],
    ['powers of ten', (i: number) => `1.${i}x10^${i}`],
    ['signs behind', (i: number) => `${i}-`],
    ['thousands and millions', (i: number) => `${i}.5${i % 2 ? 'k' : 'M'}`],
    ['groups with underscores', (i: number) => `1_${100 + i}`],
  ])('is refused with its cells: %s', (_, cell) => {
    expect(refusal(twenty(cell))).toMatch(
      /^Column "x" holds numbers in a form that is not read, in \d+ of 20 cells: "/,
    );
  });

  it('stays a band of names where few are different', () => {
    expect(firstColumn(twenty((i) => `${i % 3}0-${i % 3}9`)).kind).toBe('category');
  });

  it('is no code: telephone numbers, addresses and versions stay words', () => {
    for (const cell of [(i: number) => `555-0${100 + i}`, (i: number) => `10.0.0.${i}`, (i: number) => `A${i}`])
      expect(firstColumn(twenty(cell)).kind).toBe('category');
  });
});

describe('numbers that only look odd', () => {
  it('with one and the same word behind them are numbers, and it is said', () => {
    const { values, how } = firstColumn(twenty((i) => `${i} ${i === 1 ? 'room' : 'rooms'}`));
    expect(values.slice(0, 3)).toEqual([0, 1, 2]);
    expect(how).toContain('"room" taken off');
    expect(firstColumn(table(['5A', '12B', '1C', '7D'])).kind).toBe('category');
    expect(firstColumn(table(['4wd', '2wd', '4wd', '2wd'])).kind).toBe('category');
    expect(refusal(table(['5 rooms', '12 rooms', '1 room', '7']))).toMatch(/several units/);
  });

  it('in lakhs, other scripts, full width, or with signs of other currencies', () => {
    expect(firstColumn(table(['12,34,567.5', '1,00,000', '7'])).values).toEqual([1234567.5, 100000, 7]);
    expect(firstColumn(table(['١٢', '３.５', '7'])).values).toEqual([12, 3.5, 7]);
    expect(firstColumn(table(['₩1,200', '₩ 5', '₩7'])).values).toEqual([1200, 5, 7]);
    expect(firstColumn(table(['US$1.5', 'US$2', 'US$7'])).values).toEqual([1.5, 2, 7]);
  });

  it('with zeros in front are pointed out as codes', () => {
    expect(findings(twenty((i) => `0${1000 + i * i}`)).join()).toContain('leading zeros: Column "x"');
  });

  it('among words are pointed out where they are many', () => {
    const some = findings(twenty((i) => (i % 5 < 3 ? `${i}.5` : `word${i % 5}`)));
    expect(some.join()).toContain('numbers among words: Column "x" is taken as words, but 12 of its 20 cells');
  });
});

describe('times', () => {
  it('of the clock are numbers in units of their first part', () => {
    expect(firstColumn(table(['12:30', '0:45', '23:15'])).values).toEqual([12.5, 0.75, 23.25]);
    expect(firstColumn(table(['12:30 AM', '1:45 pm', '11:00 AM'])).values).toEqual([0.5, 13.75, 11]);
    expect(firstColumn(table(['1:30:00', '0:00:36', '2:00:00'])).values).toEqual([1.5, 0.01, 2]);
    expect(firstColumn(table(['1 days 12:00:00', '0 days 06:00:00', '-1 days +18:00:00'])).values).toEqual([36, 6, -6]);
  });

  it('of two parts and of three in one column are refused', () => {
    expect(refusal(table(['59:30', '1:02:10', '58:10']))).toMatch(/two parts and of three/);
  });
});

describe('dates', () => {
  const days = (cells: readonly string[]): readonly number[] => firstColumn(table(cells)).values;
  it('of eight digits are no amounts', () => {
    expect(days(['20240131', '20240201', '20240229'])).toEqual([19753, 19754, 19782]);
    expect(days(['20240131', '20240201', '20249999'])[0]).toBe(20240131);
  });

  it('with the day of the week, half days, months alone and quarters', () => {
    expect(days(['Mon, 01 Jan 2024', 'Tue 2 Jan 2024'])).toEqual([19723, 19724]);
    expect(days(['1/13/2024 3:00 PM', '1/14/2024 12:00 AM'])).toEqual([19735.625, 19736]);
    expect(days(['Jan 2024', 'Feb 2024'])).toEqual([19723, 19754]);
    expect(days(['2024Q1', '2024-Q2'])).toEqual([19723, 19814]);
    expect(days(['2024年1月1日', '2024年1月2日'])).toEqual([19723, 19724]);
  });

  it('are no seasons', () => {
    expect(firstColumn(twenty((i) => `19${90 + (i % 3)}-${91 + (i % 3)}`)).kind).toBe('category');
  });
});

it('yes and no in several ways are pointed out', () => {
  expect(findings(twenty((i) => ['TRUE', 'FALSE', '0', '1'][i % 4]!)).join()).toContain('words that say the same');
});
