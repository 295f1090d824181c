/** Wide to long: columns that hold one metric under several coordinates become rows. Pure. */
import { createColumn, isMissing } from '../cells.js';
import type { CellColumn, CellTable, ColumnBuilder } from '../cells.js';

export interface WideColumn {
  readonly column: CellColumn;
  /** Values of the new coordinate columns. */
  readonly at: readonly string[];
  /** The long column its cells go to. */
  readonly metric: string;
}

/**
 * @param keep         columns repeated on every row
 * @param coordinates  names of the new columns that `at` fills
 * @param sparse       leave out the rows of which no metric is there
 */
export function melt(
  { name, rows }: CellTable,
  {
    keep,
    coordinates,
    wide,
    sparse = false,
  }: {
    keep: readonly CellColumn[];
    coordinates: readonly string[];
    wide: readonly WideColumn[];
    sparse?: boolean;
  },
): CellTable {
  const groups = new Map<string, { at: readonly string[]; columns: Map<string, CellColumn> }>();
  for (const { column, at, metric } of wide) {
    const key = JSON.stringify(at);
    const group = groups.get(key) ?? { at, columns: new Map<string, CellColumn>() };
    group.columns.set(metric, column);
    groups.set(key, group);
  }
  const metrics = [...new Set(wide.map(({ metric }) => metric))];
  const kept = keep.map((column) => ({ column, builder: createColumn() }));
  const placed = coordinates.map(() => createColumn());
  const values = metrics.map(() => createColumn());
  let length = 0;
  for (let row = 0; row < rows; row++) {
    for (const { at, columns } of groups.values()) {
      if (sparse && [...columns.values()].every((column) => isMissing(column, row))) continue;
      length++;
      for (const { column, builder } of kept) copyCell(builder, { column, row });
      placed.forEach((builder, i) => builder.push(at[i]!));
      metrics.forEach((metric, i) => copyCell(values[i]!, { column: columns.get(metric), row }));
    }
  }
  return {
    name,
    rows: length,
    columns: [
      ...kept.map(({ column, builder }) => builder.finish(column.name)),
      ...coordinates.map((each, i) => placed[i]!.finish(each)),
      ...metrics.map((each, i) => values[i]!.finish(each)),
    ],
  };
}

export function copyCell(
  builder: ColumnBuilder,
  { column, row }: { column: CellColumn | undefined; row: number },
): void {
  const code = column?.codes[row] ?? -2;
  if (column === undefined || code === -2) builder.pushMissing();
  else if (code === -1) builder.pushNumber(column.numbers[row]!);
  else builder.push(column.levels[code]!);
}
