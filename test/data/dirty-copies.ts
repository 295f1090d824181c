/** Small tables, and the kinds of dirt that people's copies of them have. */

export type Cell = string;
export interface Made {
  readonly name: string;
  readonly target: string;
  /** The header first. Without any dirt. */
  readonly rows: readonly (readonly Cell[])[];
}

const ROWS = 60;
const made = (row: number, salt: number): number => (((row * 7919 + salt * 104_729) % 6007) + 6007) % 6007;

function table(name: string, columns: Readonly<Record<string, (row: number) => string>>): Made {
  const cells = Object.values(columns);
  const body = Array.from({ length: ROWS }, (_, row) => cells.map((cell) => cell(row)));
  return { name, target: Object.keys(columns).at(-1)!, rows: [Object.keys(columns), ...body] };
}

/** Lengths and a kind; prices and counts; degrees below zero with gaps. */
export const TABLES: readonly Made[] = [
  table('flowers', {
    'petal length': (row) => (40 + made(row, 1) / 200).toFixed(1),
    'petal width': (row) => (7 + made(row, 2) / 900).toFixed(2),
    colour: (row) => ['white', 'yellow', 'violet'][made(row, 3) % 3]!,
    species: (row) => ['setosa', 'virginica', 'versicolor'][made(row, 4) % 3]!,
  }),
  table('houses', {
    area: (row) => String(3000 + made(row, 5)),
    rooms: (row) => String(2 + (made(row, 6) % 9)),
    town: (row) => ['Bern', 'Basel', 'Aarau', 'Chur'][made(row, 7) % 4]!,
    price: (row) => (100_000 + 97 * made(row, 8) + 0.25).toFixed(2),
  }),
  table('weather', {
    low: (row) => (made(row, 9) / 150 - 25).toFixed(1),
    rain: (row) => (row % 15 === 4 ? '' : (20 + made(row, 10) / 99).toFixed(2)),
    wind: (row) => ['north', 'south'][made(row, 11) % 2]!,
    high: (row) => (made(row, 12) / 120 - 10).toFixed(1),
  }),
];

type Rows = readonly (readonly Cell[])[];
interface Dirt {
  /** Rows of cells, the header first. */
  readonly rows: Rows;
  /** Where the numbers are, but for the target's. */
  readonly numbers: readonly number[];
  readonly allNumbers: readonly number[];
  readonly words: readonly number[];
  readonly target: number;
}
type Copy = (dirt: Dirt) => string;

const text = (rows: Rows, delimiter = ',', end = '\n'): string =>
  rows.map((row) => row.map((cell) => quoted(cell, delimiter)).join(delimiter)).join(end) + end;
const quoted = (cell: string, delimiter: string): string =>
  cell.includes(delimiter) || cell.includes('"') ? `"${cell.replaceAll('"', '""')}"` : cell;
/** Cells of the rows below the header changed; empty ones stay. */
const changed = (rows: Rows, change: (cell: string, column: number, row: number) => string): Rows =>
  rows.map((row, at) =>
    at === 0 ? row : row.map((cell, column) => (cell === '' ? '' : change(cell, column, at - 1))),
  );
const withColumn = (rows: Rows, name: string, cell: (row: number) => string): Rows =>
  rows.map((row, at) => [at === 0 ? name : cell(at - 1), ...row]);
const numbersAs =
  (write: (cell: string) => string, delimiter = ','): Copy =>
  ({ rows, allNumbers }) =>
    text(
      changed(rows, (cell, column) => (allNumbers.includes(column) ? write(cell) : cell)),
      delimiter,
    );
const firstAs =
  (write: (cell: string, row: number) => string): Copy =>
  ({ rows, numbers }) =>
    text(changed(rows, (cell, column, row) => (column === numbers[0] ? write(cell, row) : cell)));
const classAs =
  (write: (cell: string, row: number) => string): Copy =>
  ({ rows, words }) =>
    text(changed(rows, (cell, column, row) => (column === words.at(-1) ? write(cell, row) : cell)));
const grouped = (cell: string, by: string, decimal = '.'): string => {
  const [units = '', fraction] = cell.split('.');
  return units.replace(/\B(?=(\d{3})+$)/g, by) + (fraction === undefined ? '' : decimal + fraction);
};
const often = (row: number): boolean => row % 9 === 4;
const below = ({ rows, allNumbers }: Dirt, label: string, of: (values: readonly number[]) => number): string =>
  text([
    ...rows,
    rows[0]!.map((_, column) =>
      allNumbers.includes(column) ? String(of(rows.slice(1).map((row) => Number(row[column])))) : label,
    ),
  ]);
