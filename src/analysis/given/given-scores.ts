/**
 * Scores that exist already, as the analysis takes them: no plan, no splits of ours, any number of data sets. Whoever read
 * them says what pairs them. Knows no file.
 */
import type { WalkedList } from '../../base/walked-list.js';
import type { RowAnswers } from '../../origins/scores/scores.js';

export interface GivenScore {
  readonly variant: string;
  readonly dataSet: string;
  readonly block: string;
  readonly repeat: string;
  readonly row?: string;
  readonly cluster?: string;
  readonly status: 'ok' | 'failed' | 'missing';
  readonly reason?: string;
  /** In the order of the metrics; NaN where there is none. */
  readonly values: readonly number[];
  /** Standard errors that came with them. */
  readonly errors?: readonly number[];
}

export interface GivenMetric {
  readonly name: string;
  readonly better: 'higher' | 'lower';
  readonly scale: 'share' | 'plain';
  /** Differences inside ± threshold count as none. */
  readonly threshold: number;
  /** The limits that there are; shares lie between 0 and 1 whether they stand here or not. */
  readonly range?: { readonly least?: number; readonly most?: number };
}

export interface GivenScores {
  readonly name: string;
  readonly metrics: readonly GivenMetric[];
  readonly variants: readonly string[];
  readonly baseline: string;
  /** Baselines of their own; then only these variants are compared. */
  readonly against?: Readonly<Record<string, string>>;
  readonly dataSets: readonly string[];
  readonly pairing: 'block' | 'seed number' | 'none';
  readonly blockWord: string;
  readonly repeatWord: string;
  readonly testToTrain?: number;
  /** The same by data set, where they differ; `testToTrain` is the largest. */
  readonly testToTrainOn?: readonly (readonly [dataSet: string, ratio: number])[];
  readonly tuning?: 'grid' | 'trials';
  /** Errors that came with the scores were reckoned from the intervals of a summary. */
  readonly errorsFrom?: 'intervals';
  readonly compared?: false;
  readonly byRow?: readonly RowAnswers[];
  readonly scores: WalkedList<GivenScore>;
}

export interface GivenOptions {
  readonly level: number;
  readonly seed: number;
}
