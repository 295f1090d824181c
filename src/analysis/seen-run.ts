/** What is kept of every run for the estimate on the progress line. Imports no statistics: progress is shown before they are loaded. */
import type { Metrics, RunRecord } from '../design/record.js';

/** What the estimate needs of a record: the rest, kept for a hundred thousand of them, would fill the memory. */
export interface SeenRun extends Pick<RunRecord, 'variant' | 'split' | 'seed'> {
  /** Absent for failed runs and those that stand beside the main design. */
  readonly metrics?: Metrics;
}

export function seenRun(record: RunRecord): SeenRun {
  const { variant, split, seed, cell } = record;
  if (record.status !== 'ok' || cell !== undefined) return { variant, split, seed };
  return { variant, split, seed, metrics: record.metrics };
}
