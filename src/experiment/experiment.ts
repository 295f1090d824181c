/**
 * The vocabulary of an experiment file: one question, a table, a protocol, two or more variants, one of them the baseline.
 * Everything here is plain read-only data; `planRuns` turns it into runs. Knows no files, workers or engines.
 */
import type { Encoding } from '../data/encoding.js';
import { asModel } from '../model/own.js';
import type { Model, ModelBuilder } from '../model/own.js';
import { adam, earlyStopping } from '../model/spec.js';
import type { Optimizer, Stopping } from '../model/spec.js';
import type { CommandInput } from '../origins/command/variant.js';
import type { CsvFile, TableChoice } from './table-choice.js';
import { SOURCES } from '../question/question.js';
import type { OneAtATime, PickFreeze, Question, TableProtocol, VariantPlace } from '../question/question.js';

export type { CsvFile, TableChoice } from './table-choice.js';
export type { OneAtATime, PickFreeze, Source, TableProtocol as Protocol } from '../question/question.js';

/** A net to train on a table. */
export interface Variant extends VariantPlace {
  readonly model: Model;
  readonly optimizer: Optimizer;
  readonly batchSize: number;
  readonly stopping: Stopping;
  /**
   * `balanced`: the losses of training and validation rows count by rows / (classes × rows of the class), so that every class
   * has the same weight; by the training rows of each split.
   */
  readonly classWeight?: 'balanced';
  /** Overrides the protocol's `trainRows` for this variant (capacity experiments). */
  readonly trainRows?: number;
  /** Divides the rows in its own way (same kind of split numbers; `splits` and `seeds` stay the experiment's). Not with k-fold. */
  readonly protocol?: TableProtocol;
  /** Also predict with the masks kept on: scores of the mean over the first t masks, for each t listed, ascending. */
  readonly monteCarloSamples?: readonly number[];
}

/** A question about nets that we train on a table. */
export interface Experiment extends Question<Variant> {
  readonly data: TableChoice;
  readonly encoding: Encoding;
  readonly protocol: TableProtocol;
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

/** Variants that are programs; what is left out has its default when the file is loaded. */
export function defineExperiment(input: CommandInput): CommandInput;
/** Identity with types and defaults: first variant as baseline, the built-in table, per-split encoding, all sources, seed 1, 95 %. */
export function defineExperiment(input: ExperimentInput & { readonly name: string }): Experiment;
export function defineExperiment(input: ExperimentInput): ExperimentFile;
export function defineExperiment(input: ExperimentInput | CommandInput): ExperimentFile | CommandInput {
  if (areCommands(input)) return input;
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

function areCommands(input: ExperimentInput | CommandInput): input is CommandInput {
  return Object.values(input.variants).some((each) => 'command' in each);
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
export function simple(options: { target?: string; drop?: readonly string[] } = {}): TableChoice {
  return { kind: 'simple', target: options.target ?? 'product', drop: options.drop ?? ['id'] };
}

export function csv(
  path: string,
  options: Pick<CsvFile, 'target'> & Partial<Omit<CsvFile, 'kind' | 'path' | 'target'>>,
): TableChoice {
  return { kind: 'csv', path, drop: [], dropMissingTarget: false, ...options };
}

export function holdout(
  options: {
    splits?: number;
    seeds?: number;
    test?: number;
    validation?: number;
    stratified?: boolean;
    quantiles?: number;
    trainRows?: number;
  } = {},
): TableProtocol {
  return { kind: 'holdout', splits: 20, seeds: 5, test: 0.2, validation: 0.2, stratified: true, ...options };
}

export function kFold(
  options: {
    folds?: number;
    repeats?: number;
    seeds?: number;
    validation?: number;
    stratified?: boolean;
    quantiles?: number;
  } = {},
): TableProtocol {
  const { repeats = 10, ...rest } = options;
  return { kind: 'kFold', folds: 5, splits: repeats, seeds: 1, validation: 0, stratified: true, ...rest };
}

/** Hold-out in which rows that share a value of `group` stay together: nothing of a tested subject was ever trained on. */
export function groupHoldout(
  options: { group: string } & Omit<NonNullable<Parameters<typeof holdout>[0]>, 'stratified' | 'quantiles'>,
): TableProtocol {
  return { kind: 'holdout', splits: 20, seeds: 5, test: 0.2, validation: 0.2, stratified: false, ...options };
}

/** K-fold whose folds are whole groups. */
export function groupKFold(
  options: { group: string } & Omit<NonNullable<Parameters<typeof kFold>[0]>, 'stratified' | 'quantiles'>,
): TableProtocol {
  const { repeats = 10, ...rest } = options;
  return { kind: 'kFold', folds: 5, splits: repeats, seeds: 1, validation: 0, stratified: false, ...rest };
}

/** Trains on the past and scores what came after, by the column `time`; where the two meet is drawn with each split. */
export function timeSplit(
  options: { time: string } & Omit<NonNullable<Parameters<typeof holdout>[0]>, 'stratified' | 'quantiles'>,
): TableProtocol {
  return { kind: 'holdout', splits: 20, seeds: 5, test: 0.2, validation: 0.2, stratified: false, ...options };
}

export function courseBootstrap(
  options: { splits?: number; seeds?: number; test?: number; stratified?: boolean; quantiles?: number } = {},
): TableProtocol {
  return { kind: 'courseBootstrap', splits: 50, seeds: 1, test: 0.1, stratified: true, ...options };
}

/**
 * `sources: pickFreeze()`: which source gives how much of the spread, alone and with others? Each sample costs 2 + 2d runs of a
 * variant with d sources; 30 samples are the fewest for intervals, 100 make them about ± .15 wide.
 */
export function pickFreeze(options: { samples?: number } = {}): PickFreeze {
  return { samples: 100, ...options };
}

/** The design of 0.1.0. Experiments that name it still open, without those runs; write `pickFreeze()` instead. */
export function oneAtATime(options: { contexts?: number; repetitions?: number } = {}): OneAtATime {
  return { contexts: 10, repetitions: 10, ...options };
}

/** The column by which a protocol divides rows, if it does. */
export function divisionOf(protocol: TableProtocol): string | undefined {
  if (protocol.kind === 'courseBootstrap') return undefined;
  return protocol.group ?? (protocol.kind === 'holdout' ? protocol.time : undefined);
}
