/** Records → scores: one number per split × seed, pooled over folds. Pure; the shape that all statistics start from. */
import { metricsOf } from '../metrics.js';
import type { Run } from '../plan.js';
import type { Metrics, OkRecord, RunRecord } from '../store/record.js';
import type { Scores } from '../stats/scores.js';

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
 * Values as the statistics take them, [split][seed]; with a held split, where the seed is the block, [seed][0].
 * A missing score is NaN in its place, so that variants line up.
 */
export function scoresOf(
  pooled: readonly PooledScore[],
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
