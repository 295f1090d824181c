import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseCsv, readCsv } from '../../src/data/csv.js';
import type { Column, Dataset } from '../../src/data/dataset.js';
import { UserError } from '../../src/base/errors.js';
import { refusalOf } from '../refusal.js';

const untidy = fileURLToPath(new URL('../fixtures/untidy.csv', import.meta.url));

function column(dataset: Dataset, name: string): Column {
  return dataset.columns.find((candidate) => candidate.name === name)!;
}

function numbers(text: string): number[] {
  const [first] = parseCsv(text, 'x.csv').columns;
  if (first?.kind !== 'number') throw new Error('not a number column');
  return [...first.values];
}

/** The refusal of a text, as one line with its remedy. */
const refusal = (text: string): string => refusalOf(() => parseCsv(text, 'x.csv'), ' | ') ?? 'accepted';

describe('a tidy reading of an untidy file', () => {
  it('reads quotes, commas and line breaks in quotes, spaces around cells, and skips empty lines', async () => {
    const dataset = await readCsv(untidy);
    expect(dataset.name).toBe('untidy.csv');
    expect(dataset.rows).toBe(4);
    expect(dataset.columns.map(({ name }) => name)).toEqual(['name', 'kept', 'height', 'colour', 'note', 'vote']);
    expect(column(dataset, 'name')).toMatchObject({ levels: ['Ada "A" L', 'Bo', 'Cy', 'Di'] });
    expect(column(dataset, 'note')).toMatchObject({ levels: ['last', 'one, with comma', 'two\nlines'] });
    expect([...dataset.lines!]).toEqual([2, 4, 6, 7]);
    expect(dataset.made).toBe(false);
  });

  it('tells numbers from words by the whole column, with leading zeros and exponents as numbers', async () => {
    const dataset = await readCsv(untidy);
    expect(column(dataset, 'height')).toEqual({
      kind: 'number',
      name: 'height',
      values: Float64Array.of(1.7, NaN, 1.5, 10),
    });
    expect(column(dataset, 'vote').kind).toBe('number');
    expect(column(dataset, 'kept')).toEqual({
      kind: 'category',
      name: 'kept',
      levels: ['no', 'yes'],
      codes: Int32Array.of(1, 0, 1, -1),
    });
    expect(column(parseCsv('a,b\n1,2\n2,x\n', 'x.csv'), 'b')).toMatchObject({ levels: ['2', 'x'] });
  });

  it('CRLF, CR, a byte-order mark, a missing last line end and the path leave the fingerprint as it is', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'reseed-csv-'));
    try {
      const text = await readFile(untidy, 'utf8');
      const { fingerprint } = await readCsv(untidy);
      const others = [text.replaceAll('\n', '\r\n'), text.replaceAll('\n', '\r'), `\uFEFF${text}`, text.trimEnd()];
      for (const [i, other] of others.entries()) {
        const path = join(folder, `${i}.csv`);
        await writeFile(path, other);
        expect((await readCsv(path)).fingerprint).toBe(fingerprint);
      }
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('numbers lines rightly after CRLF, blank lines and breaks within quotes', () => {
    expect(refusal('a,b\r\n"x\r\ny",1\r\n\r\n1,2,3\r\n')).toMatch(/^Line 5 /);
  });

  it.each(['', '?', 'NA', 'N/A', 'n/a', 'null', 'NULL', 'NaN', 'None', '<NA>', '\\N', '  '])(
    'reads the cell "%s" as missing',
    (cell) => {
      expect(numbers(`a,b\n1,2\n${cell},2\n`)).toEqual([1, NaN]);
      expect(parseCsv(`a,b\nx,2\n${cell},2\n`, 'x.csv').columns[0]).toMatchObject({ codes: Int32Array.of(0, -1) });
    },
  );

  it('sorts levels by code unit, capitals first', () => {
    expect(parseCsv('a,b\nb,1\nB,1\na,1\nä,1\nZ,1\n', 'x.csv', { category: ['a'] }).columns[0]).toMatchObject({
      levels: ['B', 'Z', 'a', 'b', 'ä'],
    });
  });

  it('a column without any value is a column of missing numbers', () => {
    expect(numbers('a,b\n,1\n?,2\n')).toEqual([NaN, NaN]);
  });

  it('reads numbers in every decimal form and nothing else as a number', () => {
    expect(numbers('a,b\n+1,0\n-.5,0\n5.,0\n1E-2,0\n00202,0\n')).toEqual([1, -0.5, 5, 0.01, 202]);
    for (const word of ['0x10', '1_000', '1 00', '1e', '三']) {
      expect(parseCsv(`a,b\n1,0\n"${word}",0\n`, 'x.csv').columns[0]?.kind, word).toBe('category');
    }
  });

  it('names that are dangerous to objects or pages are just names', () => {
    const dataset = parseCsv('__proto__,<script>,constructor\n1,x,2\n3,__proto__,4\n', 'x.csv');
    expect(dataset.columns.map(({ name }) => name)).toEqual(['__proto__', '<script>', 'constructor']);
    expect(dataset.columns[1]).toMatchObject({ levels: ['__proto__', 'x'] });
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });
});

