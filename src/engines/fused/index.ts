/**
 * The fused engine: the whole training of a dense network in one WebAssembly module, to the same bits on every machine.
 * This file drives epochs, early stopping and predictions; it knows no kernels.
 */
import type { Engine, Trained, TrainResult, TrainTask } from '../engine.js';
import { fusedRefusal } from './layout.js';
import { openSession, sizeOf, type Session } from './session.js';
import { instantiateTrainer, type Trainer } from './trainer.js';

export { fusedBytes, fusedRefusal } from './layout.js';
export { NUMERICS_VERSION } from './numerics-version.js';

/** An engine that answers at once. */
export interface FusedEngine extends Engine {
  train(task: TrainTask): TrainResult;
}

/**
 * The default engine. Compiles on first use; memory grows to the largest task and is reused; one engine serves one thread.
 *
 * @param options.checked use the debug build, which asserts that every access lies within an array
 * @param options.wide kernels for wide vectors, or not: the same bytes; by default whatever is faster here
 */
export function createFusedEngine(options: { checked?: boolean; wide?: boolean } = {}): FusedEngine {
  let trainer: Trainer | undefined;
  return {
    name: 'fused',
    backend: 'wasm-simd',
    train(task) {
      task.signal?.throwIfAborted();
      const refusal = fusedRefusal(sizeOf(task));
      if (refusal !== undefined) throw new RangeError(refusal);
      trainer ??= instantiateTrainer(options);
      return trainTask(openSession(trainer, task), task);
    },
    dispose() {
      trainer = undefined;
    },
  };
}

interface Fit {
  readonly epochs: number;
  readonly bestEpoch: number;
  readonly curve: Trained['curve'];
}

function trainTask(session: Session, task: TrainTask): TrainResult {
  const fit = fitEpochs(session, task);
  if (typeof fit === 'number') return { status: 'diverged', epoch: fit };
  return { status: 'trained', ...fit, predictions: predict(session, task), monteCarlo: monteCarlo(session, task) };
}

/** Trains to the end of the stopping rule and leaves the chosen weights; a number is the epoch at which it diverged. */
function fitEpochs({ trainer }: Session, { stopping, rows }: TrainTask): Fit | number {
  const { exports } = trainer;
  const watched = rows.validation.length > 0;
  const rule = stopping.type === 'earlyStopping' && watched ? stopping : undefined;
  const limit = stopping.type === 'earlyStopping' ? stopping.maxEpochs : stopping.epochs;
  const train: number[] = [];
  const validation: number[] = [];
  let best = Infinity;
  let bestEpoch = 0;
  let wait = 0;
  while (train.length < limit && (rule === undefined || wait < Math.max(rule.patience, 1))) {
    const epoch = train.push(exports.trainEpoch(train.length));
    if (watched) validation.push(exports.validationLoss());
    if (!Number.isFinite(train[epoch - 1]) || (watched && !Number.isFinite(validation[epoch - 1]))) return epoch;
    wait++;
    if (rule === undefined) bestEpoch = epoch;
    else if (validation[epoch - 1]! < best - rule.minDelta) {
      best = validation[epoch - 1]!;
      bestEpoch = epoch;
      wait = 0;
      exports.keepBest();
    }
  }
  if (rule !== undefined && bestEpoch > 0) exports.restoreBest();
  const curve = { train: Float64Array.from(train), validation: Float64Array.from(validation) };
  return { epochs: train.length, bestEpoch, curve };
}

/** Columns of a row of predictions: the outputs, or two probabilities for one sigmoid. */
function columnsOf({ network }: TrainTask): number {
  return network.loss === 'sigmoidCrossEntropy' ? 2 : network.outputs;
}

/** Calls `use` with every block of test rows predicted; floats is the memory, `at` the block's first float. */
function forBlocks(
  { layout }: Session,
  rows: number,
  use: (block: { first: number; count: number; out: number; stride: number }) => void,
): void {
  const { gradientOut: out, strideOut: stride } = layout.stages[layout.stages.length - 1]!;
  for (let first = 0; first < rows; first += layout.blockRows) {
    use({ first, count: Math.min(layout.blockRows, rows - first), out, stride });
  }
}

function predict(session: Session, task: TrainTask): Float32Array {
  const { exports, memory } = session.trainer;
  const columns = columnsOf(task);
  const result = new Float32Array(task.rows.test.length * columns);
  forBlocks(session, task.rows.test.length, ({ first, count, out, stride }) => {
    exports.inferBlock(session.layout.rows.test.header, first, count, 0, out, stride);
    const floats = new Float32Array(memory.buffer);
    for (let i = 0; i < count * columns; i++) {
      const value = floats[(out + Math.floor(i / columns) * stride) / 4 + (i % columns)]!;
      // One NaN only, so that its bits are the same on every machine.
      result[first * columns + i] = value === value ? value : NaN;
    }
  });
  return result;
}

/** Means of the predictions under the first t masks, for each t asked for; sums in double precision. */
function monteCarlo(session: Session, task: TrainTask): Float32Array[] {
  const wanted = task.monteCarloSamples ?? [];
  const columns = columnsOf(task);
  const rows = task.rows.test.length;
  const results = wanted.map(() => new Float32Array(rows * columns));
  const { exports, memory } = session.trainer;
  const samples = Math.max(0, ...wanted);
  forBlocks(session, rows, ({ first, count, out, stride }) => {
    const sums = new Float64Array(count * columns);
    for (let sample = 0; sample < samples; sample++) {
      exports.makeMasks(count, first, sample, 1);
      exports.inferBlock(session.layout.rows.test.header, first, count, 1, out, stride);
      const floats = new Float32Array(memory.buffer);
      for (let i = 0; i < sums.length; i++)
        sums[i]! += floats[(out + Math.floor(i / columns) * stride) / 4 + (i % columns)]!;
      wanted.forEach((t, w) => {
        if (t === sample + 1) sums.forEach((sum, i) => (results[w]![first * columns + i] = sum / t));
      });
    }
  });
  return results;
}
