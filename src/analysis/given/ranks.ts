/** Ranks and means over data sets: lines beside the answer, for readers who know them, with what they hide. Pure. */
import type { Estimate } from '../../base/estimate.js';
import {
  friedmanTest,
  fUpperTail,
  interquartileMean,
  mean,
  nemenyiDifference,
  quantile,
  seedGenerator,
  nextWord,
  intervalEstimate,
  pointWithoutInterval,
} from '../../stats/index.js';
import type { StreamKey } from '../../base/streams.js';
import { streamKey } from '../../base/streams.js';
import type { Cells } from './cell.js';

export interface RanksOverDataSets {
  /** Data sets on which every variant has all its scores. */
  readonly complete: readonly string[];
  readonly averageRanks: Readonly<Record<string, number>>;
  readonly friedman: { readonly chiSquared: number; readonly p: number; readonly f: number; readonly fP: number };
  /** Nemenyi's critical difference of average ranks. */
  readonly criticalDifference: number;
  /** Over all data sets, a variant that failed or is missing on one ranked last there; absent if none is. */
  readonly failuresLast?: Readonly<Record<string, number>>;
}

interface Of {
  readonly variants: readonly string[];
  readonly dataSets: readonly string[];
  readonly better: 'higher' | 'lower';
  readonly level: number;
}

export function ranksOverDataSets(
  cells: Cells,
  { variants, dataSets, better, level }: Of,
): RanksOverDataSets | undefined {
  if (variants.length < 2 || dataSets.length < 2) return undefined;
  const whole = (variant: string, dataSet: string): boolean => {
    const { runs, failed, missing } = cells(variant, dataSet);
    return runs.length > 0 && failed + missing === 0;
  };
  const sign = better === 'higher' ? 1 : -1;
  const value = (variant: string, dataSet: string): number => sign * mean(cells(variant, dataSet).means);
  // Below every score, but not so far that the others would seem equal beside it.
  const worst =
    dataSets.reduce(
      (least, dataSet) =>
        variants.reduce(
          (low, variant) => (whole(variant, dataSet) ? Math.min(low, value(variant, dataSet)) : low),
          least,
        ),
      0,
    ) - 1;
  const complete = dataSets.filter((dataSet) => variants.every((variant) => whole(variant, dataSet)));
  if (complete.length < 2) return undefined;
  const { averageRanks, chiSquared, p, f } = friedmanTest(
    complete.map((dataSet) => variants.map((variant) => value(variant, dataSet))),
  );
  const [n, k] = [complete.length, variants.length];
  const named = (ranks: readonly number[]): Readonly<Record<string, number>> =>
    Object.fromEntries(variants.map((variant, i) => [variant, ranks[i]!]));
  const last =
    complete.length === dataSets.length
      ? undefined
      : friedmanTest(
          dataSets.map((dataSet) =>
            variants.map((variant) => (whole(variant, dataSet) ? value(variant, dataSet) : worst)),
          ),
        ).averageRanks;
  return {
    complete,
    averageRanks: named(averageRanks),
    friedman: {
      chiSquared,
      p,
      f,
      fP: Number.isFinite(f) && f > 0 ? fUpperTail(f, k - 1, (k - 1) * (n - 1)) : f > 0 ? 0 : 1,
    },
    criticalDifference: nemenyiDifference({ variants: k, blocks: n, level }),
    ...(last === undefined ? {} : { failuresLast: named(last) }),
  };
}

const RESAMPLES = 2000;
/** With more runs than this, fewer resamples do: the interval is narrow. */
const MANY_RUNS = 2000;
const RESAMPLES_OF_MANY = 400;

/**
 * Interquartile mean over all runs and data sets; runs are resampled within each data set. Scores that are no shares are
 * first put between 0 (the worst score on the data set) and 1 (the best).
 *
 * @see Agarwal et al. (2021), "Deep reinforcement learning at the edge of the statistical precipice"
 */
