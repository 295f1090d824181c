/** What the analysis is told of the design: blocks, pairs, metrics, and how intervals are made. */
import type { MetricInfo } from './analysis.js';
import type { Intervals } from '../question/intervals.js';
import type { EstimateOptions, Resplitting } from '../stats/index.js';
import type { Until } from '../question/until.js';

/** What every part of the analysis is told of the design. */
export interface Design {
  readonly splits: number;
  readonly seeds: number;
  /** The seed is the block, and rerun and total spread are one. */
  readonly heldSplit: boolean;
  readonly paired: boolean;
  /** Whether scores were made on a table of rows that is known. */
  readonly onTable: boolean;
  /** Whom differences are about, where that is more than these scores. */
  readonly ground?: 'data sets like these' | 'questions like these';
  /** How splits of this table were made, for what is said of new rows; absent where that is not known. */
  readonly resplitting?: Resplitting;
  /** SDs within this share of the baseline's count as the same; 10 % where the user says nothing. */
  readonly spreadThreshold?: number;
  readonly metrics: readonly MetricInfo[];
  readonly options: EstimateOptions;
  /** Methods that the question asks for in place of the defaults. */
  readonly intervals?: Intervals;
  /** The number of this look at the folder, from 1: later looks are judged more strictly. */
  readonly look: number;
  /** The quantity that decided the number of splits, whose intervals must hold at every look. */
  readonly until?: Until;
}

/** What answers for new rows count: single folds, where there are any. */
export function newRowsWord({ options, resplitting }: Pick<Design, 'options' | 'resplitting'>): { unit?: string } {
  if (resplitting !== undefined && 'folds' in resplitting) return { unit: 'fold' };
  return options.unit === undefined ? {} : { unit: options.unit };
}

/** The same options for what has one value a split: where the split is held there is one, however many seeds were run. */
export function overTestSets({ heldSplit, options }: Pick<Design, 'heldSplit' | 'options'>): EstimateOptions {
  return heldSplit ? { ...options, unit: 'test set' } : options;
}
