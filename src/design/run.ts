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
  /** Set for the runs that exchange sources, which stand beside the main ones. */
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

/**
 * A run of a base sample: two settings, a and b, of all sources that vary; this run takes some of them from b and the others
 * from a. None from b is run a itself, all is run b.
 */
export interface Cell {
  readonly sample: number;
  readonly fromB: readonly Source[];
}
