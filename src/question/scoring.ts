/**
 * Scores that sums over rows cannot give: from predicted counts (a confusion matrix) and from the predictions themselves.
 * Pure arithmetic on predictions beside their truth; knows no metric's label and no files.
 */
import type { Floats, StoredPredictions } from './tally.js';

/** Rows by true class (first index) and predicted class (second). The most probable class is predicted; the lowest number wins a tie. */
export function confusionOf({ values, truth }: StoredPredictions): number[][] {
  const classes = values.length / truth.length;
  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  truth.forEach((label, row) => counts[label]![topOf(values, { row, classes })]!++);
  return counts;
}

/** The most probable class of a row; the lowest number wins a tie. */
export function topOf(values: Floats, { row, classes }: { row: number; classes: number }): number {
  let top = 0;
  for (let c = 1; c < classes; c++) if (values[row * classes + c]! > values[row * classes + top]!) top = c;
  return top;
}

/**
 * F1 = 2 · hits / (rows of the class + predictions of it), mean over the classes that occur among either. A class that
 * is never predicted rightly has 0.
 *
 * @see Opitz & Burst (2019), "Macro F1 and Macro F1": the mean of the classes' F1, not the F1 of mean precision and recall
 */
export function macroF1(confusion: readonly (readonly number[])[]): number {
  const { actual, predicted } = margins(confusion);
  const each = actual.flatMap((rows, c) => {
    const both = rows + predicted[c]!;
    return both === 0 ? [] : [(2 * confusion[c]![c]!) / both];
  });
  return meanOf(each);
}

/**
 * Matthews correlation of truth and prediction, for any number of classes: −1 to 1, and 0 where one class takes all rows or
 * all predictions.
 *
 * @see Gorodkin (2004), "Comparing two K-category assignments by a K-category correlation coefficient"
 */
export function matthewsCorrelation(confusion: readonly (readonly number[])[]): number {
  const { actual, predicted } = margins(confusion);
  const rows = sumOf(actual);
  const hits = sumOf(confusion.map((row, c) => row[c]!));
  const both = sumOf(actual.map((count, c) => count * predicted[c]!));
  const spreads = [actual, predicted].map((counts) => rows * rows - sumOf(counts.map((count) => count * count)));
  const scale = Math.sqrt(spreads[0]! * spreads[1]!);
  return scale === 0 ? 0 : (hits * rows - both) / scale;
}

function margins(confusion: readonly (readonly number[])[]): { actual: number[]; predicted: number[] } {
  return {
    actual: confusion.map(sumOf),
    predicted: confusion.map((_, c) => sumOf(confusion.map((row) => row[c]!))),
  };
}

/**
 * Area under the ROC curve: how often a row of the class is ranked above one that is not, ties counting half. With two
 * classes that of the second one; with more the mean over the classes, each against the rest, leaving out those that have
 * no rows or all of them. Null where none is left.
 *
 * @see Hanley & McNeil (1982), "The meaning and use of the area under a receiver operating characteristic curve"
 */
export function areaUnderCurve({ values, truth }: StoredPredictions): number | null {
  const classes = values.length / truth.length;
  const judged = classes === 2 ? [1] : Array.from({ length: classes }, (_, c) => c);
  const areas = judged.flatMap((c) => {
    const scores = truth.map((_, row) => values[row * classes + c]!);
    return rankedAbove(scores, (row) => truth[row] === c) ?? [];
  });
  return areas.length === 0 ? null : meanOf(areas);
}

/** By the sum of ranks, ties sharing theirs. */
function rankedAbove(scores: Floats, isOfClass: (row: number) => boolean): number | undefined {
  const order = Uint32Array.from(scores, (_, row) => row).sort((a, b) => scores[a]! - scores[b]! || a - b);
  let [of, ranks] = [0, 0];
  for (let from = 0; from < order.length;) {
    let to = from;
    while (to < order.length && scores[order[to]!] === scores[order[from]!]) to++;
    const shared = (from + 1 + to) / 2;
    for (let at = from; at < to; at++) {
      if (!isOfClass(order[at]!)) continue;
      of++;
      ranks += shared;
    }
    from = to;
  }
  const others = order.length - of;
  return of === 0 || others === 0 ? undefined : (ranks - (of * (of + 1)) / 2) / (of * others);
}

/** Bins of equal width over probabilities from 0 to 1, each with its upper limit. */
const CALIBRATION_BINS = 15;

/**
 * Expected calibration error: rows are put into 15 bins of equal width by the probability of their predicted class; the
 * distance between that probability and the share that is right, bin by bin, weighted by rows.
 *
 * @see Guo et al. (2017), "On calibration of modern neural networks"
 */
export function calibrationError({ values, truth }: StoredPredictions): number {
  const classes = values.length / truth.length;
  const gaps = new Array<number>(CALIBRATION_BINS).fill(0);
  truth.forEach((label, row) => {
    const top = topOf(values, { row, classes });
    const sure = values[row * classes + top]!;
    const bin = Math.min(CALIBRATION_BINS, Math.max(1, Math.ceil(sure * CALIBRATION_BINS))) - 1;
    gaps[bin]! += (top === label ? 1 : 0) - sure;
  });
  return sumOf(gaps.map(Math.abs)) / truth.length;
}

/** The middle of the absolute errors; of an even number the mean of the middle two. */
export function medianAbsoluteError({ values, truth }: StoredPredictions): number {
  const misses = Float64Array.from(truth, (actual, row) => Math.abs(values[row]! - actual)).sort();
  const half = misses.length >> 1;
  return misses.length % 2 === 1 ? misses[half]! : (misses[half - 1]! + misses[half]!) / 2;
}

function meanOf(values: readonly number[]): number {
  return sumOf(values) / values.length;
}

function sumOf(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
