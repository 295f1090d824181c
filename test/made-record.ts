/** Records for tests: a good one is its place, its metrics and its time, and no more than that is made up. */
import type { Metrics, OkRecord, Training } from '../src/design/record.js';
import type { Run } from '../src/design/plan.js';

type Place = Pick<Run, 'hash' | 'variant' | 'split' | 'fold' | 'seed' | 'cell'>;

export function madeRecord({ hash, variant, split, fold, seed, cell }: Place, metrics: Metrics): OkRecord {
  const place = { hash, variant, split, fold, seed, ...(cell === undefined ? {} : { cell }) };
  return { ...place, status: 'ok', metrics, timing: { durationMs: 1, startedAt: 0 } };
}

/** Ten epochs, the fifth of them the best. */
export const TEN_EPOCHS: Training = {
  epochs: 10,
  bestEpoch: 5,
  validationLoss: 0.5,
  curve: { train: [1], validation: [1] },
};
