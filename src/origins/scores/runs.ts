/**
 * Rows → runs → scores. Rows of one run are a curve where there are steps; exact copies are dropped and counted; two
 * different rows in one place are asked about and never averaged.
 */
import type { WalkedList } from '../../base/walked-list.js';
import { UserError } from '../../base/errors.js';
import { flag } from './ask.js';
import { textAt } from './cells.js';
import type { CellColumn, CellTable } from './cells.js';
import { cross, determines, groupsOf, hasFractions, sharedBy } from './groups.js';
import { isMadePlace } from './role-names.js';
import type { ReadOptions } from './options.js';
import { outcomeOf } from './outcome.js';
import { namesOf, placesOf } from './places.js';
import type { Roles } from './roles.js';
import { rowsByGroup } from './rows-by-group.js';
import type { RowsByGroup } from './rows-by-group.js';
import { createScoreColumns } from './score-columns.js';
import type { Places } from './score-columns.js';
import type { Pairing, Score } from './scores.js';
import { count, shown, someOf } from './shown.js';
import { takeWords } from './take.js';
import { hasCurves, takeOf } from './taking.js';
import { refuseMixedCurves, twoInOnePlace, wereRunAgain } from './two-in-one-place.js';
import { whole } from '../../base/how-many.js';

export interface Runs {
  readonly scores: WalkedList<Score>;
  readonly pairing: Pairing;
  readonly notes: readonly string[];
  /** Which columns serve as block and as repeat in the end. */
  readonly blockColumns: readonly CellColumn[];
  readonly repeatColumns: readonly CellColumn[];
  readonly copies: number;
  /** Share of the questions that two variants answered; absent where rows are no questions. */
  readonly answeredByTwo?: number;
  /** Whether runs are curves of several rows. */
  readonly curves: boolean;
}

export function runsOf(table: CellTable, roles: Roles, options: ReadOptions): Runs {
  const { rows } = table;
  const variant = groupsOf(roles.variant, rows);
  const dataSet = groupsOf(roles.dataSet, rows);
  const { places, pairing, notes, blockColumns, repeatColumns } = placesOf(table, { roles, options, variant, dataSet });
  const all = [places.variant, places.dataSet, places.block, places.repeat, places.row].reduce(cross);
  const groups = rowsByGroup(all, options.take?.kind === 'at-best' ? [] : roles.metrics);
  const step = roles.step === undefined || groups.longest < 2 ? undefined : roles.step;
  const copies = { count: 0 };
  const replaced = { count: 0 };
  const files = table.columns.filter(({ name }) => name !== 'index' && isMadePlace(name));
  // What tells runs apart is asked before what of a curve counts: two runs in one place are no curve.
  if (step !== undefined && options.take === undefined)
    for (let group = 0; group < groups.size; group++)
      refuseMixedCurves(groups.at(group), { table, roles, places, step, files });
  const take =
    step === undefined && !hasCurves(roles.metrics) ? undefined : takeOf(table, { roles, options, groups, step });
  const columns = createScoreColumns(groups.size, { places, roles });
  for (let group = 0; group < groups.size; group++) {
    const members = groups.at(group);
    const own = members.length > 1 && step === undefined ? withoutCopies(members, { table, copies }) : members;
    const distinct = options.reruns === true ? withoutReplaced(own, { roles, replaced }) : own;
    if (distinct.length > 1 && step === undefined) throw twoInOnePlace(distinct, { table, roles, places });
    if (step !== undefined) refuseMixedCurves(distinct, { table, roles, places, step, files });
    columns.add(distinct[0]!, outcomeOf(distinct, { roles, take, step }));
  }
  const scores = columns.list();
  const mixed = mixedSettings(roles, { places, groups });
  if (mixed.length > 0) {
    notes.push(
      `runs of one variant differ in ${someOf(
        mixed.map(({ name }) => name),
        6,
      )}: they are no pure repeats of one another (--where narrows, --variant divides)`,
    );
  }
  const taken = take === undefined ? [] : [`a curve is one score: ${takeWords(take.take)} (--take)`, ...take.notes];
  refuseDividedQuestions(roles, places);
  if (roles.row !== undefined && roles.cluster === undefined) notes.push(...clusterNotes(roles, places));
  if (replaced.count > 0)
    notes.push(
      `${count(replaced.count, 'run')} without a score ${replaced.count === 1 ? 'was' : 'were'} started again: the later row counts (--reruns)`,
    );
  if (copies.count > 0) notes.push(`${whole(copies.count)} rows are exact copies of others and are left out`);
  return {
    scores,
    pairing,
    notes: [...notes, ...taken],
    blockColumns,
    repeatColumns,
    copies: copies.count,
    curves: step !== undefined,
    ...(roles.row === undefined ? {} : { answeredByTwo: sharedBy(cross(places.dataSet, places.row), places.variant) }),
  };
}

/** Settings that vary among the runs of one variant on one data set. */
function mixedSettings(
  { settings, variant }: Roles,
  { places, groups }: { places: Places; groups: RowsByGroup },
): readonly CellColumn[] {
  if (variant.length === 0) return [];
  const cell = cross(places.variant, places.dataSet);
  return settings.filter((column) => {
    const values = groupsOf([column], places.variant.of.length);
    // A column that differs from run to run names the run; one that differs from question to question names the question.
    if (values.size === groups.size || determines(places.row, values)) return false;
    const first = new Map<number, string | undefined>();
    for (let group = 0; group < groups.size; group++) {
      const [row] = groups.at(group);
      const at = cell.of[row!]!;
      const value = textAt(column, row!);
      if (!first.has(at)) first.set(at, value);
      if (first.get(at) !== value) return true;
    }
    return false;
  });
}

/** @throws {UserError} if a question lies in two clusters: whatever tells its answers apart is none */
function refuseDividedQuestions({ cluster, row }: Roles, places: Places): void {
  if (cluster === undefined || row === undefined) return;
  const groups = groupsOf([cluster], places.row.of.length);
  if (determines(cross(places.dataSet, places.row), groups)) return;
  throw new UserError(
    `--cluster ${shown(cluster.name)}: answers to one question of ${shown(row.name)} lie in different clusters.`,
    'A cluster holds whole questions, such as those on one text: name a column that is the same in all rows of a question.',
  );
}

/** Questions of one topic or passage may stand and fall together. */
function clusterNotes({ settings }: Roles, { row }: Places): readonly string[] {
  const columns = settings.filter((column) => {
    const groups = groupsOf([column], row.of.length);
    return groups.size > 1 && groups.size < row.size && !hasFractions(column) && determines(row, groups);
  });
  if (columns.length === 0) return [];
  const flags = columns.slice(0, 3).map(({ name }) => flag('cluster', name));
  return [`questions are taken for independent; if those of one ${namesOf(columns)} are not: ${flags.join(' or ')}`];
}

/** Of rows without a score before one that has it only that one is left. */
function withoutReplaced(
  members: readonly number[],
  { roles, replaced }: { roles: Roles; replaced: { count: number } },
): readonly number[] {
  if (members.length < 2 || !wereRunAgain(members, roles)) return members;
  replaced.count += members.length - 1;
  return members.slice(-1);
}

function withoutCopies(
  members: readonly number[],
  { table, copies }: { table: CellTable; copies: { count: number } },
): readonly number[] {
  const seen = new Set<string>();
  return members.filter((row) => {
    const key = table.columns
      .map((column) => (column.name === 'index' ? '' : `${column.codes[row]!}:${column.numbers[row]!}`))
      .join('|');
    if (seen.has(key)) {
      copies.count++;
      return false;
    }
    seen.add(key);
    return true;
  });
}
