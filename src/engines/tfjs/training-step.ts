/** One training step: forward with masks, loss and penalties, gradients by automatic differentiation, optimizer. */
import * as tf from '@tensorflow/tfjs-core';
import type { Network } from '../../model/network.js';
import type { Optimizer } from '../../model/spec.js';
import type { TrainingStreams } from '../../base/streams.js';
import type { Batch } from './epochs.js';
import { forward } from './forward.js';
import { meanLoss } from './losses.js';
import { maskFactors } from './masks.js';
import { createStepper } from './optimizers.js';
import {
  initialParameters,
  joinParameters,
  placeParameters,
  splitParameters,
  type ParameterPlace,
} from './parameters.js';

export interface Trainer {
  /** Trains on one batch and returns its mean data loss (before the step, without penalties). */
  readonly step: (batch: Batch) => number;
  /** The current parameters; replaced at every step, so keep a clone of what must survive. */
  readonly parameters: () => tf.Tensor1D;
  readonly places: readonly ParameterPlace[];
  readonly dispose: () => void;
}

/** A network with its initial weights and its optimizer; steps count from 0 over all epochs, as the mask stream does. */
export function createTrainer(
  network: Network,
  {
    optimizer,
    streams,
    classWeights,
  }: { optimizer: Optimizer; streams: Pick<TrainingStreams, 'init' | 'mask'>; classWeights?: Float32Array | undefined },
): Trainer {
  const places = placeParameters(network);
  const stepper = createStepper(optimizer, network.parameters);
  let parameters = tf.keep(tf.tensor1d(initialParameters(network, streams.init)));
  let stepIndex = 0;

  const step = (batch: Batch): number =>
    tf.tidy(() => {
      const { dataLoss, gradients } = differentiate(network, splitParameters(parameters, places), {
        batch,
        classWeights,
        maskOf: (place) => maskFactors(streams.mask, { ...place, step: stepIndex, purpose: 0 }),
      });
      const next = tf.keep(withinNorms(network, stepper.step(parameters, joinParameters(gradients)), places));
      parameters.dispose();
      parameters = next;
      stepIndex++;
      return dataLoss;
    });

  return {
    step,
    parameters: () => parameters,
    places,
    dispose: () => {
      parameters.dispose();
      stepper.dispose();
    },
  };
}

type MaskOf = (place: { rows: number; width: number; rate: number; dropoutIndex: number }) => Float32Array;

/** Gradients of data loss plus penalties, one a parameter, and the data loss alone, read. Call inside a tidy. */
export function differentiate(
  network: Network,
  parameters: readonly tf.Tensor[],
  { batch, maskOf, classWeights }: { batch: Batch; maskOf: MaskOf; classWeights?: Float32Array | undefined },
): { dataLoss: number; gradients: tf.Tensor[] } {
  const { rows } = batch;
  const input = tf.tensor2d(batch.inputs, [rows, network.inputs]);
  const targets = tf.tensor2d(batch.targets, [rows, network.outputs]);
  let dataLoss = NaN;
  const total = (...tensors: tf.Tensor[]): tf.Scalar => {
    const penalties: tf.Scalar[] = [];
    const logits = forward(network, tensors, {
      input,
      mask: ({ width, rate, dropoutIndex }) => tf.tensor2d(maskOf({ rows, width, rate, dropoutIndex }), [rows, width]),
      penalties,
    });
    const loss = meanLoss(network.loss, logits, { targets, classWeights });
    dataLoss = loss.dataSync()[0]!;
    return penalties.length === 0 ? loss : tf.addN([loss, ...penalties]);
  };
  const gradients = tf.grads(total)([...parameters]);
  return { dataLoss, gradients };
}

/** The parameters with every kernel column scaled down to its layer's max-norm; as they are where no layer has one. */
export function withinNorms(network: Network, flat: tf.Tensor1D, places: readonly ParameterPlace[]): tf.Tensor1D {
  const limits = network.operations.flatMap((operation): (number | undefined)[] => {
    if (operation.op === 'dense') return [operation.maxNorm, undefined];
    return operation.op === 'activation' && operation.activation === 'prelu' ? [undefined] : [];
  });
  if (limits.every((limit) => limit === undefined)) return flat;
  const tensors = splitParameters(flat, places);
  return joinParameters(
    tensors.map((tensor, i) => (limits[i] === undefined ? tensor : scaledColumns(tensor, limits[i]))),
  );
}

function scaledColumns(kernel: tf.Tensor, most: number): tf.Tensor {
  const norms = tf.sqrt(tf.sum(tf.square(kernel), 0, true));
  return tf.mul(kernel, tf.where(tf.greater(norms, most), tf.div(tf.scalar(most), norms), tf.onesLike(norms)));
}
