/** What one run leaves behind: one line of `runs.jsonl`. Knows nothing of files; `store.ts` reads and writes them. */
import { decodeLine } from './checked-line.js';
import type { Tally } from '../metrics.js';
import type { Cell } from '../plan.js';
import { isRecord } from './record-shape.js';

/** Metric values of one run, by name; `null` where a metric is undefined on these rows. */
export type Metrics = Readonly<Record<string, number | null>>;

/** The learning curve on the grid of `curveEpochs`, rounded to 4 significant digits. */
export interface CurveSummary {
  readonly train: readonly number[];
  readonly validation: readonly number[];
}

interface RecordBase {
  readonly hash: string;
  readonly variant: string;
  readonly split: number;
  readonly fold: number;
  readonly seed: number;
  readonly cell?: Cell;
}

export interface Timing {
  readonly durationMs: number;
  /** Milliseconds since the epoch, by the worker's clock. */
  readonly startedAt: number;
}

/** Where a run's predictions lie in `predictions.bin`. */
export interface Place {
  readonly offset: number;
  readonly bytes: number;
  readonly crc: number;
}

export type RunRecord =
  | (RecordBase & {
      readonly status: 'ok';
      readonly epochs: number;
      readonly bestEpoch: number;
      /** Loss on the validation rows with the weights that made the predictions; null without validation rows. */
      readonly validationLoss: number | null;
      readonly metrics: Metrics;
      /** Sums that add over folds; `metrics` are theirs. */
      readonly tally: Tally;
      readonly curve: CurveSummary;
      /** Sums of the mean over the first t masks, one entry for each t of the variant's `monteCarloSamples`. */
      readonly monteCarlo?: readonly Tally[];
      readonly place?: Place;
      readonly timing: Timing;
    })
  | (RecordBase & {
      readonly status: 'failed';
      readonly reason: 'diverged';
      readonly epoch: number;
      readonly timing: Timing;
    });

export type OkRecord = Extract<RunRecord, { status: 'ok' }>;

/** The epochs at which a record keeps its learning curve: all of the first eight, then steps of about a seventh, and no end. */
export function curveEpochs(last: number): number[] {
  const epochs: number[] = [];
  for (let epoch = 1; epoch <= last; epoch = Math.max(epoch + 1, Math.floor((epoch * 8) / 7))) epochs.push(epoch);
  return epochs;
}

/** The parts of a record that must be equal for any number of workers, in any order, after any interruption. */
export function canonicalRecord(record: RunRecord): object {
  const { timing: _timing, ...rest } = record;
  if (rest.status === 'failed') return rest;
  const { place, ...canonical } = rest;
  return place === undefined ? canonical : { ...canonical, predictionsCrc: place.crc };
}

/** The record of a line of `runs.jsonl` (without its newline), or why it cannot be trusted. */
export function decodeRecord(line: Buffer): RunRecord | { readonly damaged: string } {
  const decoded = decodeLine(line);
  if ('damaged' in decoded) return decoded;
  return isRecord(decoded.value) ? decoded.value : { damaged: 'it is not a record' };
}
