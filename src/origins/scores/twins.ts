/** Columns that tell the same: of several that name the same groups one is enough. Pure. */
import { ask, flag } from './ask.js';
import { contentOf, valuesOf } from './cells.js';
import type { CellColumn, CellTable } from './cells.js';
import { determines, groupsOf } from './groups.js';
import { count } from './shown.js';

/** Beside a seed, a column of which every value belongs to one variant (`trial_id`) names runs, and repeats nothing. */
export function sharable(
  columns: readonly CellColumn[],
  { variant, table }: { variant: readonly CellColumn[]; table: CellTable },
): readonly CellColumn[] {
  const variants = groupsOf(variant, table.rows);
  const kept = columns.filter((column) => !determines(groupsOf([column], table.rows), variants));
  return columns.length < 2 || variants.size < 2 || kept.length === 0 ? columns : kept;
}

/** Columns that tell no more than one before them (`seed` of a folder’s name, `config.seed` of the file in it) are left out. */
export function withoutTwins(columns: readonly CellColumn[], table: CellTable): readonly CellColumn[] {
  const groups = columns.map((column) => groupsOf([column], table.rows));
  const twins = (a: number, b: number): boolean =>
    determines(groups[a]!, groups[b]!) && determines(groups[b]!, groups[a]!);
  return columns.filter((_, i) => !columns.slice(0, i).some((_each, k) => twins(i, k)));
}

/** Of several columns that name the same groups (a task and its number) the first with words. */
export function oneNaming(columns: readonly CellColumn[], table: CellTable): readonly CellColumn[] {
  if (columns.length < 2) return columns;
  const groups = columns.map((column) => groupsOf([column], table.rows));
  const same = groups.every((each) => determines(each, groups[0]!) && determines(groups[0]!, each));
  if (same) return [columns.find((column) => contentOf(column).texts > 0) ?? columns[0]!];
  throw ask(
    `${table.name} has more than one column that may name the data set.`,
    columns.map(({ name }) => ({
      flag: flag('dataset', name),
      means: count(valuesOf(columns.find((column) => column.name === name)!).length, 'data set'),
    })),
  );
}
