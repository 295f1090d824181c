/**
 * References: what stands beside the variants of a question, on the same splits, so that a score can be judged for its size.
 * An answer that learns nothing from the features, and a linear model. They are no variants: not planned, ranked or counted.
 */
import type { Metrics } from '../question/metric.js';

export const REFERENCES = ['constant', 'linear'] as const;

/** `constant`: the class shares or the mean of the training rows; `linear`: a net without hidden layers. */
export type ReferenceName = (typeof REFERENCES)[number];

/** The references of one split, which are made together. */
export interface ReferenceRun {
  readonly references: true;
  readonly split: number;
  /** Of everything that decides their scores; the key of storing and resuming. */
  readonly hash: string;
}

/** Every metric of the task, of all folds of the split together; with k-fold those of each fold beside them. */
export interface ReferenceScore {
  readonly metrics: Metrics;
  readonly folds?: readonly Metrics[];
}

/** `null` where training diverged. */
export type ReferenceScores = Readonly<Record<ReferenceName, ReferenceScore | null>>;

export interface ReferenceRecord {
  readonly hash: string;
  readonly split: number;
  readonly scores: ReferenceScores;
  /** The scored rows of each fold, in the order of the predictions; absent of folders of earlier releases. */
  readonly rows?: readonly (readonly number[])[];
}
