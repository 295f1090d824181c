/**
 * Metrics, computed once, above the seam, from predictions. A run keeps a *tally*: sums that add over folds, so that the
 * pooled out-of-fold metric of k-fold is the metric of the added tallies. Knows nothing of engines or files.
 */
import type { EncodedTarget } from './engines/engine.js';
import { ln } from './math.js';
import type { Metrics } from './design/record.js';

/** Additive sums over the scored rows of one run. */
export type Tally =
  | {
      readonly kind: 'classes';
      /** Scored rows and correct ones, by true class. */
      readonly rows: readonly number[];
      readonly hits: readonly number[];
      readonly logLoss: number;
      readonly brier: number;
    }
  | {
      readonly kind: 'number';
      readonly rows: number;
      readonly squared: number;
      readonly absolute: number;
      /** Sum of the targets and of their squares, for R². */
      readonly sum: number;
      readonly sumOfSquares: number;
    };

/** Keras's epsilon: a probability below it counts as this much, so that one sure mistake does not make the log loss infinite. */
const PROBABILITY_FLOOR = 1e-7;

/**
 * Predictions beside the truth, in the target's own unit: what `predictions.bin` keeps of a run, so that nothing but the
 * file is needed to score an ensemble.
 */
export interface StoredPredictions {
  readonly kind: 'classes' | 'number';
  /** Row-major [rows, classes or 1]. */
  readonly values: Float32Array;
  /** Class numbers, or target values; one a row. */
  readonly truth: Float32Array;
}

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

/** The sums of some predictions. */
export function tallyOf({ kind, values, truth }: StoredPredictions): Tally {
  return kind === 'classes' ? tallyClasses(values, truth) : tallyNumbers(values, truth);
}

function tallyClasses(predictions: Float32Array, labels: Float32Array): Tally {
  const classes = predictions.length / labels.length;
  const counts = new Array<number>(classes).fill(0);
  const hits = new Array<number>(classes).fill(0);
  let logLoss = 0;
  let brier = 0;
  labels.forEach((label, i) => {
    const first = i * classes;
    let guess = 0;
    for (let c = 0; c < classes; c++) {
      const p = predictions[first + c]!;
      if (p > predictions[first + guess]!) guess = c;
      const miss = p - (c === label ? 1 : 0);
      brier += miss * miss;
    }
    counts[label]!++;
    if (guess === label) hits[label]!++;
    logLoss -= ln(Math.max(predictions[first + label]!, PROBABILITY_FLOOR));
  });
  return { kind: 'classes', rows: counts, hits, logLoss, brier };
}

function tallyNumbers(predictions: Float32Array, targets: Float32Array): Tally {
  let [squared, absolute, sum, sumOfSquares] = [0, 0, 0, 0];
  targets.forEach((actual, i) => {
    const miss = predictions[i]! - actual;
    squared += miss * miss;
    absolute += Math.abs(miss);
    sum += actual;
    sumOfSquares += actual * actual;
  });
  return { kind: 'number', rows: targets.length, squared, absolute, sum, sumOfSquares };
}

/** The metrics of one run, or of all folds of one repeat. Undefined ones (R² of equal targets) are `null`. */
export function metricsOf(tallies: readonly Tally[]): Metrics {
  const classes = tallies.filter((t) => t.kind === 'classes');
  if (classes.length > 0) return classMetrics(classes);
  return numberMetrics(tallies.filter((t) => t.kind === 'number'));
}

function classMetrics(tallies: readonly Extract<Tally, { kind: 'classes' }>[]): Metrics {
  const rows = addUp(tallies.map((t) => t.rows));
  const hits = addUp(tallies.map((t) => t.hits));
  const total = sumOf(rows);
  const recalls = rows.flatMap((count, c) => (count > 0 ? [hits[c]! / count] : []));
  return {
    accuracy: sumOf(hits) / total,
    balancedAccuracy: sumOf(recalls) / recalls.length,
    logLoss: sumOf(tallies.map((t) => t.logLoss)) / total,
    brier: sumOf(tallies.map((t) => t.brier)) / total,
  };
}

function numberMetrics(tallies: readonly Extract<Tally, { kind: 'number' }>[]): Metrics {
  const rows = sumOf(tallies.map((t) => t.rows));
  const squared = sumOf(tallies.map((t) => t.squared));
  const sum = sumOf(tallies.map((t) => t.sum));
  const spread = sumOf(tallies.map((t) => t.sumOfSquares)) - (sum * sum) / rows;
  return {
    rmse: Math.sqrt(squared / rows),
    mae: sumOf(tallies.map((t) => t.absolute)) / rows,
    r2: spread > 0 ? 1 - squared / spread : null,
  };
}

function addUp(lists: readonly (readonly number[])[]): number[] {
  return lists[0]!.map((_, i) => sumOf(lists.map((list) => list[i]!)));
}

function sumOf(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
