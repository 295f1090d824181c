/**
 * Which column is what. In this order: what a flag says, what the tool's shape says, what the name means. Whatever is left
 * and could change the answer is asked for.
 */
import { ask, flag } from './ask.js';
import type { OpenQuestion } from './ask.js';
import { contentOf, valuesOf } from './cells.js';
import type { CellColumn, CellTable } from './cells.js';
import { findColumn, findColumns } from './find-column.js';
import { determines, groupsOf } from './groups.js';
import { chooseMetrics } from './metric-columns.js';
import type { MetricChoice } from './metric-columns.js';
import { knownMetric, namedRole, namesFolds, wordsOf } from './names.js';
import type { NamedRole } from './names.js';
import type { ReadOptions } from './options.js';
import { shellWord } from '../../base/shell-word.js';
import { holdsLists } from './shapes/unfold.js';
import { alikeColumns } from './prefixed-metrics.js';
import type { PrefixedColumn } from './prefixed-metrics.js';
import { variantColumns } from './shapes/wide.js';
import type { Hint, Shaped } from './shapes/shape.js';

export interface Roles extends MetricChoice {
  readonly variant: readonly CellColumn[];
  readonly dataSet: readonly CellColumn[];
  readonly block: readonly CellColumn[];
  /** Blocks are folds: of each repeat, where repeats are told apart. */
  readonly fold?: CellColumn;
  readonly repeat: readonly CellColumn[];
  readonly row?: CellColumn;
  readonly cluster?: CellColumn;
  readonly step?: CellColumn;
  readonly status?: CellColumn;
  readonly failure?: CellColumn;
  /** Columns that name single runs. */
  readonly ids: readonly CellColumn[];
  readonly settings: readonly CellColumn[];
  readonly cost: readonly CellColumn[];
  /** Every other column, and why it does not count. */
  readonly ignored: ReadonlyMap<CellColumn, string>;
  /** Blocks or repeats by the place of a row within its cell. */
  readonly byOrder?: 'block' | 'repeat';
}

type AnyRole = Hint['role'];

const RUN_ID = /^(?:run|run ?name|run_?id|name|id|uuid|number|trial|trial_?id|_id)$/i;

export function assignRoles(shaped: Shaped, options: ReadOptions): Roles {
  const { table, hints } = shaped;
  const flagged = flaggedColumns(table, options);
  const taken = new Set([...flagged.values()].flat());
  const metrics = chooseMetrics(table, { hints, options, taken, tuning: shaped.tuning !== undefined });
  for (const { column } of metrics.metrics) taken.add(column);
  const free = table.columns.filter((column) => !taken.has(column) && !metrics.aggregates.includes(column));
  const roleOf = (column: CellColumn): AnyRole | undefined => hints.get(column.name)?.role ?? namedRole(column.name);
  const withRole = (role: AnyRole): readonly CellColumn[] => free.filter((column) => roleOf(column) === role);
  const several = (column: CellColumn): boolean => valuesOf(column, 2).length > 1;
  const dataSet = flagged.get('dataset') ?? oneNaming(withRole('data set').filter(several), table);
  const used = new Set([...taken, ...dataSet]);
  const variant =
    flagged.get('variant') ??
    variantOf(table, {
      shaped,
      free: free.filter((column) => !used.has(column)),
      alike:
        options.metrics === undefined && dataSet.length === 0
          ? alikeColumns(metrics.metrics.map(({ column }) => column))
          : [],
      roleOf,
    });
  for (const column of variant) used.add(column);
  const left = (role: AnyRole): readonly CellColumn[] =>
    withRole(role).filter((column) => !used.has(column) && several(column));
  const fold =
    options.block === undefined ? (left('fold')[0] ?? left('block').find(({ name }) => namesFolds(name))) : undefined;
  const block =
    flagged.get('block') ??
    left('block')
      .filter((column) => column !== fold)
      .slice(0, 1);
  const repeat = flagged.get('repeat') ?? sharable(withoutTwins(left('repeat'), table), { variant, table });
  const ids = free.filter(
    (column) =>
      !used.has(column) && !repeat.includes(column) && roleOf(column) === 'id' && RUN_ID.test(bareId(column.name)),
  );
  for (const column of [...block, ...repeat, ...ids, ...(fold === undefined ? [] : [fold])]) used.add(column);
  const single = (role: NamedRole, name: string): CellColumn | undefined =>
    flagged.get(name)?.[0] ?? withRole(role).filter((column) => !used.has(column))[0];
  const [step, status, row, failure] = [
    single('step', 'step'),
    single('status', 'status'),
    single('row', 'row'),
    single('failure', 'failure'),
  ];
  const cluster = flagged.get('cluster')?.[0];
  for (const column of [step, status, row, failure, cluster]) if (column !== undefined) used.add(column);
  const settings = free.filter(
    (column) => !used.has(column) && (roleOf(column) === 'setting' || isUnnamedSetting(column, { roleOf, metrics })),
  );
  const cost = withRole('cost').filter((column) => !used.has(column));
  const known = new Set([...used, ...settings, ...cost, ...metrics.aggregates]);
  const ignored = new Map(
    table.columns
      .filter((column) => !known.has(column))
      .map((column) => [column, metrics.others.get(column) ?? whyIgnored(column, hints)]),
  );
  return {
    ...metrics,
    variant,
    dataSet,
    block,
    repeat,
    ids,
    settings,
    cost,
    ignored,
    ...(fold === undefined ? {} : { fold }),
    ...(step === undefined ? {} : { step }),
    ...(status === undefined ? {} : { status }),
    ...(row === undefined ? {} : { row }),
    ...(failure === undefined ? {} : { failure }),
    ...(cluster === undefined ? {} : { cluster }),
    ...(isRow(options.block) ? { byOrder: 'block' } : isRow(options.repeat) ? { byOrder: 'repeat' } : {}),
  };
}

