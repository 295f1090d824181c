/**
 * Rows that a table holds beside its runs: means over seeds or data sets, and scores of the training rows. They are left out
 * before anybody asks what the columns mean, and counted. Pure.
 */
import { contentOf, rowsWhere, textAt, valuesOf } from './cells.js';
import type { CellColumn, CellTable } from './cells.js';
import { knownMetric } from './names.js';
import { namedRole } from './role-names.js';
import { count, shown } from './shown.js';

const SUMS =
  /^(?:mean|avg\.?|average|std\.?|stdev|sd|stderr|sem|median|overall|total|all|summary|(?:macro|micro|weighted|samples)[ _]avg|mean\s*(?:±|\+\/?-|\()\s*(?:std|sd|se|stderr|ci)?\.?\)?|(?:mean|avg\.?|average) (?:rank|accuracy|score)|w(?:in)?s?\/t(?:ie)?s?\/l(?:oss)?(?:es)?)$/i;
const PHASE = /^(?:train|training|test|testing|val|valid|validation|dev|eval|evaluation|holdout|held-?out|oof)$/i;

export interface KeptRows {
  readonly table: CellTable;
  readonly notes: readonly string[];
}

/**
 * @param flagged  columns that a flag gives a role or a value: they are left as they are
 * @param places   those of them that a flag calls data set, block or repeat: what sums up is none
 */
export function onlyRuns(
  table: CellTable,
  { flagged, places }: { flagged: ReadonlySet<string>; places: ReadonlySet<string> },
): KeptRows {
  const first = withoutSums(
    table,
    table.columns.filter(({ name }) => places.has(name) || (!flagged.has(name) && isPlace(name))),
  );
  const second = withoutTraining(
    first.table,
    first.table.columns.filter(({ name }) => !flagged.has(name)),
  );
  return { table: second.table, notes: [...first.notes, ...second.notes] };
}

function isPlace(name: string): boolean {
  const role = namedRole(name);
  return role === 'repeat' || role === 'block' || role === 'data set' || role === 'row';
}

function withoutSums(table: CellTable, open: readonly CellColumn[]): KeptRows {
  return open.reduce<KeptRows>(
    (kept, { name }) => {
      const column = kept.table.columns.find((each) => each.name === name)!;
      const sums = column.levels.filter((level) => SUMS.test(level));
      // scikit-learn's report has a metric over all classes among its rows.
      const isReport = sums.includes('macro avg');
      const words = isReport
        ? column.levels.filter((level) => SUMS.test(level) || knownMetric(level) !== undefined)
        : sums;
      if (words.length === 0 || valuesOf(column, words.length + 2).length < words.length + 2) return kept;
      const rest = rowsWhere(kept.table, (row) => !words.includes(textAt(column, row) ?? ''));
      const lost = kept.table.rows - rest.rows;
      return {
        table: rest,
        notes: [
          ...kept.notes,
          `${count(lost, 'row')} with ${shown(name)} = ${words.map(shown).join(', ')} sum up others and are left out`,
        ],
      };
    },
    { table, notes: [] },
  );
}

/** A column of "train" and "test" says which rows were scored, whatever it is called. */
function withoutTraining(table: CellTable, open: readonly CellColumn[]): KeptRows {
  const column = open.find((each) => {
    const { texts, numbers } = contentOf(each);
    return texts > 0 && numbers === 0 && each.levels.length > 1 && each.levels.every((level) => PHASE.test(level));
  });
  if (column === undefined) return { table, notes: [] };
  const best =
    column.levels.find((level) => /^(?:test|testing|holdout|held-?out)$/i.test(level)) ??
    column.levels.find((level) => !/^train/i.test(level)) ??
    column.levels[0]!;
  const rest = rowsWhere(table, (row) => textAt(column, row) === best);
  return {
    table: rest,
    notes: [
      `${shown(column.name)} says which rows were scored: only ${shown(best)} counts, ${count(table.rows - rest.rows, 'row')} left out (--where "${shown(column.name)}=…" for another)`,
    ],
  };
}
