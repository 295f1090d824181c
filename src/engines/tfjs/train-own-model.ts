/** The training of a user's own model: the same loop, gradients through the model's layers. Child process only. */
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { TrainResult, TrainTask } from '../engine.js';
import { checkTask } from './check-task.js';
import { fitEpochs, type Batch } from './epochs.js';
import { createEvaluator, type Logits } from './evaluation.js';
import type { ModelEnds } from './inputs.js';
import { meanLoss } from './losses.js';
import { createStepper, type Stepper } from './optimizers.js';
import { buildModel, withRandomFrom, type ModelBuilder } from './own-model.js';
import { joinParameters, splitParameters } from './parameters.js';

/** As a `TrainTask`, with the model's ends where that has its network. */
export type OwnModelTask = Omit<TrainTask, 'network' | 'monteCarloSamples'> & { readonly ends: ModelEnds };

/**
 * Builds and trains a model; `Math.random` draws from the `init` stream meanwhile, and then from the `mask` stream.
 * Losses that the layers add (kernel penalties) are part of the gradient and not of the curves.
 *
 * @throws {UserError} for a model that is refused, {RangeError} for a task that does not fit its table
 */
export async function trainOwnModel(
  task: OwnModelTask,
  { build, beforeEpoch }: { build: ModelBuilder; beforeEpoch: () => void },
): Promise<TrainResult> {
  const { ends, table, rows, streams, optimizer, classWeights } = task;
  checkTask(task, ends);
  beforeEpoch();
  const model = await buildModel(build, { ends, init: streams.init });
  const stepper = createStepper(optimizer, trainedSize(model));
  const validation = createEvaluator(ends, { table, rows: rows.validation, classWeights });
  const test = createEvaluator(ends, { table, rows: rows.test });
  const logits: Logits = (input) => model.apply(input, { training: false }) as tf.Tensor2D;
  try {
    return await withRandomFrom(streams.mask, async () => {
      const fit = await fitEpochs(task, {
        ends,
        step: (batch) => trainBatch(model, { batch, ends, stepper, classWeights }),
        validationLoss: () => validation.loss(logits),
        copyWeights: () => copyWeights(model),
        beforeEpoch,
      });
      if (fit.status === 'diverged') return fit;
      const { weights, ...trained } = fit;
      model.setWeights(weights.tensors);
      weights.dispose();
      return { ...trained, predictions: test.predict(logits), monteCarlo: [] };
    });
  } finally {
    validation.dispose();
    test.dispose();
    stepper.dispose();
    model.dispose();
  }
}

/** Number of trained scalars. */
export function trainedSize(model: LayersModel): number {
  return model.trainableWeights.reduce((sum, { shape }) => sum + shape.reduce<number>((a, b) => a * (b ?? 1), 1), 0);
}

/** One step; returns the data loss before it. */
function trainBatch(
  model: LayersModel,
  {
    batch,
    ends,
    stepper,
    classWeights,
  }: { batch: Batch; ends: ModelEnds; stepper: Stepper; classWeights: Float32Array | undefined },
): number {
  return tf.tidy(() => {
    const input = tf.tensor2d(batch.inputs, [batch.rows, ends.inputs]);
    const targets = tf.tensor2d(batch.targets, [batch.rows, ends.outputs]);
    const weights = model.trainableWeights;
    const variables = weights.map((weight) => weight.read()).filter(isVariable);
    let dataLoss = NaN;
    const total = (): tf.Scalar => {
      const logits = model.apply(input, { training: true }) as tf.Tensor2D;
      const loss = meanLoss(ends.loss, logits, { targets, classWeights });
      dataLoss = loss.dataSync()[0]!;
      const penalties = model.calculateLosses();
      return penalties.length === 0 ? loss : tf.addN([loss, ...penalties]);
    };
    const { grads } = tf.variableGrads(total, variables);
    const gradient = joinParameters(variables.map(({ name, shape }) => grads[name] ?? tf.zeros(shape)));
    const places = placesOf(variables);
    const next = splitParameters(stepper.step(joinParameters(variables), gradient), places);
    weights.forEach((weight, i) => weight.write(next[i]!)); // applies the layer's constraint, if it has one
    return dataLoss;
  });
}

function isVariable(tensor: tf.Tensor): tensor is tf.Variable {
  return tensor instanceof tf.Variable;
}

function placesOf(variables: readonly tf.Tensor[]): { shape: readonly number[]; size: number; offset: number }[] {
  let offset = 0;
  return variables.map(({ shape, size }) => {
    const place = { shape, size, offset };
    offset += size;
    return place;
  });
}

/** All weights, trained or not: what batch normalisation has averaged belongs to the best epoch too. */
function copyWeights(model: LayersModel): { readonly tensors: tf.Tensor[]; readonly dispose: () => void } {
  const tensors = tf.tidy(() => model.getWeights().map((weight) => tf.keep(weight.clone())));
  return {
    tensors,
    dispose: () => {
      tf.dispose(tensors);
    },
  };
}