function isRow(names: readonly string[] | undefined): boolean {
  return names?.length === 1 && names[0] === 'row';
}

function bareId(name: string): string {
  return name
    .replace(/^tags\.mlflow\./, '')
    .replaceAll('_', ' ')
    .trim()
    .replace(/^run name$/i, 'run name');
}

function flaggedColumns(table: CellTable, options: ReadOptions): ReadonlyMap<string, readonly CellColumn[]> {
  const result = new Map<string, readonly CellColumn[]>();
  const words = (names: readonly string[] | undefined, special: readonly string[]): boolean =>
    names?.length === 1 && special.includes(names[0]!);
  const add = (flagName: string, names: readonly string[] | undefined, special: readonly string[] = ['none']): void => {
    if (names === undefined) return;
    result.set(flagName, words(names, special) ? [] : findColumns(table, names, flagName));
  };
  add('variant', words(options.variant, ['columns']) ? ['variant'] : options.variant);
  add('dataset', options.dataSet);
  add('block', options.block, ['none', 'row']);
  add('repeat', options.repeat, ['none', 'row']);
  for (const [name, value] of [
    ['row', options.rowId],
    ['cluster', options.cluster],
    ['step', options.step],
    ['status', options.status],
  ] as const)
    if (value !== undefined) result.set(name, value === 'none' ? [] : [findColumn(table, value, name)]);
  return result;
}

/** Beside a seed, a column of which every value belongs to one variant (`trial_id`) names runs, and repeats nothing. */
function sharable(
  columns: readonly CellColumn[],
  { variant, table }: { variant: readonly CellColumn[]; table: CellTable },
): readonly CellColumn[] {
  const variants = groupsOf(variant, table.rows);
  const kept = columns.filter((column) => !determines(groupsOf([column], table.rows), variants));
  return columns.length < 2 || variants.size < 2 || kept.length === 0 ? columns : kept;
}

/** Columns that tell no more than one before them (`seed` of a folder’s name, `config.seed` of the file in it) are left out. */
function withoutTwins(columns: readonly CellColumn[], table: CellTable): readonly CellColumn[] {
  const groups = columns.map((column) => groupsOf([column], table.rows));
  const twins = (a: number, b: number): boolean =>
    determines(groups[a]!, groups[b]!) && determines(groups[b]!, groups[a]!);
  return columns.filter((_, i) => !columns.slice(0, i).some((_each, k) => twins(i, k)));
}

/** Of several columns that name the same groups (a task and its number) the first with words. */
function oneNaming(columns: readonly CellColumn[], table: CellTable): readonly CellColumn[] {
  if (columns.length < 2) return columns;
  const groups = columns.map((column) => groupsOf([column], table.rows));
  const same = groups.every((each) => determines(each, groups[0]!) && determines(groups[0]!, each));
  if (same) return [columns.find((column) => contentOf(column).texts > 0) ?? columns[0]!];
  throw ask(
    `${table.name} has more than one column that may name the data set.`,
    columns.map(({ name }) => ({
      flag: flag('dataset', name),
      means: `${
        valuesOf(
          columns.find((column) => column.name === name)!,
          1000,
        ).length
      } data sets`,
    })),
  );
}

const MOST_VARIANTS = 1000;

