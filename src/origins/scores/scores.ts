/** What a file of scores comes to: one entry a run (or a question answered by it), and how its runs belong together. */
import type { Estimate } from '../../base/estimate.js';

export interface Score {
  readonly variant: string;
  readonly dataSet: string;
  /** What variants may share: a split, a fold. Empty where there is none. */
  readonly block: string;
  /** A run within its block: a seed, a run's name, a number. */
  readonly repeat: string;
  /** The question, where scores come one by one. */
  readonly row?: string;
  readonly cluster?: string;
  readonly status: 'ok' | 'failed' | 'missing';
  /** Why there is no score. */
  readonly reason?: string;
  /** In the order of the reading's metrics; NaN where there is none. */
  readonly values: readonly number[];
  /** Standard errors that the file gives, in the same order. */
  readonly errors?: readonly number[];
}

/** A copy that holds its facts itself: a score of a large file reads them from columns, and `{ ...score }` would copy none. */
export function plainScore({
  variant,
  dataSet,
  block,
  repeat,
  row,
  cluster,
  status,
  reason,
  values,
  errors,
}: Score): Score {
  return {
    ...{ variant, dataSet, block, repeat, status, values },
    ...(row === undefined ? {} : { row }),
    ...(cluster === undefined ? {} : { cluster }),
    ...(reason === undefined ? {} : { reason }),
    ...(errors === undefined ? {} : { errors }),
  };
}

/** How runs of two variants may be held against each other. */
export type Pairing =
  /** They share blocks. */
  | 'block'
  /** They share seed numbers alone: shown with the correlation, and unpaired beside it. */
  | 'seed number'
  | 'none';

export interface ScoreMetric {
  readonly name: string;
  readonly better: 'higher' | 'lower';
  readonly scale: 'share' | 'plain';
}

/** Two variants on one data set, held against each other question by question. */
export interface QuestionContrast {
  readonly dataSet: string;
  readonly questions: number;
  readonly clusters: number;
  /** Runs that answered; of the variant with more of them. */
  readonly seeds: number;
  /** Where each has runs of its own: those of the first and of the second. */
  readonly ownSeeds?: readonly [number, number];
  /** Questions that only one of the two answered, and that are left out. */
  readonly leftOut?: number;
  /** The two answered other questions: all answers of each count. */
  readonly shared?: false;
  readonly difference: Estimate;
  readonly p: number | null;
  /** Standard errors: by question (or cluster), and by seed where there are several. */
  readonly errors: { readonly questions: number | null; readonly seeds: number | null };
  /** Standard error of the difference and its degrees of freedom, where there are any. */
  readonly se?: number;
  readonly df?: number;
}

/** One comparison of one metric by rows, a contrast a data set. */
export interface RowAnswers {
  readonly metric: string;
  readonly variant: string;
  readonly baseline: string;
  readonly contrasts: readonly QuestionContrast[];
  /** At the level at which all comparisons hold together. */
  readonly simultaneous: readonly QuestionContrast[];
}
