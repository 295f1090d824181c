/**
 * The parts of an analysis that only some experiments have. Types alone; each part says in one doc line what it answers.
 */
import type { Source } from '../experiment/experiment.js';
import type { Estimate } from '../base/estimate.js';
import type { Judgement } from '../stats/verdict.js';

/** How far apart the predictions of reruns lie: variance of the output, not of its score. Means over splits. */
export interface OutputSpread {
  /** Share of test rows on which two reruns on the same split disagree; absent for numbers. */
  readonly churn?: Estimate;
  /** Variance of the predicted values over reruns, summed over the values of a row. */
  readonly variance: Estimate;
  /** Brier score (or squared error) = bias² + variance over reruns. */
  /** Classes without probabilities: variance and squared loss of these say nothing. */
  readonly votes?: true;
  readonly squaredLoss: { readonly bias: Estimate; readonly variance: Estimate };
  /** 0-1 loss after Domingos: bias + unbiased variance − biased variance; absent for numbers. */
  readonly zeroOneLoss?: {
    readonly bias: Estimate;
    readonly unbiasedVariance: Estimate;
    readonly biasedVariance: Estimate;
  };
}

/** A share of the variance, cut to 0 … 1, with what fell out: that may lie outside. */
export type SourceShare = Estimate & { readonly raw: number | null };

/** Which source of randomness gives how much of the variance of one variant? For the first metric, by pick-freeze. */
export interface SourceBreakdown {
  readonly variant: string;
  /** Base samples with all their scores. */
  readonly samples: number;
  /** SD of one run with all sources drawn again, over the base samples; null without any. */
  readonly sd: number | null;
  /** In the order of `SOURCES`, those that vary; `none` where the variant does not use the source. */
  readonly parts: readonly {
    readonly source: Source;
    readonly none: boolean;
    /** What the source does whatever the others do. */
    readonly alone: SourceShare;
    /** What it does alone and together with others: these add up to more than 1 where sources interact. */
    readonly withOthers: SourceShare;
  }[];
  /** What only combinations of sources do: 1 less all `alone`. */
  readonly interaction: SourceShare;
}

/** A number of nets, or that it lies outside the sizes that were tried. */
export type Nets = number | 'fewer' | 'more';

/** Is dropout like an ensemble, and of how many nets? */
export interface EnsembleAnalysis {
  /** The variant whose nets are averaged. */
  readonly plain: string;
  /** Size 1 is one net; `rerunSd` only where at least four disjoint groups of the size fit into a split. */
  readonly sizes: readonly {
    readonly size: number;
    readonly metrics: Readonly<Record<string, { readonly mean: Estimate; readonly rerunSd: Estimate | null }>>;
  }[];
  /** Masks kept on and averaged, for each variant that asked for it. */
  readonly monteCarlo: readonly {
    readonly variant: string;
    readonly samples: readonly { readonly masks: number; readonly metrics: Readonly<Record<string, Estimate>> }[];
  }[];
  /** How many plain nets one net of the variant is worth, by inverse interpolation on log size. */
  readonly worth: readonly {
    readonly variant: string;
    readonly metric: string;
    /** By its mean score, or by the variance of its score between reruns. */
    readonly by: 'score' | 'variance';
    readonly least: number;
    readonly most: number;
    readonly point: Nets;
    readonly low: Nets;
    readonly high: Nets;
    readonly level: number;
    readonly n: number;
    /** Against one plain net, by the logarithm of the number; within 10 % of one counts as none. Absent in older summaries. */
    readonly verdict?: Judgement;
  }[];
}

/** Variants in order of their mean, with the groups that cannot be told apart (they share a letter). */
export interface Ranking {
  readonly metric: string;
  readonly order: readonly { readonly variant: string; readonly letters: string }[];
  /** Least and most blocks that two of them share, where not all pairs share all blocks. */
  readonly pairBlocks?: readonly [number, number];
  /** Variants with too few scores for a rank; absent where there are none. */
  readonly unranked?: readonly string[];
}

/** Which variant would one pick, how surely, and how good is the pick really? */
export interface Choice {
  readonly metric: string;
  readonly best: string;
  /** Share of block resamples in which each variant has the best mean, in the order of variants. */
  readonly bestShare: readonly { readonly variant: string; readonly share: number }[];
  /** The best variant's mean on the splits that chose it: flattered by the choice. */
  readonly naive: Estimate;
  /**
   * Chosen on half of the splits, scored on the other half; mean over random halvings. Removes the luck of split and seed,
   * not that of the table.
   */
  readonly fresh: Estimate;
  /** Chosen within each split by the loss on its validation rows, scored on its test rows; absent without validation rows. */
  readonly nested?: Estimate;
  /** The same less the baseline, split by split. */
  readonly nestedDifference?: Estimate;
  /** What that difference means. */
  readonly nestedVerdict?: Judgement;
}

/** What ties runs of programs together. */
export interface PairingAnalysis {
  readonly by: 'rows' | 'split' | 'seed';
  /** What the runs' predictions say of the rows they were scored on; absent where none came back. */
  readonly rows?: 'the same' | 'different';
  /** Where nothing but the seed's number ties runs together: how far it does, and the answer without it. */
  readonly unpaired?: readonly UnpairedComparison[];
}

export interface UnpairedComparison {
  readonly variant: string;
  readonly baseline: string;
  /** Of the two variants' scores over blocks; null where one does not vary. */
  readonly correlation: number | null;
  /** variant − baseline of the first metric, as if the runs had nothing in common (Welch's t). */
  readonly difference: Estimate;
}
