/** The shape of what an experiment file exports, field by field, with what each is expected to be. */
import * as v from 'valibot';
import { COPIES } from '../data/target.js';
import { SOURCES } from '../question/question.js';

const MOST = 2_147_483_647;
const count = (least: number) =>
  v.pipe(
    v.number(),
    v.integer('expected a whole number'),
    v.minValue(least, `expected at least ${least}`),
    v.maxValue(MOST, `expected at most ${MOST}`),
  );
const share = v.pipe(
  v.number(),
  v.minValue(0),
  v.check((x) => x < 1, 'expected a share, 0 ≤ share < 1'),
);
const notNegative = v.pipe(v.number(), v.finite(), v.minValue(0, 'expected a number ≥ 0'));
const positive = v.pipe(
  v.number(),
  v.finite(),
  v.check((x) => x > 0, 'expected a number > 0'),
);
const regularizer = v.object({ l1: notNegative, l2: notNegative });
const activation = v.picklist(['linear', 'relu', 'prelu', 'leakyRelu', 'elu', 'gelu', 'tanh', 'sigmoid']);

const ascending = (values: number[]): boolean => values.every((x, i) => i === 0 || x > values[i - 1]!);

const layer = v.variant('type', [
  v.strictObject({
    type: v.literal('dense'),
    units: count(1),
    activation,
    kernelRegularizer: v.optional(regularizer),
    activityRegularizer: v.optional(regularizer),
    maxNorm: v.optional(positive),
  }),
  v.strictObject({ type: v.literal('dropout'), rate: share }),
  v.strictObject({ type: v.literal('activation'), activation, slope: v.optional(notNegative) }),
]);

const betas = { beta1: share, beta2: share, epsilon: positive };
const optimizer = v.variant('type', [
  v.strictObject({ type: v.literal('adam'), learningRate: positive, ...betas }),
  v.strictObject({ type: v.literal('adamW'), learningRate: positive, ...betas, weightDecay: notNegative }),
  v.strictObject({ type: v.literal('sgd'), learningRate: positive, momentum: share, nesterov: v.boolean() }),
  v.strictObject({
    type: v.literal('rmsprop'),
    learningRate: positive,
    rho: share,
    momentum: share,
    epsilon: positive,
  }),
]);

const stopping = v.variant('type', [
  v.strictObject({ type: v.literal('earlyStopping'), patience: count(1), minDelta: notNegative, maxEpochs: count(1) }),
  v.strictObject({ type: v.literal('fixedEpochs'), epochs: count(1) }),
]);

const amounts = { splits: count(1), seeds: count(1), stratified: v.boolean(), quantiles: v.optional(count(2)) };
const column = v.optional(v.pipe(v.string(), v.nonEmpty('expected the name of a column')));
export const PROTOCOL_SHAPE: v.GenericSchema = v.variant('kind', [
  v.strictObject({
    kind: v.literal('holdout'),
    ...amounts,
    test: share,
    validation: share,
    group: column,
    time: column,
    trainRows: v.optional(count(1)),
  }),
  v.strictObject({ kind: v.literal('kFold'), ...amounts, folds: count(2), validation: share, group: column }),
  v.strictObject({ kind: v.literal('courseBootstrap'), ...amounts, test: share }),
]);

export const VARIANT_SHAPE: v.GenericSchema = v.strictObject({
  model: v.variant('type', [
    v.strictObject({
      type: v.literal('sequential'),
      layers: v.array(layer),
      output: v.picklist(['auto', 'sigmoid']),
    }),
    v.strictObject({
      type: v.literal('own'),
      build: v.optional(v.function()),
      hash: v.optional(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))),
      parameters: v.optional(count(1)),
    }),
  ]),
  optimizer,
  batchSize: count(1),
  stopping,
  classWeight: v.optional(v.picklist(['balanced'])),
  label: v.optional(v.string()),
  at: v.optional(v.pipe(v.number(), v.finite())),
  axis: v.optional(v.string()),
  series: v.optional(v.string()),
  against: v.optional(v.string()),
  trainRows: v.optional(count(1)),
  protocol: v.optional(PROTOCOL_SHAPE),
  monteCarloSamples: v.optional(v.pipe(v.array(count(1)), v.check(ascending, 'expected ascending numbers of masks'))),
});

const text = v.pipe(v.string(), v.nonEmpty('expected some text'));
export const TABLE_CHOICE_SHAPE: v.GenericSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('simple'), target: text, drop: v.array(v.string()) }),
  v.strictObject({
    kind: v.literal('csv'),
    path: text,
    target: text,
    drop: v.array(v.string()),
    task: v.optional(v.picklist(['classification', 'regression'])),
    dropMissingTarget: v.boolean(),
    delimiter: v.optional(text),
    decimal: v.optional(v.picklist(['.', ','])),
    encoding: v.optional(text),
    missing: v.optional(v.array(v.string())),
    skipLines: v.optional(v.array(count(1))),
    numeric: v.optional(v.array(text)),
    category: v.optional(v.array(text)),
    sameWords: v.optional(v.array(text)),
    ignoreIndex: v.optional(v.boolean()),
    keep: v.optional(v.array(text)),
    copies: v.optional(v.picklist(COPIES)),
  }),
]);

const metric = v.union(
  [
    text,
    v.strictObject({
      name: text,
      better: v.picklist(['higher', 'lower']),
      label: v.optional(text),
      scale: v.optional(v.picklist(['share', 'plain'])),
      range: v.optional(v.strictObject({ least: v.optional(v.number()), most: v.optional(v.number()) })),
    }),
  ],
  "expected a metric's name, or { name, better: 'higher' or 'lower' }",
);

export const EXPERIMENT_SHAPE: v.GenericSchema = v.strictObject({
  name: v.pipe(text, v.regex(/^[\w][\w.-]*$/, 'expected letters, digits, "-", "_" and "." only: it names a folder')),
  question: text,
  background: v.optional(v.string()),
  data: TABLE_CHOICE_SHAPE,
  encoding: v.strictObject({
    fit: v.picklist(['train', 'wholeTable']),
    zscore: v.union([v.literal('all'), v.array(v.string())]),
    target: v.picklist(['zscore', 'raw', 'log', 'log1p']),
  }),
  protocol: PROTOCOL_SHAPE,
  variants: v.custom<Readonly<Record<string, unknown>>>(
    (value) => typeof value === 'object' && value !== null,
    'expected an object of variants',
  ),
  baseline: text,
  vary: v.pipe(v.array(v.picklist(SOURCES)), v.minLength(1, 'expected at least one source that varies')),
  sources: v.optional(
    v.union([v.strictObject({ samples: count(2) }), v.strictObject({ contexts: count(2), repetitions: count(2) })]),
  ),
  ensembles: v.optional(v.pipe(v.array(count(2)), v.check(ascending, 'expected ascending ensemble sizes'))),
  metric: v.optional(metric),
  metrics: v.optional(v.pipe(v.array(metric), v.minLength(1, 'expected at least one metric'))),
  thresholds: v.optional(v.record(v.string(), v.union([v.number(), v.string()]))),
  seed: count(0),
  intervals: v.optional(v.record(v.string(), v.unknown())),
  level: v.pipe(
    v.number(),
    v.check((x) => x > 0.5 && x < 1, 'expected a confidence level between 0.5 and 1, such as 0.95'),
  ),
});
