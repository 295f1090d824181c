/** Rank tests: Wilcoxon's signed ranks (exact for few pairs), Mann–Whitney, Kruskal–Wallis, Friedman, the sign test. */
import { chiSquaredUpperTail, normalCdf } from './distributions.js';
import { mean, sum } from './moments.js';
import { midranks, rankSumOf, tieTerm } from './ranks.js';

/** Signed-rank test of differences. */
export interface SignedRankTest {
  readonly wPlus: number;
  readonly wMinus: number;
  /** Differences that are not zero. */
  readonly n: number;
  /** Two-sided. */
  readonly p: number;
  readonly exact: boolean;
}

/** Up to this many differences all sign patterns are counted (their number still fits a double exactly). */
const EXACT_UP_TO = 50;

/**
 * Wilcoxon's signed-rank test, zeros dropped, ties at midranks. Exact over all sign patterns of these midranks up to 50
 * non-zero differences, normal with tie correction beyond (or if `exact` is false).
 *
 * @param options.zeros 'pratt' ranks zeros and then drops them (normal approximation only)
 * @returns the statistic, without unit, and its p-value
 * @see Wilcoxon (1945); Pratt (1959)
 * @example
 * wilcoxonTest([0.2, 0.5, -0.1, 0.4, 0.3, 0.6]).p; // 0.0625
 */
export function wilcoxonTest(
  d: readonly number[],
  { exact, zeros = 'drop' }: { exact?: boolean; zeros?: 'drop' | 'pratt' } = {},
): SignedRankTest {
  const values = zeros === 'pratt' ? d : nonZero(d);
  const { ranks, tieSizes } = midranks(values.map(Math.abs));
  const isZero = zeroTest(d);
  const zeroCount = values.filter(isZero).length;
  const plus = sum(ranks.filter((_, i) => values[i]! > 0 && !isZero(values[i]!)));
  const minus = sum(ranks.filter((_, i) => values[i]! < 0 && !isZero(values[i]!)));
  const n = values.length - zeroCount;
  if (n === 0) return { wPlus: 0, wMinus: 0, n, p: 1, exact: true };
  if (zeros === 'drop' && (exact ?? n <= EXACT_UP_TO)) {
    return { wPlus: plus, wMinus: minus, n, p: exactSignedRankP(ranks, Math.min(plus, minus)), exact: true };
  }
  const ties = zeroCount > 0 ? tieSizes.slice(1) : tieSizes;
  const centre = (rankSum(values.length) - rankSum(zeroCount)) / 2;
  const spread = (rankSquares(values.length) - rankSquares(zeroCount)) / 4 - tieTerm(ties) / 48;
  const z = (Math.min(plus, minus) - centre) / Math.sqrt(spread);
  return { wPlus: plus, wMinus: minus, n, p: Math.min(1, 2 * normalCdf(z)), exact: false };
}

/**
 * (W⁺ − W⁻) / (W⁺ + W⁻): from −1 to 1.
 * @returns from −1 to 1
 * @see Kerby (2014)
 * @example
 * rankBiserial(wilcoxonTest([0.2, 0.5, -0.1, 0.4, 0.3, 0.6])); // 0.90476
 */
export function rankBiserial({ wPlus, wMinus }: Pick<SignedRankTest, 'wPlus' | 'wMinus'>): number {
  return (wPlus - wMinus) / (wPlus + wMinus);
}

/**
 * Mann–Whitney U of x over y, normal with tie and continuity correction.
 * @returns the statistic, without unit, and its p-value
 * @see Mann & Whitney (1947)
 * @example
 * mannWhitneyTest([1, 2, 3, 4], [3, 5, 6, 7, 8]).p; // 0.049090
 */
export function mannWhitneyTest(x: readonly number[], y: readonly number[]): { u: number; p: number } {
  const { sum: ofFirst, ties } = rankSumOf(x, y);
  const n = x.length + y.length;
  const u = ofFirst - rankSum(x.length);
  const centre = (x.length * y.length) / 2;
  const spread = Math.sqrt(((x.length * y.length) / 12) * (n + 1 - ties / (n * (n - 1))));
  return { u, p: Math.min(1, 2 * normalCdf(-(Math.abs(u - centre) - 0.5) / spread)) };
}

