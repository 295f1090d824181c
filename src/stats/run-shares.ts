/**
 * What is counted in questions about two runs drawn at random: how often one beats the other, how often two reruns lie
 * apart. Shares within each block, and shares over all pairs of seeds where one split is held; limits are
 * `korn-graubard.ts`'s.
 */
import type { BlockWord } from './blocks-called.js';
import type { BlockShares } from './korn-graubard.js';
import { apartOfEach, pairsApart, winOf, winsInAll, winsOfEach } from './count-pairs.js';
import type { Better } from './count-pairs.js';
import { jackknife } from './interval-jackknife.js';
import { mean, sum, variance } from './moments.js';
import { leftOut, present, type Scores } from './scores.js';

/** Shares by block, with the sentence about blocks that had to be left out. */
export type SharesOfScores = BlockShares & { readonly leftOut?: string };

/** A share over all pairs of seeds of one held split, with its variance. */
export interface HeldShare {
  readonly share: number;
  /** NaN below two seeds. */
  readonly variance: number;
  /** Seeds of the smaller sample. */
  readonly seeds: number;
}

/**
 * In each split the share of seed pairs i ≠ j (i = j where there is one seed) in which a's run beats b's, ties counted
 * half; NaN is a missing score. `most` counts the seeds that both have.
 *
 * @see Agarwal et al. (2021) and Bouthillier et al. (2021), "probability of improvement / of outperforming"
 */
export function winShares(
  a: Scores,
  b: Scores,
  { better, ...word }: { readonly better: Better } & BlockWord,
): SharesOfScores {
  const all = Math.max(a.length, b.length);
  const blocks = Array.from({ length: all }, (_, i) => winsOfSplit(a[i] ?? [], b[i] ?? [], better));
  return sharesOf(blocks, { of: all, ...word });
}

/**
 * In each split the share of pairs of reruns that lie `delta` or more apart. A rerun stands in one disjoint pair at most,
 * so a split of S seeds is worth ⌊S/2⌋ trials.
 *
 * @param options.delta > 0, in the metric's unit (0.01: one point of accuracy)
 * @throws {RangeError} if delta is not positive
 */
export function apartShares(
  scores: Scores,
  { delta, ...word }: { readonly delta: number } & BlockWord,
): SharesOfScores {
  checkDelta(delta);
  const blocks = scores.map((split) => {
    const values = present(split);
    return { share: apartShare(values, delta), trials: Math.max(1, Math.floor(values.length / 2)) };
  });
  return sharesOf(blocks, { of: scores.length, ...word });
}

/**
 * Held split: the share of all pairs of different seeds in which a's run beats b's, with DeLong's variance. Seeds are
 * taken as if both variants had drawn their own: where they share theirs this errs on the wide side.
 *
 * @param a one score a seed; NaN where missing
 * @see DeLong, DeLong & Clarke-Pearson (1988)
 */
export function heldWinShare(
  a: readonly number[],
  b: readonly number[],
  { better }: { readonly better: Better },
): HeldShare {
  const [first, second] = [known(a), known(b)];
  const seeds = Math.min(first.length, second.length);
  // How often each of b's runs is beaten is how often it would win if the other side were better.
  const rows = sharesOfSeeds(a, b, better);
  const columns = sharesOfSeeds(b, a, better === 'higher' ? 'lower' : 'higher');
  if (seeds < 2) return { share: meanOf(rows.filter(Number.isFinite)), variance: NaN, seeds };
  return { share: mean(rows), variance: variance(rows) / first.length + variance(columns) / second.length, seeds };
}

/**
 * Held split: the share of pairs of seeds that lie `delta` or more apart, a U-statistic, with the variance of its
 * delete-one jackknife.
 *
 * @throws {RangeError} if delta is not positive
 * @see Arvesen (1969), "Jackknifing U-statistics"
 */
export function heldApartShare(scores: readonly number[], { delta }: { readonly delta: number }): HeldShare {
  checkDelta(delta);
  const values = present(scores);
  const n = values.length;
  const apart = apartOfEach(values, delta);
  const pairs = sum(apart) / 2;
  const share = n < 2 ? NaN : (2 * pairs) / (n * (n - 1));
  if (n < 3) return { share, variance: NaN, seeds: n };
  const without = apart.map((own) => (2 * (pairs - own)) / ((n - 1) * (n - 2)));
  const { error } = jackknife(share, without);
  return { share, variance: error * error, seeds: n };
}

interface SplitShare {
  readonly share: number;
  readonly trials: number;
}

function sharesOf(blocks: readonly SplitShare[], all: { readonly of: number } & BlockWord): SharesOfScores {
  const there = blocks.filter(({ share }) => Number.isFinite(share));
  const most = sum(there.map(({ trials }) => trials));
  return { values: there.map(({ share }) => share), most, ...leftOut(all.of - there.length, all) };
}

function winsOfSplit(a: readonly number[], b: readonly number[], better: Better): SplitShare {
  const trials = Math.max(1, Math.min(known(a).length, known(b).length));
  const crossed = pairShare(a, b, { better, sameSeed: false });
  return { share: Number.isNaN(crossed) ? pairShare(a, b, { better, sameSeed: true }) : crossed, trials };
}

function pairShare(
  a: readonly number[],
  b: readonly number[],
  { better, sameSeed }: { better: Better; sameSeed: boolean },
): number {
  let [wins, pairs] = [0, 0];
  const both = Math.min(a.length, b.length);
  for (let i = 0; i < both; i++) {
    if (Number.isNaN(a[i]!) || Number.isNaN(b[i]!)) continue;
    pairs++;
    wins += winOf(a[i]!, b[i]!, better);
  }
  if (sameSeed) return wins / pairs;
  const [first, second] = [known(a), known(b)];
  return (winsInAll(first, second, better) - wins) / (first.length * second.length - pairs);
}

/** Share of pairs that lie delta or more apart; NaN below two scores. */
function apartShare(scores: readonly number[], delta: number): number {
  const n = scores.length;
  return pairsApart(scores, delta) / ((n * (n - 1)) / 2);
}

/**
 * For each of its own seeds, the share of the other variant's scores at other seeds that it beats; NaN where there are none.
 */
function sharesOfSeeds(own: readonly number[], others: readonly number[], better: Better): readonly number[] {
  const wins = winsOfEach(known(own), known(others), better);
  const all = known(others).length;
  const shares: number[] = [];
  own.forEach((score, seed) => {
    if (Number.isNaN(score)) return;
    const won = wins[shares.length]!;
    const partner = others[seed] ?? NaN;
    shares.push(Number.isNaN(partner) ? won / all : (won - winOf(score, partner, better)) / (all - 1));
  });
  return shares;
}

/** Failed runs, which stand as infinite, stay. */
function known(scores: readonly number[]): readonly number[] {
  return scores.some(Number.isNaN) ? scores.filter((score) => !Number.isNaN(score)) : scores;
}

function meanOf(values: readonly number[]): number {
  return values.length === 0 ? NaN : mean(values);
}

function checkDelta(delta: number): void {
  if (!(delta > 0)) throw new RangeError(`delta is positive, not ${delta}`);
}
