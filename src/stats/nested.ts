/**
 * Analysis of variance of runs nested in splits, for any number of seeds a split, and its leave-one-split-out values.
 * Works on sums that a split can be subtracted from, so the jackknife costs one pass.
 *
 * @see Searle, Casella & McCulloch (1992), "Variance components", section 3.6 (unequal numbers)
 */
import { mean, sum, variance } from './moments.js';
import { present, type Scores } from './scores.js';

/** Sums over splits; every one of them is a plain total over splits. */
interface NestedSums {
  readonly splits: number;
  readonly runs: number;
  readonly squaredCounts: number;
  /** Σ within-split sums of squares. */
  readonly within: number;
  /** Σ count × (split mean − centre), and the same with the square. */
  readonly weighted: number;
  readonly weightedSquares: number;
}

/** Mean squares and variance components of a nested design. */
export interface NestedVariance {
  readonly splits: number;
  readonly runs: number;
  /** Effective number of seeds a split: their number if equal. */
  readonly seedsPerSplit: number;
  /** Mean square between splits; NaN for one split. */
  readonly between: number;
  /** Mean square within splits = variance between reruns; NaN where no split has two scores. */
  readonly seed: number;
  /** (between − seed) / seedsPerSplit: may be negative. */
  readonly split: number;
  /** split + seed, the variance of one run on a new split; never negative. */
  readonly total: number;
}

/**
 * Variance components of these scores, and a part of those of these scores without each split in turn.
 * @returns variances in the square of the scores' unit
 * @example
 * nestedVariance([[1, 3], [5, 7], [4, 8]]).all.seed; // 4
 */
export function nestedVariance(scores: Scores): {
  readonly all: NestedVariance;
  readonly without: (pick: (found: NestedVariance) => number) => readonly number[];
} {
  const splits = scores.map(present).filter((split) => split.length > 0);
  const centre = splits.length === 0 ? 0 : mean(splits.map(mean));
  // Made when needed, since all of them together are more than the scores.
  const partOf = (split: readonly number[]): NestedSums => sumsOf(split, centre);
  const total = splits.reduce((sums, split) => add(sums, partOf(split)), NONE);
  return {
    all: variancesOf(total, total),
    without: (pick) => splits.map((split) => pick(variancesOf(add(total, partOf(split), -1), total))),
  };
}

/** The variance components of any splits of these, picked by number, some of them more than once. */
export function nestedVarianceOf(scores: Scores): (picked: Int32Array) => NestedVariance {
  const splits = scores.map(present);
  const centre = mean(splits.flat());
  const parts = splits.map((split) => sumsOf(split, centre));
  const total = parts.reduce((sums, part) => add(sums, part), NONE);
  return (picked) => {
    let sums = NONE;
    for (const block of picked) sums = add(sums, parts[block]!);
    return variancesOf(sums, total);
  };
}

const NONE: NestedSums = { splits: 0, runs: 0, squaredCounts: 0, within: 0, weighted: 0, weightedSquares: 0 };

/** A sum of squares below this share of the whole is 0, but for the rounding of a subtraction. */
const FLAT = 1e-12;

function sumsOf(split: readonly number[], centre: number): NestedSums {
  const n = split.length;
  if (n === 1) return sumsOfOne(split[0]! - centre);
  const offset = mean(split) - centre;
  const within = (n - 1) * variance(split);
  const flat = within <= FLAT * sum(split.map((score) => (score - centre) * (score - centre)));
  return {
    splits: 1,
    runs: n,
    squaredCounts: n * n,
    within: flat ? 0 : within,
    weighted: n * offset,
    weightedSquares: n * offset * offset,
  };
}

/** With half a million splits of one score each, this takes a fifth of the time. */
function sumsOfOne(offset: number): NestedSums {
  return { splits: 1, runs: 1, squaredCounts: 1, within: 0, weighted: offset, weightedSquares: offset * offset };
}

function add(a: NestedSums, b: NestedSums, s: 1 | -1 = 1): NestedSums {
  return {
    splits: a.splits + s * b.splits,
    runs: a.runs + s * b.runs,
    squaredCounts: a.squaredCounts + s * b.squaredCounts,
    within: a.within + s * b.within,
    weighted: a.weighted + s * b.weighted,
    weightedSquares: a.weightedSquares + s * b.weightedSquares,
  };
}

function variancesOf(sums: NestedSums, whole: NestedSums): NestedVariance {
  const { splits, runs, squaredCounts } = sums;
  const seedsPerSplit = splits > 1 ? (runs - squaredCounts / runs) / (splits - 1) : NaN;
  const about = sums.weightedSquares - (sums.weighted * sums.weighted) / runs;
  const between = splits > 1 ? clean(about, whole.weightedSquares) / (splits - 1) : NaN;
  const seed = runs > splits ? clean(sums.within, whole.within) / (runs - splits) : NaN;
  const split = (between - seed) / seedsPerSplit;
  const total = runs > splits ? between / seedsPerSplit + (1 - 1 / seedsPerSplit) * seed : between;
  return { splits, runs, seedsPerSplit, between, seed, split, total };
}

function clean(value: number, whole: number): number {
  return value > FLAT * whole ? value : 0;
}
