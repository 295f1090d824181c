/**
 * The vocabulary of an experiment file: one question, a table, a protocol, two or more variants, one of them the baseline.
 * Everything here is plain read-only data; `planRuns` turns it into runs. Knows no files, workers or engines.
 */
import type { Encoding } from '../data/encoding.js';
import type { ReadingOptions } from '../data/reading.js';
import type { MetricChoices } from '../question/metric.js';
import { asModel } from '../model/own.js';
import type { Model, ModelBuilder } from '../model/own.js';
import { adam, earlyStopping } from '../model/spec.js';
import type { Optimizer, Stopping } from '../model/spec.js';
import type { Intervals } from '../question/intervals.js';

/** Where randomness comes from; an experiment says which of them vary. */
export const SOURCES = ['split', 'init', 'order', 'mask'] as const;
export type Source = (typeof SOURCES)[number];

/** The table an experiment asks for; `--data` replaces it. */
export type DataSource =
  { readonly kind: 'simple'; readonly target: string; readonly drop: readonly string[] } | CsvSource;

/** A file of one's own; what it leaves open (`delimiter`, `decimal`, `missing` …) as `ReadingOptions` have it. */
export interface CsvSource extends ReadingOptions {
  readonly kind: 'csv';
  readonly path: string;
  readonly target: string;
  readonly drop: readonly string[];
  readonly task?: 'classification' | 'regression';
  readonly dropMissingTarget: boolean;
}

/** How rows are divided and how often; `splits` (or `repeats`) and `seeds` say how many runs there are. */
export type Protocol =
  /** Repeated shuffled three-way splits. Fractions of all rows; `validation` rows stop the training, `test` rows give the score. */
  | {
      readonly kind: 'holdout';
      readonly splits: number;
      readonly seeds: number;
      readonly test: number;
      readonly validation: number;
      readonly stratified: boolean;
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
    }
  /** The course's way: shuffled splits whose scored rows also stop the training. Flattering; the report says so. */
  | {
      readonly kind: 'courseBootstrap';
      readonly splits: number;
      readonly seeds: number;
      readonly test: number;
      readonly stratified: boolean;
    };

export interface Variant {
  readonly model: Model;
  readonly optimizer: Optimizer;
  readonly batchSize: number;
  readonly stopping: Stopping;
  /** What a figure calls it; the variant's name where absent. */
  readonly label?: string;
  /** Position on a numeric axis (a dropout rate, a width), for experiments that trace a curve. */
  readonly at?: number;
  /** What `at` measures, with its unit: `dropout rate`. Variants of one axis share a figure. */
  readonly axis?: string;
  /** Variants of one series are joined by a line. */
  readonly series?: string;
  /** The variant that this one is compared with; the experiment's baseline where absent. */
  readonly against?: string;
  /** Overrides the protocol's `trainRows` for this variant (capacity experiments). */
  readonly trainRows?: number;
  /** Divides the rows in its own way (same kind of split numbers; `splits` and `seeds` stay the experiment's). Not with k-fold. */
  readonly protocol?: Protocol;
  /** Also predict with the masks kept on: scores of the mean over the first t masks, for each t listed, ascending. */
  readonly monteCarloSamples?: readonly number[];
}

/** One source of randomness at a time, crossed with `contexts` settings of all others. */
export interface OneAtATime {
  readonly contexts: number;
  readonly repetitions: number;
}

export interface Experiment extends MetricChoices {
  readonly name: string;
  /** The question in one sentence, ending in a question mark; the report's heading. */
  readonly question: string;
  /** Where the question comes from, or what to know before reading; one paragraph, optional. */
  readonly background?: string;
  readonly data: DataSource;
  readonly encoding: Encoding;
  readonly protocol: Protocol;
  /** In the order in which tables and figures show them. */
  readonly variants: Readonly<Record<string, Variant>>;
  readonly baseline: string;
  readonly vary: readonly Source[];
  /** Adds runs in which one source varies alone, to split the spread by source. */
  readonly sources?: OneAtATime;
  /** Sizes of mean-probability ensembles to score from the seeds of each split, such as [2, 5, 10, 25]. */
  readonly ensembles?: readonly number[];
  /** The experiment seed, from which every stream is derived. */
  readonly seed: number;
  /** Confidence level of every interval. */
  readonly level: number;
  /** Interval methods in place of the defaults, by quantity: `{ sd: 'bca' }`. */
  readonly intervals?: Intervals;
}

