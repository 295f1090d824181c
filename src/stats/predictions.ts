/**
 * Variance of the output, not only of its score: what reruns of one variant on one split say about the same test rows.
 * Every function takes the predictions of one split, one array a rerun, and returns plain numbers, to be averaged over
 * splits by `meanOfBlocks`. Knows no files and no metrics.
 */

/** Class probabilities of one rerun, row-major [rows × classes]; or one value a row. */
export type Predictions = Float32Array | Float64Array;

/** The most probable class of every row; the lowest number wins a tie. */
export function predictedClasses(probabilities: Predictions, classes: number): Uint16Array {
  const labels = new Uint16Array(rowsOf(probabilities, classes));
  for (let row = 0; row < labels.length; row++) {
    let best = 0;
    for (let c = 1; c < classes; c++) {
      if (probabilities[row * classes + c]! > probabilities[row * classes + best]!) best = c;
    }
    labels[row] = best;
  }
  return labels;
}

/**
 * Churn: the share of test rows on which two reruns disagree, mean over pairs of reruns.
 *
 * @param reruns predicted classes, one array a rerun, at least two of equal length
 * @returns a share of the rows, from 0 to 1
 * @throws {RangeError} below two reruns or on unequal lengths
 * @see Milani Fard et al. (2016), "Launch and iterate: reducing prediction churn"
 * @example
 * churn([Uint16Array.of(0, 1, 1), Uint16Array.of(0, 1, 0)]); // 0.33333
 */
export function churn(reruns: readonly Uint16Array[]): number {
  const rows = checkReruns(reruns);
  const pairs = (reruns.length * (reruns.length - 1)) / 2;
  let apart = 0;
  for (let row = 0; row < rows; row++) {
    for (const count of labelCounts(reruns, row).values()) apart -= (count * (count - 1)) / 2;
    apart += pairs;
  }
  return apart / pairs / rows;
}

/**
 * Variance of predictions between reruns, n − 1: summed over the `width` values of a row (classes; 1 for regression)
 * and averaged over rows. On the scale of the Brier score or of the squared error.
 * @returns on the scale of the Brier score or of the squared error
 * @throws {RangeError} below two reruns or on unequal lengths
 * @example
 * predictionVariance([[0.2, 0.8], [0.4, 0.6]], { width: 2 }); // 0.040000
 */
export function predictionVariance(reruns: readonly Predictions[], { width }: { width: number }): number {
  checkReruns(reruns);
  const rows = rowsOf(reruns[0]!, width);
  let total = 0;
  for (let at = 0; at < rows * width; at++) total += momentsAt(reruns, at).variance;
  return total / rows;
}

/** Loss = bias + variance in expectation over reruns. Bias holds the noise of the targets. */
export interface SquaredLossParts {
  /** Mean loss of one rerun. */
  readonly loss: number;
  /** Unbiased for squared bias, hence possibly below 0 when there is none. */
  readonly bias: number;
  readonly variance: number;
}

/** Brier score of class probabilities (sum over classes), split into bias² and variance over reruns. */
export function brierParts(
  reruns: readonly Predictions[],
  { truth, classes }: { truth: ArrayLike<number>; classes: number },
): SquaredLossParts {
  return squaredParts(reruns, { width: classes, rows: truth.length, target: (row, c) => (truth[row] === c ? 1 : 0) });
}

/**
 * Mean squared error of a regression, split into bias² and variance over reruns.
 * @returns in the square of the target's unit
 * @example
 * squaredErrorParts([[1, 2], [3, 2]], { truth: [2, 2] }); // { loss: 0.5, bias: -0.5, variance: 1 }
 */
export function squaredErrorParts(
  reruns: readonly Predictions[],
  { truth }: { truth: ArrayLike<number> },
): SquaredLossParts {
  return squaredParts(reruns, { width: 1, rows: truth.length, target: (row) => truth[row]! });
}

