/** Tables that were once read wrong, made here in the same shape, with what is right. */
import { describe, expect, it } from 'vitest';
import { parseCsv } from '../../src/data/csv.js';
import { describeTable, type TableDescription } from '../../src/data/description.js';
import { chooseTarget, type TargetChoice } from '../../src/data/target.js';
import { refusalOf } from '../refusal.js';

const ROWS = 60;
/** A number with three decimals for a row; neither sorted nor repeated. */
const made = (row: number, seed = 1): string => ((((row * 7919 + seed * 104_729) % 6007) - 3003) / 1000).toFixed(3);

function lines(header: string, row: (row: number) => string): string {
  return `${header}\n${Array.from({ length: ROWS }, (_, at) => row(at)).join('\n')}\n`;
}

const refusal = (text: string, options = {}): string =>
  refusalOf(() => parseCsv(text, 'x.csv', options), ' | ') ?? 'accepted';

function described(text: string, choice: TargetChoice): TableDescription {
  const dataset = parseCsv(text, 'x.csv');
  return describeTable(dataset, { choice, table: chooseTarget(dataset, choice) });
}

const found = (text: string, choice: TargetChoice) =>
  described(text, choice).findings.map(({ what, column }) => [what, column]);

const values = (text: string, at = 0, options = {}): number[] => {
  const column = parseCsv(text, 'x.csv', options).columns[at];
  if (column?.kind !== 'number') throw new Error('not a number column');
  return [...column.values];
};

describe('a column of numbers with odd cells is no category', () => {
  const oneWord = lines('a,b,y', (row) => `${row === 30 ? 'Bad Input' : made(row)},${made(row, 2)},${made(row, 3)}`);

  it('one word among numbers is refused, with its line and what to do', () => {
    expect(refusal(oneWord)).toBe(
      'Column "a" holds numbers, but 1 of 60 cells is not: "Bad Input" (line 32). | Correct it; if it marks a missing value, say --missing "Bad Input"; if the column holds names, say --category "a".',
    );
    expect(values(oneWord, 0, { missing: ['Bad Input'] })[30]).toBeNaN();
    expect(values(oneWord, 0, { numeric: ['a'] })[30]).toBeNaN();
    expect(parseCsv(oneWord, 'x', { category: ['a'] }).columns[0]?.kind).toBe('category');
    expect(parseCsv(oneWord, 'x', { unused: ['a'] }).columns[1]?.kind).toBe('number');
  });

  it('in the target too, and by the odd cell, not by numbers', () => {
    expect(refusal(lines('a,y', (row) => `${made(row)},${row === 0 ? 'EUR' : made(row, 2)}`))).toMatch(
      /^Column "y" holds numbers, but 1 of 60 cells is not: "EUR" \(line 2\)\./,
    );
  });

  it('at 80 %; below, it holds words', () => {
    const withWords = (words: number) =>
      lines('a,y', (row) => `${row < words ? `w${row % 3}` : made(row)},${made(row, 2)}`);
    expect(refusal(withWords(12))).toMatch(/12 of 60 cells are not: "w0" \(line 2\).* and 7 more/);
    expect(parseCsv(withWords(13), 'x.csv').columns[0]?.kind).toBe('category');
  });

  it('a Total row is refused by its word, or pointed out where its column holds words', () => {
    const numbered = lines('year,y', (row) => `${1960 + row},${made(row)}`);
    expect(refusal(`${numbered}Total,99\n`)).toMatch(/"year" holds numbers.*"Total" \(line 62\)/);
    const named = lines('name,x,y', (row) => `n${row % 5},${made(row)},${made(row, 2)}`);
    expect(found(`${named}Total,9,9\n`, { target: 'y' })).toEqual([['total row', 'name']]);
  });

  it.each(['na', 'Null', 'None', '-', '--', '.', '#N/A', '<NA>', '\\N', 'n.a.', 'missing', 'NaN', 'nan', ''])(
    '%s among numbers is a missing value',
    (mark) => {
      const text = lines('a,b,y', (row) => `${row % 10 === 3 ? mark : made(row)},${made(row, 2)},${made(row, 3)}`);
      expect(values(text).filter((value) => Number.isNaN(value))).toHaveLength(6);
    },
  );

  it('marks that may be words are words among words, and pointed out', () => {
    const text = lines('a,y', (row) => `${['red', 'blue', 'na'][row % 3]!},${made(row)}`);
    expect(found(text, { target: 'y' })).toEqual([['mark among words', 'a']]);
  });

  it('numbers given as marks are missing by their value', () => {
    expect(values('a,y\n-999,1\n-999.0,2\n5,3\n', 0, { missing: ['-999'] })).toEqual([NaN, NaN, 5]);
  });
});