/**
 * Kruskal–Wallis H over independent groups, corrected for ties.
 * @returns the statistic, without unit, and its p-value
 * @see Kruskal & Wallis (1952)
 * @example
 * kruskalWallisTest([[1, 2, 3], [2, 4, 6], [5, 7, 9]]).p; // 0.067187
 */
export function kruskalWallisTest(groups: readonly (readonly number[])[]): { h: number; p: number } {
  const { ranks, tieSizes } = midranks(groups.flat());
  const n = ranks.length;
  let from = 0;
  const parts = groups.map((group) => {
    const total = sum(ranks.slice(from, (from += group.length)));
    return (total * total) / group.length;
  });
  const plain = (12 / (n * (n + 1))) * sum(parts) - 3 * (n + 1);
  const h = plain / (1 - tieTerm(tieSizes) / (n * n * n - n));
  return { h, p: chiSquaredUpperTail(h, groups.length - 1) };
}

/**
 * Friedman's test over blocks (rows) × variants (columns); rank 1 is the highest value.
 * @returns the statistic, without unit, and its p-value
 * @see Friedman (1937)
 * @example
 * friedmanTest([[0.9, 0.8, 0.7], [0.8, 0.85, 0.6], [0.95, 0.9, 0.7], [0.7, 0.6, 0.5]]).p; // 0.038774
 */
export function friedmanTest(matrix: readonly (readonly number[])[]): {
  chiSquared: number;
  p: number;
  averageRanks: number[];
  /** Iman & Davenport (1980): F with k − 1 and (k − 1)(N − 1) degrees of freedom. */
  f: number;
} {
  const ranked = matrix.map((row) => midranks(row.map((value) => -value)));
  const [n, k] = [matrix.length, matrix[0]?.length ?? 0];
  const averageRanks = Array.from({ length: k }, (_, j) => mean(ranked.map(({ ranks }) => ranks[j]!)));
  const ties = 1 - sum(ranked.map(({ tieSizes }) => tieTerm(tieSizes))) / (n * k * (k * k - 1));
  const squares = sum(averageRanks.map((rank) => rank * rank * n * n));
  const chiSquared = ((12 / (n * k * (k + 1))) * squares - 3 * n * (k + 1)) / ties;
  const f = ((n - 1) * chiSquared) / (n * (k - 1) - chiSquared);
  return { chiSquared, p: chiSquaredUpperTail(chiSquared, k - 1), averageRanks, f };
}

/**
 * Sign test, two-sided and exact.
 * @returns counts, and the p-value
 * @see Dixon & Mood (1946)
 * @example
 * signTest([0.2, 0.5, -0.1, 0.4, 0.3, 0.6]).p; // 0.21875
 */
export function signTest(d: readonly number[]): { positive: number; n: number; p: number } {
  const values = nonZero(d);
  const n = values.length;
  const positive = values.filter((value) => value > 0).length;
  let [term, tail] = [1, 0];
  for (let i = 0; i < n; i++) term /= 2;
  for (let k = 0; k <= Math.min(positive, n - positive); k++) {
    tail += term;
    term *= (n - k) / (k + 1);
  }
  return { positive, n, p: Math.min(1, 2 * tail) };
}

/** Differences that are not zero up to rounding. */
export function nonZero(d: readonly number[]): number[] {
  const isZero = zeroTest(d);
  return d.filter((value) => !isZero(value));
}

function zeroTest(d: readonly number[]): (value: number) => boolean {
  const tolerance = 1e-12 * d.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return (value) => Math.abs(value) <= tolerance;
}

/** Twice the share of sign patterns whose positive rank sum is at most the smaller one; counts over doubled ranks. */
function exactSignedRankP(ranks: readonly number[], smaller: number): number {
  const doubled = ranks.map((rank) => Math.round(2 * rank));
  const counts = new Float64Array(sum(doubled) + 1);
  counts[0] = 1;
  let reach = 0;
  for (const rank of doubled) {
    reach += rank;
    for (let at = reach; at >= rank; at--) counts[at] = (counts[at]! + counts[at - rank]!) / 2;
    for (let at = Math.min(rank, reach + 1) - 1; at >= 0; at--) counts[at]! /= 2;
  }
  let tail = 0;
  for (let at = 0; at <= Math.round(2 * smaller); at++) tail += counts[at]!;
  return Math.min(1, 2 * tail);
}

function rankSum(n: number): number {
  return (n * (n + 1)) / 2;
}

function rankSquares(n: number): number {
  return (n * (n + 1) * (2 * n + 1)) / 6;
}
