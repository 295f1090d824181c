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
  return inOwnUnit(predictions, { truth: Float32Array.from(rows, (row) => values[row]!), scale, shift });
}

function inOwnUnit(
  values: Float32Array,
  { truth, scale, shift }: { truth: Float32Array; scale: number; shift: number },
): StoredPredictions {
  const unscaled = (z: Float32Array): Float64Array => Float64Array.from(z, (value) => value * scale + shift);
  return { kind: 'number', values: unscaled(values), truth: unscaled(truth), kept: { scale, shift } };
}

/** One array for the file: the predictions, then the truth; of a number target as z. */
export function packPredictions({ values, truth, kept }: StoredPredictions): Float32Array {
  const packed = new Float32Array(values.length + truth.length);
  packed.set(values);
  packed.set(truth, values.length);
  if (kept === undefined) return packed;
  return Float32Array.from([...values, ...truth], (value) => (value - kept.shift) / kept.scale);
}

/** @param tally the run's, which knows how many rows were scored, and what z stands for */
export function unpackPredictions(packed: Float32Array, tally: Tally): StoredPredictions {
  const rows = tally.kind === 'number' ? tally.rows : tally.rows.reduce((sum, count) => sum + count, 0);
  const cut = packed.length - rows;
  const values = packed.subarray(0, cut);
  const truth = packed.subarray(cut);
  if (tally.kind === 'classes') return { kind: 'classes', values, truth };
  const { scale = 1, shift = 0 } = tally;
  return inOwnUnit(values, { truth, scale, shift });
}
