/** Rows of a table on the backend, to be put through a model at inference as often as needed: losses and predictions. */
import * as tf from '@tensorflow/tfjs-core';
import type { EncodedTable } from '../engine.js';
import { expandInputs, expandTargets, type ModelEnds } from './inputs.js';
import { meanLoss, readPredictions } from './losses.js';

/** Rows that go through a model at once; bounds the memory for activations. */
const CHUNK_ROWS = 8192;

/** A model without its training: logits of a chunk of rows, of which the first is row `start` of the list. */
export type Logits = (input: tf.Tensor2D, start: number) => tf.Tensor2D;

export interface Evaluator {
  /** Mean data loss over the rows; undefined without rows. */
  readonly loss: (logits: Logits) => number | undefined;
  /** Row-major [rows, outputs] as `Trained.predictions` documents. */
  readonly predict: (logits: Logits) => Float32Array;
  readonly dispose: () => void;
}

interface Chunk {
  readonly start: number;
  readonly rows: number;
  readonly input: tf.Tensor2D;
  readonly targets: tf.Tensor2D;
}

/** Uploads the rows once; holds their tensors until `dispose`. */
export function createEvaluator(
  ends: ModelEnds,
  { table, rows, classWeights }: { table: EncodedTable; rows: Uint32Array; classWeights?: Float32Array | undefined },
): Evaluator {
  const chunks = uploadChunks(ends, { table, rows });
  return {
    loss: (logits) => {
      if (rows.length === 0) return undefined;
      let sum = 0;
      for (const { start, rows: count, input, targets } of chunks) {
        const chunk = { targets, classWeights };
        sum += count * tf.tidy(() => meanLoss(ends.loss, logits(input, start), chunk).dataSync()[0]!);
      }
      return sum / rows.length;
    },
    predict: (logits) =>
      joined(chunks.map(({ input, start }) => tf.tidy(() => readPredictions(ends.loss, logits(input, start))))),
    dispose: () => {
      for (const chunk of chunks) tf.dispose([chunk.input, chunk.targets]);
    },
  };
}

/**
 * Means of the predictions under the first t masks, for each t of `samples` (ascending).
 *
 * @param options.logitsFor the model under the masks of one sample, counted from 0
 */
export function predictMonteCarlo(
  evaluator: Evaluator,
  { samples, logitsFor }: { samples: readonly number[]; logitsFor: (sample: number) => Logits },
): readonly Float32Array[] {
  const results: Float32Array[] = [];
  let sum: Float64Array | undefined;
  for (let count = 1; results.length < samples.length; count++) {
    const one = evaluator.predict(logitsFor(count - 1));
    sum ??= new Float64Array(one.length);
    for (let i = 0; i < one.length; i++) sum[i]! += one[i]!;
    if (samples[results.length] === count) results.push(Float32Array.from(sum, (value) => value / count));
  }
  return results;
}

function uploadChunks(ends: ModelEnds, { table, rows }: { table: EncodedTable; rows: Uint32Array }): readonly Chunk[] {
  const chunks: Chunk[] = [];
  for (let start = 0; start < rows.length; start += CHUNK_ROWS) {
    const part = rows.subarray(start, start + CHUNK_ROWS);
    chunks.push({
      start,
      rows: part.length,
      input: tf.tensor2d(expandInputs(table, part), [part.length, ends.inputs]),
      targets: tf.tensor2d(expandTargets(table, part, ends), [part.length, ends.outputs]),
    });
  }
  return chunks;
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const result = new Float32Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    result.set(part, at);
    at += part.length;
  }
  return result;
}
