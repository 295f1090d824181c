/** Whether a column of means is that of the columns beside it: then these are the runs, whatever they are called. Pure. */
import type { CellColumn } from './cells.js';
import { aggregateOf } from './names.js';

/** `s0, s1, s2, mean, std`: in every row the mean of `mean` is that of the others, as far as it is written out. */
export function areSummedUp(columns: readonly CellColumn[], aggregates: readonly CellColumn[]): boolean {
  return columns.length > 1 && aggregates.some((column) => isBareMean(column) && isMeanOf(column, columns));
}

function isBareMean({ name }: CellColumn): boolean {
  const aggregate = aggregateOf(name);
  return aggregate?.kind === 'centre' && aggregate.of === '';
}

function isMeanOf({ numbers }: CellColumn, columns: readonly CellColumn[]): boolean {
  const known = Array.from(numbers.keys()).filter((row) => Number.isFinite(numbers[row]!));
  return (
    known.length > 0 &&
    known.every((row) => {
      const values = columns.map((column) => column.numbers[row]!).filter(Number.isFinite);
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      return values.length > 1 && Math.abs(mean - numbers[row]!) <= 0.51 * lastPlace(numbers[row]!);
    })
  );
}

/** One unit in the last place that a number is written with: 0.01 of 0.71. */
function lastPlace(value: number): number {
  const decimals = /\.(\d+)$/.exec(String(value))?.[1]?.length ?? 0;
  return Number(`1e-${Math.min(decimals, 9)}`);
}
