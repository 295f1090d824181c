/**
 * Metrics, computed once, above the seam, from predictions. A run keeps a *tally*: sums that add over folds, so that the
 * pooled out-of-fold metric of k-fold is the metric of the added tallies. Knows nothing of engines or files.
 */
import type { EncodedTarget } from './engines/engine.js';
import { ln } from './math.js';
import type { Metrics } from './record.js';

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

export const CLASS_METRICS = ['accuracy', 'balancedAccuracy', 'logLoss', 'brier'] as const;
export const NUMBER_METRICS = ['rmse', 'mae', 'r2'] as const;

/** @param predictions row-major [rows.length, classes or 1], as an engine returns them */
export function tally(
  predictions: Float32Array,
  { target, rows }: { target: EncodedTarget; rows: Uint32Array },
): Tally {
  return target.kind === 'classes' ? tallyClasses(predictions, target, rows) : tallyNumbers(predictions, target, rows);
}

function tallyClasses(
  predictions: Float32Array,
  { classes, labels }: Extract<EncodedTarget, { kind: 'classes' }>,
  rows: Uint32Array,
): Tally {
  const counts = new Array<number>(classes).fill(0);
  const hits = new Array<number>(classes).fill(0);
  let logLoss = 0;
  let brier = 0;
  rows.forEach((row, i) => {
    const label = labels[row]!;
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

function tallyNumbers(
  predictions: Float32Array,
  { values, scale, shift }: Extract<EncodedTarget, { kind: 'number' }>,
  rows: Uint32Array,
): Tally {
  let [squared, absolute, sum, sumOfSquares] = [0, 0, 0, 0];
  rows.forEach((row, i) => {
    const actual = values[row]! * scale + shift;
    const miss = predictions[i]! * scale + shift - actual;
    squared += miss * miss;
    absolute += Math.abs(miss);
    sum += actual;
    sumOfSquares += actual * actual;
  });
  return { kind: 'number', rows: rows.length, squared, absolute, sum, sumOfSquares };
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
