/** Rows of one subject, and near copies, are pointed out; a design that repeats itself is not. */
import { expect, it } from 'vitest';
import { parseCsv } from '../../src/data/csv.js';
import { describeTable } from '../../src/data/description.js';
import { chooseTarget } from '../../src/data/target.js';

const made = (row: number, salt = 1): number => ((row * 7919 * salt + 13) % 6007) / 100;
const found = (name: string, cell: (row: number) => string | number, more: { group?: string; rows?: number } = {}) => {
  const lines = Array.from({ length: more.rows ?? 60 }, (_, row) => `${cell(row)},${made(row)},${made(row, 3)}`);
  const dataset = parseCsv(`${name},a,y\n${lines.join('\n')}\n`, 'x.csv');
  const choice = { target: 'y', division: more.group };
  return describeTable(dataset, { choice, table: chooseTarget(dataset, choice) }).findings.map(({ what }) => what);
};

it.each(['subject', 'Patient_ID', 'user no', 'id', 'customerId'])('%s that repeats itself names subjects', (name) => {
  expect(found(name, (row) => row % 20)).toEqual(['rows of one subject']);
  expect(found(name, (row) => row % 20, { group: name })).toEqual([]);
});

it.each(['users', 'patient age', 'paid', 'humid', 'width'])('%s does not', (name) => {
  expect(found(name, (row) => row % 20)).toEqual([]);
});

it('nor do fractions, nor a few values', () => {
  expect(found('subject', (row) => (row % 20) + 0.5)).toEqual([]);
  expect(found('subject', (row) => row % 3)).toEqual([]);
});

it('whole numbers, one a row, of patients name the rows in any order', () => {
  expect(found('patient', (row) => 10_000 + ((row * 7919) % 6007))).toEqual(['identifier']);
});

it('rows that are equal but for the target are pointed out; those of a design are not', () => {
  const text = (cell: (row: number) => string): string =>
    `a,b,y\n${Array.from({ length: 60 }, (_, row) => `${cell(row)},${made(row, 3)}`).join('\n')}\n`;
  const texts = (table: string): readonly string[] => {
    const dataset = parseCsv(table, 'x.csv');
    const choice = { target: 'y' };
    return describeTable(dataset, { choice, table: chooseTarget(dataset, choice) }).findings.map(({ text }) => text);
  };
  expect(texts(text((row) => `${made(row % 30)},${made(row % 30, 5)}`))).toEqual([
    '60 of 60 rows are equal to another one in every column but the target "y": they may belong together.',
  ]);
  expect(texts(text((row) => `${row % 3},${['low', 'high'][row % 2]!}`))).toEqual([]);
});
