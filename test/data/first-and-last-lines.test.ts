/** What stands in a file besides names and rows: titles, notes, traces of programs, other formats. */
import { describe, expect, it } from 'vitest';
import { parseCsv } from '../../src/data/csv.js';
import { refusalOf } from '../refusal.js';

const refusal = (text: string): string => refusalOf(() => parseCsv(text, 'x.csv'), ' | ') ?? 'accepted';

describe('what stands where the names should', () => {
  it('numbers that rise by equal steps are names, as pandas, years and wavelengths have them', () => {
    for (const names of ['0,1,2', '1990,1995,2000', '850,852.5,855'])
      expect(parseCsv(`${names},y\n${'1.5,2.5,3.5,0\n'.repeat(6)}`, 'x.csv').columns[0]!.name).toBe(
        names.split(',')[0],
      );
    expect(refusal('1.5,2.5,4\n1,2,3\n')).toMatch(/no header/);
  });

  it('a first row in place of names is found by its words', () => {
    expect(refusal(`red,yes\n${'red,no\nblue,yes\n'.repeat(3)}`)).toMatch(/no header: every word of its first line/);
  });

  it('titles padded to the width of the table are told from nameless columns', () => {
    expect(refusal('My table,,\na,b,y\n1,2,3\n')).toMatch(/If line 2 holds the names/);
  });

  it('a second line of names or units, a note at the end, and a file cut off are named as such', () => {
    const ten = '1,2,3\n'.repeat(10);
    expect(refusal(`a,b,y\n(cm),(kg),(s)\n${ten}`)).toMatch(/If line 2 is a second line of names or units/);
    expect(refusal(`a,b,y\n${ten}Source: office,,\n`)).toMatch(/If line 12 is a note or a sum/);
    expect(refusal(`a,b,y\n${ten}Source: office\n`)).toMatch(/If this last line is a note/);
  });

  it.each([
    ['JSON', '[{"a":1,"y":2}]'],
    ['HTML', '<html><table><tr><td>1</td></tr></table>'],
    ['Markdown', '| a | y |\n|---|---|\n| 1 | 2 |\n'],
    ['ARFF', '@relation x\n@attribute a numeric\n'],
    ['LIBSVM', '1 1:0.5 2:0.3\n-1 1:0.2 2:0.9\n'],
  ])('%s is called what it is', (format, text) => {
    expect(refusal(text)).toContain(format);
  });

  it('traces of programs are no cells: the end mark of DOS, quoted sep=, characters without width, ="007"', () => {
    const { columns } = parseCsv('"sep=;"\na;\u200by\n="007";\u200b1,5\n="011";2,5\n\u001a', 'x.csv');
    expect(columns.map(({ name }) => name)).toEqual(['a', 'y']);
    expect(columns.map((column) => (column.kind === 'number' ? [...column.values] : []))).toEqual([
      [7, 11],
      [1.5, 2.5],
    ]);
  });
});
