/**
 * What each scored row gives to a metric that is a mean over rows (or the root of one): the parts that the interval over rows
 * is made of. The registry says which of them a metric takes. Pure; knows no metric's name and no files.
 */
import { ln } from '../base/math.js';
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
  const { kind, values, truth } = predictions;
  if (!isAbout(predictions, part)) throw new RangeError(`no ${part} of predictions of ${kind}`);
  const width = values.length / truth.length;
  return Float64Array.from(truth, (target, i) => PARTS[part](values.subarray(i * width, (i + 1) * width), target));
}

const PARTS: Readonly<Record<RowPart, (row: Floats, target: number) => number>> = {
  hit: (row, label) => (mostProbable(row) === label ? 1 : 0),
  surprise: (row, label) => -ln(Math.max(row[label]!, PROBABILITY_FLOOR)),
  distance: squaredMisses,
  square: ([value], target) => (value! - target) * (value! - target),
  miss: ([value], target) => Math.abs(value! - target),
};

/** The lowest number wins a tie. */
function mostProbable(row: Floats): number {
  let best = 0;
  for (let c = 1; c < row.length; c++) if (row[c]! > row[best]!) best = c;
  return best;
}

function squaredMisses(row: Floats, label: number): number {
  let sum = 0;
  for (let c = 0; c < row.length; c++) {
    const miss = row[c]! - (c === label ? 1 : 0);
    sum += miss * miss;
  }
  return sum;
}
