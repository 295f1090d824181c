/**
 * What `--until` looks at: the longest run of whole splits from the first on, in plan order, and the first such prefix
 * that satisfies the rule. Pure, and a function of the records' values alone: who trained what when changes nothing.
 */
import { comparisonPairs } from '../analysis/comparison.js';
import type { Question } from '../question/question.js';
import type { Run } from '../plan.js';
import type { Reduction } from '../store/reduce.js';
import { pooledScores } from '../analysis/scores.js';
import type { ScoredRecords } from '../analysis/scores.js';
import { mean, present, sequentialEstimate } from '../stats/index.js';
import type { Until } from './until.js';

type Records = ScoredRecords;

export interface Prefix {
  /** Whole splits from the first on; no more are counted once the rule holds. */
  readonly complete: number;
  /** Splits of the first prefix that satisfies the rule, or null. */
  readonly stoppedAt: number | null;
  /** The largest half-width at the last look; null before the first one, or while something has no interval. */
  readonly halfWidth: number | null;
}

/**
 * A function that looks at every further whole split, each once, however often it is called; it may be called with more
 * records each time. Runs that exchange sources do not count.
 */
export function watchSplits(
  experiment: Question,
  { runs, until }: { readonly runs: readonly Run[]; readonly until: Until },
): (records: Records) => Prefix {
  const splits = mainSplits(runs);
  const means = new Map(Object.keys(experiment.variants).map((name): [string, number[]] => [name, []]));
  let prefix: Prefix = { complete: 0, stoppedAt: null, halfWidth: null };
  return (records) => {
    while (prefix.stoppedAt === null && isWhole(splits[prefix.complete], records)) {
      const split = splits[prefix.complete]!;
      for (const [name, values] of means) values.push(splitMean(name, { split, records, metric: until.metric }));
      prefix = lookAt(seriesOf(experiment, { means, until }), { complete: prefix.complete + 1, experiment, until });
    }
    return prefix;
  };
}

function mainSplits(runs: readonly Run[]): readonly (readonly Run[])[] {
  const splits: Run[][] = [];
  for (const run of runs) if (run.cell === undefined) (splits[run.split] ??= []).push(run);
  return splits;
}

function isWhole(split: readonly Run[] | undefined, records: Records): boolean {
  return split?.every(({ hash }) => records.has(hash)) ?? false;
}

/** NaN where no seed has a score. */
function splitMean(
  variant: string,
  { split, records, metric }: { split: readonly Run[]; records: Records; metric: string },
): number {
  const own = split.filter((run) => run.variant === variant);
  const values = present(pooledScores(own, records).map(({ metrics }) => metrics[metric] ?? NaN));
  return values.length === 0 ? NaN : mean(values);
}

/** One series of values by split for everything that must be narrow enough. */
function seriesOf(
  experiment: Question,
  { means, until }: { means: ReadonlyMap<string, readonly number[]>; until: Until },
): readonly (readonly number[])[] {
  if (until.quantity === 'mean') return [...means.values()];
  return comparisonPairs(experiment).map(({ variant, baseline }) => {
    const reference = means.get(baseline)!;
    return means.get(variant)!.map((value, i) => value - reference[i]!);
  });
}

function lookAt(
  series: readonly (readonly number[])[],
  { complete, experiment, until }: { complete: number; experiment: Question; until: Until },
): Prefix {
  if (complete < until.minimum || complete > until.maximum) return { complete, stoppedAt: null, halfWidth: null };
  const { level } = experiment;
  const { minimum, maximum } = until;
  const halfWidths = series.map((values) => {
    const { low, high } = sequentialEstimate(values.filter(Number.isFinite), { level, minimum, maximum });
    return low === null || high === null ? Infinity : (high - low) / 2;
  });
  const widest = Math.max(...halfWidths);
  const satisfied = series.length > 0 && widest < until.halfWidth;
  return { complete, stoppedAt: satisfied ? complete : null, halfWidth: Number.isFinite(widest) ? widest : null };
}

/** What a report is about. */
interface Reported {
  readonly experiment: Question;
  readonly runs: readonly Run[];
  readonly reductions: readonly Reduction[];
  readonly prefix?: Prefix;
}

/**
 * The part of a bench that its report is about: exactly the splits of the first prefix that satisfies the rule, whatever
 * else was trained; all of the plan while none does.
 */
export function upToRule(
  { experiment, runs, reductions }: Omit<Reported, 'prefix'>,
  { until, records }: { readonly until: Until | undefined; readonly records: Records },
): Reported {
  if (until === undefined) return { experiment, runs, reductions };
  const prefix = watchSplits(experiment, { runs, until })(records);
  const splits = prefix.stoppedAt;
  if (splits === null) return { experiment, runs, reductions, prefix };
  return {
    experiment: { ...experiment, protocol: { ...experiment.protocol, splits } },
    runs: runs.filter(({ cell, split }) => cell !== undefined || split < splits),
    reductions: reductions.filter(({ split }) => split < splits),
    prefix,
  };
}
