/**
 * What `--until` looks at: the longest run of whole splits from the first on, in plan order, and the first such prefix
 * that satisfies the rule. Pure, and a function of the records' values alone: who trained what when changes nothing.
 */
import { comparisonPairs } from '../question/pairs.js';
import type { Question } from '../question/question.js';
import type { Run } from '../design/plan.js';
import type { Bench, Evidence, Prefix } from './evidence.js';
import { pooledScores } from './scores.js';
import type { ScoredRecords } from './scores.js';
import { mean } from '../stats/moments.js';
import { present } from '../stats/scores.js';
import type { Scores } from '../stats/scores.js';
import { noSteadinessVerdict } from '../stats/jackknife-width.js';
import { simultaneousPairSdRatios } from '../stats/simultaneous.js';
import type { ScorePair } from '../stats/simultaneous.js';
import { sequentialEstimate } from '../stats/stopping.js';
import { streamKey } from '../base/streams.js';
import { plannedLook, plannedLooks } from '../question/until.js';
import type { Until } from '../question/until.js';

type Records = ScoredRecords;

/**
 * A function that looks at every further whole split, each once, however often it is called; it may be called with more
 * records each time. Runs that exchange sources do not count.
 */
export function watchSplits(
  experiment: Question,
  { runs, until }: { readonly runs: Iterable<Run>; readonly until: Until },
): (records: Records) => Prefix {
  const splits = mainSplits(runs);
  const scores = new Map(Object.keys(experiment.variants).map((name): [string, number[][]] => [name, []]));
  let prefix: Prefix = { complete: 0, stoppedAt: null, halfWidth: null };
  return (records) => {
    while (prefix.stoppedAt === null && isWhole(splits[prefix.complete], records)) {
      const split = splits[prefix.complete]!;
      for (const [name, own] of scores) own.push(splitScores(name, { split, records, metric: until.metric }));
      prefix = lookAt(prefix.complete + 1, { scores, experiment, until });
    }
    return prefix;
  };
}

function mainSplits(runs: Iterable<Run>): readonly (readonly Run[])[] {
  const splits: Run[][] = [];
  for (const run of runs) if (run.cell === undefined) (splits[run.split] ??= []).push(run);
  return splits;
}

function isWhole(split: readonly Run[] | undefined, records: Records): boolean {
  return split?.every(({ hash }) => records.has(hash)) ?? false;
}

/** Of one variant on one split, a score a seed. */
function splitScores(
  variant: string,
  { split, records, metric }: { split: readonly Run[]; records: Records; metric: string },
): number[] {
  const own = split.filter((run) => run.variant === variant);
  return [...present(pooledScores(own, records).map(({ metrics }) => metrics[metric] ?? NaN))];
}

interface Watched {
  /** [split][seed] of every variant, as far as splits are whole. */
  readonly scores: ReadonlyMap<string, Scores>;
  readonly experiment: Question;
  readonly until: Until;
}

function lookAt(complete: number, watched: Watched): Prefix {
  const { minimum, maximum, quantity, halfWidth } = watched.until;
  const planned = quantity !== 'sdRatio' || plannedLooks(watched.until).includes(complete);
  if (complete < minimum || complete > maximum || !planned) return { complete, stoppedAt: null, halfWidth: null };
  const halfWidths = quantity === 'sdRatio' ? ratioWidths(complete, watched) : seriesWidths(watched);
  const widest = Math.max(...halfWidths);
  const satisfied = halfWidths.length > 0 && widest < halfWidth;
  return { complete, stoppedAt: satisfied ? complete : null, halfWidth: Number.isFinite(widest) ? widest : null };
}

/** Half-widths of the intervals that the report will show: of differences those that hold for the whole family. */
function seriesWidths({ scores, experiment, until: { quantity, minimum, maximum } }: Watched): readonly number[] {
  const means = new Map([...scores].map(([name, own]) => [name, own.map(meanOrNaN)]));
  const series =
    quantity === 'mean'
      ? [...means.values()]
      : comparisonPairs(experiment).map(({ variant, baseline }) => {
          const reference = means.get(baseline)!;
          return means.get(variant)!.map((value, i) => value - reference[i]!);
        });
  const level = quantity === 'mean' ? experiment.level : 1 - (1 - experiment.level) / Math.max(1, series.length);
  return series.map((values) => {
    const { low, high } = sequentialEstimate(values.filter(Number.isFinite), { level, minimum, maximum });
    return low === null || high === null ? Infinity : (high - low) / 2;
  });
}

/** For every ratio: the factor between its middle and its limits, less 1, at the level of this planned look. */
function ratioWidths(complete: number, { scores, experiment, until }: Watched): readonly number[] {
  const pairs = comparisonPairs(experiment).map(({ variant, baseline }): ScorePair => [
    scores.get(baseline)!,
    scores.get(variant)!,
  ]);
  const { level, seed, protocol } = experiment;
  // A narrow interval is not enough to stop where the report would still give no verdict.
  const notJudged = noSteadinessVerdict({ comparisons: pairs.length, blocks: complete, seeds: protocol.seeds });
  if (notJudged !== undefined) return [Infinity];
  const component = protocol.seeds > 1 ? 'seed' : 'total';
  const options = { level, key: streamKey(seed, 'bootstrap'), look: plannedLook(until, complete), component } as const;
  return simultaneousPairSdRatios(pairs, options).map(({ estimate: { low, high } }) =>
    low === null || high === null ? Infinity : Math.sqrt(high / low) - 1,
  );
}

function meanOrNaN(own: readonly number[]): number {
  return own.length === 0 ? NaN : mean(own);
}

/**
 * The part of a bench that its report is about: exactly the splits of the first prefix that satisfies the rule, whatever
 * else was trained; all of the plan while none does.
 */
export function upToRule(
  { experiment, runs, reductions = [] }: Pick<Evidence, 'experiment' | 'runs' | 'reductions'>,
  { until, records }: { readonly until: Until | undefined; readonly records: Records },
): Pick<Bench, 'experiment' | 'runs' | 'reductions' | 'prefix'> {
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
