/** The training of one model: epochs, batches in the order of the stream, early stopping, best weights, predictions. */
import { setImmediate } from 'node:timers/promises';
import * as tf from '@tensorflow/tfjs-core';
import { shuffledOrder } from '../../streams.js';
import type { Trained, TrainResult, TrainTask } from '../engine.js';
import { createEvaluator, type Evaluator } from './evaluation.js';
import { expandInputs, expandTargets, inputWidth } from './inputs.js';
import { watchStopping } from './stopping.js';
import { createTrainer, type Trainer } from './training-step.js';

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
  checkTask(task);
  beforeEpoch();
  const trainer = createTrainer(task.network, task);
  const watched = { table: task.table, places: trainer.places };
  const validation = createEvaluator(task.network, { ...watched, rows: task.rows.validation });
  try {
    const fit = await fitEpochs(task, { trainer, validation, beforeEpoch });
    if (fit.status === 'diverged') return fit;
    const { weights, ...trained } = fit;
    return { ...trained, ...predict(task, trainer, weights) };
  } finally {
    validation.dispose();
    trainer.dispose();
  }
}

type Fit =
  | { status: 'diverged'; epoch: number }
  | (Pick<Trained, 'status' | 'epochs' | 'bestEpoch' | 'curve'> & { weights: tf.Tensor1D });

interface FitOptions {
  readonly trainer: Trainer;
  readonly validation: Evaluator;
  readonly beforeEpoch: () => void;
}

/** Runs the epochs; the weights of a trained fit are the best ones, kept, and the caller's to dispose. */
async function fitEpochs(task: TrainTask, { trainer, validation, beforeEpoch }: FitOptions): Promise<Fit> {
  const trainCurve: number[] = [];
  const validationCurve: number[] = [];
  const watch = watchStopping(task.stopping);
  let bestEpoch = 0;
  let best: tf.Tensor1D | undefined;
  try {
    for (let epoch = 1; epoch <= watch.maxEpochs; epoch++) {
      await setImmediate(); // lets an abort or a message through
      task.signal?.throwIfAborted();
      beforeEpoch();
      const trainLoss = trainEpoch(task, trainer, epoch - 1);
      const loss = validation.loss(trainer.parameters());
      if (!Number.isFinite(trainLoss) || !Number.isFinite(loss ?? 0)) return { status: 'diverged', epoch };
      trainCurve.push(trainLoss);
      if (loss !== undefined) validationCurve.push(loss);
      const { improved, stop } = watch.observe(loss);
      if (improved) {
        best?.dispose();
        best = tf.keep(trainer.parameters().clone());
        bestEpoch = epoch;
      }
      if (stop) break;
    }
    const curve = { train: Float64Array.from(trainCurve), validation: Float64Array.from(validationCurve) };
    const weights = best!;
    best = undefined;
    return { status: 'trained', epochs: trainCurve.length, bestEpoch, curve, weights };
  } finally {
    best?.dispose();
  }
}

/** One epoch (counted from 0); the mean data loss over its batches, weighted by their rows. */
function trainEpoch({ table, network, rows, streams, batchSize }: TrainTask, trainer: Trainer, epoch: number): number {
  const order = shuffledOrder(streams.order, epoch, rows.train.length).map((position) => rows.train[position]!);
  let sum = 0;
  for (let start = 0; start < order.length; start += batchSize) {
    const batch = order.subarray(start, start + batchSize);
    const loss = trainer.step({
      rows: batch.length,
      inputs: expandInputs(table, batch),
      targets: expandTargets(table, batch, network),
    });
    sum += loss * batch.length;
  }
  return sum / order.length;
}

function predict(
  task: TrainTask,
  { places }: Trainer,
  weights: tf.Tensor1D,
): Pick<Trained, 'predictions' | 'monteCarlo'> {
  const test = createEvaluator(task.network, { table: task.table, rows: task.rows.test, places });
  try {
    return {
      predictions: test.predict(weights),
      monteCarlo: test.predictMonteCarlo(weights, task.monteCarloSamples ?? [], task.streams.mask),
    };
  } finally {
    test.dispose();
    weights.dispose();
  }
}

function checkTask({ network, table, rows, batchSize, stopping, monteCarloSamples }: TrainTask): void {
  const width = inputWidth(table);
  if (width !== network.inputs)
    throw new RangeError(`the network takes ${network.inputs} inputs, the table encodes to ${width}`);
  if ((table.target.kind === 'number') !== (network.loss === 'meanSquaredError')) {
    throw new RangeError(`loss ${network.loss} does not fit a target of kind ${table.target.kind}`);
  }
  if (rows.train.length === 0) throw new RangeError('no training rows');
  if (!Number.isInteger(batchSize) || batchSize < 1)
    throw new RangeError(`batch size ${batchSize}: expected a whole number of at least 1`);
  const { maxEpochs } = watchStopping(stopping);
  if (!Number.isInteger(maxEpochs) || maxEpochs < 1)
    throw new RangeError(`${maxEpochs} epochs: expected a whole number of at least 1`);
  let previous = 0;
  for (const samples of monteCarloSamples ?? []) {
    if (!Number.isInteger(samples) || samples <= previous)
      throw new RangeError('Monte-Carlo samples: expected ascending whole numbers');
    previous = samples;
  }
}
