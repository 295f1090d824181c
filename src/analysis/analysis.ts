/**
 * Records → Analysis: the only thing that report, terminal, `--json`, compare and `--until` read. Pure: knows no files,
 * machines, clocks or worker counts, so equal records give equal bytes downstream.
 */
import type { ReferenceName } from '../design/reference.js';
import type { Setup } from '../design/setup.js';
import type {
  Choice,
  EnsembleAnalysis,
  OutputSpread,
  PairingAnalysis,
  Ranking,
  SourceBreakdown,
} from './side-answers.js';
import type { GivenAnalysis } from './given/given-analysis.js';
import type { Estimate } from '../base/estimate.js';
import type { MetricInfo } from '../question/metric.js';
import type { Judgement, VerdictWord } from '../stats/verdict.js';

export type { MetricInfo } from '../question/metric.js';

/** The score of one split × seed. */
export interface Score {
  readonly split: number;
  readonly seed: number;
  readonly value: number;
  /** Mean of its split over all seeds; only where not all scores are here. */
  readonly blockMean?: number;
}

export interface VariantMetric {
  readonly better: 'higher' | 'lower';
  readonly mean: Estimate;
  /** Total SD over everything that varies. */
  readonly sd: Estimate;
  /** SD over seeds within a split (same rows, another seed); undefined point with one seed a split. */
  readonly sdRerun: Estimate;
  /** Two reruns of this variant on the same split differ by `rerunThreshold` or more: the probability. */
  readonly rerunRisk: Estimate;
  readonly scores: readonly Score[];
  /**
   * Set where there are too many scores to draw: `scores` then holds one in this many, and always the lowest and the highest.
   */
  readonly oneOf?: number;
}

/** Median and middle 80 % over runs at each epoch of the grid, as long as half of the runs are still training. */
export interface Curve {
  readonly epochs: readonly number[];
  readonly median: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
}

export interface VariantAnalysis {
  readonly name: string;
  readonly label: string;
  readonly at?: number;
  readonly axis?: string;
  readonly series?: string;
  readonly runs: RunCounts;
  /** In plain words: `50 relu → dropout .5 → 25 relu → softmax`; absent where a name is all there is. */
  readonly recipe?: string;
  readonly metrics: Readonly<Record<string, VariantMetric>>;
  /** How the training went; absent where the runs were not trained epoch by epoch. */
  readonly training?: TrainingAnalysis;
  /** Scores beyond three interquartile ranges within their split, for the first metric. */
  readonly outliers: { readonly count: number; readonly rate: Estimate };
  /** Absent unless a split has two nets or more. */
  readonly output?: OutputSpread;
  /** Nested components of variance of the first metric; absent with one seed a split. */
  readonly components?: { readonly split: Estimate; readonly seed: Estimate; readonly splitShare: number | null };
  /** For variants on an axis: limits that hold for all of them together, for the first metric. */
  readonly band?: { readonly mean: Estimate; readonly sd: Estimate };
}

export interface TrainingAnalysis {
  readonly epochs: Estimate;
  readonly curve: { readonly train: Curve; readonly validation: Curve };
  /** Runs that early stopping did not end. */
  readonly stoppedByLimit: number;
}

export interface RunCounts {
  readonly planned: number;
  readonly ok: number;
  readonly failed: number;
}

/** `not judged` where there is no interval to read, or a reason not to read it. */
export type Words = VerdictWord;

/** How many more blocks it would take; given with "too noisy". */
export interface FurtherBlocks {
  /** After this many more, at least 4 of 5 such questions are settled whatever the truth; null above a million. */
  readonly toBeSure: number | null;
  /** After this many more, an effect as large as the one seen is told from zero in 4 of 5 cases; null above a million. */
  readonly ifAsSeen: number | null;
}

/** A sentence's worth of decision, made from simultaneous intervals against the threshold: words, and whom they are about. */
export interface Verdict extends Judgement {
  /** With `too noisy`: how many more splits (or seeds) it would take. */
  readonly further?: FurtherBlocks;
  /** On this table (with a held split: for these rows). */
  readonly interval: Estimate;
  /** For new rows like these; absent for spreads, held splits and where nothing is known of training and test rows. */
  readonly newRowsInterval?: Estimate;
  /** Of the per-split differences, where some lie far outside. */
  readonly median?: Estimate;
  readonly threshold: number;
}

/** Failed runs of a comparison's arms; rates are estimates over blocks. */
export interface FailureComparison {
  readonly failed: { readonly baseline: number; readonly variant: number };
  readonly baseline: Estimate;
  readonly variant: Estimate;
  /** variant − baseline. */
  readonly difference: Estimate;
}

