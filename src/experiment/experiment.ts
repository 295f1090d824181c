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

export { courseBootstrap, divisionOf, groupHoldout, groupKFold, holdout, kFold, timeSplit } from './protocols.js';
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

/**
 * A question about programs, for an experiment file to export by default. What is left out gets its default when the file is
 * loaded: the first variant as baseline, 10 seeds, seed 1, 95 %.
 *
 * @example
 * const variants = { plain: command('train {seed}'), mixup: command('train {seed} --mixup .2') };
 * Object.keys(defineExperiment({ question: 'Does mixup help?', variants }).variants).length; // 2
 */
export function defineExperiment(input: CommandInput): CommandInput;
/**
 * A question about nets, for an experiment file to export by default. What is left out gets its default: the first variant as
 * baseline, the built-in table, encoding learnt from the training rows of each split, all sources of randomness vary, seed 1, 95 %.
 *
 * @example
 * const variants = { plain: variant(sequential([dense(50)])), dropout: variant(sequential([dense(50), dropout(0.5)])) };
 * defineExperiment({ question: 'Does dropout help?', protocol: holdout(), variants }).baseline; // 'plain'
 */
export function defineExperiment(input: ExperimentInput & { readonly name: string }): Experiment;
export function defineExperiment(input: ExperimentInput): ExperimentFile;
export function defineExperiment(input: ExperimentInput | CommandInput): ExperimentFile | CommandInput {
  if (areCommands(input)) return input;
  // A file in JavaScript may leave out what the types ask for; the check of the file then says so.
  const { variants: written = {} } = input as Partial<ExperimentInput>;
  const { baseline = Object.keys(written)[0] ?? '', variants: _, ...rest } = input;
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
  return Object.values((input as Partial<typeof input>).variants ?? {}).some((each) => 'command' in each);
}

/**
 * A recipe with the course's defaults: Adam 1e-3, batches of 32, early stopping on the validation rows.
 *
 * @param model `sequential([…])`, or a function that builds a `tf.LayersModel`, which trains on the tfjs engine
 * @param options whatever differs from the defaults
 * @example
 * variant(sequential([dense(50, { activation: 'relu' })]), { batchSize: 64 }).batchSize; // 64
 */
export function variant(model: Model | ModelBuilder, options: Partial<Omit<Variant, 'model'>> = {}): Variant {
  return { model: asModel(model), optimizer: adam(), batchSize: 32, stopping: earlyStopping(), ...options };
}

/**
 * The built-in table: 2,000 rows, made by a seeded generator in the likeness of the course's.
 *
 * @param options.target the column to predict, `product` by default (`age` is a number)
 * @param options.drop columns to leave out, `id` by default
 * @example
 * simple().target; // 'product'
 */
export function simple(options: { target?: string; drop?: readonly string[] } = {}): TableChoice {
  return { kind: 'simple', target: options.target ?? 'product', drop: options.drop ?? ['id'] };
}

/**
 * A table of your own: a CSV file with a header. docs/YOUR-OWN-TABLE.md says how it is read.
 *
 * @param path as seen from the folder in which `reseed` is called
 * @param options.target the column to predict
 * @param options.drop columns to leave out
 * @example
 * csv('houses.csv', { target: 'price', drop: ['id'] }).target; // 'price'
 */
export function csv(
  path: string,
  options: Pick<CsvFile, 'target'> & Partial<Omit<CsvFile, 'kind' | 'path' | 'target'>>,
): TableChoice {
  return { kind: 'csv', path, drop: [], dropMissingTarget: false, ...options };
}

/**
 * `sources: pickFreeze()`: which source gives how much of the spread, alone and with others? Each sample costs 2 + 2d runs of a
 * variant with d sources; 30 samples are the fewest for intervals, 100 make them about ± .15 wide.
 *
 * @example
 * pickFreeze().samples; // 100
 */
export function pickFreeze(options: { samples?: number } = {}): PickFreeze {
  return { samples: 100, ...options };
}

/**
 * The design of 0.1.0. Experiments that name it still open, without those runs; write `pickFreeze()` instead.
 *
 * @example
 * oneAtATime().contexts; // 10
 */
export function oneAtATime(options: { contexts?: number; repetitions?: number } = {}): OneAtATime {
  return { contexts: 10, repetitions: 10, ...options };
}
