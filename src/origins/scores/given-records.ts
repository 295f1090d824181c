/** A score at its place in a plan → its record, and the table in which records of scores are found. Pure. */
import type { WalkedList } from '../../base/walked-list.js';
import type { Metrics, RunRecord } from '../../design/record.js';
import type { Pairing, Score, ScoreMetric } from './scores.js';

/** By run hash, in the order of the file. */
export interface GivenRecords extends ReadonlyMap<string, RunRecord> {
  /** The scores of which they were made, those that are missing included. */
  readonly given?: WalkedList<Score>;
  /** How many of the records are of runs that failed. */
  readonly failures?: number;
}

/** What the statistics resample: data sets, what variants share, or single runs. */
export type Design = 'data sets' | 'blocks' | 'runs';

/** How scores become places in a plan. */
export interface HowPlaced {
  readonly metrics: readonly ScoreMetric[];
  readonly dataSets: readonly string[];
  readonly pairing: Pairing;
  readonly design: Design;
}

export function recordOf(
  { variant, dataSet, block, repeat, status, reason = 'no score', values, errors }: Score,
  {
    hash,
    split,
    seed,
    metrics,
  }: { hash: string; split: number; seed: number; metrics: readonly Pick<ScoreMetric, 'name'>[] },
): RunRecord {
  const given = errors === undefined ? { block, repeat } : { block, repeat, errors: errors.map(orNull) };
  const [fold, timing] = [0, UNTIMED];
  if (status !== 'ok') {
    const why = reason === '' ? 'failed' : reason.slice(0, 200);
    const failed = { hash, variant, split, fold, seed, given, timing, status: 'failed', reason: why } as const;
    return dataSet === '' ? failed : { ...failed, dataSet };
  }
  const own = metricsOf({ values }, metrics);
  // Written out: copies of objects take ten times as long, and there may be a million.
  if (dataSet === '') return { hash, variant, split, fold, seed, given, timing, status, metrics: own };
  return { hash, variant, dataSet, split, fold, seed, given, timing, status, metrics: own };
}

export function metricsOf({ values }: Pick<Score, 'values'>, metrics: readonly Pick<ScoreMetric, 'name'>[]): Metrics {
  const [first] = metrics;
  if (metrics.length === 1) return { [first!.name]: orNull(values[0]!) };
  return Object.fromEntries(metrics.map(({ name }, i) => [name, orNull(values[i]!)]));
}

/** Nobody knows how long it took. */
export const UNTIMED = { durationMs: 0, startedAt: 0 };

function orNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
