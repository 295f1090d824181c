/** Rows that a table holds more than once: one of them may train while another is scored. */
import type { Table } from './dataset.js';
import type { Finding } from './finding.js';

const WORTH_SAYING = 0.02;

/** Tables whose columns can hardly tell rows apart repeat themselves by nature, and say so too: a test row was trained on. */
export function repeatedRows(table: Table): readonly Finding[] {
  const twins = twinGroups(table);
  const repeated = twins.reduce((sum, rows) => sum + rows, 0);
  if (repeated === 0 || repeated < WORTH_SAYING * table.rows) return [];
  return [
    {
      what: 'repeated rows',
      text: `${repeated} of ${table.rows} rows are equal to another one in every column: rows that are scored may have been trained on.`,
      remedy: 'Take the copies out, or, if rows belong together, keep them on one side with --group COLUMN.',
    },
  ];
}

/** Sizes of the groups of equal rows, of those that hold two or more. */
function twinGroups({ features, target, rows }: Table): readonly number[] {
  const columns = features.map((column) => (column.kind === 'number' ? column.values : column.codes));
  const answers = target.kind === 'classes' ? target.labels : target.values;
  const counts = new Map<string, number>();
  for (let row = 0; row < rows; row++) {
    let key = String(answers[row]);
    for (const values of columns) key += `,${values[row]!}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts.values()].filter((count) => count > 1);
}
