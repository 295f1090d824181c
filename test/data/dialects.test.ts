import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { parseCsv, readCsv } from '../../src/data/csv.js';
import type { Dataset } from '../../src/data/dataset.js';
import { encodeTable } from '../../src/data/encode.js';
import { perSplit } from '../../src/data/encoding.js';
import { chooseTarget } from '../../src/data/target.js';
import { PLAIN, written, type Dialect, type MadeColumn } from './written-table.js';
import { refusalOf } from '../refusal.js';

const folder = mkdtempSync(join(tmpdir(), 'reseed-dialects-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function read(columns: readonly MadeColumn[], dialect: Partial<Dialect> = {}): Promise<Dataset> {
  const path = join(folder, 'table.csv');
  writeFileSync(path, written(columns, { ...PLAIN, ...dialect }));
  return readCsv(path);
}

const hundredths = fc.integer({ min: -999_999_99, max: 999_999_99 }).map((n) => n / 100);
const word = fc.constantFrom('red', 'green', 'blau', 'gr\u00fcn', 'a "b"', 'x, y', 'x; y', '\u00e9t\u00e9');
/** A column of fractions, one of whole numbers with missing cells, one of words: in at least ten rows. */
const table = fc.integer({ min: 10, max: 30 }).chain((rows) =>
  fc
    .tuple(
      fc.array(hundredths, { minLength: rows, maxLength: rows }),
      fc.array(fc.option(fc.integer({ min: -5_000_000, max: 5_000_000 }), { freq: 4 }), {
        minLength: rows,
        maxLength: rows,
      }),
      fc.array(word, { minLength: rows, maxLength: rows }),
    )
    .map(([size, count, colour]): MadeColumn[] => [
      // 0.25 leaves no doubt about the decimal mark, whichever it is.
      { name: 'size', cells: [0.25, ...size.slice(1)] },
      { name: 'count', cells: count },
      { name: 'colour', cells: colour },
    ]),
);
const dialect: fc.Arbitrary<Partial<Dialect>> = fc
  .record({
    delimiter: fc.constantFrom(',', ';', '\t', '|'),
    decimal: fc.constantFrom('.', ','),
    groups: fc.constantFrom('', '.', ',', ' ', "'", '\u00a0'),
    minus: fc.constantFrom('-', '\u2212'),
    sign: fc.constantFrom('', '%', '\u20ac'),
    missing: fc.constantFrom(
      '',
      'NA',
      'NaN',
      'na',
      'None',
      '-',
      '--',
      '.',
      '?',
      '\\N',
      '<NA>',
      '#N/A',
      'n.a.',
      'missing',
    ),
    lineEnd: fc.constantFrom('\n', '\r\n'),
    index: fc.constantFrom('none', 'nameless', 'headless'),
    above: fc.constantFrom('', '# made by a program', '# "one, two'),
    encoding: fc.constantFrom('utf8', 'utf8 with mark', 'utf16le', 'utf16be', 'windows-1252'),
  } as const)
  .filter(({ decimal, groups }) => decimal !== groups);

describe('one table, written in any dialect', () => {
  it('gives the same bytes', async () => {
    await fc.assert(
      fc.asyncProperty(table, dialect, async (columns, how) => {
        const plain = await read(columns);
        expect((await read(columns, how)).fingerprint).toBe(plain.fingerprint);
        const [size, count] = plain.columns;
        expect(size).toMatchObject({ kind: 'number', values: Float64Array.from(columns[0]!.cells as number[]) });
        expect(count).toMatchObject({
          kind: 'number',
          values: Float64Array.from(columns[1]!.cells, (cell) => (cell === null ? NaN : Number(cell))),
        });
      }),
      { numRuns: 150 },
    );
  });

  it('with columns permuted, is read the same and encoded the same, up to order', async () => {
    const order = fc.shuffledSubarray([0, 1, 2], { minLength: 3 });
    await fc.assert(
      fc.asyncProperty(table, order, async (columns, places) => {
        const target: MadeColumn = { name: 'y', cells: columns[0]!.cells.map((_, row) => (row % 2 === 0 ? 'u' : 'v')) };
        const [one, other] = await Promise.all([
          read([...columns, target]),
          Promise.resolve().then(() => parseCsv(text([target, ...places.map((at) => columns[at]!)]), 'table.csv')),
        ]);
        for (const column of one.columns) expect(other.columns).toContainEqual(column);
        for (const reading of one.reading!.columns) expect(other.reading!.columns).toContainEqual(reading);
        expect(inputsByName(other)).toEqual(inputsByName(one));
      }),
      { numRuns: 60 },
    );
  });

  it('with its words renamed, is read the same and encoded the same, up to names', () => {
    const renamed = new Map(
      ['red', 'green', 'blau', 'gr\u00fcn', 'a "b"', 'x, y', 'x; y', '\u00e9t\u00e9'].map((each, i) => [
        each,
        `w${9 - i}`,
      ]),
    );
    fc.assert(
      fc.property(table, (columns) => {
        const [size, count, colour] = columns as [MadeColumn, MadeColumn, MadeColumn];
        const other = { ...colour, cells: colour.cells.map((cell) => renamed.get(cell as string)!) };
        const [a, b] = [colour, other].map((each) => parseCsv(text([size, count, each]), 'x.csv')) as [
          Dataset,
          Dataset,
        ];
        expect(b.columns.slice(0, 2)).toEqual(a.columns.slice(0, 2));
        expect(wordsOf(b)).toEqual(wordsOf(a).map((each) => renamed.get(each)));
        const kinds = (dataset: Dataset) => dataset.reading!.columns.map(({ kind, different }) => [kind, different]);
        expect(kinds(b)).toEqual(kinds(a));
      }),
      { numRuns: 60 },
    );
  });
});

function text(columns: readonly MadeColumn[]): string {
  return Buffer.from(written(columns)).toString();
}

function wordsOf({ columns }: Dataset): string[] {
  const column = columns[2];
  if (column?.kind !== 'category') throw new Error('not words');
  return [...column.codes].map((code) => column.levels[code]!);
}

/** Each input of the network by the column it comes from. */
function inputsByName(dataset: Dataset): Record<string, number[]> {
  const made = chooseTarget(dataset, { target: 'y' });
  const train = Uint32Array.from({ length: made.rows - 2 }, (_, row) => row);
  const encoded = encodeTable(made, { train, encoding: perSplit() });
  const numbers = made.features.filter(({ kind }) => kind === 'number');
  const words = made.features.filter(({ kind }) => kind === 'category');
  return Object.fromEntries([
    ...numbers.map(({ name }, at) => [
      name,
      Array.from({ length: made.rows }, (_, row) => encoded.numeric[row * encoded.numericWidth + at]!),
    ]),
    ...words.map(({ name }, at) => [name, [...encoded.levels[at]!]]),
  ]) as Record<string, number[]>;
}

const refusal = (content: string, options = {}): string =>
  refusalOf(() => parseCsv(content, 'x.csv', options), ' | ') ?? 'accepted';

function values(content: string, at = 0, options = {}): number[] {
  const column = parseCsv(content, 'x.csv', options).columns[at];
  if (column?.kind !== 'number') throw new Error('not a number column');
  return [...column.values];
}

describe('what guessing would get wrong is asked for', () => {
  it('a column that may be thousands or fractions', () => {
    const open = 'a;b\n1,234;x\n2,345;y\n';
    expect(refusal(open)).toMatch(
      /"a": "1,234" \(line 2\), "2,345" \(line 3\) can be thousands or a fraction\. \| .*--decimal/,
    );
    expect(values(open, 0, { decimal: ',' })).toEqual([1.234, 2.345]);
    expect(values(open, 0, { decimal: '.' })).toEqual([1234, 2345]);
  });

  it('unless another column of the file shows how it writes fractions', () => {
    expect(values('a;b\n1,234;0,5\n2,345;1,5\n')).toEqual([1.234, 2.345]);
    expect(values('a;b\n1,234;0.5\n2,345;1.5\n')).toEqual([1234, 2345]);
    expect(values('a;b\n1.234;0,5\n2.345;1,5\n')).toEqual([1234, 2345]);
    expect(values('a;b\n1.234;x\n2.345;y\n')).toEqual([1.234, 2.345]);
  });

  it('a column of points and commas, and one of several units', () => {
    expect(refusal('a;b\n0,5;1\n0,25;1\n0.75;1\n')).toMatch(/decimal points and decimal commas: "0\.75" \(line 4\)/);
    expect(refusal('a;b\n5 %;1\n7 %;1\n0.1;1\n')).toMatch(/several units \("%", "no sign"\): "0\.1" \(line 4\)/);
    expect(refusal('a;b\n$5;1\n$7;1\n€4;1\n')).toMatch(/several units.*"€4" \(line 4\)/);
    expect(values('a;b\n$5;1\n-$1,234.50;1\n4;1\n')).toEqual([5, -1234.5, 4]);
  });

  it('a text that can be cut in two ways', () => {
    expect(refusal('a,b;c\nx,y;z\nu,v;w\n')).toMatch(/can be cut at commas or at semicolons\. \| .*--delimiter/);
    expect(parseCsv('a,b;c\nx,y;z\nu,v;w\n', 'x', { delimiter: 'semicolon' }).columns.map(({ name }) => name)).toEqual([
      'a,b',
      'c',
    ]);
    expect(parseCsv('a,b;c\n1,2;5\n3,4;6\n', 'x').columns.map(({ name }) => name)).toEqual(['a,b', 'c']);
  });
});

describe('a table with spaces between its cells', () => {
  it('is refused as what it is, not read as one column of words', () => {
    expect(refusal('Chins Situps Jumps\n5 162 60\n12 101 101\n')).toMatch(
      /^x\.csv seems to have spaces between its cells\. \| .*commas/,
    );
    expect(refusal('59 2 32.1\n48  1  21.6\n')).toMatch(/spaces between its cells/);
    expect(values('y\n1 234\n2 345 678\n')).toEqual([1234, 2_345_678]);
    expect(refusal('name\nAda Lovelace\nBo 7\n')).toBe('accepted');
  });
});

describe('lines that are no rows', () => {
  it('comments are passed over and said, lines keep their numbers', () => {
    const dataset = parseCsv('# made, by "me\n#\na,b\n1,x\n# half time, they say, so\n2,y\n#3,z\n', 'x.csv');
    expect([...dataset.lines!]).toEqual([4, 6, 7]);
    expect(dataset.reading!.passedOver).toEqual(['3 comments (lines 1, 2, 5)']);
  });

  it('a header after # is one, as numpy writes it', () => {
    const dataset = parseCsv('# made by numpy\n# a,b\n1,2\n3,4\n', 'x.csv');
    expect(dataset.columns.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(dataset.reading!.passedOver).toEqual(['a comment (line 1)']);
  });

  it('sep= names the delimiter, as Excel writes it', () => {
    const dataset = parseCsv('\uFEFFsep=;\r\na,x;b\r\n1;2\r\n', 'x.csv');
    expect(dataset.columns.map(({ name }) => name)).toEqual(['a,x', 'b']);
    expect([...dataset.lines!]).toEqual([3]);
  });

  it('a delimiter at the end of each line makes no column', () => {
    for (const content of ['a,b,\n1,2,\n3,4,\n', 'a,b\n1,2,\n3,4,\n']) {
      expect(parseCsv(content, 'x.csv').columns.map(({ name }) => name)).toEqual(['a', 'b']);
    }
  });
});

describe('an index column', () => {
  const names = (content: string, options = {}) => parseCsv(content, 'x.csv', options).columns.map(({ name }) => name);

  it('is left out where pandas or R wrote it, and only there', () => {
    expect(names(',a,y\n0,5,1\n1,6,2\n')).toEqual(['a', 'y']);
    expect(names('a,y\nAda,5,1\nBo,6,2\n')).toEqual(['a', 'y']);
    expect(names('Unnamed: 0,a\n0,5\n1,6\n')).toEqual(['a']);
    expect(names('Unnamed: 0,a\n7,5\n3,6\n')).toEqual(['Unnamed: 0', 'a']);
    expect(names('n,a\n0,5\n1,6\n')).toEqual(['n', 'a']);
    expect(names('n,a\n0,5\n1,6\n', { ignoreIndex: true })).toEqual(['a']);
  });

  it('that repeats itself is asked about', () => {
    expect(refusal(',a,y\n0,5,1\n0,6,2\n')).toMatch(/Column 1 of x\.csv has no name\. \| .*--ignore-index/);
    expect(names(',a,y\n0,5,1\n0,6,2\n', { ignoreIndex: true })).toEqual(['a', 'y']);
  });
});
