/** Rows that a table holds more than once: one of them may train while another is scored. */
import { IS, outOf, whole } from '../base/how-many.js';
import { copiesIn, equalRows } from './copies.js';
import type { Column, Table } from './dataset.js';
import type { Finding } from './finding.js';
import type { Trouble } from './reading.js';

const WORTH_SAYING = 0.02;
const REMEDY =
  'Use each row once with --copies drop; where rows belong together, keep them on one side with --group COLUMN.';

/** Tables whose columns can hardly tell rows apart repeat themselves by nature, and say so too: a test row was trained on. */
export function repeatedRows(table: Table): readonly Finding[] {
  const { rows } = copiesIn(table);
  if (rows === 0 || rows < WORTH_SAYING * table.rows) return [];
  return [
    {
      what: 'repeated rows',
      text: `${equalWords(table, rows)}: rows that are scored may have been trained on.`,
      remedy: REMEDY,
    },
  ];
}

/** With more copies than this in a table whose rows differ by nature, a score is that of a memory. */
const REFUSED = 0.15;
/** Fewer rows are equal by accident. */
const FEWEST_ROWS = 20;

/**
 * Why a table is not trained on, and the two ways on. Where a column divides the rows, its user knows which belong together.
 *
 * @param names  columns of words that are left out because they name the rows: people of two names are no copies
 */
export function copiesTrouble(table: Table, names: readonly Column[]): Trouble | undefined {
  if (table.division !== undefined || table.rows < FEWEST_ROWS) return undefined;
  const { extra, rows, accidental } = copiesIn({ ...table, features: [...table.features, ...names] });
  if (!accidental || extra < REFUSED * table.rows) return undefined;
  return {
    text: `${equalWords(table, rows)}: with a copy in training, a row that is scored says nothing about new ones.`,
    remedy: 'Use each row once with --copies drop; if each was measured by itself, say --copies keep.',
  };
}

function equalWords(table: Table, rows: number): string {
  return `${outOf(rows, `${whole(table.rows)} rows`, IS)} equal to another one in every column`;
}

/** The same of real splits: how many of the scored rows have a copy among those that train. */
export function repeatedAcross(
  table: Table,
  splits: readonly { readonly train: Uint32Array; readonly test: Uint32Array }[],
): readonly Finding[] {
  const groups = equalRows([...table.features, table.target], table.rows);
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