describe('numbers and dates as people write them', () => {
  it('quoted decimal commas beside decimal points', () => {
    const text = lines('a,b,y', (row) => `"${made(row).replace('.', ',')}",${made(row, 2)},${made(row, 3)}`);
    expect(values(text)).toEqual(Array.from({ length: ROWS }, (_, row) => Number(made(row))));
    expect(parseCsv(text, 'x').reading!.columns[0]!.how).toEqual(['decimal comma']);
  });

  it('dates are days', () => {
    const dates = lines(
      'date,y',
      (row) =>
        `2024-${String(1 + Math.floor(row / 28)).padStart(2, '0')}-${String(1 + (row % 28)).padStart(2, '0')},${made(row)}`,
    );
    const days = values(dates);
    expect(days.slice(0, 2)).toEqual([19_723, 19_724]);
    expect(days[28]).toBe(19_723 + 31);
    expect(parseCsv(dates, 'x').reading!.columns[0]).toMatchObject({ kind: 'date', range: [19_723, days.at(-1)] });
    // date -u -d '2024-02-29 12:00:00 +02:00' +%s gives 1709200800.
    expect(values('t,y\n2024-02-29T12:00:00+02:00,1\n1970-01-01 00:00,2\n')).toEqual([1_709_200_800 / 86_400, 0]);
    expect(values('t,y\n31.12.1999,1\n01.01.2000,2\n')).toEqual([10_956, 10_957]);
    expect(values('t,y\n12/31/1999,1\n01/01/2000,2\n')).toEqual([10_956, 10_957]);
    expect(refusal('t,y\n1/2/1999,1\n3/4/2000,2\n')).toMatch(/day and month could change places.*2024-12-31/);
    expect(refusal('t,y\n2023-02-29,1\n2023-02-28,2\n')).toMatch(/several ways, or are not dates/);
  });

  it('a name that holds a comma can be dropped, and so can a list', () => {
    const dataset = parseCsv('a,"b, cm",c,y\n1,2,3,u\n2,3,4,v\n3,4,5,u\n', 'x');
    const kept = (drop: string[]) => chooseTarget(dataset, { target: 'y', drop }).features.map(({ name }) => name);
    expect(kept(['b, cm'])).toEqual(['a', 'c']);
    expect(kept(['a,c'])).toEqual(['b, cm']);
    expect(kept(['a', 'b, cm'])).toEqual(['c']);
    // As --drop 'a,b, cm' is cut.
    expect(kept(['a', 'b', 'cm'])).toEqual(['c']);
  });

  it('semicolons between cells, commas in the header', () => {
    const text = lines(
      'size (cm, rounded);weight (kg, net);price',
      (row) => `${made(row)};${made(row, 2)};${made(row, 3)}`,
    );
    expect(parseCsv(text, 'x').columns.map(({ name, kind }) => [name, kind])).toEqual([
      ['size (cm, rounded)', 'number'],
      ['weight (kg, net)', 'number'],
      ['price', 'number'],
    ]);
  });
});

