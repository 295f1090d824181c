/** Lines that are no rows, as `--skip-lines` names them. */
import { describe, expect, it } from 'vitest';
import { parseCsv } from '../../src/data/csv.js';
import { linesNamed } from '../../src/data/skipped-lines.js';

const read = (text: string, skipLines: readonly number[]) => parseCsv(text, 'x.csv', { skipLines });

describe('the numbers of lines', () => {
  it('are single ones and ranges, each once and in order', () => {
    expect(linesNamed(['62, 1-3', '2'])).toEqual([1, 2, 3, 62]);
  });

  it.each(['0', '3-1', '-2', 'x', '1.5', '1-999999'])('%s names none', (written) => {
    expect(() => linesNamed([written])).toThrow(`--skip-lines ${written} names no lines.`);
  });
});

describe('a table without these lines', () => {
  it('keeps the numbers of the others, and says which it lacks', () => {
    const { columns, lines, reading } = read('Title; of May\na,b\ncm,\n1,x\n2,y\nTotal,\n', [1, 3, 6]);
    expect(columns.map(({ name }) => name)).toEqual(['a', 'b']);
    expect([...lines!]).toEqual([4, 5]);
    expect(reading!.passedOver).toEqual(['lines 1, 3, 6, as --skip-lines asks']);
  });

  it('lacks the whole of a text that goes over several', () => {
    expect(read('a,b\n"one\ntwo",x\n1,y\n2,z\n', [2]).rows).toBe(2);
  });

  it('is refused where the file has no such line', () => {
    expect(() => read('a,b\n1,2\n', [9])).toThrow('x.csv has no line 9 (--skip-lines).');
  });
});

it('a mark of one column counts there alone, also where its name holds commas', () => {
  const { columns } = parseCsv('"b, cm",y\n0,0\n5,1\n', 'x.csv', { missing: ['b', 'cm=0'] });
  expect(columns.map((column) => (column.kind === 'number' ? [...column.values] : []))).toEqual([
    [NaN, 5],
    [0, 1],
  ]);
});
