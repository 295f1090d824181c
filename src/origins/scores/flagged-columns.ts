/** Columns that have a role by a flag. */
import type { CellColumn, CellTable } from './cells.js';
import { findColumn, findColumns } from './find-column.js';
import type { ReadOptions } from './options.js';

export function flaggedColumns(table: CellTable, options: ReadOptions): ReadonlyMap<string, readonly CellColumn[]> {
  const result = new Map<string, readonly CellColumn[]>();
  const words = (names: readonly string[] | undefined, special: readonly string[]): boolean =>
    names?.length === 1 && special.includes(names[0]!);
  const add = (flagName: string, names: readonly string[] | undefined, special: readonly string[] = ['none']): void => {
    if (names === undefined) return;
    result.set(flagName, words(names, special) ? [] : findColumns(table, names, flagName));
  };
  add('variant', words(options.variant, ['columns']) ? ['variant'] : options.variant);
  add('dataset', options.dataSet);
  add('block', options.block, ['none', 'row']);
  add('repeat', options.repeat, ['none', 'row']);
  for (const [name, value] of [
    ['row', options.rowId],
    ['cluster', options.cluster],
    ['step', options.step],
    ['status', options.status],
  ] as const)
    if (value !== undefined) result.set(name, value === 'none' ? [] : [findColumn(table, value, name)]);
  return result;
}
