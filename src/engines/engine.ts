/**
 * The seam. Above it: runs and rows; below it: tensors. An engine may not know experiments, variants, splits, folds,
 * seeds, files, records or metrics; it gets one network, one encoded split and three stream keys, and trains one model.
 */
import type { Network } from '../model/network.js';
import type { Optimizer, Stopping } from '../model/spec.js';
import type { TrainingStreams } from '../base/streams.js';

/** The whole table, encoded for one split. Row r of the table is row r here; the row lists say who trains and who is scored. */
export interface EncodedTable {
  readonly rows: number;
  /** Row-major [rows, numericWidth]. */
  readonly numeric: Float32Array;
  readonly numericWidth: number;
  /** One array of length `rows` a categorical column: the level number, or −1 for a level unseen in training (encodes as zeros). */
  readonly levels: readonly Int32Array[];
  /** Number of levels of each categorical column, in the order of `levels`; the expanded input is numbers first, then these. */
  readonly widths: readonly number[];
  readonly target: EncodedTarget;
}

export type EncodedTarget =
  | { readonly kind: 'classes'; readonly classes: number; readonly labels: Int32Array }
  /** `values` are scaled: original = value × scale + shift; predictions are returned in the scaled unit. */
  | {
      readonly kind: 'number';
      readonly values: Float32Array;
      readonly scale: number;
      readonly shift: number;
      /** Set where logarithms are scaled: original = exp(value × scale + shift) − this. */
      readonly unlog?: 0 | 1;
    };

export interface TrainTask {
  readonly network: Network;
  readonly optimizer: Optimizer;
  readonly batchSize: number;
  readonly stopping: Stopping;
  readonly table: EncodedTable;
  /** Row numbers of the table. Early stopping needs validation rows; without them the validation curve is empty. */
  readonly rows: { readonly train: Uint32Array; readonly validation: Uint32Array; readonly test: Uint32Array };
  readonly streams: TrainingStreams;
  /** One a class: what the loss of its rows counts, in training and validation. All 1 where absent. */
  readonly classWeights?: Float32Array;
  /** Ask for predictions with the masks kept on: the mean over the first t masks, for each t listed (ascending). */
  readonly monteCarloSamples?: readonly number[];
  readonly signal?: AbortSignal;
}

export interface Trained {
  readonly status: 'trained';
  readonly epochs: number;
  /** The epoch, from 1, whose weights made the predictions. */
  readonly bestEpoch: number;
  /**
   * Mean data loss (no penalties) an epoch: `train` over the epoch's batches as they were trained (dropout on, as Keras
   * shows it), `validation` at the end of the epoch with dropout off; empty without validation rows.
   */
  readonly curve: { readonly train: Float64Array; readonly validation: Float64Array };
  /** Row-major [test rows, outputs]: class probabilities (two columns for a sigmoid output), or scaled target values. */
  readonly predictions: Float32Array;
  /** One array like `predictions` for each entry of `monteCarloSamples`. */
  readonly monteCarlo: readonly Float32Array[];
}

/** An outcome of the run itself: deterministic, recorded, never retried. */
export interface Diverged {
  readonly status: 'diverged';
  /** The first epoch, from 1, whose training or validation loss was not finite. */
  readonly epoch: number;
}

export type TrainResult = Trained | Diverged;

export interface Engine {
  readonly name: EngineName;
  /** What computes: `wasm-simd` for fused; `tensorflow`, `wasm` or `cpu` for tfjs. */
  readonly backend: string;
  /** May return at once or later; rejects only for incidents (out of memory, aborted), never for a diverging run. */
  train(task: TrainTask): TrainResult | Promise<TrainResult>;
  dispose(): void;
}

export const ENGINE_NAMES = ['fused', 'tfjs'] as const;
export type EngineName = (typeof ENGINE_NAMES)[number];
