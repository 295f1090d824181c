/** A run: the atom of planning, storing and resuming. Types only. */
import type { Source } from '../question/question.js';

/** One variant, on one split (k-fold: one fold of it), with one seed: one trained model. */
export interface Run {
  /** Place in plan order, from 0. */
  readonly index: number;
  readonly variant: string;
  /** One of several data sets of a question; absent where there is one. */
  readonly dataSet?: string;
  readonly split: number;
  /** 0 unless the protocol is k-fold. */
  readonly fold: number;
  readonly seed: number;
  /** Which streams train it; `split` is the run's own unless the rows alone vary. */
  readonly streams: StreamIndices;
  /** Set for the runs of the one-source-at-a-time design, which stand beside the main ones. */
  readonly cell?: Cell;
  /** SHA-256 (first 32 hex digits) of everything that decides the outcome; the key of storing and resuming. */
  readonly hash: string;
}

/** The coordinates of the three training streams. */
export interface StreamIndices {
  readonly split: number;
  readonly init: number;
  readonly order: number;
  readonly mask: number;
}

/** Only `source` varies; everything else is held at what `context` says. */
export interface Cell {
  readonly source: Source;
  readonly context: number;
}
