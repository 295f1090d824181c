/**
 * Splits that keep rows together or in their order: all rows of a group on one side, or training on the past and scoring
 * what came after. Pure: a split is a function of its stream key and the column, nothing else. Never stratified.
 */
import { UserError } from '../base/errors.js';
import { shuffle, words, type StreamKey } from '../base/streams.js';
import type { Column } from './dataset.js';
import { quoted } from './names.js';
import type { RowParts } from './split.js';

/** Sub-streams of the split's key; 0 and 1 are those of other splits. */
const GROUP_ORDER = 2;
const ORIGIN = 3;

interface Shares {
  readonly test: number;
  readonly validation: number;
}

/**
 * A three-way split of groups: they are drawn in random order, and a part takes them until it is as near to its share of the
 * rows as whole groups allow.
 *
 * @throws {UserError} if there are too few groups for all parts
 */
export function groupHoldoutSplit(
  column: Column,
  { test, validation, key }: Shares & { readonly key: StreamKey },
): RowParts {
  const groups = groupsOf(column);
  const wanted = validation > 0 ? 3 : 2;
  refuseFew(column, { groups: groups.length, wanted });
  const order = shuffle([...groups.keys()], words(key, GROUP_ORDER));
  const rows = rowCount(column);
  const first = take(order, { groups, rows: test * rows, leave: wanted - 1 });
  const second =
    validation > 0 ? take(first.rest, { groups, rows: validation * rows, leave: 1 }) : { part: [], rest: first.rest };
  return partsOf(groups, { test: first.part, validation: second.part, train: second.rest });
}

/**
 * One partition of the groups into folds of about equal size, largest groups first; each fold is the test part once.
 *
 * @param validation share of the rows outside the fold, in whole groups; 0 for none
 * @throws {UserError} if there are fewer groups than folds, or too few for a validation part
 */
export function groupKFoldSplit(
  column: Column,
  { folds, validation, key }: { readonly folds: number; readonly validation: number; readonly key: StreamKey },
): readonly RowParts[] {
  const groups = groupsOf(column);
  refuseFew(column, { groups: groups.length, wanted: validation > 0 ? Math.max(folds, 3) : folds });
  const order = shuffle([...groups.keys()], words(key, GROUP_ORDER));
  const bySize = [...order].sort((a, b) => groups[b]!.length - groups[a]!.length);
  const sizes = new Array<number>(folds).fill(0);
  const foldOf = new Map<number, number>();
  for (const group of bySize) {
    const smallest = sizes.indexOf(Math.min(...sizes));
    foldOf.set(group, smallest);
    sizes[smallest]! += groups[group]!.length;
  }
  return Array.from({ length: folds }, (_, fold) => {
    const test = order.filter((group) => foldOf.get(group) === fold);
    const others = shuffle(
      order.filter((group) => foldOf.get(group) !== fold),
      words(key, GROUP_ORDER, fold + 1),
    );
    const rows = others.reduce((sum, group) => sum + groups[group]!.length, 0);
    const { part, rest } =
      validation > 0 ? take(others, { groups, rows: validation * rows, leave: 1 }) : { part: [], rest: others };
    return partsOf(groups, { test, validation: part, train: rest });
  });
}

/**
 * Scores a stretch of the rows in the order of time, and trains on what came before it; the rows just before it validate.
 * Where the stretch begins is drawn at random within the later half. Rows of one moment stay together.
 *
 * @throws {UserError} if a part would be empty
 */
export function timeSplit(column: Column, { test, validation, key }: Shares & { readonly key: StreamKey }): RowParts {
  const moments = groupsOf(column);
  const starts: number[] = [];
  let rows = 0;
  for (const moment of moments) {
    starts.push(rows);
    rows += moment.length;
  }
  const last = rows - Math.max(1, Math.round(test * rows));
  const earliest = Math.min(Math.ceil(last / 2), last);
  const possible = starts.map((_, at) => at).filter((at) => starts[at]! >= earliest && starts[at]! <= last && at > 1);
  const [origin] = shuffle(possible, words(key, ORIGIN));
  if (origin === undefined) {
    throw new UserError(
      `Column ${quoted(column.name)} has ${moments.length} different times, too few to train on the earlier and score the later.`,
      'Give a smaller test share, or more rows.',
    );
  }
  const until = starts.findIndex((start) => start >= starts[origin]! + Math.round(test * rows));
  const from = validation > 0 ? validationStart(starts, { origin, rows: validation * rows }) : origin;
  const places = (first: number, end: number): number[] => Array.from({ length: end - first }, (_, i) => first + i);
  return partsOf(moments, {
    train: places(0, from),
    validation: places(from, origin),
    test: places(origin, until === -1 ? moments.length : until),
  });
}

/** At least one moment validates and at least one trains. */
function validationStart(starts: readonly number[], { origin, rows }: { origin: number; rows: number }): number {
  let at = origin - 1;
  while (at > 1 && starts[origin]! - starts[at - 1]! <= rows) at--;
  return at;
}

/** Rows by group: words in the order of their levels, numbers ascending. */
function groupsOf(column: Column): readonly (readonly number[])[] {
  const values = column.kind === 'number' ? column.values : column.codes;
  const groups = new Map<number, number[]>();
  values.forEach((value, row) => {
    if (Number.isNaN(value) || (column.kind === 'category' && value < 0)) throw missing(column);
    const known = groups.get(value);
    if (known === undefined) groups.set(value, [row]);
    else known.push(row);
  });
  return [...groups.entries()].sort(([a], [b]) => a - b).map(([, rows]) => rows);
}

function missing({ name }: Column): UserError {
  return new UserError(
    `Column ${quoted(name)}, by which the rows are to be divided, has missing values.`,
    'Fill them in, or take those rows out.',
  );
}

function rowCount(column: Column): number {
  return column.kind === 'number' ? column.values.length : column.codes.length;
}

function refuseFew({ name }: Column, { groups, wanted }: { groups: number; wanted: number }): void {
  if (groups >= wanted) return;
  throw new UserError(
    `Column ${quoted(name)} has ${groups} ${groups === 1 ? 'group' : 'groups'}, and ${wanted} are needed.`,
    'Use fewer folds, or divide the rows by another column.',
  );
}

/** Groups off the front while they bring the count nearer to what is wanted; one at least, and `leave` groups stay. */
function take(
  order: readonly number[],
  { groups, rows, leave }: { groups: readonly (readonly number[])[]; rows: number; leave: number },
): { part: number[]; rest: number[] } {
  const part = new Set<number>();
  let taken = 0;
  for (const group of order) {
    const size = groups[group]!.length;
    if (order.length - part.size <= leave || taken + size / 2 > rows) continue;
    part.add(group);
    taken += size;
  }
  if (part.size === 0)
    part.add(order.reduce((least, each) => (groups[each]!.length < groups[least]!.length ? each : least)));
  return { part: order.filter((group) => part.has(group)), rest: order.filter((group) => !part.has(group)) };
}

function partsOf(
  groups: readonly (readonly number[])[],
  parts: {
    readonly train: readonly number[];
    readonly validation: readonly number[];
    readonly test: readonly number[];
  },
): RowParts {
  const rows = (members: readonly number[]): Uint32Array =>
    Uint32Array.from(members.flatMap((at) => groups[at]!)).sort();
  return { train: rows(parts.train), validation: rows(parts.validation), test: rows(parts.test) };
}
