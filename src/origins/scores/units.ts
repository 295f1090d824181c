/**
 * Shares as 0 to 1. Per cent is recognised where the name says share and values go beyond 1; where some values look like shares
 * and others like per cent, or a value can be neither, nobody but the user knows. Pure.
 */
import { quoted } from '../../data/names.js';
import { ask, flag } from './ask.js';
import type { Answer, OpenQuestion } from './ask.js';
import type { CellColumn, CellTable } from './cells.js';
import { findColumn } from './find-column.js';
import { groupsOf } from './groups.js';
import type { Groups } from './groups.js';
import type { MetricColumn } from './metric-column.js';
import { knownMetric } from './names.js';
import type { ReadOptions } from './options.js';
import { isMadePlace } from './role-names.js';
import type { Roles } from './roles.js';
import { someOf } from './shown.js';

/** Rounding puts some shares a little above 1, and per cent above 100. */
export const ABOVE_ONE = 1.000001;
const ABOVE_HUNDRED = 100.0001;
/** Between values that are one quantity in one unit there is no such step just at 1. */
const STEP = 2;

/** @throws {OpenQuestion} where the unit cannot be told */
export function withUnits(roles: Roles, table: CellTable, options: ReadOptions): Roles {
  const metrics = roles.metrics.map((metric) => ({ ...metric, ...unitOf(metric, { roles, table, options }) }));
  return { ...roles, metrics };
}

type Unit = Pick<MetricColumn, 'scale' | 'divisor' | 'divisors'>;
interface Context {
  readonly roles: Roles;
  readonly table: CellTable;
  readonly options: ReadOptions;
}

const SHARE: Unit = { scale: 'share', divisor: 1 };
const PERCENT: Unit = { scale: 'share', divisor: 100 };

function unitOf(metric: MetricColumn, { roles, table, options: { scale } }: Context): Unit {
  const { column } = metric;
  if (scale === 'plain' || (scale === undefined && knownMetric(column.name)?.scale !== 'share'))
    return { scale: 'plain', divisor: 1 };
  if (scale === 'share') return SHARE;
  if (scale === 'percent') return PERCENT;
  if (scale === 'mixed') return divided(column, (value) => value > ABOVE_ONE);
  if (scale !== undefined) {
    const groups = groupsOf(
      scale.by.map((name) => findColumn(table, name, 'scale')),
      table.rows,
    );
    const large = largeGroups(column, groups);
    return divided(column, (_value, row) => large[groups.of[row]!] === 1);
  }
  return unitByValues(column, { roles, table });
}

function divided(column: CellColumn, isPercent: (value: number, row: number) => boolean): Unit {
  return { ...SHARE, divisors: column.numbers.map((value, row) => (isPercent(value, row) ? 100 : 1)) };
}

function unitByValues(column: CellColumn, { roles, table }: Pick<Context, 'roles' | 'table'>): Unit {
  const { low, high, belowOne, aboveOne } = rangeOf(column);
  const what = `${quoted(column.name)} of ${table.name}`;
  if (low < 0 || high > ABOVE_HUNDRED)
    throw ask(`${what} holds ${low < 0 ? low : high}, which is neither a share nor per cent.`, [
      { flag: '--scale plain', means: 'take all numbers as they are (a run without a score has an empty cell)' },
    ]);
  if (!(high > ABOVE_ONE)) return SHARE;
  if (/percent|pct|%/i.test(column.name) || belowOne === 0) return PERCENT;
  const mixed = mixedGroups(column, { roles, table, step: aboveOne / belowOne });
  if (mixed !== undefined)
    throw mixedQuestion(
      `${what} holds values up to 1 (${mixed.small}) and values up to ${high} (${mixed.large})`,
      mixed.answer,
      high,
    );
  if (high >= STEP && aboveOne / belowOne < STEP) return PERCENT;
  throw mixedQuestion(`${what} holds values up to 1 and values up to ${high}`, undefined, high);
}

const MIXED: Answer = { flag: '--scale mixed', means: 'values up to 1 are shares, those above it per cent' };

function mixedQuestion(holds: string, own: Answer | undefined, high: number): OpenQuestion {
  return ask(`${holds}: are these shares or per cent?`, [
    { flag: '--scale percent', means: 'all are per cent' },
    ...(high < STEP
      ? [{ flag: '--scale share', means: 'all are shares, those above 1 too' }]
      : [...(own === undefined ? [] : [own]), MIXED]),
    { flag: '--scale plain', means: 'neither: take the numbers as they are' },
  ]);
}

interface Range {
  readonly low: number;
  readonly high: number;
  /** The largest value that may be a share, 0 where there is none, and the smallest above 1. */
  readonly belowOne: number;
  readonly aboveOne: number;
}

/** Of all numbers, those in lists too. */
function rangeOf({ numbers, levels }: CellColumn): Range {
  let [low, high, belowOne, aboveOne] = [Infinity, -Infinity, 0, Infinity];
  const add = (value: number): void => {
    if (!Number.isFinite(value)) return;
    low = Math.min(low, value);
    high = Math.max(high, value);
    if (value > ABOVE_ONE) aboveOne = Math.min(aboveOne, value);
    else belowOne = Math.max(belowOne, value);
  };
  for (const value of numbers) add(value);
  for (const level of levels.filter((each) => each.startsWith('[')))
    for (const part of level.slice(1, -1).split(',')) add(part.trim() === '' ? NaN : Number(part));
  return { low, high, belowOne, aboveOne };
}

/** The first column by which some groups hold shares alone and others hold more. */
function mixedGroups(
  column: CellColumn,
  { roles, table, step }: { roles: Roles; table: CellTable; step: number },
): { readonly small: string; readonly large: string; readonly answer: Answer } | undefined {
  const files = table.columns.filter(({ name }) => name !== 'index' && isMadePlace(name));
  // Two data sets may differ by any factor; two variants on one do not lie on both sides of 1 by chance.
  const ways = [
    ...roles.dataSet.map((each) => ({ each, least: 1 })),
    ...[...roles.variant, ...files].map((each) => ({ each, least: STEP })),
  ];
  for (const { each, least } of ways) {
    if (step < least) continue;
    const groups = groupsOf([each], table.rows);
    const [large, small] = [largeGroups(column, groups), smallGroups(column, groups)];
    const named = (flags: Uint8Array): string => someOf(groups.names.filter((_, i) => flags[i] === 1));
    if (!small.includes(1) || !large.includes(1)) continue;
    return {
      small: named(small),
      large: named(large),
      answer: {
        flag: flag('scale', `by:${each.name}`),
        means: 'each of these has its own unit: per cent where a value lies above 1, else shares',
      },
    };
  }
  return undefined;
}

/** 1 for each group that holds a value above 1. */
function largeGroups({ numbers }: CellColumn, { of, size }: Groups): Uint8Array {
  const large = new Uint8Array(size);
  numbers.forEach((value, row) => {
    if (value > ABOVE_ONE) large[of[row]!] = 1;
  });
  return large;
}

/** 1 for each group that holds values above 0, and none above 1. */
function smallGroups(column: CellColumn, groups: Groups): Uint8Array {
  const large = largeGroups(column, groups);
  const small = new Uint8Array(groups.size);
  column.numbers.forEach((value, row) => {
    const group = groups.of[row]!;
    if (value > 0 && large[group] === 0) small[group] = 1;
  });
  return small;
}