/** 0-1 loss = bias + variance on unbiased rows − correction on biased rows, exactly. */
export interface ZeroOneLossParts {
  readonly loss: number;
  /** Share of rows whose main prediction (the mode over reruns) is wrong. */
  readonly bias: number;
  /** Mean probability that a rerun leaves the main prediction. */
  readonly variance: number;
  /** The part of it on rows with a right main prediction, where it costs. */
  readonly unbiasedVariance: number;
  /** What variance wins back on rows with a wrong one: leaving it for the truth. With two classes, all of it. */
  readonly biasedVariance: number;
}

/**
 * 0-1 loss split after Domingos, targets taken as they are (no noise term). Ties of the mode go to the lowest class.
 *
 * @param reruns predicted classes, one array a rerun, at least two
 * @throws {RangeError} below two reruns, or where lengths differ
 * @see Domingos (2000), "A unified bias-variance decomposition"
 */
export function zeroOneParts(
  reruns: readonly Uint16Array[],
  { truth }: { truth: ArrayLike<number> },
): ZeroOneLossParts {
  const rows = checkReruns(reruns);
  if (truth.length !== rows) throw new RangeError(`${truth.length} targets for ${rows} rows`);
  const sums = { loss: 0, bias: 0, variance: 0, unbiasedVariance: 0, biasedVariance: 0 };
  for (let row = 0; row < rows; row++) {
    const counts = labelCounts(reruns, row);
    const right = (counts.get(truth[row]!) ?? 0) / reruns.length;
    const main = modeOf(counts);
    const leaves = 1 - counts.get(main)! / reruns.length;
    sums.loss += 1 - right;
    sums.variance += leaves;
    if (main === truth[row]) sums.unbiasedVariance += leaves;
    else {
      sums.bias += 1;
      sums.biasedVariance += right;
    }
  }
  const share = (value: number): number => value / rows;
  return {
    loss: share(sums.loss),
    bias: share(sums.bias),
    variance: share(sums.variance),
    unbiasedVariance: share(sums.unbiasedVariance),
    biasedVariance: share(sums.biasedVariance),
  };
}

function squaredParts(
  reruns: readonly Predictions[],
  { width, rows, target }: { width: number; rows: number; target: (row: number, column: number) => number },
): SquaredLossParts {
  checkReruns(reruns);
  if (rowsOf(reruns[0]!, width) !== rows) throw new RangeError('as many targets as rows of predictions are needed');
  let [bias, spread] = [0, 0];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < width; column++) {
      const { mean, variance } = momentsAt(reruns, row * width + column);
      const off = mean - target(row, column);
      bias += off * off - variance / reruns.length;
      spread += variance;
    }
  }
  return { loss: (bias + spread) / rows, bias: bias / rows, variance: spread / rows };
}

function momentsAt(reruns: readonly Predictions[], at: number): { mean: number; variance: number } {
  let total = 0;
  for (const rerun of reruns) total += rerun[at]!;
  const mean = total / reruns.length;
  let squares = 0;
  for (const rerun of reruns) squares += (rerun[at]! - mean) * (rerun[at]! - mean);
  return { mean, variance: squares / (reruns.length - 1) };
}

function labelCounts(reruns: readonly Uint16Array[], row: number): Map<number, number> {
  const counts = new Map<number, number>();
  for (const rerun of reruns) counts.set(rerun[row]!, (counts.get(rerun[row]!) ?? 0) + 1);
  return counts;
}

function modeOf(counts: ReadonlyMap<number, number>): number {
  let [mode, most] = [-1, 0];
  for (const [label, count] of counts) {
    if (count > most || (count === most && label < mode)) [mode, most] = [label, count];
  }
  return mode;
}

function checkReruns(reruns: readonly { readonly length: number }[]): number {
  const rows = reruns[0]?.length ?? 0;
  if (reruns.length < 2 || rows === 0) throw new RangeError('predictions of at least two reruns are needed');
  if (reruns.some(({ length }) => length !== rows)) throw new RangeError('reruns differ in their number of rows');
  return rows;
}

function rowsOf(predictions: Predictions, width: number): number {
  const rows = predictions.length / width;
  if (!Number.isInteger(rows)) throw new RangeError(`${predictions.length} predictions are no rows of ${width}`);
  return rows;
}
