/**
 * Runs that failed have no score, but they are no accident either: the worst runs of a variant are the likeliest to fail.
 * Taking them as missing lets the variant that fails win by its survivors. Here failures count: rates are compared, and a
 * lead of the variant that failed more often must survive dropping as many of the other's worst runs. Knows scores only.
 */
import type { Estimate } from '../base/estimate.js';
import { intervalEstimate, undefinedEstimate, withReason } from './build-estimate.js';
import { type BlockShares, kornGraubardEstimate } from './korn-graubard.js';
import { mean, sum } from './moments.js';
import { present, type Scores } from './scores.js';

/** Runs by block: `true` where a run failed. A run that was never carried out is in no list. */
export type Failures = readonly (readonly (boolean | undefined)[])[];

/**
 * Share of runs that failed, with Korn & Graubard's limits over blocks, since failures of one split come together.
 * @returns point and limits as shares, from 0 to 1
 * @see Korn & Graubard (1998)
 * @example
 * failureRate([[false, true], [false, false], [true, true]], { level: 0.95 }).point; // 0.5
 */
export function failureRate(failures: Failures, options: { readonly level: number }): Estimate {
  return kornGraubardEstimate(failureShares(failures), options);
}

/**
 * Failure rate of the variant less that of the baseline, with limits from those of either rate (the method of variance
 * estimates recovery). It covers at least as often as it says, since either rate's limits do and pairing is not used.
 *
 * @param baseline one row a split, one value a run: whether it failed
 * @returns point and limits as shares, from −1 to 1
 * @throws {RangeError} if the level is not between 0 and 1
 * @see Zou & Donner (2008), "Construction of confidence limits about effect measures"
 * @see Newcombe (1998), whose method 10 is the same with Wilson's limits
 * @example
 * failureRateDifference([[false], [false], [false], [false]], [[true], [false], [true], [false]], { level: 0.95 }).point; // 0.5
 */
export function failureRateDifference(
  baseline: Failures,
  variant: Failures,
  options: { readonly level: number },
): Estimate {
  const [a, b] = [failureRate(baseline, options), failureRate(variant, options)];
  const label = { level: options.level, method: 'kornGraubard', n: Math.min(a.n, b.n) };
  if (a.point === null || b.point === null)
    return undefinedEstimate({ ...label, reason: 'There are no runs to count.' });
  if (a.low === null || a.high === null || b.low === null || b.high === null) {
    return { ...label, point: b.point - a.point, low: null, high: null, reason: a.reason ?? b.reason ?? '' };
  }
  const point = b.point - a.point;
  const low = point - root(b.point - b.low, a.high - a.point);
  const high = point + root(b.high - b.point, a.point - a.low);
  return withReason(intervalEstimate(point, [Math.max(-1, low), Math.min(1, high)], label), undefined);
}

/** What trimming says of a lead. */
export interface TrimmedLead {
  /** The arm whose worst runs were dropped: the one that failed less. */
  readonly trimmed: 'baseline' | 'variant';
  /** How many: the excess of the other arm's failures. */
  readonly runs: number;
  /** variant − baseline (or the ratio) after dropping the worst raw scores. */
  readonly raw: Estimate;
  /** The same after dropping the scores that lie worst below their split's mean over both arms. */
  readonly withinSplit: Estimate;
  /** Whether both intervals still exclude 0 (a ratio of 1) on the side of the lead. */
  readonly holds: boolean;
}

/**
 * Lee's trimming for a lead of the arm that failed more often: as many of the other arm's worst runs are dropped as the
 * excess of failures, once by raw score and once by score less the split's mean over both arms, as if the failed runs
 * would have been its worst. Undefined where the leading arm did not fail more often: then nothing is to be feared.
 *
 * @param options.estimate the interval that judges: of the difference variant − baseline of what is left
 * @param options.leads    who leads by the interval that is to be tested
 * @param options.of       `sdRatio`: the estimate is SD(baseline) / SD(variant), the lead is one of steadiness, and runs
 *   that are worst are dropped all the same, since these runs are the ones that fail, and a spread depends on them
 * @returns whether the lead holds, with both intervals in the scores' own unit; undefined as above
 * @throws {RangeError} if a number of failures is negative or not whole
 * @see Lee (2009), "Training, wages, and sample selection: estimating sharp bounds on treatment effects"
 * @example
 * const [baseline, variant] = [[[80, 81], [79, 80], [82, 80], [81, 79]], [[90, 91], [90], [91, 90], [92, 90]]];
 * const estimate = (a, b) => differenceEstimate(a, b, { method: 't' });
 * const failed = { baseline: 0, variant: 1 };
 * trimmedLead({ baseline, variant }, { failed, leads: 'variant', better: 'higher', estimate }).holds; // true
 */
