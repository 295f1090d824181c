/** A network at inference: validation loss, predictions, and predictions with the masks kept on (Monte-Carlo dropout). */
import * as tf from '@tensorflow/tfjs-core';
import type { Network } from '../../model/network.js';
import type { StreamKey } from '../../streams.js';
import type { EncodedTable } from '../engine.js';
import { forward, type ForwardOptions } from './forward.js';
import { expandInputs, expandTargets } from './inputs.js';
import { meanLoss, readPredictions } from './losses.js';
import { maskFactors } from './masks.js';
import { splitParameters, type ParameterPlace } from './parameters.js';

/** Rows that go through a network at once; bounds the memory for activations. */
const CHUNK_ROWS = 8192;

export interface Evaluator {
  /** Mean data loss over the rows, every unit present; undefined without rows. */
  readonly loss: (parameters: tf.Tensor1D) => number | undefined;
  /** Row-major [rows, outputs] as `Trained.predictions` documents. */
  readonly predict: (parameters: tf.Tensor1D) => Float32Array;
  /** Means of the predictions under the first t masks, for each t of `samples` (ascending). */
  readonly predictMonteCarlo: (
    parameters: tf.Tensor1D,
    samples: readonly number[],
    mask: StreamKey,
  ) => readonly Float32Array[];
  readonly dispose: () => void;
}

interface Chunk {
  readonly start: number;
  readonly rows: number;
  readonly input: tf.Tensor2D;
  readonly targets: tf.Tensor2D;
}

/** Puts rows of a table on the backend once, for any number of evaluations; holds tensors until `dispose`. */
export function createEvaluator(
  network: Network,
  { table, rows, places }: { table: EncodedTable; rows: Uint32Array; places: readonly ParameterPlace[] },
): Evaluator {
  const chunks = uploadChunks(network, table, rows);
  const logitsOf = (parameters: tf.Tensor1D, chunk: Chunk, mask?: ForwardOptions['mask']): tf.Tensor2D =>
    forward(network, splitParameters(parameters, places), { input: chunk.input, ...(mask && { mask }) });

  const loss = (parameters: tf.Tensor1D): number | undefined => {
    if (rows.length === 0) return undefined;
    let sum = 0;
    for (const chunk of chunks) {
      sum +=
        chunk.rows * tf.tidy(() => meanLoss(network.loss, logitsOf(parameters, chunk), chunk.targets).dataSync()[0]!);
    }
    return sum / rows.length;
  };

  const predictWith = (parameters: tf.Tensor1D, maskFor?: (chunk: Chunk) => ForwardOptions['mask']): Float32Array => {
    const parts = chunks.map((chunk) =>
      tf.tidy(() => readPredictions(network.loss, logitsOf(parameters, chunk, maskFor?.(chunk)))),
    );
    const result = new Float32Array(parts.reduce((length, part) => length + part.length, 0));
    let at = 0;
    for (const part of parts) {
      result.set(part, at);
      at += part.length;
    }
    return result;
  };

  const predictMonteCarlo = (
    parameters: tf.Tensor1D,
    samples: readonly number[],
    mask: StreamKey,
  ): readonly Float32Array[] => {
    const results: Float32Array[] = [];
    let sum: Float64Array | undefined;
    for (let step = 0; results.length < samples.length; step++) {
      const one = predictWith(parameters, (chunk) => monteCarloMask({ mask, step, chunk, allRows: rows.length }));
      sum ??= new Float64Array(one.length);
      for (let i = 0; i < one.length; i++) sum[i]! += one[i]!;
      while (samples[results.length] === step + 1) results.push(Float32Array.from(sum, (value) => value / (step + 1)));
    }
    return results;
  };

  return {
    loss,
    predict: predictWith,
    predictMonteCarlo,
    dispose: () => {
      for (const chunk of chunks) tf.dispose([chunk.input, chunk.targets]);
    },
  };
}

function uploadChunks(network: Network, table: EncodedTable, rows: Uint32Array): readonly Chunk[] {
  const chunks: Chunk[] = [];
  for (let start = 0; start < rows.length; start += CHUNK_ROWS) {
    const part = rows.subarray(start, start + CHUNK_ROWS);
    const count = part.length;
    chunks.push({
      start,
      rows: count,
      input: tf.tensor2d(expandInputs(table, part), [count, network.inputs]),
      targets: tf.tensor2d(expandTargets(table, part, network), [count, network.outputs]),
    });
  }
  return chunks;
}

/** The rows of one chunk out of the mask that covers the whole test list: row r of the mask is position r of the list. */
function monteCarloMask(options: {
  mask: StreamKey;
  step: number;
  chunk: Chunk;
  allRows: number;
}): NonNullable<ForwardOptions['mask']> {
  const { mask, step, chunk, allRows } = options;
  return ({ width, rate, dropoutIndex }) => {
    const factors = maskFactors(mask, { rows: allRows, width, rate, dropoutIndex, step, purpose: 1 });
    return tf.tensor2d(factors.subarray(chunk.start * width, (chunk.start + chunk.rows) * width), [chunk.rows, width]);
  };
}
