/**
 * Can these sums be? What comes from a file or over a wire has the right shape before it is asked this; the answer is a reason
 * in a few words, fit for "its …". Pure; knows no metric's formula.
 */
import type { ClassTally, NumberTally, Tally } from './tally.js';
import { whole } from '../base/how-many.js';

/** Squares of sums are summed again: what lies beyond this is infinite a step later. */
const LARGEST_SUM = 1e150;
/** For sums of many rows that were added in another order, and for probabilities of 32 bits that add up to a little over 1. */
const SLACK = 1e-3;
const EQUAL = 1e-6;
/** 2 where all of the probability is on a wrong class; programs may round theirs. */
const LARGEST_BRIER = 2.1;

/** Why no scored rows can have these sums; undefined if some can. */
export function impossibleSums(tally: Tally): string | undefined {
  return tally.kind === 'classes' ? impossibleClasses(tally) : impossibleNumbers(tally);
}

function impossibleClasses({ rows, hits, logLoss, brier }: ClassTally): string | undefined {
  const all = rows.reduce((sum, count) => sum + count, 0);
  if (all === 0) return 'sums are of no rows';
  if (rows.some((count, c) => hits[c]! > count)) return 'sums count more right rows than there are';
  // A probability of 1 may be a little more in 32 bits, and its logarithm then above 0.
  if (logLoss < -SLACK * all || logLoss > LARGEST_SUM) return `summed log loss is ${logLoss}, of ${whole(all)} rows`;
  if (brier < 0 || brier > LARGEST_BRIER * all) return `summed Brier score is ${brier}, of ${whole(all)} rows`;
  return undefined;
}

function impossibleNumbers(tally: NumberTally): string | undefined {
  const { rows, squared, absolute, sum, sumOfSquares, deviations = 0, scale = 1 } = tally;
  if (rows === 0) return 'sums are of no rows';
  if (scale <= 0) return `scale is ${scale}`;
  const squares = [squared, absolute, sumOfSquares, deviations];
  if (squares.some((value) => value < 0)) return 'sums of squares are below 0';
  if ([...squares, Math.abs(sum)].some((value) => value > LARGEST_SUM)) return 'sums are too large to reckon with';
  // No mean lies above the root of the mean square (Cauchy and Schwarz).
  if (absolute * absolute > rows * squared * (1 + SLACK)) return 'summed error contradicts its squares';
  if (sum * sum > rows * sumOfSquares * (1 + SLACK)) return 'summed target contradicts its squares';
  return undefined;
}

/** Whether two tallies are those of the same predictions, except for the order of adding. */
export function sameSums(a: Tally, b: Tally): boolean {
  if (a.kind === 'classes') {
    if (b.kind !== 'classes') return false;
    const counts = ({ rows, hits }: ClassTally): string => JSON.stringify([rows, hits]);
    return counts(a) === counts(b) && isNear(a.logLoss, b.logLoss) && isNear(a.brier, b.brier);
  }
  if (b.kind !== 'number' || a.rows !== b.rows) return false;
  // z was rounded to 32 bits once more on its way into the file: of a target far from 0 that moves small errors.
  const { rows } = a;
  // With a log target the logarithm is undone after the rounding, so the error grows with the target itself.
  const scale = a.unlog === undefined ? (a.scale ?? 1) : Math.sqrt(a.sumOfSquares / rows);
  const near = (x: number, y: number, unit: number): boolean =>
    Math.abs(x - y) <= SLACK * Math.max(x, y) + EQUAL * rows * unit;
  return near(a.absolute, b.absolute, scale) && near(a.squared, b.squared, scale * scale);
}

/** Equal except for rounding; two undefined values are equal, too. */
export function isNear(a: number | null, b: number | null): boolean {
  if (a === null || b === null) return a === b;
  return Math.abs(a - b) <= EQUAL * Math.max(1, Math.abs(a), Math.abs(b));
}
