/** Scores that one has, as a list of runs → the analysis that a bench would make of them. Pure: nothing is read or written. */
import { analyse } from '../analysis/analyse.js';
import type { Analysis } from '../analysis/analysis.js';
import type { RunRecord } from '../design/record.js';
import type { Run } from '../design/run.js';
import { setupOf } from '../design/setup.js';
import type { PlainFacts } from '../origins/facts.js';
import type { MetricChoice } from '../question/metric.js';
import type { Question } from '../question/question.js';

/** One finished run. */
export interface GivenRun {
  readonly variant: string;
  /** Names the split (fold assignment, data draw); runs of different variants on one split are paired. Left out by all: the split was held. */
  readonly split?: string | number;
  /** Names the seed within its split; left out: numbered in the order given. */
  readonly seed?: string | number;
  /** By the names of the question's metrics, in their units; left out where the run failed. */
  readonly metrics?: Readonly<Record<string, number>>;
  /** Why there is no score, in a word or a few. A failed run counts against its variant. */
  readonly failed?: string;
}

/** What is asked of them. */
export interface RunsQuestion {
  /** The heading of the report; a question mark ends it. */
  readonly question?: string;
  /** The variant that all others are compared with; the first of the runs' by default. */
  readonly baseline?: string;
  /** The first is the verdict's: a name that Reseed knows (`accuracy`, `rmse`, …), or `{ name, better }`. */
  readonly metrics: readonly MetricChoice[];
  /** Confidence level of every interval; 0.95 by default. */
  readonly level?: number;
  /** Of the resamples; 1 by default. */
  readonly seed?: number;
  /** Below which size a difference is small: `{ accuracy: 1, sd: '20%' }`. */
  readonly thresholds?: Readonly<Record<string, number | string>>;
  /** Scored rows over training rows of a split; with it something is said of new rows like these. */
  readonly testToTrain?: number;
}

/**
 * The analysis of runs that were made elsewhere: estimates, families, verdicts, failures.
 *
 * @param runs in any order; each split, seed and variant at most once
 * @returns what a bench would have found: variants, comparisons with their verdicts, warnings; scores in the metrics’ own units, shares from 0 to 1
 * @throws {RangeError} without two variants or with a run given twice, a split for some runs alone, or a baseline that has no run
 * @throws {UserError} for a metric that is not known
 * @example
 * const runs = [1, 2, 3, 4, 5].flatMap((split) => [
 *   { variant: 'plain', split, metrics: { accuracy: 0.8 + (split % 2) / 100 } },
 *   { variant: 'dropout', split, metrics: { accuracy: 0.82 + (split % 3) / 100 } },
 * ]);
 * analyseRuns(runs, { metrics: ['accuracy'] }).comparisons[0].verdict.mean.words; // 'better'
 */
export function analyseRuns(runs: readonly GivenRun[], asked: RunsQuestion): Analysis {
  const names = [...new Set(runs.map(({ variant }) => variant))];
  const { baseline = names[0] ?? '', level = 0.95, seed = 1, testToTrain, ...rest } = asked;
  if (names.length < 2) throw new RangeError('there are no two variants to compare');
  if (!names.includes(baseline)) throw new RangeError(`the baseline “${baseline}” has no run`);
  const held = runs.every(({ split }) => split === undefined);
  if (!held && runs.some(({ split }) => split === undefined))
    throw new RangeError('a split is named for some runs alone');
  const { places, splits, seeds } = placesOf(runs);
  const question: Question = {
    name: 'runs',
    question: 'How do these runs compare?',
    ...rest,
    protocol: { kind: 'given', splits, seeds },
    variants: Object.fromEntries(names.map((name) => [name, {}])),
    baseline,
    vary: held ? ['init', 'order', 'mask'] : ['split', 'init', 'order', 'mask'],
    seed,
    level,
  };
  const facts: PlainFacts = {
    kind: 'given',
    what: 'scores that were given',
    ...(testToTrain === undefined ? {} : { testToTrain }),
    repeats: 'not promised',
  };
  return analyse({
    experiment: question,
    setup: setupOf(question, { origin: facts, command: 'analyseRuns' }),
    origin: { traits: () => ({ unused: [] }) },
    runs: places,
    records: new Map(runs.map((run, i) => [places[i]!.hash, recordOf(run, places[i]!)])),
  });
}

/** Splits and seeds are numbered in the order in which they first come. */
function placesOf(runs: readonly GivenRun[]): { places: Run[]; splits: number; seeds: number } {
  const splits = new Map<string | number | undefined, number>();
  const seedNames = new Map<number, Map<string | number, number>>();
  const taken = new Map<string, number>();
  const places = runs.map(({ variant, split: splitName, seed: seedName }, index): Run => {
    if (!splits.has(splitName)) splits.set(splitName, splits.size);
    const split = splits.get(splitName)!;
    const own = `${split} ${variant}`;
    const count = taken.get(own) ?? 0;
    taken.set(own, count + 1);
    const seeds = seedNames.get(split) ?? new Map<string | number, number>();
    seedNames.set(split, seeds);
    const name = seedName ?? `run ${count}`;
    if (!seeds.has(name)) seeds.set(name, seeds.size);
    const seed = seeds.get(name)!;
    return {
      index,
      variant,
      split,
      fold: 0,
      seed,
      streams: { split, init: seed, order: seed, mask: seed },
      hash: `${split} ${seed} ${variant}`,
    };
  });
  const seen = new Set<string>();
  const twice = places.find(({ hash }) => seen.has(hash) || !seen.add(hash));
  if (twice !== undefined) throw new RangeError(`a run of “${twice.variant}” is given twice for one split and seed`);
  return { places, splits: splits.size, seeds: Math.max(0, ...places.map(({ seed }) => seed + 1)) };
}

function recordOf({ metrics, failed }: GivenRun, { hash, variant, split, fold, seed }: Run): RunRecord {
  const base = { hash, variant, split, fold, seed, timing: { durationMs: 0, startedAt: 0 } };
  return metrics === undefined || failed !== undefined
    ? { ...base, status: 'failed', reason: failed ?? 'no score' }
    : { ...base, status: 'ok', metrics };
}
