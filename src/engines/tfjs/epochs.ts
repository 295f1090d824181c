/** The training loop over any model: epochs, batches in the order of the stream, early stopping, best weights. */
import { setImmediate } from 'node:timers/promises';
import { shuffledOrder } from '../../base/streams.js';
import type { Diverged, Trained, TrainTask } from '../engine.js';
import { expandInputs, expandTargets, type ModelEnds } from './inputs.js';
import { watchStopping } from './stopping.js';

export interface Batch {
  readonly rows: number;
  /** Row-major [rows, inputs]. */
  readonly inputs: Float32Array;
  /** Row-major [rows, outputs], as `expandTargets` writes them. */
  readonly targets: Float32Array;
}

/** A model in training, as the loop sees it. `Weights` is a copy of its state that outlives the steps. */
export interface Learner<Weights extends { dispose: () => void }> {
  readonly ends: ModelEnds;
  /** Trains on one batch and returns its mean data loss (before the step, without penalties). */
  readonly step: (batch: Batch) => number;
  /** Mean data loss on the validation rows, every unit present; undefined without such rows. */
  readonly validationLoss: () => number | undefined;
  readonly copyWeights: () => Weights;
  /** Called before every epoch, after other code of this thread may have run. */
  readonly beforeEpoch: () => void;
}

export type LoopTask = Pick<TrainTask, 'table' | 'rows' | 'batchSize' | 'stopping' | 'streams' | 'signal'>;

export type Fit<Weights> =
  Diverged | (Pick<Trained, 'status' | 'epochs' | 'bestEpoch' | 'curve'> & { readonly weights: Weights });

/**
 * Runs the epochs. The weights of a trained fit are those of the best epoch, and the caller's to dispose.
 * Rejects with the signal's reason when aborted, between two epochs.
 */
export async function fitEpochs<Weights extends { dispose: () => void }>(
  task: LoopTask,
  learner: Learner<Weights>,
): Promise<Fit<Weights>> {
  const trainCurve: number[] = [];
  const validationCurve: number[] = [];
  const watch = watchStopping(task.stopping);
  let bestEpoch = 0;
  let best: Weights | undefined;
  try {
    for (let epoch = 1; epoch <= watch.maxEpochs; epoch++) {
      await setImmediate(); // lets an abort or a message through
      task.signal?.throwIfAborted();
      learner.beforeEpoch();
      const trainLoss = trainEpoch(task, learner, epoch - 1);
      const loss = learner.validationLoss();
      if (!Number.isFinite(trainLoss) || !Number.isFinite(loss ?? 0)) return { status: 'diverged', epoch };
      trainCurve.push(trainLoss);
      if (loss !== undefined) validationCurve.push(loss);
      const { improved, stop } = watch.observe(loss);
      if (improved) {
        best?.dispose();
        best = learner.copyWeights();
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
function trainEpoch(
  { table, rows, streams, batchSize }: LoopTask,
  { ends, step }: Pick<Learner<never>, 'ends' | 'step'>,
  epoch: number,
): number {
  const order = shuffledOrder(streams.order, epoch, rows.train.length).map((position) => rows.train[position]!);
  let sum = 0;
  for (let start = 0; start < order.length; start += batchSize) {
    const batch = order.subarray(start, start + batchSize);
    const inputs = expandInputs(table, batch);
    const targets = expandTargets(table, batch, ends);
    sum += batch.length * step({ rows: batch.length, inputs, targets });
  }
  return sum / order.length;
}