export function trimmedLead(
  { baseline, variant }: { readonly baseline: Scores; readonly variant: Scores },
  {
    failed,
    leads,
    better,
    estimate,
    of = 'difference',
  }: {
    readonly failed: { readonly baseline: number; readonly variant: number };
    readonly leads: 'baseline' | 'variant';
    readonly better: 'higher' | 'lower';
    readonly estimate: (baseline: Scores, variant: Scores) => Estimate;
    readonly of?: 'difference' | 'sdRatio';
  },
): TrimmedLead | undefined {
  for (const count of [failed.baseline, failed.variant]) {
    if (!(Number.isInteger(count) && count >= 0)) throw new RangeError(`a number of failures, not ${count}`);
  }
  const excess = leads === 'variant' ? failed.variant - failed.baseline : failed.baseline - failed.variant;
  if (excess <= 0) return undefined;
  const trimmed = leads === 'variant' ? 'baseline' : 'variant';
  const arm = trimmed === 'baseline' ? baseline : variant;
  const sign = better === 'higher' ? 1 : -1;
  const centres = splitCentres([baseline, variant]);
  const without = (about: (split: number) => number): Estimate => {
    const kept = dropWorst(arm, { runs: excess, goodness: (score, split) => sign * (score - about(split)) });
    return trimmed === 'baseline' ? estimate(kept, variant) : estimate(baseline, kept);
  };
  const [raw, withinSplit] = [without(() => 0), without((split) => centres[split] ?? 0)];
  const above = of === 'sdRatio' ? leads === 'variant' : (leads === 'variant') === (better === 'higher');
  const holds = [raw, withinSplit].every((one) => excludes(one, { none: of === 'sdRatio' ? 1 : 0, above }));
  return { trimmed, runs: excess, raw, withinSplit, holds };
}

/** Scores without the `runs` least good ones, which become NaN; equal ones go in plan order. */
export function dropWorst(
  scores: Scores,
  { runs, goodness }: { readonly runs: number; readonly goodness: (score: number, split: number) => number },
): Scores {
  const all = scores.flatMap((split, i) =>
    split.flatMap((score, j) => (Number.isFinite(score) ? [{ i, j, good: goodness(score, i) }] : [])),
  );
  all.sort((a, b) => a.good - b.good || a.i - b.i || a.j - b.j);
  const dropped = new Set(all.slice(0, runs).map(({ i, j }) => `${i} ${j}`));
  return scores.map((split, i) => split.map((score, j) => (dropped.has(`${i} ${j}`) ? NaN : score)));
}

/**
 * Scores in which failed runs stand last: ±Infinity on the bad side. For P(A wins) alone: no mean can be taken of them.
 *
 * @param failures in the same places as the scores
 */
export function failuresLast(
  scores: Scores,
  { failures, better }: { readonly failures: Failures; readonly better: 'higher' | 'lower' },
): Scores {
  if (failures.every((places) => !places.includes(true))) return scores;
  const worst = better === 'higher' ? -Infinity : Infinity;
  return scores.map((split, i) => split.map((score, j) => (failures[i]?.[j] === true ? worst : score)));
}

/** Mean over both arms of the means of each split; one arm alone where the other has no score, NaN where neither has. */
function splitCentres(arms: readonly Scores[]): number[] {
  const splits = Math.max(...arms.map(({ length }) => length));
  return Array.from({ length: splits }, (_, split) => {
    const means = arms.map((arm) => present(arm[split])).filter(({ length }) => length > 0);
    return means.length === 0 ? NaN : mean(means.map((values) => mean([...values])));
  });
}

function failureShares(failures: Failures): BlockShares {
  const there = failures.filter(({ length }) => length > 0);
  const hits = there.map((runs) => runs.filter(Boolean).length / runs.length);
  return { values: hits, most: sum(there.map(({ length }) => length)) };
}

function excludes({ low, high }: Estimate, { none, above }: { none: number; above: boolean }): boolean {
  if (low === null || high === null) return false;
  return above ? low > none : high < none;
}

function root(a: number, b: number): number {
  return Math.sqrt(a * a + b * b);
}