const sum = (values: readonly number[]): number => values.reduce((all, each) => all + each, 0);

/** Copies that say the same as the clean table, and are to be read so. */
export const SAME: Readonly<Record<string, Copy>> = {
  'decimal commas': numbersAs((cell) => cell.replace('.', ','), ';'),
  'quoted decimal commas': numbersAs((cell) => (cell.includes('.') ? cell.replace('.', ',') : `${cell},0`)),
  'thousands with commas': numbersAs((cell) => grouped(cell, ',')),
  'thousands with apostrophes': numbersAs((cell) => grouped(cell, "'")),
  'thousands with spaces that do not break': numbersAs((cell) => grouped(cell, '\u202f', ','), ';'),
  dollars: numbersAs((cell) => (cell.startsWith('-') ? `-$${cell.slice(1)}` : `$${cell}`)),
  'euros behind': numbersAs((cell) => `${cell.replace('.', ',')} €`, ';'),
  'per cent signs': firstAs((cell) => `${cell} %`),
  'a unit': firstAs((cell) => `${cell} kg`),
  'a word behind': firstAs((cell) => `${cell} widgets`),
  'signs of minus': numbersAs((cell) => cell.replace('-', '\u2212')),
  brackets: numbersAs((cell) => (cell.startsWith('-') ? `(${cell.slice(1)})` : cell)),
  exponents: numbersAs((cell) => Number(cell).toExponential().toUpperCase()),
  'signs of plus': numbersAs((cell) => (cell.startsWith('-') ? cell : `+${cell}`)),
  'full-width digits': numbersAs((cell) => cell.replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit)))),
  'numbers as texts': numbersAs((cell) => `'${cell}`),
  'numbers as formulas': ({ rows }) => rows.map((row) => row.map((cell) => `="${cell}"`).join(',')).join('\n'),
  'spaces that do not break': ({ rows }) => text(changed(rows, (cell) => `\u00a0${cell}\u00a0`)),
  spaces: ({ rows }) => text(rows.map((row) => row.map((cell) => ` ${cell}  `))),
  'quotes everywhere': ({ rows }) => rows.map((row) => row.map((cell) => `"${cell}"`).join(', ')).join('\r\n'),
  semicolons: ({ rows }) => text(rows, ';'),
  tabs: ({ rows }) => text(rows, '\t'),
  bars: ({ rows }) => text(rows, '|'),
  'a line sep=': ({ rows }) => `sep=;\n${text(rows, ';')}`,
  comments: ({ rows }) => `# made on 1 May, 2020\n# by hand\n${text(rows)}`,
  'a mark of byte order': ({ rows }) => `\ufeff${text(rows, ',', '\r\n')}`,
  'old line ends': ({ rows }) => text(rows, ',', '\r'),
  'mixed line ends': ({ rows }) => text(rows.slice(0, 20), ',', '\r\n') + text(rows.slice(20)),
  'empty lines': ({ rows }) => `${text(rows).replaceAll(/\n(?=.*7)/g, '\n\n')}\n\n,,,\n`,
  'a repeated header': ({ rows }) => text([...rows.slice(0, 31), rows[0]!, ...rows.slice(31)]),
  'delimiters at the ends': ({ rows }) => text(rows).replaceAll('\n', ',,\n'),
  'the end mark of DOS': ({ rows }) => `${text(rows)}\u001a`,
  'an index of pandas': ({ rows }) => text(withColumn(rows, '', String)),
  'row names of R': ({ rows }) => text([rows[0]!, ...rows.slice(1).map((row, at) => [`r${at + 1}`, ...row])]),
  'an identifier': ({ rows }) => text(withColumn(rows, 'id', (row) => `P${1000 + row}`)),
  'numbers of rows': ({ rows }) => text(withColumn(rows, 'nn', (row) => String(row + 1))),
  'a constant': ({ rows }) => text(withColumn(rows, 'site', () => 'A')),
  'an empty column': ({ rows }) => text(withColumn(rows, 'notes', () => '')),
  'other capitals': classAs((cell, row) => [cell, cell.toUpperCase(), cell.toLowerCase()][row % 3]!),
};

