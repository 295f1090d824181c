/** Ways in which people write cells and files that are read, and said. */
import { describe, expect, it } from 'vitest';
import { parseCsv } from '../../src/data/csv.js';
import type { NumberColumn } from '../../src/data/dataset.js';
import type { TableReading } from '../../src/data/reading.js';

function read(lines: readonly string[]): { columns: Record<string, number[] | string[]>; reading: TableReading } {
  const { columns, reading } = parseCsv(`${lines.join('\n')}\n`, 'made.csv');
  const values = columns.map((column): [string, number[] | string[]] => [
    column.name,
    column.kind === 'number'
      ? Array.from(column.values)
      : Array.from(column.codes, (code) => column.levels[code] ?? ''),
  ]);
  return { columns: Object.fromEntries(values), reading: reading! };
}

describe('numbers with units', () => {
  it('are numbers, and the unit is said', () => {
    const { columns, reading } = read(['w,t', '12 kg,5 g', '3.5kg,7 g', '-1 kg,9 g']);
    expect(columns).toEqual({ w: [12, 3.5, -1], t: [5, 7, 9] });
    expect(reading.columns[0]!.how).toEqual(['"kg" taken off: 12 kg is 12']);
  });

  it.each([
    ['several units', ['12 kg', '300 g', '3 kg']],
    ['some without one', ['12 kg', '300', '3 kg']],
  ])('are refused where there are %s', (_, cells) => {
    expect(() => read(['w,x', ...cells.map((cell) => `${cell},1`)])).toThrow(/numbers of several units/);
  });

  it('are no codes: 5A and 12B stay words', () => {
    expect(read(['seat,x', '5A,1', '12B,2', '7A,3']).columns.seat).toEqual(['5A', '12B', '7A']);
  });

  it('in brackets are below zero', () => {
    const { columns, reading } = read(['y;x', '(1.50);1', '2.25;2', '($1,250.00);3', '$7.5;4']);
    expect(columns.y).toEqual([-1.5, 2.25, -1250, 7.5]);
    expect(reading.columns[0]!.how.join()).toMatch(/brackets below zero/);
  });
});

it('exponents of Fortran and the decimal mark of Arabic are read', () => {
  expect(read(['a,b', '-2.5D-01,٣٫٥', '1.25d+02,٠٫٢٥']).columns).toEqual({ a: [-0.25, 125], b: [3.5, 0.25] });
});

describe('dates', () => {
  it.each([
    ['as C prints them', ['Mon Jan 29 01:13:49 2024', 'Thu Feb  1 12:00:00 2024']],
    ['with the clock and no marks', ['20240129011349', '20240201120000', '20240301000000']],
    ['and a T', ['20240129T011349', '20240201T120000']],
  ])('are read: %s', (_, cells) => {
    const { columns, reading } = read(['d;x', ...cells.map((cell, i) => `${cell};${i}`)]);
    expect(reading.columns[0]!.kind).toBe('date');
    expect((columns.d as number[]).slice(0, 2)).toEqual([19751 + (3600 + 13 * 60 + 49) / 86_400, 19754.5]);
  });

  it.each(['6 févr. 2024', '6 de febrero de 2024', '6 febbraio 2024', '6 feb. 2024', '6 de fevereiro de 2024'])(
    'are read in other languages: %s',
    (cell) => {
      expect(read(['d;x', `${cell};1`, `${cell};2`]).columns.d).toEqual([19_759, 19_759]);
    },
  );

  it.each([
    ['juin', 19_880],
    ['juil.', 19_910],
    ['août', 19_941],
    ['luglio', 19_910],
    ['mei', 19_849],
    ['set', 19_972],
    ['out', 20_002],
    ['dic', 20_063],
  ])('know the month %s', (month, days) => {
    expect(read(['d;x', `6 ${month} 2024;1`, `6 ${month} 2024;2`]).columns.d).toEqual([days, days]);
  });

  it('that are none, or are written in another way, are named with their lines', () => {
    const lines = Array.from({ length: 20 }, (_, i) => `2024-03-${10 + i},${i}`);
    expect(() => read(['d,x', ...lines, '2024-02-30,7'])).toThrow(/but 1 of 21 cells is not: "2024-02-30" \(line 22\)/);
    expect(() => read(['d,x', ...lines, ...lines.map((_, i) => `${10 + i}.03.2024,${i}`)])).toThrow(
      /several ways, or are not dates: "\d\d\.03\.2024" \(line 22\)/,
    );
  });

  it.each(['0000-00-00', 'NaT'])('have gaps at %s', (mark) => {
    expect(read(['d,x', '2024-03-01,1', `${mark},2`]).columns.d).toEqual([19_783, NaN]);
  });

  it.each([
    ['months by name', ['28-Jan-24', '1 Feb 2024', 'March 3, 2024', '2024-Apr-05']],
    ['German months', ['1. März 2024', '02.Mai.2024', '3 Dez 2024', '4 Okt 2024']],
    ['two-digit years', ['28/01/24', '13/02/24', '05/03/99', '06/12/69']],
    ['two-digit years with points', ['28.01.24', '13.02.24', '05.03.99', '06.12.69']],
  ])('are read: %s', (_, cells) => {
    const { columns, reading } = read(['d;x', ...cells.map((cell, i) => `${cell};${i}`)]);
    expect(reading.columns[0]!.kind).toBe('date');
    expect((columns.d as number[]).every(Number.isInteger)).toBe(true);
  });

  it('have the right days', () => {
    expect(read(['d;x', '28-Jan-24;1', '29 February 2024 12:00;2']).columns.d).toEqual([19750, 19782.5]);
    expect(read(['d;x', '31/12/69;1', '31/12/99;2', '31/12/01;3']).columns.d).toEqual([-1, 10956, 11687]);
  });

  it('are no versions: 1.2.10 stays a word', () => {
    expect(read(['v;x', '1.2.10;1', '1.3.4;2', '2.0.11;3']).columns.v).toEqual(['1.2.10', '1.3.4', '2.0.11']);
  });
});

describe('lines that are no rows', () => {
  it('are passed over, and said: empty ones and repeated headings', () => {
    const { columns, reading } = read(['a,b', '1,x', 'a,b', '2,y', ',', ',']);
    expect(columns).toEqual({ a: [1, 2], b: ['x', 'y'] });
    expect(reading.passedOver).toEqual([
      '2 lines without any value (lines 5, 6)',
      '1 line that repeats the names of the columns (line 3)',
    ]);
  });

  it('are passed over at the end of every line: columns without name and cells', () => {
    const { columns, reading } = read(['a,b,,', '1,x,,', '2,y,,']);
    expect(columns).toEqual({ a: [1, 2], b: ['x', 'y'] });
    expect(reading.passedOver).toEqual(['2 empty columns without a name, at the end']);
    expect(() => read(['a,b,,', '1,x,,', '2,y,,z'])).toThrow(/has no name/);
  });

  it('before the names are told from a table that is ragged', () => {
    expect(() => read(['Sales of May', 'made today', 'a,b,c', '1,2,x', '3,4,y', '5,6,z'])).toThrow(
      /seems to begin in line 3/,
    );
  });
});

it('a number column keeps its numbers', () => {
  const { columns } = parseCsv('a,b\n1e3,1\n+2,2\n', 'made.csv');
  expect(Array.from((columns[0] as NumberColumn).values)).toEqual([1000, 2]);
});
