/** "1,620" between commas may be either number; beside decimal points elsewhere in the file it has thousands. Pure. */
import { createColumn, isMissing } from './cells.js';
import type { CellColumn, CellTable } from './cells.js';
import { count } from './shown.js';

const GROUPED = /^[+-]?[1-9]\d{0,2}(?:,\d{3})+$/;

/** Columns of numbers in which such cells are numbers too, where any number of the file has a part behind a point. */
export function withThousands(table: CellTable): CellTable {
  const open = table.columns.filter(({ levels }) => levels.some((level) => GROUPED.test(level)));
  if (open.length === 0 || !table.columns.some(hasFractions)) return table;
  const changed = new Map(open.filter(isOfNumbers).map((column) => [column, asNumbers(column, table.rows)]));
  if (changed.size === 0) return table;
  const cells = [...changed.values()].reduce((sum, { read }) => sum + read, 0);
  return {
    ...table,
    columns: table.columns.map((column) => changed.get(column)?.column ?? column),
    aside: [
      ...(table.aside ?? []),
      `${count(cells, 'cell')} such as ${open[0]!.levels.find((level) => GROUPED.test(level))!} ${cells === 1 ? 'is' : 'are'} read as thousands, since other numbers have decimal points`,
    ],
  };
}

function hasFractions({ numbers }: CellColumn): boolean {
  return numbers.some((value) => !Number.isNaN(value) && !Number.isInteger(value));
}

/** Nothing in it is text but such cells, and words without a digit. */
function isOfNumbers({ levels }: CellColumn): boolean {
  return levels.every((level) => GROUPED.test(level) || !/\d/.test(level));
}

function asNumbers(column: CellColumn, rows: number): { readonly column: CellColumn; readonly read: number } {
  const builder = createColumn();
  let read = 0;
  for (let row = 0; row < rows; row++) {
    const code = column.codes[row]!;
    const text = code >= 0 ? column.levels[code]! : '';
    if (isMissing(column, row)) builder.pushMissing();
    else if (code < 0) builder.pushNumber(column.numbers[row]!);
    else if (GROUPED.test(text)) {
      read++;
      builder.pushNumber(Number(text.replaceAll(',', '')));
    } else builder.push(text);
  }
  return { column: builder.finish(column.name), read };
}
