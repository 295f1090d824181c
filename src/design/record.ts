/**
 * What one run leaves behind: its place in the plan, what became of it, its metrics and how long it took. What only some
 * origins have stands in parts of its own. Knows no files and no origin; `store/` reads and writes records.
 */
import type { Metrics } from '../question/metric.js';
import type { Tally } from '../question/tally.js';
import type { Cell } from './run.js';

export type { Metrics } from '../question/metric.js';

/** The learning curve on the grid of `curveEpochs`, rounded to 4 significant digits. */
export interface CurveSummary {
  readonly train: readonly number[];
  readonly validation: readonly number[];
}

/** How the training went, for runs that Reseed trained epoch by epoch. */
export interface Training {
  readonly epochs: number;
  readonly bestEpoch: number;
  /** Loss on the validation rows with the weights that made the predictions; null without validation rows. */
  readonly validationLoss: number | null;
  readonly curve: CurveSummary;
  /** Sums of the mean over the first t masks, one entry for each t of the variant's `monteCarloSamples`. */
  readonly monteCarlo?: readonly Tally[];
}

interface RecordBase {
  readonly hash: string;
  readonly variant: string;
  /** One of several data sets of a question; absent where there is one. */
  readonly dataSet?: string;
  readonly split: number;
  readonly fold: number;
  readonly seed: number;
  readonly cell?: Cell;
  /** Of scores that a file held. */
  readonly given?: GivenPlace;
}

/** What a file calls the place of a score, and the standard errors that it gives with the metrics, in their order. */
export interface GivenPlace {
  readonly block: string;
  readonly repeat: string;
  readonly errors?: readonly (number | null)[];
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

export interface OkRecord extends RecordBase {
  readonly status: 'ok';
  readonly metrics: Metrics;
  /** Sums that add over folds; `metrics` are theirs. Absent where the origin gave metrics and no rows. */
  readonly tally?: Tally;
  readonly training?: Training;
  readonly place?: Place;
  /** Names the scored rows with their truths, 32 hex digits, where a program told them: equal where two runs were scored on the same. */
  readonly rows?: string;
  readonly timing: Timing;
}

/** An outcome of the run itself, never retried. */
export interface FailedRecord extends RecordBase {
  readonly status: 'failed';
  /** In a word or a few: `diverged`, `exit code 3`. */
  readonly reason: string;
  /** The epoch in which it diverged. */
  readonly epoch?: number;
  readonly timing: Timing;
}

export type RunRecord = OkRecord | FailedRecord;

/** What a finished run sends back: its record and, where it kept any, its predictions as `packPredictions` packs them. */
export interface Outcome {
  readonly record: RunRecord;
  readonly predictions?: Float32Array;
}

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
