/** Two different rows in one place are asked about and never averaged; curves side by side are never taken for one. Pure. */
import { ask, flag } from './ask.js';
import type { Answer } from './ask.js';
import { contentOf, textAt, valuesOf } from './cells.js';
import type { CellColumn, CellTable } from './cells.js';
import { groupsOf, hasFractions, sharedBy } from './groups.js';
import { knownMetric } from './names.js';
import { namedRole } from './role-names.js';
import type { Roles } from './roles.js';
import type { Places } from './score-columns.js';
import { printable, shown } from './shown.js';
import { stateOf } from './status.js';
import { whole } from '../../base/how-many.js';

/** A step that comes twice is another run where some other column tells the two apart; else it was logged again. */
export function refuseMixedCurves(
  members: readonly number[],
  {
    table,
    roles,
    places,
    step,
    files,
  }: { table: CellTable; roles: Roles; places: Places; step: CellColumn; files: readonly CellColumn[] },
): void {
  const [metric] = roles.metrics;
  const crossing = files.find((column) => interleaves(members, { column, step }));
  if (crossing !== undefined) {
    const other = members.find((row) => textAt(crossing, row) !== textAt(crossing, members[0]!))!;
    throw twoInOnePlace([members[0]!, other, ...members.slice(2)], { table, roles, places });
  }
  const seen = new Map<number, number>();
  let again = 0;
  for (const row of members) {
    if (metric!.column.codes[row] === -2) continue;
    const before = seen.get(step.numbers[row]!);
    seen.set(step.numbers[row]!, row);
    if (before === undefined) continue;
    if (metric!.column.numbers[before] !== metric!.column.numbers[row]) again++;
    const apart = [...roles.settings, ...roles.ids].some((column) => textAt(column, before) !== textAt(column, row));
    if (apart) throw twoInOnePlace([before, row], { table, roles, places });
  }
  if (roles.byOrder === undefined && 2 * again > seen.size)
    throw severalCurves(seen.size + again, { table, roles, places, step, row: members[0]! });
}

/** Most steps come several times, and nothing tells the rows apart: these are runs side by side, and no row that was logged again. */
function severalCurves(
  rows: number,
  {
    table,
    roles,
    places,
    step,
    row,
  }: { table: CellTable; roles: Roles; places: Places; step: CellColumn; row: number },
): Error {
  return ask(
    `${table.name}: most steps (${shown(step.name)}) come more than once${placeWords(row, places)}, in ${whole(rows)} rows that nothing tells apart. What are the rows of one step?`,
    [
      { flag: '--repeat row', means: 'runs: the k-th row of every step belongs to the k-th run' },
      {
        flag: `--step none ${flag('dataset', step.name)} --repeat row`,
        means: 'no curve: each step is a data set of its own',
      },
      ...(roles.ignored.size > 0
        ? [...roles.ignored.keys()]
            .filter((column) => valuesOf(column, 2).length > 1)
            .slice(0, 3)
            .map(({ name }) => ({ flag: flag('repeat', name), means: 'each value is a run of its own' }))
        : []),
    ],
  );
}

/**
 * Whether the rows of several files come by turns when they are put in the order of steps: these are curves side by side, and not
 * one that was continued.
 */
function interleaves(members: readonly number[], { column, step }: { column: CellColumn; step: CellColumn }): boolean {
  const values = new Set(members.map((row) => textAt(column, row)));
  if (values.size < 2) return false;
  const ordered = [...members].sort((a, b) => step.numbers[a]! - step.numbers[b]!);
  const turns = ordered.filter((row, i) => i > 0 && textAt(column, row) !== textAt(column, ordered[i - 1]!));
  return turns.length >= values.size;
}

