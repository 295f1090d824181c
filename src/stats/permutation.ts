/** Permutation tests of means. Exact where all arrangements can be counted, else (hits + 1) / (draws + 1). */
import { nextWord, seedGenerator } from './generator.js';
import { mean, sum } from './moments.js';
import { nonZero } from './tests-of-ranks.js';
import type { StreamKey } from '../base/streams.js';

/** A permutation p-value and what it was counted over. */
export interface PermutationTest {
  /** Two-sided. */
  readonly p: number;
  readonly arrangements: number;
  readonly exact: boolean;
}

/** Up to 2^16 sign patterns are counted one by one. */
const EXACT_SIGNS = 16;
/** Sums this close, relative to the largest possible, are ties. */
const TIE = 1e-12;

/**
 * Sign-flip test of a mean difference of 0: differences are equally likely with either sign. Zeros do not matter and are
 * dropped; with none left p is 1.
 *
 * @param options.draws Monte-Carlo draws where there are more than 16 differences, 9,999 by default
 * @returns p-values, from 0 to 1
 * @see Fisher (1935)
 * @example
 * signFlipTest([0.2, 0.5, 0.1, 0.4, 0.3, 0.6], { key: streamKey(1) }).p; // 0.03125
 */
export function signFlipTest(
  d: readonly number[],
  { key, draws = 9_999 }: { key: StreamKey; draws?: number },
): PermutationTest {
  const values = nonZero(d);
  const n = values.length;
  const limit = Math.abs(sum(values)) - TIE * sum(values.map(Math.abs));
  if (n <= EXACT_SIGNS) {
    let hits = 0;
    for (let pattern = 0; pattern < 1 << n; pattern++) {
      if (Math.abs(signedSum(values, (i) => (pattern >> i) & 1)) >= limit) hits++;
    }
    return { p: hits / (1 << n), arrangements: 1 << n, exact: true };
  }
  const state = seedGenerator(key);
  let hits = 0;
  for (let draw = 0; draw < draws; draw++) {
    let word = 0;
    const total = signedSum(values, (i) => {
      word = i % 32 === 0 ? nextWord(state) : word >>> 1;
      return word & 1;
    });
    if (Math.abs(total) >= limit) hits++;
  }
  return { p: (hits + 1) / (draws + 1), arrangements: draws, exact: false };
}

/**
 * Relabelling test of mean(x) − mean(y), independent samples; exact up to 200,000 relabellings.
 * @returns p-values, from 0 to 1
 * @see Pitman (1937)
 * @example
 * relabellingTest([1, 2, 3], [7, 8, 9], { key: streamKey(1) }).p; // 0.1
 */
export function relabellingTest(
  x: readonly number[],
  y: readonly number[],
  { key, draws = 9_999 }: { key: StreamKey; draws?: number },
): PermutationTest & { readonly pGreater: number; readonly pLess: number } {
  const all = [...x, ...y];
  const centre = mean(all);
  const offsets = all.map((value) => value - centre);
  const observed = sum(offsets.slice(0, x.length));
  const slack = TIE * sum(offsets.map(Math.abs));
  const hits = { two: 0, greater: 0, less: 0 };
  const count = (total: number): void => {
    if (Math.abs(total) >= Math.abs(observed) - slack) hits.two++;
    if (total >= observed - slack) hits.greater++;
    if (total <= observed + slack) hits.less++;
  };
  const arrangements = choose(all.length, x.length);
  const exact = arrangements <= 200_000;
  if (exact) eachSubsetSum(offsets, x.length, count);
  else eachRandomSum(offsets, x.length, { key, draws, visit: count });
  const share = (n: number): number => (exact ? n / arrangements : (n + 1) / (draws + 1));
  const counted = { arrangements: exact ? arrangements : draws, exact };
  return { p: share(hits.two), pGreater: share(hits.greater), pLess: share(hits.less), ...counted };
}

function signedSum(values: readonly number[], bit: (i: number) => number): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += bit(i) === 1 ? -values[i]! : values[i]!;
  return total;
}

function choose(n: number, k: number): number {
  let result = 1;
  for (let i = 1; i <= k; i++) result = Math.round((result * (n - k + i)) / i);
  return result;
}

function eachSubsetSum(values: readonly number[], size: number, visit: (total: number) => void): void {
  const walk = (from: number, left: number, total: number): void => {
    if (left === 0) {
      visit(total);
      return;
    }
    for (let i = from; i <= values.length - left; i++) walk(i + 1, left - 1, total + values[i]!);
  };
  walk(0, size, 0);
}

function eachRandomSum(
  values: readonly number[],
  size: number,
  { key, draws, visit }: { key: StreamKey; draws: number; visit: (total: number) => void },
): void {
  const state = seedGenerator(key);
  const order = Float64Array.from(values);
  for (let draw = 0; draw < draws; draw++) {
    let total = 0;
    for (let i = 0; i < size; i++) {
      const at = i + Math.floor((nextWord(state) * (order.length - i)) / 4294967296);
      const kept = order[at]!;
      order[at] = order[i]!;
      order[i] = kept;
      total += kept;
    }
    visit(total);
  }
}
