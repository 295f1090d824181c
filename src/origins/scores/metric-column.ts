/** One column as a metric: which way is better, and in which unit. A direction that changes from data set to data set is refused. Pure. */
import { UserError } from '../../base/errors.js';
import { quoted } from '../../data/names.js';
import { ask, flag } from './ask.js';
import type { CellColumn, CellTable } from './cells.js';
import { saidDirection } from './direction-column.js';
import { aggregateOf, knownMetric } from './names.js';
import type { ReadOptions } from './options.js';
import { namedRole } from './role-names.js';
import type { Hint } from './shapes/shape.js';
import { whole } from '../../base/how-many.js';

export interface MetricColumn {
  readonly name: string;
  readonly column: CellColumn;
  readonly better: 'higher' | 'lower';
  /** Why this direction. */
  readonly why: string;
  readonly scale: 'share' | 'plain';
  /** What a value is divided by: 100 for per cent. */
  readonly divisor: number;
  /** The same by row, where units are mixed. */
  readonly divisors?: Float64Array;
  readonly error?: CellColumn;
}

export interface Given {
  readonly hints: ReadonlyMap<string, Hint>;
  readonly options: ReadOptions;
  /** Columns that have another role by a flag. */
  readonly taken: ReadonlySet<CellColumn>;
  readonly tuning?: boolean;
}

export function metricColumn(
  column: CellColumn,
  { table, given, others }: { table: CellTable; given: Given; others: readonly CellColumn[] },
): MetricColumn {
  const { hints, options } = given;
  const { name } = column;
  if (options.metrics !== undefined) refuseAggregate(column, { table, given });
  const known = knownMetric(name);
  const hint = hints.get(name);
  const said = options.better?.get(name) ?? options.better?.get(name.replace(/^metrics\./, ''));
  const told = saidDirection(column, table);
  const better =
    said ??
    hint?.better ??
    known?.better ??
    options.better?.get('') ??
    told?.better ??
    (isSpent(name) ? 'lower' : undefined);
  if (better === undefined) {
    const turning = turningColumn(column, others);
    throw (
      turning ??
      ask(`Is a higher or a lower ${quoted(name)} better?`, [
        { flag: `${flag('metric', name)} --better higher`, means: 'as an accuracy is' },
        { flag: `${flag('metric', name)} --better lower`, means: 'as a loss is' },
      ])
    );
  }
  const turning = said === undefined && known === undefined ? turningColumn(column, others) : undefined;
  if (turning !== undefined) throw turning;
  const why =
    said !== undefined
      ? '--better'
      : hint?.better !== undefined
        ? hint.why
        : known !== undefined
          ? 'the name'
          : options.better?.get('') !== undefined
            ? '--better'
            : told !== undefined
              ? quoted(told.by)
              : 'a time or another cost';
  const error = table.columns.find((each) => hints.get(each.name)?.errorOf === name || aggregateIs(each.name, name));
  return {
    name,
    column,
    better,
    why,
    // Settled when it is known what the values belong to.
    scale: 'plain',
    divisor: 1,
    ...(error === undefined ? {} : { error }),
  };
}

/** Less time is better, and so with everything that is spent; of speeds more is. */
function isSpent(name: string): boolean {
  return namedRole(name) === 'cost' && !/fps|throughput|per_?sec|speed/i.test(name);
}

function aggregateIs(name: string, metric: string): boolean {
  const aggregate = aggregateOf(name);
  return aggregate?.kind === 'standard error' && aggregate.of === metric;
}

function refuseAggregate({ name }: CellColumn, { table, given }: { table: CellTable; given: Given }): void {
  const aggregate = aggregateOf(name);
  if (given.hints.get(name)?.role === 'aggregate' || (aggregate !== undefined && aggregate.kind !== 'centre'))
    throw new UserError(
      `${quoted(name)} of ${table.name} is a spread, not a score.`,
      'Name the column of the scores themselves.',
    );
}

/** A column that repeats one metric on some rows and another, with the other direction, on others. */
function turningColumn(column: CellColumn, others: readonly CellColumn[]): UserError | undefined {
  const sides = { higher: 0, lower: 0 };
  const equal = new Map<string, number>();
  let finite = 0;
  const known = others.flatMap((other) => {
    const metric = other === column ? undefined : knownMetric(other.name);
    return metric === undefined ? [] : [{ other, better: metric.better }];
  });
  for (let row = 0; row < column.numbers.length; row++) {
    const value = column.numbers[row]!;
    if (Number.isNaN(value)) continue;
    finite++;
    const match = known.find(({ other }) => other.numbers[row] === value);
    if (match === undefined) continue;
    sides[match.better]++;
    equal.set(match.other.name, (equal.get(match.other.name) ?? 0) + 1);
  }
  if (sides.higher === 0 || sides.lower === 0 || sides.higher + sides.lower < 0.9 * finite) return undefined;
  const what = [...equal].map(([name, rows]) => `${quoted(name)} on ${whole(rows)} rows`).join(', ');
  return new UserError(
    `${quoted(column.name)} is no one metric: it equals ${what}, and of these higher is better for one and lower for another.`,
    `Name one of them: ${[...equal.keys()].map((name) => flag('metric', name)).join(' or ')}`,
  );
}
