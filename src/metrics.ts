/** Predictions as an engine returns them → beside the truth, and packed for the file. Knows no engine and no metric. */
import type { EncodedTarget } from './engines/engine.js';
import type { StoredPredictions, Tally } from './question/tally.js';

export { metricsOf } from './question/registry.js';
export { tallyOf } from './question/tally.js';
export type { StoredPredictions, Tally } from './question/tally.js';

/** @param predictions row-major [rows.length, classes or 1], as an engine returns them */
export function besideTruth(
  predictions: Float32Array,
  { target, rows }: { target: EncodedTarget; rows: Uint32Array },
): StoredPredictions {
  if (target.kind === 'classes') {
    return { kind: 'classes', values: predictions, truth: Float32Array.from(rows, (row) => target.labels[row]!) };
  }
  const { values, scale, shift } = target;
  return {
    kind: 'number',
    values: predictions.map((value) => value * scale + shift),
    truth: Float32Array.from(rows, (row) => values[row]! * scale + shift),
  };
}

/** One array for the file: the predictions, then the truth. */
export function packPredictions({ values, truth }: StoredPredictions): Float32Array {
  const packed = new Float32Array(values.length + truth.length);
  packed.set(values);
  packed.set(truth, values.length);
  return packed;
}

/** @param rows number of scored rows, from the run's tally */
export function unpackPredictions(
  packed: Float32Array,
  { kind, rows }: { kind: Tally['kind']; rows: number },
): StoredPredictions {
  const cut = packed.length - rows;
  return { kind, values: packed.subarray(0, cut), truth: packed.subarray(cut) };
}
