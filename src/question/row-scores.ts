/**
 * What each scored row gives to a metric that is a mean over rows (or the root of one): the parts that the interval over rows
 * is made of. The registry says which of them a metric takes. Pure; knows no metric's name and no files.
 */
import { ln } from '../base/math.js';
import { topOf } from './scoring.js';
import { PROBABILITY_FLOOR } from './tally.js';
import type { Floats, StoredPredictions } from './tally.js';

/** `hit`: 1 where the row is right; `surprise`: −ln of the probability of its class; `distance`: Brier’s, squared; `square` and `miss`: of the error of a number. */
export type RowPart = 'hit' | 'surprise' | 'distance' | 'square' | 'miss';

/** Whether predictions of this kind have such a part. */
export function isAbout({ kind }: StoredPredictions, part: RowPart): boolean {
  return (kind === 'number') === (part === 'square' || part === 'miss');
}

/** One value a scored row, in the order of the predictions. @throws {RangeError} where the predictions are of another task */
export function rowScores(predictions: StoredPredictions, part: RowPart): Float64Array {
  if (!isAbout(predictions, part)) throw new RangeError(`no ${part} of predictions of ${predictions.kind}`);
  const { values, truth } = predictions;
  const scoreOf = PARTS[part]({ values, truth, width: values.length / truth.length });
  const scores = new Float64Array(truth.length);
  for (let row = 0; row < scores.length; row++) scores[row] = scoreOf(row);
  return scores;
}

/** Row by row, so many values each. */
interface Rows {
  readonly values: Floats;
  readonly truth: Floats;
  readonly width: number;
}

const PARTS: Readonly<Record<RowPart, (rows: Rows) => (row: number) => number>> = {
  hit: (rows) => (row) => (topOf(rows.values, { row, classes: rows.width }) === rows.truth[row] ? 1 : 0),
  surprise:
    ({ values, truth, width }) =>
    (row) =>
      -ln(Math.max(values[row * width + truth[row]!]!, PROBABILITY_FLOOR)),
  distance: (rows) => (row) => squaredMisses(rows, row),
  square:
    ({ values, truth }) =>
    (row) =>
      (values[row]! - truth[row]!) * (values[row]! - truth[row]!),
  miss:
    ({ values, truth }) =>
    (row) =>
      Math.abs(values[row]! - truth[row]!),
};

function squaredMisses({ values, truth, width }: Rows, row: number): number {
  let sum = 0;
  for (let c = 0; c < width; c++) {
    const miss = values[row * width + c]! - (c === truth[row] ? 1 : 0);
    sum += miss * miss;
  }
  return sum;
}
