/** A row that sums up the others is refused where that is certain, and pointed out where it is only called so. */
import { describe, expect, it } from 'vitest';
import { parseCsv } from '../../src/data/csv.js';
import { describeTable } from '../../src/data/description.js';

const rows = Array.from({ length: 9 }, (_, i) => [`w${i % 3}`, i + 1, i * i + 0.5] as const);
const body = rows.map((row) => row.join(',')).join('\n');
const sums = [rows.reduce((sum, [, a]) => sum + a, 0), rows.reduce((sum, [, , y]) => sum + y, 0)] as const;
const read = (last: string) => parseCsv(`name,a,y\n${body}\n${last}\n`, 'x.csv');

describe('a last row', () => {
  it.each([
    `Total,${sums.join(',')}`,
    `,${sums.join(',')}`,
    `all of them,${sums.join(',')}`,
    `Total:,,${sums[1]}`,
    `Mean,,${sums[1] / 9}`,
  ])('that sums up the others is refused: %s', (last) => {
    expect(() => read(last)).toThrow(/^Line 11, the last, sums up the rows above it/);
  });

  it('is told of by a reading that bears trouble', () => {
    const { reading } = parseCsv(`name,a,y\n${body}\nTotal,${sums.join(',')}\n`, 'x.csv', { tolerant: true });
    expect(reading!.columns[1]!.trouble?.text).toMatch(/columns "a", "y"/);
  });

  it('of other numbers is a row', () => {
    expect(read(`w1,${sums[0]},3`).rows).toBe(10);
    expect(parseCsv(`a,y\n${'1,2\n'.repeat(9)}`, 'x.csv').rows).toBe(9);
  });
});

it('a row that is called a subtotal is pointed out, a level "average" is not', () => {
  const found = (text: string): string =>
    describeTable(parseCsv(text, 'x.csv'))
      .findings.map(({ text: words }) => words)
      .join();
  expect(found(`name,a,y\n${body}\nSubtotal,3,4\nw1,5,6\n`)).toContain('A row (line 11) is called "Subtotal"');
  expect(found(`name,a,y\n${body}\naverage,3,4\naverage,5,6\n`)).not.toContain('average');
});
