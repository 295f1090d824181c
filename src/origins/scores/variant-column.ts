/** Which column tells the variants apart: one whose name says so, or the question. Pure. */
import { shellWord } from '../../base/shell-word.js';
import { quoted } from '../../data/names.js';
import { ask, flag } from './ask.js';
import type { Answer, OpenQuestion } from './ask.js';
import { contentOf, valuesOf } from './cells.js';
import type { CellColumn, CellTable } from './cells.js';
import { determines, groupsOf } from './groups.js';
import { knownMetric, wordsOf } from './names.js';
import type { PrefixedColumn } from './prefixed-metrics.js';
import { namedRole } from './role-names.js';
import type { Hint, Shaped } from './shapes/shape.js';
import { holdsLists } from './shapes/unfold.js';
import { variantColumns } from './shapes/columns-as.js';
import { taskHeadings } from './task-headings.js';
import { count, someOf } from './shown.js';
import { withoutTwins } from './twins.js';
import { whole } from '../../base/how-many.js';

export type AnyRole = Hint['role'];

const MOST_VARIANTS = 1000;

export function variantOf(
  table: CellTable,
  {
    shaped,
    free,
    alike,
    roleOf,
  }: {
    shaped: Shaped;
    free: readonly CellColumn[];
    /** Scores that may be those of a variant each. */
    alike: readonly PrefixedColumn[];
    roleOf: (column: CellColumn) => AnyRole | undefined;
  },
): readonly CellColumn[] {
  const levels = (column: CellColumn): number => valuesOf(column, MOST_VARIANTS + 1).length;
  const isAmount = ({ numbers }: CellColumn): boolean =>
    numbers.some((value) => !Number.isNaN(value) && !Number.isInteger(value));
  // `system` beside `user` is a time, and no thing that is compared.
  const named = free.filter((column) => roleOf(column) === 'variant' && !isAmount(column));
  const varying = named.filter((column) => levels(column) > 1);
  if (varying.length === 1 || (named.length === 1 && varying.length === 0))
    return [...(varying.length === 1 ? varying : named)];
  if (varying.length > 1) return oneVariant(varying, table);
  if (shaped.tuning === 'trials') return trialNumbers(free, shaped);
  const possible = free.filter((column) => {
    const role = roleOf(column);
    if (role !== undefined && role !== 'setting' && role !== 'value') return false;
    if (knownMetric(column.name) !== undefined || column.name === 'entry') return false;
    const { texts, numbers } = contentOf(column);
    // `train_loss_epoch`: measured, not chosen.
    if (texts === 0 && wordsOf(column.name).some((word) => knownMetric(word) !== undefined)) return false;
    const many = levels(column);
    if (many < 2 || many > 50 || many === table.rows) return false;
    return texts > numbers || role === 'setting' || many <= 12;
  });
  const candidates = withoutTwins([...naming(free, table), ...possible], table);
  const wide = variantColumns(table).filter((column) => free.includes(column) && !candidates.includes(column));
  if (candidates.length === 0 && alike.length > 1) throw whatStandsInFront(alike, { table, named: false });
  const stems = candidates.length > 0 ? [] : free.filter((column) => roleOf(column) === 'id').flatMap(numberedNames);
  if (candidates.length === 0 && stems.length === 0 && wide.length < 2) {
    const trials = trialsOf(
      free.filter(({ name }) => /trial|^tid$/i.test(name)),
      { table, roleOf },
    );
    if (trials.length > 0)
      throw ask(`Are the rows of ${table.name} trials of a search, or repeats of one thing?`, [
        ...trials,
        { flag: '--variant none', means: 'repeats: all runs are of one kind' },
      ]);
    // A chart of runs without any settings: each run is a variant of its own.
    const runs = free.filter((column) => shaped.hints.get(column.name)?.role === 'id').slice(0, 1);
    return runs.length === 1 && shaped.hints.get(runs[0]!.name)?.why === 'the name of one run' ? runs : [];
  }
  throw ask(`Which column of ${table.name} tells the variants apart, the things to be compared?`, [
    ...candidates.slice(0, 12).map((column) => ({
      flag: flag('variant', column.name),
      means:
        `${whole(levels(column))} variants: ${valuesOf(column, 3).join(', ')}${levels(column) > 3 ? ' …' : ''}`.slice(
          0,
          90,
        ),
    })),
    ...candidates.slice(0, 12).flatMap(numberedNames),
    ...stems,
    ...(wide.length >= 2 && !candidates.some((column) => contentOf(column).texts > 0)
      ? [
          {
            flag: '--variant columns',
            means: `a column each: ${wide
              .slice(0, 3)
              .map(({ name }) => name)
              .join(', ')} …`,
          },
        ]
      : []),
    ...trialsOf(free, { table, roleOf }),
    { flag: '--variant none', means: 'none: all runs are of one kind' },
  ]);
}

/** A column that names every row once may number the trials of a search. */
function trialsOf(
  free: readonly CellColumn[],
  { table, roleOf }: { table: CellTable; roleOf: (column: CellColumn) => AnyRole | undefined },
): readonly { readonly flag: string; readonly means: string }[] {
  const names = free.filter((column) => {
    const role = roleOf(column);
    const isName = role === 'id' || role === 'repeat' || /^(?:tid|trials?|number)$/i.test(column.name);
    return (
      isName && table.rows > 2 && !/seed|state/i.test(column.name) && groupsOf([column], table.rows).size === table.rows
    );
  });
  return names.slice(0, 1).map(({ name }) => ({
    flag: flag('variant', name),
    means: `${table.rows} trials of a search, one run each: the best of them, and how much of that is luck`,
  }));
}