describe('what calls for a look', () => {
  it('an identifier in the order of the file, whole numbers or words', () => {
    const kind = (row: number) => 'abc'[Math.floor(row / 20)]!;
    expect(
      found(
        lines('id,a,kind', (row) => `${row},${made(row)},${kind(row)}`),
        { target: 'kind' },
      ),
    ).toContainEqual(['identifier', 'id']);
    expect(
      found(
        lines('key,y', (row) => `k${row},${made(row)}`),
        { target: 'y' },
      ),
    ).toEqual([['identifier', 'key']]);
    expect(
      found(
        lines('a,y', (row) => `${made(row, 2)},${made(row)}`),
        { target: 'y' },
      ),
    ).toEqual([]);
  });

  it('a copy of the target, and a column that gives it away', () => {
    const text = (cell: (row: number) => string | number) =>
      lines('a,b,kind', (row) => `${made(row)},${cell(row)},${row % 2 === 0 ? 'A' : 'B'}`);
    const givesAway = [['gives the target away', 'b']];
    expect(
      found(
        text((row) => (row % 2 === 0 ? 'A' : 'B')),
        { target: 'kind' },
      ),
    ).toEqual(givesAway);
    expect(
      found(
        text((row) => (row % 2 === 0 ? 5 : -5) + row / 100),
        { target: 'kind' },
      ),
    ).toEqual(givesAway);
    expect(
      found(
        text((row) => made(row, 5)),
        { target: 'kind' },
      ),
    ).toEqual([]);
    expect(
      found(
        text((row) => (row % 5) % 2),
        { target: 'kind' },
      ),
    ).toEqual([]);
    const line = lines('b,y', (row) => `${(2 * Number(made(row)) + 7).toFixed(3)},${made(row)}`);
    expect(found(line, { target: 'y' })).toEqual(givesAway);
    const square = lines('b,y', (row) => `${(Number(made(row)) + 4) ** 2},${made(row)}`);
    expect(found(square, { target: 'y' })).toEqual(givesAway);
  });

  it('bands of the target give it away, as words or numbers; bands that overlap do not', () => {
    const bands = (names: readonly (string | number)[], slip = 0) =>
      lines('b,y', (row) => {
        const y = Number(made(row));
        return `${names[y < -1 + (row === 7 ? slip : 0) ? 0 : y < 1.5 ? 1 : 2]!},${y}`;
      });
    for (const names of [
      ['low', 'mid', 'high'],
      [3, 1, 2],
    ]) {
      expect(found(bands(names), { target: 'y' })).toEqual([['gives the target away', 'b']]);
      expect(found(bands(names, 3), { target: 'y' })).toEqual([]);
    }
  });

  it('a column a class gives the classes away; one class alone does not', () => {
    const dummies = (last: (row: number) => number) =>
      lines('a,is_x,is_y,kind', (row) => `${made(row)},${row % 3 === 0 ? 1 : 0},${last(row)},${'xyz'[row % 3]!}`);
    expect(
      found(
        dummies((row) => (row % 3 === 1 ? 1 : 0)),
        { target: 'kind' },
      ),
    ).toEqual([
      ['gives the target away', 'is_x'],
      ['gives the target away', 'is_y'],
    ]);
    expect(
      found(
        dummies((row) => row % 2),
        { target: 'kind' },
      ),
    ).toEqual([]);
  });

  it('a sentinel above the rest that may be a cap, but no number that is only large', () => {
    const text = (odd: string, every: number) =>
      lines('a,y', (row) => `${row % every === 3 ? odd : made(row)},${made(row, 2)}`);
    const rise = lines('a,y', (row) => `${row % 10 === 3 ? 99999 : row * 700},${made(row)}`);
    expect(found(rise, { target: 'y' })).toEqual([['sentinel', 'a']]);
    expect(found(text('99', 100), { target: 'y' })).toEqual([]);
    expect(
      found(
        lines('a,y', (row) => `${(row % 3) * 99},${made(row)}`),
        { target: 'y' },
      ),
    ).toEqual([]);
  });

  it('a sentinel among the words of a target, but no whole numbers below zero', () => {
    const kinds = lines('a,kind', (row) => `${made(row)},${row % 20 === 7 ? '-999' : ['x', 'y'][row % 2]}`);
    expect(found(kinds, { target: 'kind' })).toContainEqual(['mark among words', 'kind']);
  });

  it('constants, words that differ in capitals, rows that are there twice, many words', () => {
    expect(
      found(
        lines('a,b,y', (row) => `7,${made(row, 2)},${made(row)}`),
        { target: 'y' },
      ),
    ).toEqual([['constant', 'a']]);
    const votes = lines('v,b,y', (row) => `${['Yes', 'YES', 'no'][row % 3]!},${made(row, 2)},${made(row)}`);
    expect(described(votes, { target: 'y' }).findings.map(({ text }) => text)).toEqual([
      'Column "v" has words that differ only in capitals or spaces: "YES", "Yes".',
    ]);
    const twice = lines('a,y', (row) => `${made(row >> 1)},${made(row >> 1, 2)}`);
    expect(described(twice, { target: 'y' }).findings.map(({ what }) => what)).toEqual(['repeated rows']);
    expect(
      found(
        lines('w,y', (row) => `w${row >> 1},${made(row)}`),
        { target: 'y' },
      ),
    ).toEqual([['many levels', 'w']]);
  });

  it('counts that are taken for classes are said, with the way out', () => {
    const text = lines('a,cases', (row) => `${made(row)},${row < 57 ? row % 7 : row - 50}`);
    expect(described(text, { target: 'cases' }).target).toEqual({
      name: 'cases',
      task: 'classification',
      why: '10 whole numbers, 7 of them repeated: taken as classes; --task regression for numbers',
    });
  });
});

it('a copy of the target is found among more rows than are sorted', () => {
  const rows = Array.from(
    { length: 20_500 },
    (_, i) => `${(i * 7919) % 6007},${((i * 7919) % 6007) * 2},${(i * 13) % 101}`,
  );
  expect(found(`y,copy,a\n${rows.join('\n')}\n`, { target: 'y', task: 'regression' })).toContainEqual([
    'gives the target away',
    'copy',
  ]);
});
