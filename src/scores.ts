/** Records → scores: one number per split × seed, pooled over folds. Pure; the shape that all statistics start from. */
import { metricsOf } from './metrics.js';
import type { Run } from './plan.js';
import type { Metrics, OkRecord, RunRecord } from './record.js';

/** All folds of one split × seed of one variant, pooled. */
export interface PooledScore {
  readonly split: number;
  readonly seed: number;
  readonly metrics: Metrics;
  /** Mean over folds. */
  readonly epochs: number;
}

/** The scores of one variant in plan order; those with a failed or missing run are left out. */
export function pooledScores(runs: readonly Run[], records: ReadonlyMap<string, RunRecord>): readonly PooledScore[] {
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
    const epochs = folds.reduce((sum, record) => sum + record.epochs, 0) / folds.length;
    return [
      {
        split,
        seed,
        metrics: folds.length === 1 ? folds[0]!.metrics : metricsOf(folds.map((record) => record.tally)),
        epochs,
      },
    ];
  });
}

function isOk(record: RunRecord | undefined): record is OkRecord {
  return record?.status === 'ok';
}

/**
 * Values by block: one list a split, of one value a seed; with a held split, one list of one value a seed.
 * Blocks that have no value stay as empty lists, so that variants line up.
 */
export function blocksOf(
  scores: readonly PooledScore[],
  { pick, blocks, heldSplit }: { pick: (score: PooledScore) => number | null; blocks: number; heldSplit: boolean },
): readonly (readonly number[])[] {
  const result: number[][] = Array.from({ length: blocks }, () => []);
  for (const score of scores) {
    const value = pick(score);
    if (value !== null && Number.isFinite(value)) result[heldSplit ? score.seed : score.split]!.push(value);
  }
  return result;
}
