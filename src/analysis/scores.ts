/** Records → scores: one number per split × seed, pooled over folds. Pure; the shape that all statistics start from. */
import { metricsOf } from '../question/registry.js';
import type { StoredPredictions } from '../question/tally.js';
import type { Run } from '../design/plan.js';
import type { Metrics, OkRecord, RunRecord } from '../design/record.js';
import type { GivenScore } from './given/given-scores.js';
import type { WalkedList } from '../base/walked-list.js';
import type { Scores } from '../stats/scores.js';

/** All folds of one split × seed of one variant, pooled. */
export interface PooledScore {
  readonly split: number;
  readonly seed: number;
  readonly metrics: Metrics;
  /** Mean over folds; absent where a fold was not trained epoch by epoch. */
  readonly epochs?: number;
}

/** Records by run hash, and what gives the metrics that they do not hold: those made from predictions. */
export interface ScoredRecords extends ReadonlyMap<string, RunRecord> {
  /** Scores of a large file in their places, those that are missing included: their records need not be made. */
  readonly given?: WalkedList<GivenScore>;
  /** How many of these records are of runs that failed, where that is known without a walk. */
  readonly failures?: number;
  /** Of one run, or of all folds of one repeat together; absent where no such metric is asked for. */
  readonly further?: (folds: readonly OkRecord[]) => Metrics;
  /** Of one run, its scored rows in the order of its split; undefined where they are gone or damaged. */
  readonly predictionsOf?: (record: OkRecord) => StoredPredictions | undefined;
}

/** The scores of one variant in plan order; those with a failed or missing run are left out. */
export function pooledScores(runs: WalkedList<Run>, records: ScoredRecords): readonly PooledScore[] {
  const groups = new Map<string, Run[]>();
  for (const run of runs) {
    const key = `${run.split} ${run.seed}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [run]);
    else group.push(run);
  }
  return [...groups.values()].flatMap((group) => {
    const folds = group.map(({ hash }) => records.get(hash)).filter(isOk);
    if (folds.length < group.length) return [];
    const { split, seed } = group[0]!;
    const epochs = folds.flatMap(({ training }) => training?.epochs ?? []);
    const trained = epochs.length < folds.length ? {} : { epochs: sumOf(epochs) / epochs.length };
    return [{ split, seed, metrics: { ...poolFolds(folds), ...records.further?.(folds) }, ...trained }];
  });
}

/** The same where a run is a score by itself: made again at every walk, for there may be a million. */
export function singleScores(runs: WalkedList<Run>, records: ScoredRecords): Iterable<PooledScore> {
  return {
    *[Symbol.iterator]() {
      for (const { hash, split, seed } of runs) {
        const record = records.get(hash);
        if (record?.status === 'ok') yield { split, seed, metrics: record.metrics };
      }
    },
  };
}

/** From the sums of all folds where every fold has them; else the mean over folds, metric by metric. */
function poolFolds(folds: readonly OkRecord[]): Metrics {
  const [first] = folds;
  if (folds.length === 1) return first!.metrics;
  const tallies = folds.flatMap(({ tally }) => tally ?? []);
  const names = Object.keys(first!.metrics);
  const mean = (name: string): number | null => {
    const values = folds.flatMap(({ metrics }) => metrics[name] ?? []);
    return values.length < folds.length ? null : sumOf(values) / values.length;
  };
  const means = Object.fromEntries(names.map((name) => [name, mean(name)]));
  return tallies.length === folds.length ? { ...means, ...metricsOf(tallies) } : means;
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function isOk(record: RunRecord | undefined): record is OkRecord {
  return record?.status === 'ok';
}

/**
 * Values as the statistics take them, [split][seed]; with a held split, where the seed is the block, [seed][0].
 * A missing score is NaN in its place, so that variants line up.
 */
export function scoresOf(
  pooled: Iterable<PooledScore>,
  {
    pick,
    splits,
    seeds,
    heldSplit,
  }: { pick: (score: PooledScore) => number | null; splits: number; seeds: number; heldSplit: boolean },
): Scores {
  const none = new Array<number>(heldSplit ? 1 : seeds).fill(NaN);
  const result = Array.from({ length: heldSplit ? seeds : splits }, () => none.slice());
  for (const score of pooled) {
    const [block, place] = heldSplit ? [score.seed, 0] : [score.split, score.seed];
    result[block]![place] = pick(score) ?? NaN;
  }
  return result;
}
