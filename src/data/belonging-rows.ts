/** Rows that may belong together: of one subject, measured several times. May not know how rows are split. */
import { whole } from '../base/how-many.js';
import { copiesIn } from './copies.js';
import type { Column, Table } from './dataset.js';
import type { DescribedColumn, Finding } from './finding.js';
import { flagged, quoted } from './names.js';

const SUBJECT_NAME =
  /(?:^|[^a-z])(?:subj|subject|patient|participant|person|respondent|user|customer|client|household|animal|donor|player|speaker|pupil|student)(?:[^a-z]{0,2}(?:id|no|nr|num|number|code|key))?$|(?:^|[^a-z])[ups]?id$/i;
const CAMEL_ID = /[a-z]I[dD]$/;
const FEWEST_SUBJECTS = 5;
const ROWS_A_SUBJECT = 1.5;

/** A column that is called as subjects are and repeats itself: its rows would train for those of the same subject. */
export function subjects(
  column: Column,
  { name, role, different, missing }: DescribedColumn,
  rows: number,
): Finding | undefined {
  const isRepeated = different >= FEWEST_SUBJECTS && different * ROWS_A_SUBJECT <= rows - missing;
  if (role !== 'feature' || !isRepeated || !(SUBJECT_NAME.test(name) || CAMEL_ID.test(name))) return undefined;
  if (column.kind === 'number' && !column.values.every((value) => Number.isNaN(value) || Number.isInteger(value))) {
    return undefined;
  }
  return {
    what: 'rows of one subject',
    column: name,
    text: `Column ${quoted(name)} has ${whole(different)} values in ${whole(rows)} rows, as subjects have that were measured several times.`,
    remedy: `Keep the rows of each on one side with ${flagged('group', name)}; if it names no subjects, say ${flagged('keep', name)}.`,
  };
}

const WORTH_SAYING = 0.15;
const FEWEST_ROWS = 20;

/** Rows that are equal in all but the target, far more than by accident: near copies, of one subject perhaps. */
export function nearCopies(table: Table): readonly Finding[] {
  if (table.division !== undefined || table.rows < FEWEST_ROWS) return [];
  const { extra, rows, moreThanByChance } = copiesIn(table, { target: false });
  if (!moreThanByChance || extra < WORTH_SAYING * table.rows || copiesIn(table).extra * 2 > extra) return [];
  return [
    {
      what: 'repeated rows',
      text: `${whole(rows)} of ${whole(table.rows)} rows are equal to another one in every column but the target ${quoted(table.target.name)}: they may belong together.`,
      remedy: 'If they do, add a column that says which, and keep them on one side with --group COLUMN.',
    },
  ];
}
