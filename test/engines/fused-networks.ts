/** The networks that the gradient tests go through: every layer type, regulariser and loss, and odd sizes. */
import {
  activation,
  dense,
  dropout,
  l1,
  l1l2,
  l2,
  leakyRelu,
  prelu,
  sequential,
  type Activation,
  type SequentialModel,
} from '../../src/model/spec.js';
import type { MadeShape } from './fused-task.js';

export interface NetworkCase {
  readonly title: string;
  readonly model: SequentialModel;
  readonly shape?: MadeShape;
  /** Rows of the batch; 8 if not given. */
  readonly batch?: number;
  readonly classWeights?: Float32Array;
}

const ACTIVATIONS: readonly Activation[] = ['linear', 'relu', 'prelu', 'leakyRelu', 'elu', 'gelu', 'tanh', 'sigmoid'];

/** Wide enough that the layer after it reads lists. */
const after = dense(14, { activation: 'tanh' });

export const NETWORK_CASES: readonly NetworkCase[] = [
  ...ACTIVATIONS.map((name) => ({
    title: `${name}, dense`,
    model: sequential([dense(9, { activation: name }), dense(6, { activation: name })]),
  })),
  ...ACTIVATIONS.map((name) => ({
    title: `${name} before dropout and a wide layer`,
    model: sequential([dense(9, { activation: name }), dropout(0.5), after, dropout(0.2)]),
  })),
  { title: 'relu before a wide layer', model: sequential([dense(21, { activation: 'relu' }), after]) },
  { title: 'leaky slopes of choice', model: sequential([dense(9), leakyRelu(0.7), dropout(0.3), after]) },
  { title: 'dropout before the first layer', model: sequential([dropout(0.4), dense(15, { activation: 'relu' })]) },
  { title: 'activation before the first layer', model: sequential([activation('tanh'), dense(5), prelu()]) },
  { title: 'prelu on the input itself', model: sequential([prelu(), dropout(0.3), dense(15), prelu(), dense(4)]) },
  {
    title: 'two dropouts in a row',
    model: sequential([dense(8), dropout(0.3), dropout(0.4), dense(16), dropout(0.5)]),
  },
  { title: 'no hidden layer', model: sequential([]) },
  { title: 'kernel l1', model: sequential([dense(7, { activation: 'elu', kernelRegularizer: l1(0.03) })]) },
  { title: 'kernel l2', model: sequential([dense(7, { activation: 'relu', kernelRegularizer: l2(0.05) }), after]) },
  {
    title: 'activity l1 and l2 between activation and dropout',
    model: sequential([dense(7, { activation: 'gelu', activityRegularizer: l1l2(0.1, 0.2) }), dropout(0.5), after]),
  },
  {
    title: 'every penalty at once',
    model: sequential([
      dense(10, { activation: 'relu', kernelRegularizer: l1l2(0.01, 0.02), activityRegularizer: l1l2(0.03, 0.04) }),
      dense(13, { activation: 'prelu', kernelRegularizer: l2(0.02), activityRegularizer: l2(0.1) }),
    ]),
  },
  {
    title: 'sigmoid output',
    model: sequential([dense(6, { activation: 'relu' })], { output: 'sigmoid' }),
    shape: { classes: 2 },
  },
  {
    title: 'class weights, softmax',
    model: sequential([dense(6, { activation: 'relu', kernelRegularizer: l2(0.02) }), dropout(0.3), after]),
    shape: { classes: 5 },
    classWeights: Float32Array.of(0.4, 2.5, 1, 0, 7),
  },
  {
    title: 'class weights, sigmoid output',
    model: sequential([dense(6, { activation: 'relu' })], { output: 'sigmoid' }),
    shape: { classes: 2 },
    classWeights: Float32Array.of(0.625, 2.5),
  },
  { title: 'two classes by softmax', model: sequential([dense(6, { activation: 'relu' })]), shape: { classes: 2 } },
  { title: 'squared error', model: sequential([dense(6, { activation: 'prelu' })]), shape: { classes: 0 } },
  { title: 'a batch of one row', model: sequential([dense(6, { activation: 'relu' }), dropout(0.5), after]), batch: 1 },
  { title: 'one unit', model: sequential([dense(1, { activation: 'tanh' }), dense(1, { activation: 'prelu' })]) },
  { title: 'eleven classes', model: sequential([dense(5, { activation: 'relu' })]), shape: { classes: 11 } },
  {
    title: '257 columns',
    model: sequential([dense(33, { activation: 'relu' }), dropout(0.5), dense(18, { activation: 'prelu' })]),
    shape: { numericWidth: 257, widths: [] },
  },
  {
    title: 'categories only',
    model: sequential([dense(17, { activation: 'relu' }), after]),
    shape: { numericWidth: 0, widths: [5, 1, 9] },
  },
  {
    title: 'relu lists straight into a first layer of many categories',
    model: sequential([dense(19, { activation: 'relu', kernelRegularizer: l2(0.01) }), dropout(0.3), after]),
    shape: { numericWidth: 13, widths: [5, 2, 9, 3, 4] },
  },
  {
    title: 'relu lists straight into a first layer of one number and one category',
    model: sequential([dense(33, { activation: 'relu' }), after]),
    shape: { numericWidth: 1, widths: [6] },
  },
  {
    title: 'relu lists by unit into a first layer of many numbers and categories',
    model: sequential([dense(35, { activation: 'relu', kernelRegularizer: l2(0.01) }), dropout(0.3), after]),
    shape: { numericWidth: 42, widths: [5, 2, 9] },
  },
  {
    title: 'relu lists by unit into a first layer of 33 numbers, a batch of one row',
    model: sequential([dense(14, { activation: 'relu' }), dropout(0.1), after]),
    shape: { numericWidth: 33, widths: [] },
    batch: 1,
  },
  {
    title: 'five rows of a batch',
    model: sequential([dense(50, { activation: 'relu' }), dropout(0.5), dense(25)]),
    batch: 5,
  },
  {
    title: 'wide layers',
    model: sequential([
      dense(130, { activation: 'prelu' }),
      dropout(0.5),
      dense(160, { activation: 'relu' }),
      dense(37),
    ]),
    batch: 6,
  },
];