/** Marks that are missing without being asked for. */
export const MARKS = [
  'NA',
  'na',
  'NULL',
  'None',
  '-',
  '--',
  '.',
  '#N/A',
  '<NA>',
  '\\N',
  'n.a.',
  'missing',
  'nan',
  '?',
  '\u2013',
];

/** Copies of which something is lost: refused with the place, or warned of. */
export const SAID: Readonly<Record<string, Copy>> = {
  ...Object.fromEntries(
    ['n/d', '*', 'x', 'not recorded', '#DIV/0!', 'inf', '-999', '-99.0', '9999999', '~'].map((mark): [string, Copy] => [
      `the mark ${mark}`,
      firstAs((cell, row) => (often(row) ? mark : cell)),
    ]),
  ),
  'one letter O': firstAs((cell, row) => (row === 3 ? cell.replace(/\d$/, 'O') : cell)),
  'two units': firstAs((cell, row) => `${cell} ${often(row) ? 'lb' : 'kg'}`),
  guesses: firstAs((cell, row) => (often(row) ? `~${cell}` : cell)),
  footnotes: firstAs((cell, row) => (often(row) ? `${cell}*` : cell)),
  ranges: firstAs((cell) => `${cell.replace('-', '')}-${cell.replace('-', '')}9`),
  'plus and minus': firstAs((cell) => `${cell} ± 0.1`),
  'a word mistyped': classAs((cell, row) => (row === 20 ? `${cell.slice(0, -2)}${cell.at(-1)!}` : cell)),
  'a row of units': ({ rows, numbers }) =>
    text([rows[0]!, rows[0]!.map((_, at) => (numbers.includes(at) ? 'cm' : '')), ...rows.slice(1)]),
  'a title above': ({ rows }) => `My table\n\n${text(rows)}`,
  'a title in the first column': ({ rows }) => text([rows[0]!.map((_, at) => (at === 0 ? 'My table' : '')), ...rows]),
  'a note below': ({ rows }) => `${text(rows)}Source: a field study\n`,
  'a cut off line': ({ rows }) => `${text(rows)}1,2\n`,
  'a sum below': (dirt) => below(dirt, 'Total', sum),
  'a mean below': (dirt) => below(dirt, 'Mean', (values) => Number((sum(values) / values.length).toFixed(3))),
  'a mean and a spread below': (dirt) =>
    `${below(dirt, 'Mean', () => 9.5)}SD,SD,SD,SD\n`.replace(
      /(?:SD,){3}SD/,
      dirt.rows[0]!.map((_, at) => (dirt.allNumbers.includes(at) ? '1.25' : 'SD')).join(','),
    ),
  'sums between': ({ rows, allNumbers }) =>
    text(
      rows.flatMap((row, at) => {
        if (at === 0 || at % 20 !== 0) return [row];
        const part = rows.slice(at - 19, at + 1);
        return [
          row,
          row.map((_, column) =>
            allNumbers.includes(column) ? String(sum(part.map((each) => Number(each[column])))) : 'Total',
          ),
        ];
      }),
    ),
  'the target once more': ({ rows, target }) => text(withColumn(rows, 'again', (row) => rows[row + 1]![target]!)),
  'the target with gaps': ({ rows, target }) =>
    text(withColumn(rows, 'again', (row) => (row % 20 === 7 ? '' : rows[row + 1]![target]!))),
  'rows twice': ({ rows }) => text([...rows, ...rows.slice(1, 21)]),
  'an id in no order': ({ rows }) => text(withColumn(rows, 'sample', (row) => String(1 + ((row * 37) % ROWS)))),
  times: ({ rows }) =>
    text(withColumn(rows, 'stamp', (row) => `2024-05-01 12:${String(row % 60).padStart(2, '0')}:00`)),
  'postal codes': ({ rows }) => text(withColumn(rows, 'zip', (row) => String(10_000 + made(row, 13)))),
  JSON: ({ rows }) =>
    `[${rows
      .slice(1)
      .map((row) => `{${row.map((cell, at) => `"${rows[0]![at]!}": "${cell}"`).join(', ')}}`)
      .join(', ')}]`,
  'fixed widths': ({ rows }) =>
    rows.map((row) => row.map((cell) => (cell || 'NA').replaceAll(' ', '_').padEnd(14)).join('')).join('\n'),
  'no header': ({ rows }) => text(rows.slice(1)),
};