describe('a bad file is refused with its reason and a remedy', () => {
  it.each([
    ['an empty text', '', /^x\.csv is empty\..*column names/],
    ['only blank lines', '\n \n\r\n', /is empty/],
    ['only a byte-order mark', '\uFEFF', /is empty/],
    ['a header alone', 'a,b\n', /header line but no rows/],
    ['no header', '5.1,3.5,setosa\n4.9,3.0,setosa\n', /no header: its first line holds the number "5.1"/],
    ['a short row', 'a,b,c\n1,2,3\n1,2\n', /^Line 3 of x\.csv has 2 cells where the header has 3\./],
    ['a long row', 'a,b\n1,2\n1,2,3\n', /^Line 3 of x\.csv has 3 cells where the header has 2\..*double quotes/],
    ['a duplicate column', 'a,b, a\n1,2,3\n', /two columns named "a"/],
    ['an empty column name', 'a,,c\n1,2,3\n', /^Column 2 of x\.csv has no name/],
    ['an unclosed quote', 'a,b\n1,2\n1,"2\n3,4\n', /opens after line 2 of x\.csv is never closed/],
    ['a quote within a cell', 'a,b\n1,5" pipe\n', /^Line 2 of x\.csv has a double quote in an odd place/],
    ['text after a quote', 'a,b\n1,2\n1,"2"3\n', /^Line 3 of x\.csv has a double quote/],
    ['NUL bytes', 'a,b\n1,\0\n', /NUL/],
    ['Infinity', 'a,b\n1,2\n1,Infinity\n', /^Line 3, column "b": "Infinity" is not a finite number\..*empty/],
    ['-inf', 'a,b\n1,2\n-inf,3\n', /^Line 3, column "a": "-inf"/],
    ['a number beyond 32-bit floats', 'a,b\n1,2\n1,1e39\n', /^Line 3, column "b": "1e39" is too large/],
    ['a number beyond 64-bit floats', 'a,b\n1,2\n1,-1e999\n', /too large/],
  ])('%s', (_case, text, expected) => {
    expect(refusal(text)).toMatch(expected);
  });

  it('control characters of a file never reach the terminal', () => {
    expect(refusal('\u001b[31mx,\u001b[31mx\n1,2\n')).not.toContain('\u001b');
  });
});

describe('readCsv', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'reseed-csv-'));
  });
  afterAll(async () => {
    await rm(folder, { recursive: true });
  });

  async function refusedFile(path: string): Promise<string> {
    const error: unknown = await readCsv(path).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UserError);
    return (error as UserError).message;
  }

  it('refuses a file that is not there', async () => {
    expect(await refusedFile(join(folder, 'none.csv'))).toMatch(/There is no file .*none\.csv/);
    expect(await refusedFile(join(untidy, 'below-a-file.csv'))).toMatch(/There is no file/);
  });

  it('refuses a folder', async () => {
    expect(await refusedFile(folder)).toMatch(/is a folder/);
  });

  it('refuses bytes that are no text, such as a workbook', async () => {
    const path = join(folder, 'book.csv');
    await writeFile(path, Buffer.from([0x50, 0x4b, 3, 4, 0x14, 0, 6, 0, 8, 0, 0xff, 0xd8]));
    expect(await refusedFile(path)).toMatch(/is a zip archive, as workbooks are/);
    await writeFile(path, Buffer.from([0x51, 0x4b, 3, 4, 0x14, 0, 6, 0, 8, 0, 0x81, 0xd8]));
    expect(await refusedFile(path)).toMatch(/is not text: its bytes are neither UTF-8 nor UTF-16/);
  });
});

describe('any text', () => {
  const cell = fc.oneof(
    fc.constantFrom('', '?', 'NA', '1', '-2.5e3', '1e400', 'inf', 'x', '"', '""', 'a"b', '"q,r"', '__proto__', ' '),
    fc.string({ unit: 'binary', maxLength: 6 }),
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc
      .array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 6 })
      .chain((rows) => fc.constantFrom('\n', '\r\n', '\r').map((end) => rows.map((row) => row.join(',')).join(end))),
  );

  it('gives a data set or a user error, never another error', () => {
    fc.assert(
      fc.property(text, (input) => {
        let dataset: Dataset;
        try {
          dataset = parseCsv(input, 'x.csv');
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
          expect((error as UserError).hint).not.toBe(undefined);
          return;
        }
        expect(dataset.rows).toBeGreaterThan(0);
        for (const read of dataset.columns) {
          expect(read.kind === 'number' ? read.values.length : read.codes.length).toBe(dataset.rows);
          if (read.kind === 'category') expect(new Set(read.codes).size).toBeGreaterThanOrEqual(read.levels.length);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('what a writer quotes comes back, spaces at the ends aside', () => {
    const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }).map((word) => `w${word}w`);
    fc.assert(
      fc.property(fc.array(words, { minLength: 1, maxLength: 10 }), (cells) => {
        const body = cells.map((word) => `"${word.replaceAll('"', '""')}",1`).join('\n');
        const [first] = parseCsv(`a,b\n${body}\n`, 'x.csv').columns;
        if (first?.kind !== 'category') throw new Error('not words');
        expect([...first.codes].map((code) => first.levels[code])).toEqual(cells);
      }),
    );
  });

  it('a cell of 100,000 digits is decided in linear time', () => {
    const digits = '1'.repeat(100_000);
    expect(parseCsv(`a,b\n${digits}x,1\n${digits}x,1\n`, 'x.csv').columns[0]?.kind).toBe('category');
  });
});

it('says how far it is, from cutting lines to understanding columns, never going back', () => {
  const shares: number[] = [];
  parseCsv(`a,b,y\n${'1,2.5,x\n3,4.5,z\n'.repeat(5001)}`, 'x.csv', { onProgress: (share) => void shares.push(share) });
  expect(shares.some((share) => share > 0 && share < 0.5)).toBe(true);
  expect(shares.some((share) => share > 0.5 && share < 1)).toBe(true);
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
});
