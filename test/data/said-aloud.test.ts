/** What a reading leaves open is said: two ways to say the same, codes, encodings, marks of fractions, forms that are not read. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parseCsv, readCsv } from '../../src/data/csv.js';
import { describeTable } from '../../src/data/description.js';

const folder = mkdtempSync(join(tmpdir(), 'reseed-said-'));
afterAll(() => rmSync(folder, { recursive: true }));

const table = (cell: (row: number) => string, delimiter = ','): string =>
  ['v', ...Array.from({ length: 40 }, (_, row) => cell(row))]
    .map((each, row) => `${each}${delimiter}${row === 0 ? 'y' : String((row * 37) % 23)}`)
    .join('\n');
const found = (text: string): readonly string[] =>
  describeTable(parseCsv(text, 'x.csv')).findings.map(({ text: said }) => said);

it('capitals that were joined, and TRUE beside 1 that was not', () => {
  const said = found(table((row) => ['TRUE', 'true', '1', 'no'][row % 4]!));
  expect(said).toEqual([
    expect.stringContaining('"TRUE", "true"'),
    expect.stringContaining('say the same: "1", "TRUE"'),
  ]);
});

describe('numbers with three digits behind the mark', () => {
  it.each([
    ['points between semicolons', (row: number) => `${1 + (row % 9)}.${100 + row}`, ';'],
    [
      'points beside hundreds',
      (row: number) => (row % 2 === 0 ? `${1 + (row % 9)}.${100 + row}` : String(400 + row)),
      ',',
    ],
  ])('%s are read as fractions, and it is said', (_, cell, delimiter) => {
    expect(found(table(cell, delimiter))).toEqual([expect.stringContaining('taken for 1.234: they may be thousands')]);
  });

  it('between commas, without hundreds, nothing is said', () => {
    expect(found(table((row) => `${1 + (row % 9)}.${100 + row}`))).toEqual([]);
  });
});

describe('letters of another encoding', () => {
  const said = async (bytes: Uint8Array, encoding?: string): Promise<readonly string[]> => {
    writeFileSync(join(folder, 'x.csv'), bytes);
    return describeTable(await readCsv(join(folder, 'x.csv'), { encoding })).findings.map(({ what }) => what);
  };
  // "температура" in Windows-1251, and “größe” in Windows-1252.
  const cyrillic = Buffer.from('\xf2\xe5\xec\xef\xe5\xf0\xe0\xf2\xf3\xf0\xe0,y\n1,2\n3,4\n', 'latin1');

  it('are warned of, unless the encoding was said', async () => {
    expect(await said(cyrillic)).toEqual(['encoding']);
    expect(await said(cyrillic, 'windows-1252')).toEqual([]);
  });

  it('of Western Europe are not', async () => {
    expect(await said(Buffer.from('größe,créée,naïve\n1,2,3\n3,4,5\n', 'latin1'))).toEqual([]);
  });
});

describe('cells', () => {
  it.each<[string, (row: number) => string]>([
    ['coordinates on both sides', (row) => `${10 + row * 1.25}.5${'NS'[row % 2]!}`.replace(/(\.\d+)\.5/, '$1')],
    ['minutes and seconds', (row) => `${row + 1} min ${(row * 7) % 60} sec`],
    ['thousands of dollars', (row) => `$${10 + row * 1.5}k`],
    ['durations of ISO 8601', (row) => `PT${row + 1}M${(row * 7) % 60}S`],
  ])('%s are refused, for their form is not read', (_, cell) => {
    expect(() => parseCsv(table(cell), 'x.csv')).toThrow(/^Column "v" holds numbers in a form that is not read/);
  });

  it.each<[string, string, number]>([
    ['03/2020', 'a month', 18_322],
    ['2020-W01', 'a week, from its Monday', 18_260],
    ['2021W53', 'a week of the year before it ends', 18_995],
  ])('%s is %s', (cell, _, days) => {
    expect(parseCsv(`v,y\n${cell},1\n${cell},2\n`, 'x.csv').reading!.columns[0]).toMatchObject({ range: [days, days] });
  });
});

it('rows of subtotals are named, and a column that names rows hides none', () => {
  const rows = Array.from({ length: 40 }, (_, row) => `n${row},${row % 7}.5`);
  expect(found(`name,y\n${rows.join('\n')}\nMean,9\nSD,3\n`).join()).toContain(
    '2 rows (lines 42, 43) are called "Mean", "SD"',
  );
});

describe('days that stand for none', () => {
  const dates = (cell: (row: number) => string): string =>
    table((row) => (row % 10 === 4 ? cell(row) : `${10 + (row % 19)}.05.2024`));

  it.each(['9999-12-31', '1900-01-01', '2099-12-31'])(
    '%s is pointed out, and as a mark it is a gap however written',
    (day) => {
      const [year, month, at] = day.split('-');
      const text = dates(() => `${at!}.${month!}.${year!}`);
      expect(found(text)).toEqual([`Column "v" is ${day} in 4 rows, far outside all its other dates.`]);
      expect(parseCsv(text, 'x.csv', { missing: [`v=${day}`] }).reading!.columns[0]).toMatchObject({ missing: 4 });
    },
  );

  it('a day like any other is not', () => {
    expect(found(dates(() => '01.01.2024'))).toEqual([]);
  });
});

describe('words that say the same', () => {
  it.each([
    ['N.Y.', 'NY'],
    ['New_York', 'new-york'],
    ['m', 'male'],
  ])('%s and %s are pointed out', (one, other) => {
    expect(found(table((row) => [one, other, one === 'm' ? 'female' : 'Rome'][row % 3]!)).join()).toContain(
      'say the same',
    );
  });

  it.each([
    ['A+', 'A-'],
    ['1-2', '12'],
    ['m', 'f'],
  ])('%s and %s are not', (one, other) => {
    expect(found(table((row) => [one, other, 'w'][row % (one === 'm' ? 2 : 3)]!))).toEqual([]);
  });
});

it.each([
  ['Shift-JIS', [0x83, 0x54, 0x83, 0x43, 0x83, 0x59]],
  ['Mac Roman', [0x67, 0x72, 0x9a, 0xa7, 0x65]],
])('a name in %s is taken for foreign letters', async (_, name) => {
  const bytes = Buffer.concat([Buffer.from(name), Buffer.from(',y\n1,2\n3,4\n')]);
  writeFileSync(join(folder, 'name.csv'), bytes);
  expect((await readCsv(join(folder, 'name.csv'))).reading).toMatchObject({ foreign: true });
});

it('years through the file are to be predicted from, not left out', () => {
  const [finding] = describeTable(parseCsv(table((row) => String(1960 + row)).replace(/^v/, 'year'), 'x.csv')).findings;
  expect(finding).toMatchObject({ what: 'file order', remedy: expect.stringContaining('--time "year"') as string });
});
