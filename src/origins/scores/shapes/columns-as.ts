/** `--variant columns`, `--dataset columns` and their like: headings that are names become a column of their own. Pure. */
import { UserError } from '../../../base/errors.js';
import { shellWord } from '../../../base/shell-word.js';
import { quoted } from '../../../data/names.js';
import { contentOf } from '../cells.js';
import type { CellColumn, CellTable } from '../cells.js';
import { findColumn } from '../find-column.js';
import { aggregateOf, knownMetric, wordsOf } from '../names.js';
import { numberedScores } from '../numbered-scores.js';
import { prefixedColumns } from '../prefixed-metrics.js';
import { isSetting, namedRole } from '../role-names.js';
import { count, someOf } from '../shown.js';
import { isBeyondShares, isNoTask, taskHeadings } from '../task-headings.js';
import { melt } from './melt.js';
import type { WideColumn } from './melt.js';
import type { Hint, Shaped } from './shape.js';

/** Columns of numbers whose names are no metric, no coordinate and no aggregate: they may be variants. */
export function variantColumns({ columns }: CellTable): readonly CellColumn[] {
  return columns.filter((column) => {
    if (!holdsScores(column)) return false;
    const { name } = column;
    return (
      namedRole(name) === undefined &&
      knownMetric(name) === undefined &&
      aggregateOf(name) === undefined &&
      !isSetting(name) &&
      wordsOf(name).length > 0 &&
      name !== 'index'
    );
  });
}

/** Numbers, and beside them at most words for runs that have none: `OOM`, `-`. */
function holdsScores(column: CellColumn): boolean {
  const { numbers, texts } = contentOf(column);
  return numbers > 0 && numbers >= texts && column.levels.every((level) => !/\d/.test(level));
}

/** What a column may stand for, and what the long column of their names is called. */
export type ColumnsAs = 'variant' | 'data set' | 'block' | 'repeat';

interface Asked {
  /** What the cells measure. */
  readonly metric: string;
  readonly role: ColumnsAs;
  /** The columns by name, where not all of them count. */
  readonly only?: readonly string[];
}

export function columnsAs(table: CellTable, asked: Asked): Shaped {
  const { role } = asked;
  const { wide, left } = chosenColumns(table, asked);
  const columns = new Set([...wide.map(({ column }) => column), ...left]);
  const keep = table.columns.filter((column) => !columns.has(column) && aggregateOf(column.name) === undefined);
  const sums = table.columns.length - columns.size - keep.length;
  return {
    table: melt(table, { keep, coordinates: [longName(role)], wide, sparse: role === 'repeat' || role === 'block' }),
    shape: `wide: a column a ${role === 'repeat' ? 'run' : role} (${wide.length} of them)`,
    hints: new Map<string, Hint>([[longName(role), { role, why: 'the column’s name' }]]),
    notes: [
      ...(sums > 0 ? [`${count(sums, 'column')} that ${sums === 1 ? 'sums' : 'sum'} up others: left out`] : []),
      ...(left.length > 0
        ? [
            `${count(left.length, 'column')} of other ${left.every(({ name }) => knownMetric(name) !== undefined) ? 'scores' : 'things'}: left out (${someOf(
              left.map(({ name }) => name),
              8,
            )})`,
          ]
        : []),
      ...unlikeMeasures(wide.map(({ column }) => column)),
    ],
  };
}

function unlikeMeasures(columns: readonly CellColumn[]): readonly string[] {
  const measures = [...new Set(taskHeadings(columns).map(({ measure }) => measure))];
  return measures.length < 2
    ? []
    : [`the columns hold unlike measures (${someOf(measures, 6)}): a mean over them weighs a point of each alike`];
}

/** The columns that become one, and those that must not stand beside it. */
function chosenColumns(
  table: CellTable,
  { metric, role, only = [] }: Asked,
): { readonly wide: readonly WideColumn[]; readonly left: readonly CellColumn[] } {
  const named = only.map((name) => findColumn(table, name, role === 'data set' ? 'dataset' : role));
  if (named.length > 0) {
    const others = variantColumns(table).filter((column) => !named.includes(column));
    return { wide: named.map((column) => ({ column, at: [column.name], metric })), left: others };
  }
  const numbered = role === 'repeat' || role === 'block' ? numberedScores(table.columns) : [];
  if (numbered[0]?.metric === metric)
    return { wide: numbered.map(({ column, number }) => ({ column, at: [number], metric })), left: [] };
  const prefixed = prefixedColumns(table.columns);
  const alike = prefixed.filter((each) => each.metric === metric);
  // `rf_accuracy` under the name `rf`; else headings that say nothing but the name.
  if (alike.length > 1) {
    const wide = alike.map(({ column, name }): WideColumn => ({ column, at: [name], metric }));
    return {
      wide,
      left: prefixed.map(({ column }) => column).filter((column) => !alike.some((each) => each.column === column)),
    };
  }
  refuseUnread(table);
  const headings = taskHeadings(table.columns).filter(({ column }) => holdsScores(column));
  refuseTurning(headings, role);
  const possible = [...variantColumns(table), ...headings.map(({ column }) => column)];
  const tasks = role === 'data set' ? possible.filter((column) => !isNoTask(column)) : possible;
  // What goes beyond shares among tasks that do not (votes, tokens) is no task; a variant may just be odd.
  const isShare = role === 'data set' && knownMetric(metric)?.scale === 'share';
  const inside = isShare ? tasks.filter((column) => !isBeyondShares(column)) : tasks;
  const kept = new Set(inside.length > 0 ? inside : tasks);
  const wide = table.columns.filter((column) => kept.has(column));
  return {
    wide: wide.map((column) => ({ column, at: [column.name], metric })),
    left: possible.filter((column) => !kept.has(column)),
  };
}

/** @throws {UserError} for a column of numbers in which some cells are none: it must not fall out of a table in silence */
function refuseUnread({ name: file, columns }: CellTable): void {
  for (const column of columns) {
    const { numbers, texts } = contentOf(column);
    const [odd] = column.levels.filter((level) => /\d/.test(level) && !/[a-z]/i.test(level));
    if (numbers <= texts || odd === undefined || namedRole(column.name) !== undefined) continue;
    throw new UserError(
      `${quoted(column.name)} of ${file} holds ${count(numbers, 'number')}, and ${quoted(odd)}, which is none.`,
      'Write numbers without marks that part thousands, one a cell.',
    );
  }
}

/** @throws {UserError} where more is better in one column and less in another: they hold no one score */
function refuseTurning(headings: ReturnType<typeof taskHeadings>, role: ColumnsAs): void {
  const lower = headings.filter(({ better }) => better === 'lower');
  const higher = headings.filter(({ better }) => better === 'higher');
  if (lower.length === 0 || higher.length === 0) return;
  const some = (lower.length > higher.length ? lower : higher).map(({ column }) => column.name.replaceAll(',', ' '));
  throw new UserError(
    `More is better in ${quoted(higher[0]!.column.name)} and less in ${quoted(lower[0]!.column.name)}: these columns hold no one score.`,
    `Name those that do: --${role === 'data set' ? 'dataset' : role} ${shellWord(['columns', ...some].join(','))}`,
  );
}

export function longName(role: ColumnsAs): string {
  return `${role === 'data set' ? 'dataset' : role} column`;
}
