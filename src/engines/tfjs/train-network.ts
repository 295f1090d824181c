/** The training of one network from its first weights to its predictions. */
import * as tf from '@tensorflow/tfjs-core';
import type { StreamKey } from '../../base/streams.js';
import type { Trained, TrainResult, TrainTask } from '../engine.js';
import { checkTask } from './check-task.js';
import { fitEpochs } from './epochs.js';
import { createEvaluator, predictMonteCarlo, type Logits } from './evaluation.js';
import { forward, type ForwardOptions } from './forward.js';
import { maskFactors } from './masks.js';
import { splitParameters, type ParameterPlace } from './parameters.js';
import { createTrainer } from './training-step.js';

/**
 * Trains on the current backend; leaves no tensor behind, however it ends.
 *
 * @param options.beforeEpoch called before every epoch, after other code may have run (to choose the backend again)
 * @throws {RangeError} for a task that does not fit its table; rejects with the signal's reason when aborted
 */
export async function trainNetwork(
  task: TrainTask,
  { beforeEpoch }: { beforeEpoch: () => void },
): Promise<TrainResult> {
  const { network, table, rows } = task;
  checkTask(task, network);
  beforeEpoch();
  const trainer = createTrainer(network, task);
  const validation = createEvaluator(network, { table, rows: rows.validation, classWeights: task.classWeights });
  const atInference = (weights: tf.Tensor1D): Logits => {
    return (input) => forward(network, splitParameters(weights, trainer.places), { input });
  };
  try {
    const fit = await fitEpochs(task, {
      ends: network,
      step: trainer.step,
      validationLoss: () => validation.loss(atInference(trainer.parameters())),
      copyWeights: () => tf.keep(trainer.parameters().clone()),
      beforeEpoch,
    });
    if (fit.status === 'diverged') return fit;
    const { weights, ...trained } = fit;
    return { ...trained, ...predict(task, { weights, places: trainer.places, logits: atInference(weights) }) };
  } finally {
    validation.dispose();
    trainer.dispose();
  }
}

function predict(
  { network, table, rows, streams, monteCarloSamples = [] }: TrainTask,
  { weights, places, logits }: { weights: tf.Tensor1D; places: readonly ParameterPlace[]; logits: Logits },
): Pick<Trained, 'predictions' | 'monteCarlo'> {
  const test = createEvaluator(network, { table, rows: rows.test });
  const masksOf = sampleMasks({ key: streams.mask, rows: rows.test.length });
  const logitsFor = (sample: number): Logits => {
    return (input, start) =>
      forward(network, splitParameters(weights, places), {
        input,
        mask: masksOf(sample, { start, count: input.shape[0] }),
      });
  };
  try {
    return {
      predictions: test.predict(logits),
      monteCarlo: predictMonteCarlo(test, { samples: monteCarloSamples, logitsFor }),
    };
  } finally {
    test.dispose();
    weights.dispose();
  }
}

/** The rows of one chunk out of the masks that cover the whole test list: row r of a mask is position r of the list. */
function sampleMasks({
  key,
  rows,
}: {
  key: StreamKey;
  rows: number;
}): (sample: number, at: { start: number; count: number }) => NonNullable<ForwardOptions['mask']> {
  return (step, { start, count }) =>
    ({ width, rate, dropoutIndex }) => {
      const factors = maskFactors(key, { rows, width, rate, dropoutIndex, step, purpose: 1 });
      return tf.tensor2d(factors.subarray(start * width, (start + count) * width), [count, width]);
    };
}