/** @throws {OpenQuestion} where several scores have the names of tasks in their headings: they may be data sets */
export function refuseTasks(
  table: CellTable,
  { hints, metrics }: { hints: ReadonlyMap<string, Hint>; metrics: readonly CellColumn[] },
): void {
  const found = taskHeadings(metrics.filter(({ name }) => hints.get(name) === undefined));
  if (new Set(found.map(({ task }) => task)).size < 2) return;
  const names = found.map(({ task }) => task);
  throw ask(
    `${table.name} has ${whole(found.length)} scores whose headings begin with names (${someOf(names)}): what are they?`,
    [
      { flag: '--dataset columns --metric score --better higher', means: 'data sets, a column each' },
      { flag: '--variant columns --metric score --better higher', means: 'variants, the things to be compared' },
      ...found.slice(0, 6).map(({ column }) => ({
        flag: flag('metric', column.name),
        means: 'neither: this is the score, and the others are left out',
      })),
    ],
  );
}

/** @throws {OpenQuestion} where rows name no variant or data set: a sheet with merged cells is written so, and so are notes below a table */
export function refuseGaps(
  columns: readonly CellColumn[],
  { table, role }: { table: CellTable; role: 'variant' | 'dataset' },
): void {
  for (const column of columns) {
    const { missing } = contentOf(column);
    if (missing === 0) continue;
    const word = role === 'dataset' ? 'data set' : role;
    const names = valuesOf(column, MOST_VARIANTS);
    throw ask(
      `${quoted(column.name)} of ${table.name} is empty in ${whole(missing)} of ${count(table.rows, 'row')}. What are these rows?`,
      [
        { flag: flag('fill', column.name), means: `of the ${word} above them, as merged cells are` },
        ...(names.length <= 12 && names.every((name) => !name.includes(','))
          ? [{ flag: `--where ${shellWord(`${column.name}=${names.join(',')}`)}`, means: 'no runs: leave them out' }]
          : []),
        { flag: flag(role, column.name), means: `runs of a ${word} without a name` },
      ],
    );
  }
}

export function whatStandsInFront(
  alike: readonly PrefixedColumn[],
  { table: { name: file }, named }: { table: CellTable; named: boolean },
): OpenQuestion {
  const { metric } = alike[0]!;
  const names = alike.slice(0, 4).map(({ name }) => name);
  const shown = `${names.join(', ')}${alike.length > names.length ? ' …' : ''}`.slice(0, 90);
  return ask(`${file} has ${alike.length} columns of ${metric}: what are the names in front of it?`, [
    ...(named
      ? []
      : [
          {
            flag: `--variant columns ${flag('metric', metric)}`,
            means: `variants, the things to be compared: ${shown}`,
          },
        ]),
    {
      flag: `--dataset columns ${flag('metric', metric)}`,
      means: named ? `data sets: ${shown}` : 'data sets, on which one thing was scored',
    },
    ...alike.slice(0, 6).map(({ column }) => ({
      flag: `${flag('metric', column.name)}${named ? '' : ' --variant none'}`,
      means: `neither: this is a score${named ? '' : ' of runs of one kind'}`,
    })),
  ]);
}

/** A table with one row a thing, as leaderboards are: columns of words in which every row has a name of its own. */
function naming(free: readonly CellColumn[], table: CellTable): readonly CellColumn[] {
  return free.filter((column) => {
    const { texts } = contentOf(column);
    const { name } = column;
    const role = namedRole(name);
    const mayName = role === undefined || name === 'index' || /^(?:name|display_?name)$/i.test(name);
    if (holdsLists(column) || knownMetric(name) !== undefined) return false;
    return mayName && texts === table.rows && table.rows > 1 && column.levels.length === table.rows;
  });
}

/** `ppo_s0`, `adam_seed3`: a name, and the number of a run behind it. */
const NUMBERED_NAME = '^(.*?[^_. -])(?:[_. -]+(?:seed|run|s|v|r)?|seed|run)[_. -]?([0-9]+)$';

/** Names with a number behind are a variant and its runs. */
function numberedNames(column: CellColumn): readonly Answer[] {
  const pattern = new RegExp(NUMBERED_NAME, 'u');
  const values = valuesOf(column, MOST_VARIANTS + 1);
  const names = new Set(values.map((value) => pattern.exec(value)?.[1]));
  const areNames = [...names].every((name) => name !== undefined && /\p{L}/u.test(name));
  if (!areNames || names.size < 2 || names.size === values.length) return [];
  return [
    {
      flag: `--derive ${shellWord(`variant,number=${column.name}:${NUMBERED_NAME}`)} --variant variant --repeat number`,
      means: `${whole(names.size)} variants, numbered runs of each: ${[...names].slice(0, 3).join(', ')}`,
    },
  ];
}

/** The tool's own number of a trial, rather than the number of the row. */
function trialNumbers(free: readonly CellColumn[], { hints }: Shaped): readonly CellColumn[] {
  const ids = free.filter(({ name }) => (hints.get(name)?.role ?? namedRole(name)) === 'id');
  return [...ids.filter(({ name }) => hints.has(name)), ...ids].slice(0, 1);
}

function oneVariant(columns: readonly CellColumn[], table: CellTable): readonly CellColumn[] {
  const groups = columns.map((column) => groupsOf([column], table.rows));
  const finest = groups.findIndex((each) => groups.every((other) => determines(each, other)));
  if (finest >= 0 && groups.every((other) => determines(other, groups[finest]!))) return [columns[finest]!];
  throw ask(`${table.name} has more than one column that may tell the variants apart.`, [
    ...columns.map(({ name }) => ({ flag: flag('variant', name), means: 'this one alone' })),
    { flag: flag('variant', ...columns.map(({ name }) => name)), means: 'every combination that occurs' },
  ]);
}
