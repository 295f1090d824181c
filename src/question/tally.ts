/**
 * What scores are made from: predictions beside the truth, and the sums over rows that a run keeps of them. The sums add over
 * folds, so the pooled out-of-fold metric of k-fold is the metric of the added sums. Knows no metric's formula and no files.
 */
import { ln } from '../base/math.js';

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
      /** Sum of the targets and of their squares, for R² where `deviations` is absent. */
      readonly sum: number;
      readonly sumOfSquares: number;
      /**
       * Squared deviations of the targets from their own mean. Where the target lies far from 0, the sums above are too coarse
       * to give them.
       */
      readonly deviations?: number;
      /** The file holds predictions and truth as z; they stand for z × scale + shift. Absent: as they are. */
      readonly scale?: number;
      readonly shift?: number;
      /** Set where that is a logarithm: they stand for exp(z × scale + shift) − this. */
      readonly unlog?: 0 | 1;
    };

export type ClassTally = Extract<Tally, { kind: 'classes' }>;
export type NumberTally = Extract<Tally, { kind: 'number' }>;

/** Keras's epsilon: a probability below it counts as this much, so that one sure mistake does not make the log loss infinite. */
export const PROBABILITY_FLOOR = 1e-7;

/**
 * Predictions beside the truth, in the target's own unit: what `predictions.bin` keeps of a run, so that nothing but the
 * file is needed to score an ensemble.
 */
export interface StoredPredictions {
  readonly kind: 'classes' | 'number';
  /** Row-major [rows, classes or 1]. */
  readonly values: Floats;
  /** Class numbers, or target values; one a row. */
  readonly truth: Floats;
  /** Of a number target, how the file keeps it: z, which stands for z × scale + shift. */
  readonly kept?: KeptUnit;
}

/** What a kept number z stands for: z × scale + shift, or where `unlog` is set exp(z × scale + shift) − unlog. */
export interface KeptUnit {
  readonly scale: number;
  readonly shift: number;
  readonly unlog?: 0 | 1;
}

/** 32 bits for probabilities; 64 for numbers in a unit of their own, in which 1,700,000,000.5 is no whole number. */
export type Floats = Float32Array | Float64Array;

/** Several runs on different rows as one: the folds of one repeat. */
export function joinPredictions(parts: readonly StoredPredictions[]): StoredPredictions {
  if (parts.length === 1) return parts[0]!;
  return {
    kind: parts[0]!.kind,
    values: concatenate(parts.map(({ values }) => values)),
    truth: concatenate(parts.map(({ truth }) => truth)),
  };
}

function concatenate(parts: readonly Floats[]): Floats {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const joined = parts[0] instanceof Float64Array ? new Float64Array(length) : new Float32Array(length);
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/** The sums of some predictions. */
export function tallyOf({ kind, values, truth, kept }: StoredPredictions): Tally {
  return kind === 'classes' ? tallyClasses(values, truth) : { ...tallyNumbers(values, truth), ...kept };
}

function tallyClasses(predictions: Floats, labels: Floats): Tally {
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

function tallyNumbers(predictions: Floats, targets: Floats): NumberTally {
  let [squared, absolute, sum, sumOfSquares] = [0, 0, 0, 0];
  targets.forEach((actual, i) => {
    const miss = predictions[i]! - actual;
    squared += miss * miss;
    absolute += Math.abs(miss);
    sum += actual;
    sumOfSquares += actual * actual;
  });
  const first = targets[0] ?? 0;
  let [total, squares] = [0, 0];
  for (const actual of targets) {
    total += actual - first;
    squares += (actual - first) * (actual - first);
  }
  const deviations = Math.max(0, squares - (total * total) / targets.length);
  return { kind: 'number', rows: targets.length, squared, absolute, sum, sumOfSquares, deviations };
}

/** The tallies of the folds of one repeat as one. @throws {RangeError} for none, or for several kinds of target */
export function addTallies(tallies: readonly Tally[]): Tally {
  const classes = tallies.filter((tally) => tally.kind === 'classes');
  const numbers = tallies.filter((tally) => tally.kind === 'number');
  if (tallies.length === 0 || (classes.length > 0 && numbers.length > 0)) {
    throw new RangeError('tallies of one kind of target are needed, one or more');
  }
  return classes.length > 0 ? addClasses(classes) : addNumbers(numbers);
}

function addClasses(tallies: readonly ClassTally[]): ClassTally {
  return {
    kind: 'classes',
    rows: addUp(tallies.map(({ rows }) => rows)),
    hits: addUp(tallies.map(({ hits }) => hits)),
    logLoss: sumOf(tallies.map(({ logLoss }) => logLoss)),
    brier: sumOf(tallies.map(({ brier }) => brier)),
  };
}

function addNumbers(tallies: readonly NumberTally[]): NumberTally {
  const total = (pick: (tally: NumberTally) => number): number => sumOf(tallies.map(pick));
  const deviations = addDeviations(tallies);
  return {
    kind: 'number',
    rows: total(({ rows }) => rows),
    squared: total(({ squared }) => squared),
    absolute: total(({ absolute }) => absolute),
    sum: total(({ sum }) => sum),
    sumOfSquares: total(({ sumOfSquares }) => sumOfSquares),
    ...(deviations === undefined ? {} : { deviations }),
  };
}

/** Of several parts: within each, and of their means from the mean of all (Chan, Golub and LeVeque 1983). */
function addDeviations(tallies: readonly NumberTally[]): number | undefined {
  const rows = sumOf(tallies.map((tally) => tally.rows));
  const first = tallies[0]!.sum / tallies[0]!.rows;
  const means = tallies.map((tally) => tally.sum / tally.rows - first);
  const mean = sumOf(tallies.map((tally, i) => tally.rows * means[i]!)) / rows;
  let deviations = 0;
  for (const [i, tally] of tallies.entries()) {
    if (tally.deviations === undefined) return undefined;
    deviations += tally.deviations + tally.rows * (means[i]! - mean) * (means[i]! - mean);
  }
  return deviations;
}

function addUp(lists: readonly (readonly number[])[]): number[] {
  return lists[0]!.map((_, i) => sumOf(lists.map((list) => list[i]!)));
}

function sumOf(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
