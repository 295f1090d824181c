/** How far the predictions of several nets for the same rows lie apart: the variance of the output, not of its score. Pure. */
import type { StoredPredictions } from './metrics.js';

/** `null` where there is nothing to compare: one net, or numbers where classes are meant. */
export interface PredictionSpread {
  /** Share of rows for which two nets say different classes, mean over pairs of nets. */
  readonly churn: number | null;
  /** Sample variance over nets of a predicted value (probability, or target), mean over rows and columns. */
  readonly variance: number | null;
}

/** @param nets all on the same rows in the same order */
export function predictionSpread(nets: readonly StoredPredictions[]): PredictionSpread {
  const [first] = nets;
  if (first === undefined || nets.length < 2) return { churn: null, variance: null };
  return { churn: first.kind === 'classes' ? churnOf(nets) : null, variance: varianceOf(nets) };
}

function churnOf(nets: readonly StoredPredictions[]): number {
  const rows = nets[0]!.truth.length;
  const classes = nets[0]!.values.length / rows;
  const votes = new Float64Array(classes);
  let disagreeing = 0;
  for (let row = 0; row < rows; row++) {
    votes.fill(0);
    for (const { values } of nets) votes[guess(values, row * classes, classes)]!++;
    for (const count of votes) disagreeing += count * (nets.length - count);
  }
  return disagreeing / (rows * nets.length * (nets.length - 1));
}

function guess(values: Float32Array, first: number, classes: number): number {
  let best = 0;
  for (let c = 1; c < classes; c++) if (values[first + c]! > values[first + best]!) best = c;
  return best;
}

function varianceOf(nets: readonly StoredPredictions[]): number {
  const length = nets[0]!.values.length;
  let total = 0;
  for (let i = 0; i < length; i++) {
    let mean = 0;
    for (const { values } of nets) mean += values[i]!;
    mean /= nets.length;
    let squares = 0;
    for (const { values } of nets) squares += (values[i]! - mean) * (values[i]! - mean);
    total += squares / (nets.length - 1);
  }
  return total / length;
}