export function twoInOnePlace(
  members: readonly number[],
  { table, roles, places }: { table: CellTable; roles: Roles; places: Places },
): Error {
  const first = members[0]!;
  const differs = [...roles.settings, ...roles.ids, ...roles.ignored.keys()].filter(
    (column) => maySetApart(column, table) && differsAmong(column, members.slice(0, MOST_LOOKED_AT)),
  );
  // The place in a list is a run or a fold, and nothing else.
  const settings = differs.filter(
    (column) => (roles.settings.includes(column) || isNamedResult(column)) && column.name !== 'entry',
  );
  const names = differs.filter((column) => !hasFractions(column));
  const where = placeWords(first, places);
  const variants = roles.variant.map(({ name }) => name);
  const question = `${table.name}: ${whole(members.length)} different rows lie in one place${where}. What tells them apart?`;
  return ask(question, [
    ...listsBelowKeys(differs, roles),
    ...settings.slice(0, 6).map(({ name }) => ({
      flag: flag('variant', ...variants, name),
      means: `${shown(name)} is part of the variant`,
    })),
    ...settings.slice(0, 3).flatMap((column) => {
      const value = textAt(column, first);
      if (value === undefined || value !== printable(value) || value.includes(',')) return [];
      return [{ flag: flag('where', `${column.name}=${value}`), means: 'only these rows' }];
    }),
    ...stepsAmong([...roles.cost, ...differs.filter((column) => namedRole(column.name) !== 'id')], members).map(
      ({ name }) => ({
        flag: `${flag('step', name)} --take last`,
        means: 'the rows are a curve over it, and its last one is the score',
      }),
    ),
    ...names.slice(0, 6).map(({ name }) => ({ flag: flag('repeat', name), means: 'each value is a run of its own' })),
    ...(roles.dataSet.length > 0 ? [] : names.filter(({ name }) => name !== 'entry').slice(0, 4)).map(({ name }) => ({
      flag: flag('dataset', name),
      means: 'each value is a data set',
    })),
    ...names.slice(0, 3).map(({ name }) => ({
      flag: flag('block', name),
      means: 'runs with one value belong together, across variants',
    })),
    ...sharedNames(differs, { roles, table }).map(({ name }) => ({
      flag: flag('row', name),
      means: 'each value is one question or case, which every variant met',
    })),
    ...(wereRunAgain(members, roles) ? [RERUN] : []),
    { flag: '--repeat row', means: 'each row is a run of its own; nothing pairs them' },
    { flag: '--block row', means: 'the k-th rows of all variants belong together (folds in a fixed order)' },
  ]);
}

/** A score tells no runs apart, whether it is compared or not; WEKA's experimenter marks whatever does by `Key_`. */
function maySetApart({ name }: CellColumn, { columns }: CellTable): boolean {
  if (name === 'index' || knownMetric(name) !== undefined) return false;
  return isKey(name) || !columns.some((column) => isKey(column.name));
}

/** Keys below `results` are a column `result`: words in it name what was run. */
function isNamedResult(column: CellColumn): boolean {
  return namedRole(column.name) === 'value' && contentOf(column).numbers === 0;
}

function isKey(name: string): boolean {
  return /^Key_(?:Dataset|Run|Fold|Scheme)/.test(name);
}

/** ` (variant vit, run 3)`, of a row */
function placeWords(row: number, places: Places): string {
  const place = [
    ['variant', places.variant],
    ['data set', places.dataSet],
    ['block', places.block],
    ['run', places.repeat],
    ['question', places.row],
  ] as const;
  const named = place.flatMap(([word, groups]) => {
    const name = groups.names[groups.of[row]!]!;
    return name === '' ? [] : [`${word} ${shown(name)}`];
  });
  return named.length === 0 ? '' : ` (${named.join(', ')})`;
}

/** `{ "bigfish": [..], "coinrun": [..] }` below a variant: most often tasks, with a number for each run. */
function listsBelowKeys(differs: readonly CellColumn[], { dataSet }: Roles): readonly Answer[] {
  const entry = differs.find(({ name }) => name === 'entry');
  const keys = differs.filter(({ name }) => /^key \d+$/.test(name));
  if (entry === undefined || keys.length !== 1 || dataSet.length > 0) return [];
  return [
    {
      flag: `${flag('dataset', keys[0]!.name)} --repeat entry`,
      means: `${shown(keys[0]!.name)} names data sets, and each number in a list is a run of its own`,
    },
  ];
}

const MOST_LOOKED_AT = 500;

function differsAmong(column: CellColumn, members: readonly number[]): boolean {
  const first = textAt(column, members[0]!);
  return members.some((row) => textAt(column, row) !== first);
}

const RERUN = {
  flag: '--reruns',
  means: 'a run without a score was started again: the later row counts in its place',
};

/** Whether the rows without a score come before the one that has it. */
export function wereRunAgain(members: readonly number[], { metrics: [metric], status }: Roles): boolean {
  const failed = (row: number): boolean =>
    Number.isNaN(metric!.column.numbers[row]) || (status !== undefined && stateOf(textAt(status, row)) !== 'ok');
  return members.slice(0, -1).every(failed) && !failed(members.at(-1)!);
}

/** Columns of many names that more than one variant has: cases, questions, subjects. */
function sharedNames(
  columns: readonly CellColumn[],
  { roles, table }: { roles: Roles; table: CellTable },
): readonly CellColumn[] {
  if (roles.row !== undefined || roles.variant.length === 0) return [];
  const variants = groupsOf(roles.variant, table.rows);
  return columns
    .filter((column) => contentOf(column).texts === table.rows && valuesOf(column, FEW + 1).length > FEW)
    .filter((column) => sharedBy(groupsOf([column], table.rows), variants) > 0.5)
    .slice(0, 2);
}

const FEW = 9;

/** Columns that rise from row to row. */
function stepsAmong(columns: readonly CellColumn[], members: readonly number[]): readonly CellColumn[] {
  const rises = ({ numbers }: CellColumn): boolean =>
    members.every((row, i) => i === 0 || numbers[row]! > numbers[members[i - 1]!]!);
  return [...new Set(columns)].filter(rises).slice(0, 2);
}
