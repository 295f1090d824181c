/**
 * The compact letter display: variants that share a letter are not told apart. Knows only which pairs differ.
 *
 * @see Piepho (2004), "An algorithm for a letter-based representation of all-pairwise comparisons"
 */
import { checkLevel } from './build-estimate.js';

/**
 * The level for the pairs that have no verdict of their own, where others (those with the baseline) are judged at `level`: they
 * have a fifth of that error. By the union bound any letter is wrong in at most six of a hundred cases at 95 %.
 *
 * @param level of the verdicts, 0.95 for 95 %
 * @returns a level, from 0 to 1
 * @throws {RangeError} if the level is not between 0 and 1
 * @see Dunn (1961) for errors that add up
 * @example
 * levelOfOtherPairs(0.95); // 0.99
 */
export function levelOfOtherPairs(level: number): number {
  checkLevel(level);
  return 1 - (1 - level) / 5;
}

/**
 * One string of letters for each variant, 'a' first for the best.
 *
 * @param order   variant numbers, best first: the order in which letters are handed out
 * @param differs whether two variants differ at the family's level; symmetric
 * @returns letters for each variant, in the given order
 * @see Piepho (2004)
 * @example
 * compactLetters([0, 1, 2], (a, b) => Math.abs(a - b) === 2); // ['a', 'ab', 'b']
 */
export function compactLetters(order: readonly number[], differs: (a: number, b: number) => boolean): string[] {
  let columns: ReadonlySet<number>[] = [new Set(order)];
  order.forEach((a, i) => {
    for (const b of order.slice(i + 1)) if (differs(a, b)) columns = absorb(columns.flatMap((one) => apart(one, a, b)));
  });
  const place = new Map(order.map((variant, i) => [variant, i]));
  const firsts = (column: ReadonlySet<number>): number[] => [...column].map((v) => place.get(v)!).sort((a, b) => a - b);
  const ranked = [...columns].sort((a, b) => compareLists(firsts(a), firsts(b)));
  const letters = new Array<string>(order.length).fill('');
  ranked.forEach((column, i) => {
    for (const variant of column) letters[variant] = `${letters[variant] ?? ''}${letterAt(i)}`;
  });
  return letters;
}

/** A group that holds both is replaced by two, each without one of them. */
function apart(column: ReadonlySet<number>, a: number, b: number): ReadonlySet<number>[] {
  if (!column.has(a) || !column.has(b)) return [column];
  return [a, b].map((one) => new Set([...column].filter((variant) => variant !== one)));
}

/** Drops groups that lie within another. */
function absorb(columns: readonly ReadonlySet<number>[]): ReadonlySet<number>[] {
  return columns.filter(
    (one, i) => !columns.some((other, j) => i !== j && within(one, other) && (one.size < other.size || j < i)),
  );
}

function within(one: ReadonlySet<number>, other: ReadonlySet<number>): boolean {
  return [...one].every((variant) => other.has(variant));
}

function compareLists(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return b.length - a.length;
}

/** a … z, then a1, b1, … */
function letterAt(i: number): string {
  const letter = String.fromCharCode(97 + (i % 26));
  return i < 26 ? letter : `${letter}${Math.floor(i / 26)}`;
}
