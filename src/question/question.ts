/**
 * A question: a design, and two or more variants, one of them the baseline. What a variant is made of (layers, a command
 * line, nothing but its name) is its origin's business; here stands what every origin's variants have. Plain read-only data.
 */
import type { Intervals } from './intervals.js';
import type { MetricChoices } from './metric.js';

/** Where randomness comes from; a question says which of them vary. */
export const SOURCES = ['split', 'init', 'order', 'mask'] as const;
export type Source = (typeof SOURCES)[number];

/**
 * How rows of a table are divided and how often; `splits` (or `repeats`) and `seeds` say how many runs there are. `stratified`
 * keeps the shares of classes; a number target is stratified only where `quantiles` says in how many parts by its size.
 */
export type TableProtocol =
  /** Repeated shuffled three-way splits. Fractions of all rows; `validation` rows stop the training, `test` rows give the score. */
  | {
      readonly kind: 'holdout';
      readonly splits: number;
      readonly seeds: number;
      readonly test: number;
      readonly validation: number;
      readonly stratified: boolean;
      readonly quantiles?: number;
      /** Keep rows that share a value of this column on one side: all measurements of a subject. */
      readonly group?: string;
      /** Train on the past: score rows that come after those trained on, by this column. */
      readonly time?: string;
      /** Train on this many of the training rows only (drawn with the split); all of them where absent. */
      readonly trainRows?: number;
    }
  /** Repeated k-fold; the score is the pooled out-of-fold metric. `validation` is cut from the training folds (0: none). */
  | {
      readonly kind: 'kFold';
      readonly folds: number;
      readonly splits: number;
      readonly seeds: number;
      readonly validation: number;
      readonly stratified: boolean;
      readonly quantiles?: number;
      readonly group?: string;
    }
  /** The course's way: shuffled splits whose scored rows also stop the training. Flattering; the report says so. */
  | {
      readonly kind: 'courseBootstrap';
      readonly splits: number;
      readonly seeds: number;
      readonly test: number;
      readonly stratified: boolean;
      readonly quantiles?: number;
    };

/** Scores that are made elsewhere: how often is known, how rows were divided is not. */
export interface GivenProtocol {
  readonly kind: 'given';
  readonly splits: number;
  readonly seeds: number;
  /** Fold scores of one repeat, where there are any; 1 where absent. */
  readonly folds?: number;
  /** What a block and a run of it are where these are no splits and seeds: `fold`, `data set`; `seed`, `run`. */
  readonly words?: { readonly block: string; readonly repeat: string };
}

export type Protocol = TableProtocol | GivenProtocol;

/** Runs that exchange one source of randomness at a time between two runs with all sources drawn again. */
export interface PickFreeze {
  /** Pairs of such runs; 30 or more for intervals. */
  readonly samples: number;
}

/** The design of 0.1.0, no longer run: what it calls shares counts interactions several times. */
export interface OneAtATime {
  readonly contexts: number;
  readonly repetitions: number;
}

/** What a variant has whatever its origin: how figures place it, and what it is compared with. */
export interface VariantPlace {
  /** What a figure calls it; the variant's name where absent. */
  readonly label?: string;
  /** Position on a numeric axis (a dropout rate, a width), for questions that trace a curve. */
  readonly at?: number;
  /** What `at` measures, with its unit: `dropout rate`. Variants of one axis share a figure. */
  readonly axis?: string;
  /** Variants of one series are joined by a line. */
  readonly series?: string;
  /** The variant that this one is compared with; the question's baseline where absent. */
  readonly against?: string;
}

export interface Question<V extends VariantPlace = VariantPlace> extends MetricChoices {
  readonly name: string;
  /** The question in one sentence, ending in a question mark; the report's heading. */
  readonly question: string;
  /** Where the question comes from, or what to know before reading; one paragraph, optional. */
  readonly background?: string;
  readonly protocol: Protocol;
  /** In the order in which tables and figures show them. */
  readonly variants: Readonly<Record<string, V>>;
  readonly baseline: string;
  /** Variants are not held against each other: trials of a tuner, or one score each. */
  readonly compared?: false;
  /** Variants met no common split, fold or seed. */
  readonly paired?: false;
  readonly vary: readonly Source[];
  /** Adds runs that tell how much of the spread each source gives, alone and with others. */
  readonly sources?: PickFreeze | OneAtATime;
  /** Sizes of mean-probability ensembles to score from the seeds of each split, such as [2, 5, 10, 25]. */
  readonly ensembles?: readonly number[];
  /** The experiment seed, from which every stream is derived. */
  readonly seed: number;
  /** Numbers that stand for the seeds, where somebody chose them: then they are in a run's hash in place of 0, 1, 2 … */
  readonly seedNumbers?: readonly number[];
  /** Confidence level of every interval. */
  readonly level: number;
  /** Interval methods in place of the defaults, by quantity: `{ sd: 'bca' }`. */
  readonly intervals?: Intervals;
}
