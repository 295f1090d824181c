/** Rows that a table holds more than once: one of them may train while another is scored. */
import type { Table } from './dataset.js';
import type { Finding } from './finding.js';
import { IS, outOf } from '../base/how-many.js';

const WORTH_SAYING = 0.02;
const REMEDY = 'Take the copies out, or, if rows belong together, keep them on one side with --group COLUMN.';

/** Tables whose columns can hardly tell rows apart repeat themselves by nature, and say so too: a test row was trained on. */
export function repeatedRows(table: Table): readonly Finding[] {
  const sizes = new Map<number, number>();
  for (const group of equalRows(table)) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  const repeated = [...sizes.values()].filter((size) => size > 1).reduce((sum, size) => sum + size, 0);
  if (repeated === 0 || repeated < WORTH_SAYING * table.rows) return [];
  return [
    {
      what: 'repeated rows',
      text: `${outOf(repeated, `${table.rows} rows`, IS)} equal to another one in every column: rows that are scored may have been trained on.`,
      remedy: REMEDY,
    },
  ];
}

/** The same of real splits: how many of the scored rows have a copy among those that train. */
export function repeatedAcross(
  table: Table,
  splits: readonly { readonly train: Uint32Array; readonly test: Uint32Array }[],
): readonly Finding[] {
  const groups = equalRows(table);
  const shares = splits.map(({ train, test }) => {
    const trained = new Set(Array.from(train, (row) => groups[row]!));
    return test.filter((row) => trained.has(groups[row]!)).length / test.length;
  });
  const share = shares.reduce((sum, each) => sum + each, 0) / shares.length;
  if (share < WORTH_SAYING) return [];
  return [
    {
      what: 'repeated rows',
      text: `${Math.round(share * 100)} % of the rows that are scored have a copy, equal in every column, among the rows that train: that part of a score is memory.`,
      remedy: REMEDY,
    },
  ];
}

/** One number a row; equal rows, the target included, have the same. */
function equalRows({ features, target, rows }: Table): Int32Array {
  const columns = features.map((column) => (column.kind === 'number' ? column.values : column.codes));
  const answers = target.kind === 'classes' ? target.labels : target.values;
  const numbers = new Map<string, number>();
  return Int32Array.from({ length: rows }, (_, row) => {
    let key = String(answers[row]);
    for (const values of columns) key += `,${values[row]!}`;
    const known = numbers.get(key) ?? numbers.size;
    numbers.set(key, known);
    return known;
  });
}
