/**
 * Rows → runs → scores. Rows of one run are a curve where there are steps; exact copies are dropped and counted; two
 * different rows in one place are asked about and never averaged.
 */
import { ask, flag } from './ask.js';
import type { WalkedList } from '../../base/walked-list.js';
import { textAt } from './cells.js';
import type { CellColumn, CellTable } from './cells.js';
import { cross, determines, groupsOf, membersOf, numberedWithin, rowsOfGroup, sharedBy } from './groups.js';
import type { Groups } from './groups.js';
import type { MetricColumn } from './metric-columns.js';
import { isMadePlace, knownMetric, namedRole, phaseOf } from './names.js';
import type { ReadOptions, Take } from './options.js';
import type { Roles } from './roles.js';
import type { Pairing, Score } from './scores.js';
import { createScoreColumns } from './score-columns.js';
import type { Places, RunOutcome } from './score-columns.js';
import { printable, shown, someOf } from './shown.js';
import { stateOf } from './status.js';
import { takeScore, takeWords } from './take.js';
import type { Point } from './take.js';

export interface Runs {
  readonly scores: WalkedList<Score>;
  readonly pairing: Pairing;
  readonly notes: readonly string[];
  /** Which columns serve as block and as repeat in the end. */
  readonly blockColumns: readonly CellColumn[];
  readonly repeatColumns: readonly CellColumn[];
  readonly copies: number;
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
  const take =
    step === undefined && !hasCurves(roles.metrics) ? undefined : takeOf(table, { roles, options, groups, step });
  const files = table.columns.filter(({ name }) => name !== 'index' && isMadePlace(name));
  const columns = createScoreColumns(groups.size, { places, roles });
  for (let group = 0; group < groups.size; group++) {
    const members = groups.at(group);
    const distinct = members.length > 1 && step === undefined ? withoutCopies(members, { table, copies }) : members;
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
  if (roles.row !== undefined && roles.cluster === undefined) notes.push(...clusterNotes(roles, places));
  if (copies.count > 0) notes.push(`${copies.count} rows are exact copies of others and are left out`);
  return {
    scores,
    pairing,
    notes: [...notes, ...taken],
    blockColumns,
    repeatColumns,
    copies: copies.count,
    curves: step !== undefined,
  };
}

/** Tools log what they have: rows without any of the scores, beside rows of the same run that have one, are no results. */
function scoredRows(members: readonly number[], metrics: readonly MetricColumn[]): readonly number[] {
  if (members.length < 2 || metrics.length === 0) return members;
  const there = members.filter((row) => metrics.some(({ column }) => column.codes[row] !== -2));
  return there.length === 0 ? members : there;
}

/** A step that comes twice is another run where some other column tells the two apart; else it was logged again. */
function refuseMixedCurves(
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
  for (const row of members) {
    if (metric!.column.codes[row] === -2) continue;
    const before = seen.get(step.numbers[row]!);
    seen.set(step.numbers[row]!, row);
    if (before === undefined) continue;
    const apart = [...roles.settings, ...roles.ids].some((column) => textAt(column, before) !== textAt(column, row));
    if (apart) throw twoInOnePlace([before, row], { table, roles, places });
  }
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

/** Which rows are a run's; made one run at a time, for a million runs of one row each are a million lists. */
interface RowsByGroup {
  readonly size: number;
  readonly at: (group: number) => readonly number[];
  /** The number of rows of the run that has most. */
  readonly longest: number;
}

/** Rows without any of these metrics are left out. */
function rowsByGroup(groups: Groups, metrics: readonly MetricColumn[]): RowsByGroup {
  const members = membersOf(groups);
  const at = (group: number): readonly number[] => scoredRows(rowsOfGroup(members, group), metrics);
  let longest = 0;
  if (members.size === groups.of.length) longest = Math.min(1, members.size);
  else for (let group = 0; group < members.size; group++) longest = Math.max(longest, at(group).length);
  return { size: members.size, at, longest };
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

/** Questions of one topic or passage may stand and fall together. */
function clusterNotes({ settings }: Roles, { row }: Places): readonly string[] {
  const columns = settings.filter((column) => {
    const groups = groupsOf([column], row.of.length);
    return groups.size > 1 && groups.size < row.size && determines(row, groups);
  });
  if (columns.length === 0) return [];
  const flags = columns.slice(0, 3).map(({ name }) => flag('cluster', name));
  return [`questions are taken for independent; if those of one ${namesOf(columns)} are not: ${flags.join(' or ')}`];
}

/** Share of blocks or seeds that at least two variants must meet before they pair anything. */
const SHARED = 0.5;

function placesOf(
  table: CellTable,
  { roles, variant, dataSet }: { roles: Roles; options: ReadOptions; variant: Groups; dataSet: Groups },
): {
  places: Places;
  pairing: Pairing;
  notes: string[];
  blockColumns: readonly CellColumn[];
  repeatColumns: readonly CellColumn[];
} {
  const { rows } = table;
  const notes: string[] = [];
  const one = groupsOf([], rows);
  const row = roles.row === undefined ? one : groupsOf([roles.row], rows);
  const cell = cross(variant, dataSet);
  const several = variant.size > 1;
  let blockColumns: readonly CellColumn[] = roles.fold === undefined ? roles.block : [...partitions(roles), roles.fold];
  let repeatColumns =
    roles.fold === undefined ? roles.repeat : roles.repeat.filter((column) => !blockColumns.includes(column));
  let block =
    roles.byOrder === 'block' ? numbersAsGroups(numberedWithin(cross(cell, row))) : groupsOf(blockColumns, rows);
  if (roles.byOrder === 'block')
    notes.push('blocks are the places of the rows in each cell: the k-th rows belong together (--block row)');
  if (blockColumns.length > 0 && several && sharedBy(cross(dataSet, block), variant) < SHARED) {
    notes.push(`${namesOf(blockColumns)}: every run has its own, so that it pairs nothing`);
    repeatColumns = [...blockColumns, ...repeatColumns];
    blockColumns = [];
    block = one;
  }
  let pairing: Pairing = blockColumns.length > 0 || roles.byOrder === 'block' ? 'block' : 'none';
  let repeat =
    roles.byOrder === 'repeat'
      ? numbersAsGroups(numberedWithin(cross(cross(cell, block), row)))
      : groupsOf(repeatColumns, rows);
  const idColumns = finestOf(roles.ids, rows);
  const ids = groupsOf(idColumns, rows);
  if (pairing === 'none' && roles.byOrder === undefined && repeatColumns.length > 0 && several) {
    if (sharedBy(cross(dataSet, repeat), variant) >= SHARED) pairing = 'seed number';
    else {
      notes.push(`${namesOf(repeatColumns)}: hardly any value is met by two variants, so that it pairs nothing`);
      // If each run has a name of its own, equal seed numbers in two variants are chance and pair nothing.
      if (idColumns.length > 0) [repeat, repeatColumns] = [ids, idColumns];
    }
  }
  if (
    repeatColumns.length === 0 &&
    roles.byOrder !== 'repeat' &&
    roles.ids.length > 0 &&
    !sameAs(roles.ids, roles.variant)
  ) {
    [repeat, repeatColumns] = [ids, idColumns];
  }
  if (pairing === 'block' && repeatColumns.length > 0 && runsAreAlone([variant, dataSet, block, row], repeat)) {
    notes.push(`${namesOf(repeatColumns)}: one run in each block, so that it repeats nothing`);
    [repeat, repeatColumns] = [one, []];
  }
  return { places: { variant, dataSet, block, repeat, row }, pairing, notes, blockColumns, repeatColumns };
}

/** One of several columns that all name the same runs. */
function finestOf(columns: readonly CellColumn[], rows: number): readonly CellColumn[] {
  if (columns.length < 2) return columns;
  const groups = columns.map((column) => groupsOf([column], rows));
  const finest = groups.findIndex((each) => groups.every((other) => determines(each, other)));
  return finest < 0 ? columns : [columns[finest]!];
}

/** With folds, a repeat that is not called a seed is another partition of the rows, with folds of its own. */
function partitions({ block, repeat }: Roles): readonly CellColumn[] {
  return [...block, ...repeat.filter(({ name }) => !/seed|state/i.test(name))];
}

/** Whether every cell holds one repeat only. */
function runsAreAlone(cells: readonly Groups[], repeat: Groups): boolean {
  return determines(cells.reduce(cross), repeat);
}

function sameAs(a: readonly CellColumn[], b: readonly CellColumn[]): boolean {
  return a.length === b.length && a.every((column) => b.includes(column));
}

function numbersAsGroups(of: Int32Array): Groups {
  const most = of.reduce((max, each) => Math.max(max, each), -1);
  return { of, size: most + 1, names: Array.from({ length: most + 1 }, (_, i) => String(i + 1)) };
}

function namesOf(columns: readonly CellColumn[]): string {
  return columns.map(({ name }) => shown(name)).join(', ');
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

function twoInOnePlace(
  members: readonly number[],
  { table, roles, places }: { table: CellTable; roles: Roles; places: Places },
): Error {
  const [first, second] = [members[0]!, members[1]!];
  const place = [
    ['variant', places.variant],
    ['data set', places.dataSet],
    ['block', places.block],
    ['run', places.repeat],
    ['question', places.row],
  ] as const;
  const named = place.flatMap(([word, groups]) => {
    const name = groups.names[groups.of[first]!]!;
    return name === '' ? [] : [`${word} ${shown(name)}`];
  });
  const metricColumns = new Set(roles.metrics.map(({ column }) => column));
  const differs = [...roles.settings, ...roles.ids, ...roles.ignored.keys()].filter(
    (column) =>
      !metricColumns.has(column) && textAt(column, first) !== textAt(column, second) && column.name !== 'index',
  );
  const settings = differs.filter((column) => roles.settings.includes(column));
  const where = named.length === 0 ? '' : ` (${named.join(', ')})`;
  const variants = roles.variant.map(({ name }) => name);
  const question = `${table.name}: ${members.length} different rows lie in one place${where}. What tells them apart?`;
  return ask(question, [
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
    ...differs.slice(0, 6).map(({ name }) => ({ flag: flag('repeat', name), means: 'each value is a run of its own' })),
    ...(roles.dataSet.length > 0 ? [] : differs.slice(0, 4)).map(({ name }) => ({
      flag: flag('dataset', name),
      means: 'each value is a data set',
    })),
    ...differs.slice(0, 3).map(({ name }) => ({
      flag: flag('block', name),
      means: 'runs with one value belong together, across variants',
    })),
    { flag: '--repeat row', means: 'each row is a run of its own; nothing pairs them' },
    { flag: '--block row', means: 'the k-th rows of all variants belong together (folds in a fixed order)' },
  ]);
}

/** Cells that hold lists need be no curves. */
const LISTS = [
  { flag: '--repeat list', means: 'no curves: each number in a list is a run of its own' },
  { flag: '--block list', means: 'no curves: the k-th numbers of all lists belong together (folds in a fixed order)' },
];

/** Columns that rise from row to row. */
function stepsAmong(columns: readonly CellColumn[], members: readonly number[]): readonly CellColumn[] {
  const rises = ({ numbers }: CellColumn): boolean =>
    members.every((row, i) => i === 0 || numbers[row]! > numbers[members[i - 1]!]!);
  return [...new Set(columns)].filter(rises).slice(0, 2);
}

interface Taking {
  readonly take: Take;
  readonly guide?: CellColumn;
  readonly guideBetter: 'higher' | 'lower';
  readonly notes: readonly string[];
}

function hasCurves(metrics: readonly MetricColumn[]): boolean {
  return metrics.some(({ column }) => column.levels.some((level) => level.startsWith('[')));
}

/** Scores of other rows than the metric's, such as a validation loss. */
function guidesIn({ columns }: CellTable, { metrics: [metric] }: Roles): readonly string[] {
  const others = columns.filter((column) => column !== metric?.column && knownMetric(column.name) !== undefined);
  const first = (name: string): number => (phaseOf(name) === 'validation' ? 0 : phaseOf(name) === 'train' ? 2 : 1);
  return [...others]
    .sort((a, b) => first(a.name) - first(b.name))
    .slice(0, 2)
    .map(({ name }) => name);
}

function takeOf(
  table: CellTable,
  {
    roles,
    options,
    groups,
    step,
  }: { roles: Roles; options: ReadOptions; groups: RowsByGroup; step: CellColumn | undefined },
): Taking {
  const { longest } = groups;
  const [metric] = roles.metrics;
  const { take } = options;
  if (take === undefined) {
    const what =
      step === undefined
        ? `The cells of ${shown(metric!.name)} hold curves`
        : `Runs of ${table.name} have up to ${longest} rows, one a step (${shown(step.name)})`;
    throw ask(`${what}: which step is the score?`, [
      { flag: '--take last', means: 'the last one' },
      { flag: '--take mean:5', means: 'the mean of the last five' },
      ...guidesIn(table, roles).map((name) => ({
        flag: flag('take', `at-best:${name}`),
        means: `where ${shown(name)} is best`,
      })),
      { flag: '--take best', means: 'the best one: flattering where it is chosen on the scored rows' },
      ...(step === undefined
        ? LISTS
        : [
            { flag: `--step none ${flag('repeat', step.name)}`, means: 'no curve: each value is a run of its own' },
            {
              flag: `--step none ${flag('block', step.name)}`,
              means: 'no curve: runs with one value belong together, as folds and splits do',
            },
          ]),
    ]);
  }
  if (take.kind === 'at-best') {
    const guide =
      table.columns.find(({ name }) => name === take.metric) ??
      table.columns.find(({ name }) => name.endsWith(`.${take.metric}`));
    if (guide === undefined)
      throw ask(
        `--take at-best:${shown(take.metric)}: there is no such column.`,
        table.columns
          .filter(({ name }) => knownMetric(name) !== undefined)
          .map(({ name }) => ({ flag: flag('take', `at-best:${name}`), means: '' })),
      );
    const guideBetter = options.better?.get(guide.name) ?? knownMetric(guide.name)?.better;
    if (guideBetter === undefined)
      throw ask(`Which way is ${shown(guide.name)} better?`, [
        { flag: flag('better', `${guide.name}=lower`), means: 'as a loss' },
        { flag: flag('better', `${guide.name}=higher`), means: 'as an accuracy' },
      ]);
    return { take, guide, guideBetter, notes: [] };
  }
  const notes =
    take.kind === 'best'
      ? ['the best step is chosen on the rows that are scored: every score is flattered, noisy curves most']
      : [];
  return { take, guideBetter: 'higher', notes };
}

function outcomeOf(
  members: readonly number[],
  { roles, take, step }: { roles: Roles; take: Taking | undefined; step: CellColumn | undefined },
): RunOutcome {
  const [first] = members as readonly [number, ...number[]];
  const state = roles.status === undefined ? 'ok' : stateOf(textAt(roles.status, members.at(-1)!));
  const values = roles.metrics.map((metric) => valueOf(members, { metric, take, step }));
  if (state !== 'ok')
    return {
      status: 'failed',
      reason: state === 'failed' ? (textAt(roles.status!, members.at(-1)!) ?? state) : state,
      values: values.map(() => NaN),
    };
  if (Number.isNaN(values[0]!)) {
    const said = roles.failure === undefined ? undefined : textAt(roles.failure, members.at(-1)!);
    const written = textAt(roles.metrics[0]!.column, members.at(-1)!);
    const others = values.some((value) => !Number.isNaN(value));
    if (said === undefined && written === undefined && others) return { status: 'missing', values };
    return {
      status: 'failed',
      reason:
        said === undefined ? (written === undefined ? 'no score' : `score ${shown(written)}`) : failureWords(said),
      values,
    };
  }
  if (roles.metrics.every(({ error }) => error === undefined)) return { status: 'ok', values };
  const errors = roles.metrics.map(({ error, divisor }) =>
    error === undefined ? NaN : error.numbers[first]! / divisor,
  );
  return errors.every(Number.isNaN) ? { status: 'ok', values } : { status: 'ok', values, errors };
}

/** The kind of an error, without what is particular to one run. */
function failureWords(text: string): string {
  const kind = text
    .replace(/^(?:(?:\w+\.)*(?:Error|Exception|ERROR))\s*:\s*/, '')
    .split(/[:\n(]/)[0]!
    .trim();
  return shown(kind === '' ? text : kind);
}

function valueOf(
  members: readonly number[],
  { metric, take, step }: { metric: MetricColumn; take: Taking | undefined; step: CellColumn | undefined },
): number {
  const { column, better, divisor } = metric;
  if (take === undefined) return column.numbers[members[0]!]! / divisor;
  const points =
    step === undefined ? pointsInCell(column, members[0]!) : pointsOfRows(members, { column, step, guide: take.guide });
  return takeScore(points, { take: take.take, better, guideBetter: take.guideBetter }) / divisor;
}

/** In the order of steps; of two rows of one step that hold the score the later one counts: tools log each score by itself. */
function pointsOfRows(
  members: readonly number[],
  { column, step, guide }: { column: CellColumn; step: CellColumn; guide: CellColumn | undefined },
): readonly Point[] {
  const held = guide === undefined ? members.filter((row) => column.codes[row] !== -2) : [];
  const points = (held.length > 0 ? held : members).map((row): Point => ({
    step: step.numbers[row]!,
    value: column.numbers[row]!,
    guide: guide?.numbers[row] ?? NaN,
  }));
  if (points.some((point, i) => i > 0 && point.step < points[i - 1]!.step)) points.sort((a, b) => a.step - b.step);
  return points.filter(({ step: at }, i) => points[i + 1]?.step !== at);
}

function pointsInCell(column: CellColumn, row: number): readonly Point[] {
  const text = textAt(column, row);
  if (!text?.startsWith('[')) return [{ step: 0, value: column.numbers[row]!, guide: NaN }];
  return text
    .slice(1, -1)
    .split(',')
    .map((part, step) => ({ step, value: part.trim() === '' ? NaN : Number(part), guide: NaN }));
}
