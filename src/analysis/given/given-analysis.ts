/** What the analysis of scores from a file says: by metric, every variant, every comparison, and every pair over the data sets. */
import type { Estimate } from '../../base/estimate.js';
import type { QuestionContrast } from '../../origins/scores/scores.js';
import type { Judgement } from '../../stats/index.js';
import type { Across } from './across.js';
import type { BestOf } from './best-of.js';
import type { CellSummary } from './cell.js';
import type { Contrast } from './contrast.js';
import type { GivenMetric, GivenScores } from './given-scores.js';
import type { RanksOverDataSets } from './ranks.js';
import type { Duel } from './wins.js';

export interface GivenVariant {
  readonly name: string;
  readonly planned: number;
  readonly ok: number;
  readonly failed: number;
  readonly missing: number;
  /** By data set. */
  readonly cells: Readonly<Record<string, CellSummary>>;
  /** Mean over data sets of the means; absent with one data set. */
  readonly meanOfDataSets?: Estimate;
}

export interface GivenComparison {
  readonly variant: string;
  readonly baseline: string;
  /** variant − baseline, by data set. */
  readonly contrasts: readonly Contrast[];
  readonly questions?: readonly QuestionContrast[];
  readonly across?: Across;
  /** A run of the variant is better than one of the baseline, over data sets. */
  readonly improvement?: Estimate;
  /** Of the comparison's main p-value, over all comparisons. */
  readonly pHolm: number | null;
  /** In place of what runs alone would say: over data sets or over questions, or by the errors that the file gives. */
  readonly main?: MainAnswer;
}

/** The difference that the verdict is about, where that is not the mean over runs. */
export interface MainAnswer {
  readonly difference: Estimate;
  /** At the level at which all comparisons hold together. */
  readonly simultaneous: Estimate;
  readonly p: number | null;
  /** Why nothing is judged, whatever the interval says. */
  readonly withheld?: string;
  /** With several data sets: about these alone, all comparisons together. */
  readonly these?: Judgement & { readonly interval: Estimate };
}

export interface GivenMetricAnalysis extends GivenMetric {
  readonly variants: readonly GivenVariant[];
  readonly comparisons: readonly GivenComparison[];
  readonly duels?: readonly Duel[];
  readonly ranks?: RanksOverDataSets;
  readonly iqm?: Readonly<Record<string, Estimate>>;
  readonly best?: BestOf;
}

export interface GivenAnalysis {
  readonly given: GivenScores;
  readonly level: number;
  readonly seed: number;
  /** The first is the verdict's. */
  readonly metrics: readonly GivenMetricAnalysis[];
  readonly failures: ReadonlyMap<string, number>;
}
