/** A dirty copy of a table is read as the clean one, or refused with the place, or warned of: never silently read otherwise. */
import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/base/errors.js';
import { parseCsv } from '../../src/data/csv.js';
import type { Column, Table, Target } from '../../src/data/dataset.js';
import { describeTable } from '../../src/data/description.js';
import { looksNumeric } from '../../src/data/number-format.js';
import { refusalsOf } from '../../src/data/refusals.js';
import { chooseTarget } from '../../src/data/target.js';
import { MARKS, SAID, SAME, TABLES, type Made } from './dirty-copies.js';

interface Read {
  readonly table?: Table;
  readonly warned: readonly string[];
  readonly refused?: string;
}

function read(text: string, { target }: Made, missing: readonly string[] = []): Read {
  try {
    const dataset = parseCsv(text, 'copy.csv', { missing });
    const choice = { target, dropMissingTarget: true };
    const table = chooseTarget(dataset, choice);
    const [refused] = refusalsOf(dataset, table, choice);
    const warned = describeTable(dataset, { choice, table }).findings.map((each) => `${each.text} | ${each.remedy}`);
    return refused === undefined ? { table, warned } : { warned, refused: `${refused.text} | ${refused.remedy}` };
  } catch (error) {
    if (error instanceof UserError) return { warned: [], refused: `${error.message} | ${error.hint ?? ''}` };
    throw error;
  }
}

/** Numbers as they are; words by where they are the same. */
function said(column: Column | Target): readonly unknown[] {
  if (column.kind === 'number') return [...column.values];
  const codes = column.kind === 'category' ? column.codes : column.labels;
  const first = new Map<number, number>();
  return [...codes].map((code, row) => (code === -1 ? NaN : (first.get(code) ?? (first.set(code, row), row))));
}

const content = ({ features, target }: Table): object =>
  Object.fromEntries([...features, target].map((column) => [column.name, said(column)]));

function dirtOf({ rows, target }: Made): Parameters<(typeof SAME)[string]>[0] {
  const all = [...rows[0]!.keys()];
  const allNumbers = all.filter((at) => rows.slice(1).every((row) => row[at] === '' || looksNumeric(row[at]!)));
  const at = rows[0]!.indexOf(target);
  const words = all.filter((each) => !allNumbers.includes(each));
  return { rows, allNumbers, words, target: at, numbers: allNumbers.filter((each) => each !== at) };
}

const plain = ({ rows }: Made): string => rows.map((row) => row.join(',')).join('\n');

describe.each(TABLES.map((each): [string, Made] => [each.name, each]))('of the table %s', (_, made) => {
  const dirt = dirtOf(made);
  const clean = read(plain(made), made);

  it('the clean copy is warned of nothing', () => {
    expect(clean).toMatchObject({ warned: [], table: { rows: 60 } });
  });

  it.each(Object.entries(SAME))('a copy with %s is read as the clean one', (_kind, copy) => {
    const { table, refused } = read(copy(dirt), made);
    expect(refused).toBeUndefined();
    expect(content(table!)).toEqual(content(clean.table!));
  });

  it.each(Object.entries(SAID))('a copy with %s is refused with its place, or warned of', (_kind, copy) => {
    const { refused, warned } = read(copy(dirt), made);
    if (refused === undefined) expect(warned).not.toEqual([]);
    else
      expect(refused).toMatch(/\b[Ll]ines? \d|Column|has no header|holds JSON|spaces between its cells|rows are equal/);
    // A remedy follows each.
    for (const each of [...warned, ...(refused === undefined ? [] : [refused])]) expect(each).toMatch(/ \| \S.{10}/);
  });

  it.each([0, -1])(
    '%d as a mark is warned of where it lies apart, and its flag reads the copy as one with gaps',
    (mark) => {
      const column = made.rows[0]![dirt.numbers[0]!]!;
      const withMarks = (text: string): string =>
        plain({
          ...made,
          rows: made.rows.map((row, at) => row.map((cell, i) => (at % 9 === 5 && i === dirt.numbers[0] ? text : cell))),
        });
      const { warned } = read(withMarks(String(mark)), made);
      // Zero and −1 are values like others among degrees.
      if (made.name === 'weather') {
        expect(warned).toEqual([]);
        return;
      }
      expect(warned.join()).toContain(`say --missing "${column}=${mark}"`);
      const asked = read(withMarks(String(mark)), made, [`${column}=${mark}`]);
      expect(asked.warned).toEqual([]);
      expect(content(asked.table!)).toEqual(content(read(withMarks(''), made).table!));
    },
  );

  it.each(MARKS)('%s among numbers is a gap', (mark) => {
    const withMarks = (text: string): string =>
      plain({
        ...made,
        rows: made.rows.map((row, at) => row.map((cell, i) => (at % 9 === 5 && i === dirt.numbers[0] ? text : cell))),
      });
    expect(content(read(withMarks(mark), made).table!)).toEqual(content(read(withMarks(''), made).table!));
  });
});
