/** A column with the metric's name and one with its value: a column a metric. Pure. */
import { createColumn, textAt } from '../cells.js';
import type { CellColumn, CellTable, ColumnBuilder } from '../cells.js';
import { copyCell } from './melt.js';

/** Rows that agree in everything but name and value are one row; a metric that comes twice in it opens another. */
export function pivotMetrics(
  table: CellTable,
  { metric, value }: { metric: CellColumn; value: CellColumn },
): CellTable {
  const keep = table.columns.filter((column) => column !== metric && column !== value);
  const kept = keep.map(() => createColumn());
  const values = new Map<string, ColumnBuilder>();
  const rows: { readonly first: number; readonly cells: Map<string, number> }[] = [];
  const open = new Map<string, number[]>();
  for (let row = 0; row < table.rows; row++) {
    const name = textAt(metric, row) ?? 'value';
    const key = keep.map((column) => textAt(column, row) ?? '\u0000').join('\u0001');
    const places = open.get(key) ?? [];
    let place = places.find((at) => !rows[at]!.cells.has(name));
    if (place === undefined) {
      place = rows.length;
      rows.push({ first: row, cells: new Map() });
      places.push(place);
      open.set(key, places);
    }
    rows[place]!.cells.set(name, row);
    if (!values.has(name)) values.set(name, createColumn());
  }
  for (const { first, cells } of rows) {
    keep.forEach((column, i) => copyCell(kept[i]!, { column, row: first }));
    for (const [name, builder] of values) {
      const at = cells.get(name);
      if (at === undefined) builder.pushMissing();
      else copyCell(builder, { column: value, row: at });
    }
  }
  return {
    name: table.name,
    rows: rows.length,
    columns: [
      ...keep.map((column, i) => kept[i]!.finish(column.name)),
      ...[...values].map(([name, builder]) => builder.finish(name)),
    ],
  };
}
