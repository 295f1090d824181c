/** Predictions as an engine returns them → beside the truth, and packed for the file. Knows no engine and no metric. */
import type { EncodedTarget } from '../engines/engine.js';
import { predictionCount } from './possible.js';
import { exp, ln } from '../base/math.js';
import { tallyOf } from '../question/tally.js';
import type { KeptUnit, StoredPredictions, Tally } from '../question/tally.js';
import { sameSums } from '../question/tally-check.js';

export { metricsOf } from '../question/registry.js';
export { tallyOf } from '../question/tally.js';
export type { StoredPredictions, Tally } from '../question/tally.js';

/** @param predictions row-major [rows.length, classes or 1], as an engine returns them */
export function besideTruth(
  predictions: Float32Array,
  { target, rows }: { target: EncodedTarget; rows: Uint32Array },
): StoredPredictions {
  if (target.kind === 'classes') {
    return { kind: 'classes', values: predictions, truth: Float32Array.from(rows, (row) => target.labels[row]!) };
  }
  const { values, scale, shift, unlog } = target;
  const kept = { scale, shift, ...(unlog === undefined ? {} : { unlog }) };
  return inOwnUnit(predictions, { truth: Float32Array.from(rows, (row) => values[row]!), kept });
}

function inOwnUnit(values: Float32Array, { truth, kept }: { truth: Float32Array; kept: KeptUnit }): StoredPredictions {
  const { scale, shift, unlog } = kept;
  const scaled = (z: number): number => z * scale + shift;
  const original = unlog === undefined ? scaled : (z: number): number => exp(scaled(z)) - unlog;
  const unscaled = (all: Float32Array): Float64Array => Float64Array.from(all, original);
  return { kind: 'number', values: unscaled(values), truth: unscaled(truth), kept };
}

/** One array for the file: the predictions, then the truth; of a number target as z. */
export function packPredictions({ values, truth, kept }: StoredPredictions): Float32Array {
  const packed = new Float32Array(values.length + truth.length);
  packed.set(values);
  packed.set(truth, values.length);
  if (kept === undefined) return packed;
  const { scale, shift, unlog } = kept;
  const logged = (value: number): number => (unlog === undefined ? value : ln(value + unlog));
  return Float32Array.from([...values, ...truth], (value) => (logged(value) - shift) / scale);
}

/** @param tally the run's, which knows how many rows were scored, and what z stands for */
export function unpackPredictions(packed: Float32Array, tally: Tally): StoredPredictions {
  const rows = tally.kind === 'number' ? tally.rows : tally.rows.reduce((sum, count) => sum + count, 0);
  const cut = packed.length - rows;
  const values = packed.subarray(0, cut);
  const truth = packed.subarray(cut);
  if (tally.kind === 'classes') return { kind: 'classes', values, truth };
  const { scale = 1, shift = 0, unlog } = tally;
  return inOwnUnit(values, { truth, kept: { scale, shift, ...(unlog === undefined ? {} : { unlog }) } });
}

/** Whether predictions as a file or a wire holds them are those that a run's sums were made of. */
export function sayTheSame(packed: Float32Array, tally: Tally): boolean {
  if (packed.length !== predictionCount(tally)) return false;
  const stored = unpackPredictions(packed, tally);
  const { values, truth } = stored;
  const classes = tally.kind === 'classes' ? tally.rows.length : Infinity;
  if (classes < Infinity && truth.some((label) => !Number.isInteger(label) || label < 0 || label >= classes))
    return false;
  return values.every(Number.isFinite) && truth.every(Number.isFinite) && sameSums(tallyOf(stored), tally);
}
