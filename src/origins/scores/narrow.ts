/** `--fill`, `--where` and `--derive`: merged cells, fewer rows, and columns made from names. Pure. */
import { UserError } from '../../base/errors.js';
import { createColumn, isMissing, rowsWhere, textAt, valuesOf } from './cells.js';
import type { CellTable } from './cells.js';
import { findColumn } from './find-column.js';
import type { ReadOptions } from './options.js';
import { copyCell } from './shapes/melt.js';
import { someOf } from './shown.js';

export function filtered(table: CellTable, { where = [] }: ReadOptions): CellTable {
  return where.reduce((rest, { column: name, values }) => {
    const column = findColumn(rest, name, 'where');
    const kept = rowsWhere(rest, (row) => values.includes(textAt(column, row) ?? ''));
    if (kept.rows === 0)
      throw new UserError(
        `--where ${name}=${values.join(',')} leaves no row.`,
        `The column has ${someOf(valuesOf(column, 20), 8)}.`,
      );
    return kept;
  }, table);
}

/** Empty cells get what stands above them, as merged cells of a sheet mean. */
export function filledFromAbove(table: CellTable, { fill = [] }: ReadOptions): CellTable {
  return fill.reduce((rest, name) => {
    const column = findColumn(rest, name, 'fill');
    const builder = createColumn();
    let above = -1;
    for (let row = 0; row < rest.rows; row++) {
      if (!isMissing(column, row)) above = row;
      copyCell(builder, { column: above < 0 ? undefined : column, row: Math.max(0, above) });
    }
    const filled = builder.finish(column.name);
    return { ...rest, columns: rest.columns.map((each) => (each === column ? filled : each)) };
  }, table);
}

/** A text that is too long is not searched: a pattern of the user's own may be slow on it. */
const LONGEST_NAME = 500;

export function derived(table: CellTable, { derive = [] }: ReadOptions): CellTable {
  return derive.reduce((rest, { names, column: from, pattern }) => {
    const column = findColumn(rest, from, 'derive');
    const known = new Map<string, readonly string[]>();
    const builders = names.map(() => createColumn());
    for (let row = 0; row < rest.rows; row++) {
      const text = textAt(column, row) ?? '';
      let groups = known.get(text);
      if (groups === undefined) {
        const match = pattern.exec(text.slice(0, LONGEST_NAME));
        groups = names.map((_, i) => (match === null ? '' : (match[i + 1] ?? 'without')));
        known.set(text, groups);
      }
      builders.forEach((builder, i) => builder.push(groups[i]!));
    }
    return { ...rest, columns: [...rest.columns, ...names.map((name, i) => builders[i]!.finish(name))] };
  }, table);
}