type Optional<T, K extends keyof T> = Omit<T, K> & Partial<Pick<T, K>>;

/** A variant as a file may write it: its model may be a function that builds one of the user's own. */
export type VariantInput = Omit<Variant, 'model'> & { readonly model: Model | ModelBuilder };

/** What an experiment file writes: the parts that have a default may be left out. The name is the file's, unless it says another. */
export type ExperimentInput = Omit<
  Optional<Experiment, 'name' | 'data' | 'encoding' | 'vary' | 'seed' | 'level' | 'baseline'>,
  'variants'
> & { readonly variants: Readonly<Record<string, VariantInput>> };

/** What an experiment file exports: named by itself, or else by its file. */
export type ExperimentFile = Optional<Experiment, 'name'>;

/** Identity with types and defaults: first variant as baseline, the built-in table, per-split encoding, all sources, seed 1, 95 %. */
export function defineExperiment(input: ExperimentInput & { readonly name: string }): Experiment;
export function defineExperiment(input: ExperimentInput): ExperimentFile;
export function defineExperiment(input: ExperimentInput): ExperimentFile {
  const { baseline = Object.keys(input.variants)[0] ?? '', variants: written, ...rest } = input;
  const variants = Object.fromEntries(
    Object.entries(written).map(([name, each]): [string, Variant] => [name, { ...each, model: asModel(each.model) }]),
  );
  return {
    data: simple(),
    encoding: { fit: 'train', zscore: 'all', target: 'zscore' },
    vary: SOURCES,
    seed: 1,
    level: 0.95,
    ...rest,
    variants,
    baseline,
  };
}

/**
 * A recipe with the course's defaults: Adam 1e-3, batches of 32, early stopping on the validation rows.
 *
 * @param model `sequential([…])`, or a function that builds a `tf.LayersModel`, which trains on the tfjs engine
 */
export function variant(model: Model | ModelBuilder, options: Partial<Omit<Variant, 'model'>> = {}): Variant {
  return { model: asModel(model), optimizer: adam(), batchSize: 32, stopping: earlyStopping(), ...options };
}

/** The built-in table: made by a seeded generator in the likeness of the course's, 2,000 rows. */
export function simple(options: { target?: string; drop?: readonly string[] } = {}): DataSource {
  return { kind: 'simple', target: options.target ?? 'product', drop: options.drop ?? ['id'] };
}

export function csv(
  path: string,
  options: Pick<CsvSource, 'target'> & Partial<Omit<CsvSource, 'kind' | 'path' | 'target'>>,
): DataSource {
  return { kind: 'csv', path, drop: [], dropMissingTarget: false, ...options };
}

export function holdout(
  options: {
    splits?: number;
    seeds?: number;
    test?: number;
    validation?: number;
    stratified?: boolean;
    trainRows?: number;
  } = {},
): Protocol {
  return { kind: 'holdout', splits: 20, seeds: 5, test: 0.2, validation: 0.2, stratified: true, ...options };
}

export function kFold(
  options: { folds?: number; repeats?: number; seeds?: number; validation?: number; stratified?: boolean } = {},
): Protocol {
  const { repeats = 10, ...rest } = options;
  return { kind: 'kFold', folds: 5, splits: repeats, seeds: 1, validation: 0, stratified: true, ...rest };
}

export function courseBootstrap(
  options: { splits?: number; seeds?: number; test?: number; stratified?: boolean } = {},
): Protocol {
  return { kind: 'courseBootstrap', splits: 50, seeds: 1, test: 0.1, stratified: true, ...options };
}

/** `sources: oneAtATime()`: which source contributes how much of the spread? At least 10 contexts for an interval worth having. */
export function oneAtATime(options: { contexts?: number; repetitions?: number } = {}): OneAtATime {
  return { contexts: 10, repetitions: 10, ...options };
}