export function iqmOverDataSets(
  cells: Cells,
  { variants, dataSets, better, level, scale, seed }: Of & { scale: 'share' | 'plain'; seed: number },
): Readonly<Record<string, Estimate>> {
  const normal = scale === 'share' ? () => (score: number) => score : rangesOf(cells, { variants, dataSets, better });
  return Object.fromEntries(
    variants.map((variant, i) => {
      const strata = dataSets
        .map((dataSet) => cells(variant, dataSet).runs.map(normal(dataSet)))
        .filter((runs) => runs.length > 0);
      return [
        variant,
        stratified(strata, {
          level,
          key: streamKey(seed, 'bootstrap', 'iqm', i),
          statistic: (all) => interquartileMean(all.flat()),
        }),
      ];
    }),
  );
}

function rangesOf(
  cells: Cells,
  { variants, dataSets, better }: Pick<Of, 'variants' | 'dataSets' | 'better'>,
): (dataSet: string) => (score: number) => number {
  const ranges = new Map(
    dataSets.map((dataSet) => {
      const all = variants.flatMap((variant) => cells(variant, dataSet).runs);
      return [
        dataSet,
        { low: all.reduce((a, b) => Math.min(a, b), Infinity), high: all.reduce((a, b) => Math.max(a, b), -Infinity) },
      ];
    }),
  );
  return (dataSet) => {
    const { low, high } = ranges.get(dataSet)!;
    return (score) => (high > low ? (better === 'higher' ? score - low : high - score) / (high - low) : 0.5);
  };
}

/** A run of the first is better than one of the second, on a data set drawn from these: the mean of the shares, runs resampled. */
export function improvementOverDataSets(
  cells: Cells,
  {
    first,
    second,
    dataSets,
    better,
    level,
    seed,
  }: Pick<Of, 'dataSets' | 'better' | 'level'> & { first: string; second: string; seed: number },
): Estimate {
  const there = dataSets.filter(
    (dataSet) => cells(first, dataSet).runs.length > 0 && cells(second, dataSet).runs.length > 0,
  );
  const strata = there.flatMap((dataSet) => [cells(first, dataSet).runs, cells(second, dataSet).runs]);
  const statistic = (all: readonly (readonly number[])[]): number =>
    mean(
      there.map((_, d) =>
        better === 'higher' ? shareAbove(all[2 * d]!, all[2 * d + 1]!) : shareAbove(all[2 * d + 1]!, all[2 * d]!),
      ),
    );
  return stratified(strata, { level, key: streamKey(seed, 'bootstrap', 'improvement', first, second), statistic });
}

/** P(x > y) + ½ P(x = y), by sorting: there may be a hundred runs on each of fifty data sets, two thousand times. */
function shareAbove(x: readonly number[], y: readonly number[]): number {
  const [a, b] = [Float64Array.from(x).sort(), Float64Array.from(y).sort()];
  let [below, upTo, wins] = [0, 0, 0];
  for (const value of a) {
    while (below < b.length && b[below]! < value) below++;
    while (upTo < b.length && b[upTo]! <= value) upTo++;
    wins += (below + upTo) / 2;
  }
  return wins / (a.length * b.length);
}

/** More values than this are not resampled: the interval would take longer than it is worth. */
const MOST_VALUES = 20_000;

function stratified(
  strata: readonly (readonly number[])[],
  {
    level,
    key,
    statistic,
  }: { level: number; key: StreamKey; statistic: (strata: readonly (readonly number[])[]) => number },
): Estimate {
  const n = strata.reduce((sum, runs) => sum + runs.length, 0);
  const label = { level, method: 'percentile', n };
  const point = n === 0 ? NaN : statistic(strata);
  if (strata.every((runs) => runs.length < 2))
    return pointWithoutInterval(point, { ...label, reason: 'There is only one run each.' });
  if (n > MOST_VALUES) return pointWithoutInterval(point, { ...label, reason: 'Too many runs to resample.' });
  const state = seedGenerator(key);
  const values: number[] = [];
  const times = n > MANY_RUNS ? RESAMPLES_OF_MANY : RESAMPLES;
  for (let i = 0; i < times; i++)
    values.push(statistic(strata.map((runs) => runs.map(() => runs[(nextWord(state) >>> 0) % runs.length]!))));
  return intervalEstimate(point, [quantile(values, (1 - level) / 2), quantile(values, (1 + level) / 2)], label);
}
