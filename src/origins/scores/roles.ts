/**
 * Which column is what. In this order: what a flag says, what the tool's shape says, what the name means. Whatever is left
 * and could change the answer is asked for.
 */
import { valuesOf } from './cells.js';
import type { CellColumn } from './cells.js';
import { flaggedColumns } from './flagged-columns.js';
import { chooseMetrics } from './metric-columns.js';
import type { MetricChoice } from './metric-columns.js';
import { knownMetric } from './names.js';
import { namedRole, namesFolds } from './role-names.js';
import type { NamedRole } from './role-names.js';
import { refuseNumbered } from './numbered-scores.js';
import type { ReadOptions } from './options.js';
import { alikeColumns } from './prefixed-metrics.js';
import type { Hint, Shaped } from './shapes/shape.js';
import { holdsLists } from './shapes/unfold.js';
import { oneNaming, sharable, withoutTwins } from './twins.js';
import { refuseGaps, refuseTasks, variantOf, whatStandsInFront } from './variant-column.js';
import type { AnyRole } from './variant-column.js';

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
  const isOpen = options.metrics === undefined && dataSet.length === 0;
  if (options.metrics === undefined && shaped.hints.size === 0)
    refuseNumbered(
      metrics.metrics.map(({ column }) => column),
      table,
    );
  if (isOpen) refuseTasks(table, { hints, metrics: metrics.metrics.map(({ column }) => column) });
  const alike = isOpen ? alikeColumns(metrics.metrics.map(({ column }) => column)) : [];
  const used = new Set([...taken, ...dataSet]);
  const variant =
    flagged.get('variant') ??
    variantOf(table, {
      shaped,
      free: free.filter((column) => !used.has(column)),
      alike,
      roleOf,
    });
  if (!flagged.has('variant')) refuseGaps(variant, { table, role: 'variant' });
  if (!flagged.has('dataset')) refuseGaps(dataSet, { table, role: 'dataset' });
  if (alike.length > 1 && alike[0]!.metric.toLowerCase() !== 'loss')
    throw whatStandsInFront(alike, { table, named: true });
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

/** Numbers with parts behind the point, hardly any of them twice: somebody measured them, and chose none. */
function isMeasured(column: CellColumn): boolean {
  if (column.levels.length > 0) return false;
  const some = column.numbers.slice(0, LOOKED_AT).filter((value) => !Number.isNaN(value));
  return some.length > 2 && some.some((value) => !Number.isInteger(value)) && 2 * new Set(some).size > some.length;
}

const LOOKED_AT = 1000;

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
  if (isMeasured(column) || holdsTwoNumbers(column)) return false;
  const most = metrics.others.has(column) ? 12 : 50;
  const levels = valuesOf(column, most + 1).length;
  return levels > 1 && levels <= most;
}

const TWO_NUMBERS = /^[+-]?\d*\.?\d+\s*[/|;]\s*[+-]?\d*\.?\d+$/;

function holdsTwoNumbers({ levels }: CellColumn): boolean {
  return levels.length > 0 && levels.every((level) => level.length <= 64 && TWO_NUMBERS.test(level));
}

function whyIgnored(column: CellColumn, hints: ReadonlyMap<string, Hint>): string {
  const hint = hints.get(column.name);
  if (hint !== undefined) return hint.why;
  if (valuesOf(column, 2).length < 2) return 'the same everywhere';
  if (holdsTwoNumbers(column)) return `two numbers in a cell, such as ${column.levels[0]!}: no one score`;
  const role = namedRole(column.name);
  if (role === 'id') return 'bookkeeping';
  return column.name === 'index' ? 'the number of the row' : 'no known role';
}