function variantOf(
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
  const named = free.filter((column) => roleOf(column) === 'variant');
  const varying = named.filter((column) => levels(column) > 1);
  if (varying.length === 1 || (named.length === 1 && varying.length === 0))
    return [...(varying.length === 1 ? varying : named)];
  if (varying.length > 1) return oneVariant(varying, table);
  if (shaped.tuning === 'trials') return free.filter((column) => roleOf(column) === 'id').slice(0, 1);
  const possible = free.filter((column) => {
    const role = roleOf(column);
    if (role !== undefined && role !== 'setting' && role !== 'value') return false;
    if (knownMetric(column.name) !== undefined) return false;
    const { texts, numbers } = contentOf(column);
    // `train_loss_epoch`: measured, not chosen.
    if (texts === 0 && wordsOf(column.name).some((word) => knownMetric(word) !== undefined)) return false;
    const many = levels(column);
    if (many < 2 || many > 50 || many === table.rows) return false;
    return texts > numbers || role === 'setting' || many <= 12;
  });
  const candidates = withoutTwins(possible, table);
  const wide = variantColumns(table).filter((column) => free.includes(column) && !candidates.includes(column));
  if (candidates.length === 0 && alike.length > 1) throw whatStandsInFront(alike, table);
  if (candidates.length === 0 && wide.length < 2) {
    // A chart of runs without any settings: each run is a variant of its own.
    const runs = free.filter((column) => shaped.hints.get(column.name)?.role === 'id').slice(0, 1);
    return runs.length === 1 && shaped.hints.get(runs[0]!.name)?.why === 'the name of one run' ? runs : [];
  }
  throw ask(`Which column of ${table.name} tells the variants apart, the things to be compared?`, [
    ...candidates.slice(0, 12).map((column) => ({
      flag: flag('variant', column.name),
      means: `${levels(column)} variants: ${valuesOf(column, 3).join(', ')}${levels(column) > 3 ? ' …' : ''}`.slice(
        0,
        90,
      ),
    })),
    ...candidates.slice(0, 12).flatMap((column) => numberedNames(column)),
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
    { flag: '--variant none', means: 'none: all runs are of one kind' },
  ]);
}

function whatStandsInFront(alike: readonly PrefixedColumn[], { name: file }: CellTable): OpenQuestion {
  const { metric } = alike[0]!;
  const names = alike.slice(0, 4).map(({ name }) => name);
  const shown = `${names.join(', ')}${alike.length > names.length ? ' …' : ''}`.slice(0, 90);
  return ask(`${file} has ${alike.length} columns of ${metric}: what are the names in front of it?`, [
    { flag: `--variant columns ${flag('metric', metric)}`, means: `variants, the things to be compared: ${shown}` },
    { flag: `--dataset columns ${flag('metric', metric)}`, means: 'data sets, on which one thing was scored' },
    ...alike.slice(0, 6).map(({ column }) => ({
      flag: `${flag('metric', column.name)} --variant none`,
      means: 'neither: this is a score of runs of one kind',
    })),
  ]);
}

/** `ppo_s0, ppo_s1, sac_s0`: names with a number behind are a variant and its runs. */
function numberedNames(column: CellColumn): readonly { readonly flag: string; readonly means: string }[] {
  const values = valuesOf(column, MOST_VARIANTS + 1);
  const stems = values.map((value) => /^(.*[^\d_.\s-])[_.\s-]*?(?:[_.\s-](?:s|v|r)?|seed|run)\d+$/.exec(value)?.[1]);
  const names = new Set(stems);
  if (names.has(undefined) || names.size === values.length) return [];
  return [
    {
      flag: `--derive ${shellWord(`variant,number=${column.name}:^(.*[^0-9_. -])[_. -]*(?:s|v|r|seed|run)?([0-9]+)$`)} --variant variant --repeat number`,
      means: `${names.size} variants, numbered runs of each: ${[...names].slice(0, 3).join(', ')}`,
    },
  ];
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

/** Words, or few different numbers, with a name that says nothing: it may be a setting of the run. */
function isUnnamedSetting(
  column: CellColumn,
  { roleOf, metrics }: { roleOf: (column: CellColumn) => AnyRole | undefined; metrics: MetricChoice },
): boolean {
  if (
    roleOf(column) !== undefined ||
    column.name === 'index' ||
    holdsLists(column) ||
    knownMetric(column.name) !== undefined
  )
    return false;
  const most = metrics.others.has(column) ? 12 : 50;
  const levels = valuesOf(column, most + 1).length;
  return levels > 1 && levels <= most;
}

function whyIgnored(column: CellColumn, hints: ReadonlyMap<string, Hint>): string {
  const hint = hints.get(column.name);
  if (hint !== undefined) return hint.why;
  if (valuesOf(column, 2).length < 2) return 'the same everywhere';
  const role = namedRole(column.name);
  if (role === 'id') return 'bookkeeping';
  return column.name === 'index' ? 'the number of the row' : 'no known role';
}
