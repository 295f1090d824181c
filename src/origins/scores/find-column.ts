/** A column by the name that a user types: as it stands, without its export's prefix, or but for capitals and marks. */
import { UserError } from '../../base/errors.js';
import { quoted } from '../../data/names.js';
import type { CellColumn, CellTable } from './cells.js';
import { withoutPrefix } from './role-names.js';
import { someOf } from './shown.js';

/** @throws {UserError} if no column, or more than one, answers to the name */
export function findColumn(table: CellTable, name: string, flag: string): CellColumn {
  const found = lookUp(table, name);
  if (found.length === 1) return found[0]!;
  if (found.length > 1)
    throw new UserError(
      `--${flag} ${quoted(name)} may be ${someOf(
        found.map((column) => column.name),
        6,
      )}.`,
      'Write the whole name.',
    );
  const error = unknownColumn(name, table);
  throw new UserError(`--${flag}: ${error.message}`, error.hint);
}

export function lookUp({ columns }: CellTable, name: string): readonly CellColumn[] {
  const exact = columns.filter((column) => column.name === name);
  if (exact.length > 0) return exact;
  const bare = columns.filter((column) => withoutPrefix(column.name) === name || column.name === `metrics.${name}`);
  if (bare.length > 0) return bare;
  return columns.filter((column) => sameName(column.name, name));
}

export function findColumns(table: CellTable, names: readonly string[], flag: string): readonly CellColumn[] {
  return names.map((name) => findColumn(table, name, flag));
}

/** Whether two names are the same but for capitals and marks. */
function sameName(a: string, b: string): boolean {
  const bare = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');
  return bare(a) === bare(b) && bare(a) !== '';
}

/** @throws {UserError} naming the columns there are */
function unknownColumn(name: string, { columns, name: file }: CellTable): UserError {
  const close = columns.find((column) => sameName(column.name, name));
  const names = columns.map((column) => quoted(column.name));
  return new UserError(
    `${file} has no column ${quoted(name)}.`,
    close === undefined
      ? `There are: ${names.slice(0, 20).join(', ')}${names.length > 20 ? ' …' : ''}.`
      : `Did you mean ${quoted(close.name)}?`,
  );
}