export interface ComparisonMetric {
  readonly better: 'higher' | 'lower';
  /** variant − baseline, paired by block. */
  readonly difference: Estimate;
  /** SD(baseline) / SD(variant): above 1 means that the variant is steadier. */
  readonly sdRatioTotal: Estimate;
  readonly sdRatioRerun: Estimate;
  /** 1 − 1/sdRatio², of the rerun ratio where there are several seeds a split, else of the total one; `of` says which. */
  readonly varianceReduction: Estimate & { readonly of: 'rerun' | 'total' };
  readonly probabilityOfImprovement: Estimate;
  /** How often one run each picks the wrong winner; undefined unless the difference excludes 0. */
  readonly wrongWinner: Estimate;
  /** Simultaneous over the family of comparisons; equal to `difference` when there is one. */
  readonly differenceSimultaneous: Estimate;
  readonly sdRatioSimultaneous: Estimate;
  /** Where the arms failed unequally: without as many of the other's worst runs; gates go by it. */
  readonly differenceTrimmed?: Estimate;
  /** Simultaneous too, for new rows from the same source (Nadeau–Bengio, Bouckaert–Frank); on paired splits that vary. */
  readonly differenceNewRows?: Estimate;
  /** Over the rows, each scored row once: for new rows and these trained models. By itself; decides nothing. */
  readonly differenceOverRows?: Estimate;
  readonly pValue: number | null;
  readonly pHolm: number | null;
}

export interface Comparison {
  readonly variant: string;
  readonly baseline: string;
  readonly metrics: Readonly<Record<string, ComparisonMetric>>;
  /** Total SD ratio on the logit scale, where scores near 1 have as much room as others: a sensitivity line. */
  readonly sdRatioLogit?: Estimate;
  /** Churn of the variant less that of the baseline, in absolute share; absent where either has none. */
  readonly churnDifference?: Estimate;
  /** What that interval means; less than a point of churn counts as none. Spreads are about this table only. */
  readonly churnVerdict?: Judgement;
  /** Absent where no run of either failed. */
  readonly failures?: FailureComparison;
  /** About the first metric. */
  readonly verdict: { readonly mean: Verdict; readonly steadiness: Verdict };
}

/** An answer that learns nothing, or a linear model, on the same splits; see `ReferenceName`. */
export interface ReferenceAnalysis {
  readonly name: ReferenceName;
  readonly metrics: Readonly<Record<string, ReferenceMetric>>;
}

export interface ReferenceMetric {
  readonly better: 'higher' | 'lower';
  readonly mean: Estimate;
  /** By variant: variant − reference, each at the level alone; for new rows like these unless the split is held. */
  readonly differences: Readonly<Record<string, Estimate>>;
}

export interface Warning {
  readonly text: string;
  readonly remedy: string;
  /** What a check of the table found, before anything was trained. */
  readonly about?: 'table';
}

/** What became of the rule of `--until`. */
export interface StoppingOutcome {
  /** `accuracy.difference<0.005`. */
  readonly rule: string;
  readonly satisfied: boolean;
  /** The largest half-width at the last look; null if there was none, or something has no interval. */
  readonly halfWidth: number | null;
}

export interface Analysis {
  readonly schema: 2;
  readonly setup: Setup;
  /** False where the variants compared met other splits (a comparison of two benches); absent where they met the same. */
  readonly paired?: false;
  /** The two sides of a comparison were scored on other data; absent elsewhere. */
  readonly otherData?: true;
  /** What ties runs of programs together; absent of scores that come from elsewhere. */
  readonly pairing?: PairingAnalysis;
  /** What the bootstrap resamples. */
  readonly unit: 'split' | 'repeat' | 'seed';
  readonly runs: RunCounts & { readonly missing: number };
  readonly splits: number;
  readonly seeds: number;
  /** The number of this look at the folder where it is not the first: verdicts are judged at the level of that look. */
  readonly look?: number;
  readonly metrics: readonly MetricInfo[];
  readonly variants: readonly VariantAnalysis[];
  readonly comparisons: readonly Comparison[];
  /** Absent without `--until`. */
  readonly stopping?: StoppingOutcome;
  /** Absent unless the experiment lets one source vary at a time. */
  readonly sources?: readonly SourceBreakdown[];
  /** Absent unless the experiment asks for ensembles. */
  readonly ensembles?: EnsembleAnalysis;
  /** Of scores from a file: data set by data set, question by question, and the tests that people know. */
  readonly given?: GivenAnalysis;
  /** With three variants or more that share a baseline. */
  readonly ranking?: Ranking;
  readonly choice?: Choice;
  /** Accuracy of always saying the largest class; SD that drawing the test rows alone would give. `null` where meaningless. */
  readonly reference: { readonly majority: number | null; readonly binomialSd: number | null };
  /** Beside the variants, on the same splits; absent where none were made. */
  readonly references?: readonly ReferenceAnalysis[];
  readonly warnings: readonly Warning[];
}
