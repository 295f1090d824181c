/**
 * Which rows train, validate and test. Pure: a split is a function of its stream key and the labels, nothing else.
 * May not know tables, models or scores.
 *
 * Counts: a share of n rows is round(share × n), halves up. Stratified parts take from every class its share of the
 * part, rounded down, and the rows still lacking go one each to the classes with the largest remainders (ties by lot).
 * At least one row of every class stays for training. So a class with a single row only ever trains; and where many
 * classes are that small, the part comes out smaller than asked rather than out of proportion.
 */
import { UserError } from '../base/errors.js';
import { shuffle, words, type StreamKey } from '../base/streams.js';
import { whole } from '../base/how-many.js';

/** Row numbers of the table, each list ascending. */
export interface RowParts {
  readonly train: Uint32Array;
  readonly validation: Uint32Array;
  readonly test: Uint32Array;
}

interface SplitOptions {
  readonly rows: number;
  /** One class number a row; absent for a number target, which is never stratified. */
  readonly labels?: Int32Array | undefined;
  readonly stratified: boolean;
  readonly key: StreamKey;
}

/** Sub-streams of the split's key: the order of the rows, and the lots drawn between classes (one a cut). */
const ROW_ORDER = 0;
const LOTS = 1;

/**
 * A three-way split of all rows.
 *
 * @param test       share of all rows, 0 < test < 1
 * @param validation share of all rows (not of what the test part leaves), 0 for none
 * @throws {UserError} if a part that was asked for would be empty
 */
export function holdoutSplit(options: SplitOptions & { readonly test: number; readonly validation: number }): RowParts {
  const { rows, test, validation } = options;
  checkShares({ test, validation });
  const order = shuffledRows(options);
  const first = cut(order, share(test, rows), { ...options, lot: 0 });
  const second = cut(first.rest, share(validation, rows), { ...options, lot: 1 });
  const parts = { train: second.rest, validation: second.part, test: first.part };
  refuseEmpty('test', parts.test, rows);
  if (validation > 0) refuseEmpty('validation', parts.validation, rows);
  refuseEmpty('training', parts.train, rows);
  return sorted(parts);
}

/**
 * A two-way split whose scored part is also the validation part, as the course's bootstrap has it: early stopping sees
 * the rows it is scored on, so the scores flatter.
 *
 * @throws {UserError} if a part would be empty
 */
export function shuffleSplit(options: SplitOptions & { readonly test: number }): RowParts {
  const parts = holdoutSplit({ ...options, validation: 0 });
  return { ...parts, validation: parts.test };
}

/**
 * One partition into folds; each fold is the test part once. Every row is tested exactly once, even the only row of its
 * class (by a model that has never seen that class). Folds differ by at most one row, and so do the shares of a class.
 *
 * @param folds      2 … rows
 * @param validation share of the rows outside the fold, 0 for none
 * @throws {UserError} if there are more folds than rows, or a part would be empty
 */
export function kFoldSplit(
  options: SplitOptions & { readonly folds: number; readonly validation: number },
): readonly RowParts[] {
  const { rows, folds, validation } = options;
  checkShares({ test: 0, validation });
  if (!Number.isInteger(folds) || folds < 2)
    throw new UserError(`folds is ${folds}.`, 'Give a whole number from 2 up.');
  if (folds > rows) {
    throw new UserError(`${folds} folds cannot be made from ${whole(rows)} rows.`, 'Give fewer folds, or more rows.');
  }
  const order = shuffledRows(options);
  const dealt = options.stratified && options.labels ? byClass(order, options.labels).flat() : order;
  return Array.from({ length: folds }, (_, fold) => {
    const test = dealt.filter((_row, place) => place % folds === fold);
    const inFold = new Set(test);
    const others = order.filter((row) => !inFold.has(row));
    const { part, rest } = cut(others, share(validation, others.length), { ...options, lot: fold });
    if (validation > 0) refuseEmpty('validation', part, rows);
    refuseEmpty('training', rest, rows);
    return sorted({ train: rest, validation: part, test });
  });
}

function checkShares({ test, validation }: { readonly test: number; readonly validation: number }): void {
  if (!(test >= 0 && validation >= 0 && test + validation < 1)) {
    throw new UserError(
      `The shares test ${test} and validation ${validation} leave no rows to train on.`,
      'Give shares from 0 to 1 that add up to less than 1, such as test .2 and validation .1.',
    );
  }
}

function refuseEmpty(part: string, rows: readonly number[], total: number): void {
  if (rows.length > 0) return;
  throw new UserError(
    `The ${part} part of a split of ${whole(total)} rows would be empty.`,
    'Change its share, use more rows, or turn stratification off if most classes have a single row.',
  );
}

function share(fraction: number, rows: number): number {
  return Math.floor(fraction * rows + 0.5);
}

function shuffledRows({ rows, key }: SplitOptions): number[] {
  return shuffle(
    Array.from({ length: rows }, (_, row) => row),
    words(key, ROW_ORDER),
  );
}

/** Takes `count` rows off the front of `order`; stratified, off the front of each class. Both results keep the order. */
function cut(
  order: readonly number[],
  count: number,
  { labels, stratified, key, lot }: SplitOptions & { readonly lot: number },
): { part: number[]; rest: number[] } {
  if (!stratified || labels === undefined) return { part: order.slice(0, count), rest: order.slice(count) };
  const classes = byClass(order, labels);
  const quotas = allocate(
    classes.map((rows) => rows.length),
    count,
    words(key, LOTS, lot),
  );
  const taken = new Set(classes.flatMap((rows, index) => rows.slice(0, quotas[index])));
  return { part: order.filter((row) => taken.has(row)), rest: order.filter((row) => !taken.has(row)) };
}

/** Largest-remainder shares of `count` for classes of these sizes, leaving each class at least one row. */
function allocate(sizes: readonly number[], count: number, lots: Iterator<number>): number[] {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  // Whole-number arithmetic: size × count is exact, so equal remainders really tie.
  const result = sizes.map((size) => Math.min(Math.floor((size * count) / total), Math.max(size - 1, 0)));
  const candidates = shuffle(
    sizes.map((_, index) => index),
    lots,
  )
    .filter((index) => result[index]! + 1 < sizes[index]!)
    .sort((a, b) => ((sizes[b]! * count) % total) - ((sizes[a]! * count) % total));
  const lacking = count - result.reduce((sum, taken) => sum + taken, 0);
  for (const index of candidates.slice(0, lacking)) result[index]! += 1;
  return result;
}

/** The rows of each class, in the order given; classes without rows give empty lists. */
function byClass(order: readonly number[], labels: Int32Array): number[][] {
  const classes: number[][] = [];
  for (const row of order) {
    const label = labels[row]!;
    while (classes.length <= label) classes.push([]);
    classes[label]!.push(row);
  }
  return classes;
}

function sorted(parts: { readonly train: number[]; readonly validation: number[]; readonly test: number[] }): RowParts {
  return {
    train: Uint32Array.from(parts.train).sort(),
    validation: Uint32Array.from(parts.validation).sort(),
    test: Uint32Array.from(parts.test).sort(),
  };
}
