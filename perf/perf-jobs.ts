/** What the crew of the speed benchmark is asked and what it answers. Plain data; starts nothing, measures nothing. */
import type { TfjsBackend } from '../src/engines/tfjs.js';
import type { ModelName } from './workload.js';

/** Who trains: the fused engine, our loop over TensorFlow.js, or the `model.fit` of TensorFlow.js. */
export type Trainer =
  { readonly loop: 'fused' } | { readonly loop: 'own loop' | 'model.fit'; readonly backend: TfjsBackend };

export type Job =
  | {
      readonly kind: 'train';
      readonly trainer: Trainer;
      readonly model: ModelName;
      readonly epochs: number;
      readonly seed: number;
    }
  | { readonly kind: 'peak' };

/** Multiply-adds of a `peak` job: 48 in every turn of its loop. */
export const PEAK_TURNS = 1_000_000;
export const PEAK_OPERATIONS = PEAK_TURNS * 48;

export interface Seconds {
  readonly wall: number;
  /** Processor time of the whole process (of all its threads). */
  readonly processor: number;
}

/** Replica-epochs a second, by the clock and by processor time. */
export interface Rate {
  readonly wall: number;
  readonly processor: number;
}

export interface Answer {
  /** Seconds that the job took; undefined if the engine cannot be had here, and then why. */
  readonly seconds?: Seconds;
  readonly reason?: string;
  /** Version of the TensorFlow.js backend, if one is open. */
  readonly version?: string;
  /** Resident bytes of the process afterwards. */
  readonly resident: number;
}
