/**
 * Runs that fell out of line, judged within their split: a hard split moves all its scores, and that is no collapse. Where
 * the quartiles are equal (most runs right on 36 of 36 rows) nothing can be called far out. Nothing is dropped.
 */
import { quantile, quantileOfSorted, sorted } from './moments.js';
import { allScores, present, type Scores } from './scores.js';

/** A place in a design. */
export interface Place {
  readonly split: number;
  readonly seed: number;
}

/** Fewest scores of one variant in a split for its own median to say what is normal there. */
const FEWEST_OF_OWN = 3;

/** Tukey's "far out", in interquartile ranges outside the quartiles. */
const FAR = 3;

/**
 * The fence for a warning. Quartiles of few values are so unsure that three ranges call some of five normal values far
 * out in 14 samples of 100, some of nine in 7; with these it is below 4 in 100 of any number (docs/COVERAGE.md).
 */
function fenceFor(n: number): number {
  if (n >= 12) return FAR;
  return n > 5 ? 4 : 7;
}

/**
 * Positions of values more than three interquartile ranges outside the quartiles (Tukey's "far out"); none where the
 * quartiles are equal, or below four values. NaNs are no values.
 * @param fence in interquartile ranges, for this many values
 */
export function farOut(values: readonly number[], fence: (n: number) => number = () => FAR): number[] {
  const ascending = sorted(present(values));
  if (ascending.length < 4) return [];
  const [lower, upper] = [quantileOfSorted(ascending, 0.25), quantileOfSorted(ascending, 0.75)];
  const slack = 1e-12 * Math.max(Math.abs(lower), Math.abs(upper));
  const reach = fence(ascending.length) * (upper - lower);
  if (!(upper - lower > slack)) return [];
  const found: number[] = [];
  values.forEach((value, i) => {
    if (value < lower - reach - slack || value > upper + reach + slack) found.push(i);
  });
  return found;
}

/** Positions of the scores that a warning may name: far out, with a wider fence where there are few of them. */
export function strikinglyFarOut(values: readonly number[]): number[] {
  return farOut(values, fenceFor);
}

/**
 * The runs of one variant that lie far out within their split. With three seeds a split or more a score is held against
 * its own split's median; with fewer, against the median of the other variants there, and then it must also lie far out
 * among the variant's own raw scores, so that neither a hard split nor another variant's collapse is taken for its own.
 *
 * @param scores of the variant
 * @param others of the variants that met the same splits; empty if there is none
 * @returns split and seed of each, both from 0
 * @see Tukey (1977), "Exploratory Data Analysis"
 * @example
 * outliersWithinSplits([[0.9, 0.91, 0.9, 0.92, 0.91, 0.1], [0.7, 0.72, 0.71, 0.7, 0.73, 0.71]]).length; // 1
 */
export function outliersWithinSplits(
  scores: Scores,
  { others = [] }: { readonly others?: readonly Scores[] } = {},
): Place[] {
  const ownCentres = scores.every((split) => present(split).length === 0 || present(split).length >= FEWEST_OF_OWN);
  const raw = new Set(strikinglyFarOut(allScores(scores)));
  if (!ownCentres && raw.size === 0) return [];
  const centres = scores.map((split, i) =>
    median(ownCentres ? present(split) : others.flatMap((other) => [...present(other[i])])),
  );
  if (!ownCentres && centres.every(Number.isNaN)) return placesAt(scores, raw);
  const offsets = scores.map((split, i) => split.map((value) => value - centres[i]!));
  const judged = (ownCentres ? offsets.map(withoutMiddle) : offsets).flat();
  return placesAt(
    scores,
    strikinglyFarOut(judged).filter((at) => ownCentres || raw.has(at)),
  );
}

/**
 * Without the score or the two that make a split's own median: they are near it by construction, and counted they would
 * make the quartiles too narrow.
 */
function withoutMiddle(offsets: readonly number[]): number[] {
  const sizes = present(offsets).map(Math.abs);
  const nearest = sizes.reduce((least, size) => Math.min(least, size), Infinity) * (1 + 1e-9);
  return offsets.map((offset) => (Math.abs(offset) <= nearest ? NaN : offset));
}

/** Of numbers in the flat list, in ascending order. */
function placesAt(scores: Scores, picked: Iterable<number>): Place[] {
  let [split, start] = [0, 0];
  return [...picked].map((at) => {
    while (at - start >= scores[split]!.length) start += scores[split++]!.length;
    return { split, seed: at - start };
  });
}

function median(values: readonly number[]): number {
  return values.length === 0 ? NaN : quantile(values, 0.5);
}
