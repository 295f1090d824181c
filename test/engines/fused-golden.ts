/** The recipes whose results are fixed to the bit; `test/golden/fused.json` holds what came out. */
import type { TrainTask } from '../../src/engines/engine.js';
import * as spec from '../../src/model/spec.js';
import { dense, dropout, sequential } from '../../src/model/spec.js';
import { madeTask } from './fused-task.js';

const COURSE_LIKE = { rows: 200, numericWidth: 10, widths: [33, 4], classes: 7 };

export const GOLDEN_TASKS: Readonly<Record<string, () => TrainTask>> = {
  'course-like, relu': () =>
    madeTask(
      sequential([dense(50, { activation: 'relu' }), dropout(0.5), dense(25, { activation: 'relu' })]),
      COURSE_LIKE,
      { optimizer: spec.adam(), batchSize: 32, stopping: spec.earlyStopping({ patience: 5, maxEpochs: 40 }) },
    ),
  'course-like, prelu': () =>
    madeTask(
      sequential([
        dense(100, { activation: 'prelu' }),
        dropout(0.5),
        dense(100, { activation: 'prelu' }),
        dropout(0.5),
        dense(100, { activation: 'prelu' }),
      ]),
      COURSE_LIKE,
      { optimizer: spec.adam(), batchSize: 32, stopping: spec.fixedEpochs(6) },
    ),
  'smooth activations, adamW, penalties': () =>
    madeTask(
      sequential([
        dense(20, { activation: 'gelu', kernelRegularizer: spec.l2(0.01) }),
        dense(15, { activation: 'elu', activityRegularizer: spec.l1l2(0.01, 0.02) }),
        dropout(0.25),
        dense(14, { activation: 'tanh', kernelRegularizer: spec.l1(0.001) }),
        dense(6, { activation: 'sigmoid' }),
      ]),
      { rows: 90 },
      { optimizer: spec.adamW(0.01), stopping: spec.fixedEpochs(6) },
    ),
  'a number as target, dropout first, rmsprop': () =>
    madeTask(
      sequential([dropout(0.2), dense(31, { activation: 'prelu' }), dense(17), spec.leakyRelu(0.1)]),
      { rows: 90, classes: 0 },
      { optimizer: spec.rmsprop(0.003, { momentum: 0.5 }), stopping: spec.fixedEpochs(6) },
    ),
  'two classes by a sigmoid, Nesterov momentum, batch of 7': () =>
    madeTask(
      sequential([dense(16, { activation: 'relu' }), dropout(0.4), dense(13, { activation: 'relu' })], {
        output: 'sigmoid',
      }),
      { rows: 90, classes: 2, widths: [3, 5] },
      { optimizer: spec.sgd(0.05, { momentum: 0.9, nesterov: true }), batchSize: 7, stopping: spec.fixedEpochs(6) },
    ),
  'many numbers and three categories before relu, a last batch of one': () =>
    madeTask(
      sequential([dense(35, { activation: 'relu', kernelRegularizer: spec.l2(0.001) }), dropout(0.5), dense(21)]),
      { rows: 102, numericWidth: 42, widths: [5, 2, 9] },
      { optimizer: spec.adam(), batchSize: 15, stopping: spec.fixedEpochs(6) },
    ),
};
