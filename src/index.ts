/**
 * What an experiment file imports.
 *
 * @module reseed
 */
export {
  csv,
  courseBootstrap,
  defineExperiment,
  groupHoldout,
  groupKFold,
  holdout,
  kFold,
  oneAtATime,
  pickFreeze,
  simple,
  timeSplit,
  variant,
} from './experiment/experiment.js';
export type {
  TableChoice,
  Experiment,
  ExperimentFile,
  ExperimentInput,
  Protocol,
  Source,
  Variant,
  VariantInput,
} from './experiment/experiment.js';
export { perSplit, wholeTable } from './data/encoding.js';
export type { Encoding } from './data/encoding.js';
export {
  activation,
  adam,
  adamW,
  dense,
  dropout,
  earlyStopping,
  fixedEpochs,
  l1,
  l1l2,
  l2,
  leakyRelu,
  prelu,
  rmsprop,
  sequential,
  sgd,
} from './model/spec.js';
export type { ModelBuilder, ModelShape, OwnModel } from './model/own.js';
export type { Activation, Layer, Optimizer, Regularizer, SequentialModel, Stopping } from './model/spec.js';
export { command, grid } from './origins/command/variant.js';
export type { CommandInput, CommandOptions, CommandVariant, ScoreRule } from './origins/command/variant.js';
