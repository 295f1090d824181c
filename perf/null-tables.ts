/**
 * Tables on which recipes are exactly equal in the population: every recipe sees two features of its own, and all features
 * stand in the same relation to the target. Whatever a comparison of them says about new rows is wrong. Simple learners,
 * so that a thousand tables take seconds.
 */
import { exp, ln } from '../src/base/math.js';
import { normal, type Uniform } from './promise.js';

/** Rows of a table: two features for each recipe, and a target. */
export interface NullTable {
  readonly rows: number;
  readonly classes: Uint8Array;
  readonly numbers: Float64Array;
  /** [recipe][2 × row + feature] */
  readonly features: readonly Float64Array[];
}

/** `seeds` share a training set and differ by the noise that each adds to what was learnt. */
export interface Learner {
  readonly name: 'linear' | 'stump' | 'nearest';
  /** SD of the noise of a seed on the direction learnt; 0 for none. */
  readonly seedNoise: number;
}

/** The losses of one trained model on test rows. */
export interface Losses {
  /** 1 for a hit. */
  readonly hits: Float64Array;
  readonly logLoss: Float64Array;
  readonly squares: Float64Array;
}

const SIGNAL = 0.6;

/** `lead` is added to the features of the last recipe as further signal: 0 for equal recipes. */
export function drawTable(
  u: Uniform,
  { rows, recipes, lead = 0 }: { rows: number; recipes: number; lead?: number },
): NullTable {
  const classes = new Uint8Array(rows);
  const numbers = new Float64Array(rows);
  const features = Array.from({ length: recipes }, () => new Float64Array(2 * rows));
  for (let row = 0; row < rows; row++) {
    const y = u() < 0.5 ? 0 : 1;
    classes[row] = y;
    const level = 2 * y - 1 + 0.5 * normal(u);
    numbers[row] = level;
    features.forEach((own, recipe) => {
      const signal = SIGNAL + (recipe === recipes - 1 ? lead : 0);
      own[2 * row] = signal * level + normal(u);
      own[2 * row + 1] = signal * level + normal(u);
    });
  }
  return { rows, classes, numbers, features };
}

/** Trains one recipe on some rows and gives the losses on others, one model a seed. */
export function lossesOf(
  table: NullTable,
  {
    recipe,
    train,
    test,
    learner,
    seeds,
    uniform,
  }: { recipe: number; train: Int32Array; test: Int32Array; learner: Learner; seeds: number; uniform: Uniform },
): Losses[] {
  const x = table.features[recipe]!;
  const learn = { linear: linearScores, stump: stumpScores, nearest: nearestScores }[learner.name];
  return Array.from({ length: seeds }, () => {
    const noise = [learner.seedNoise * normal(uniform), learner.seedNoise * normal(uniform)] as const;
    const { logits, values } = learn(table, x, { train, test, noise });
    const hits = new Float64Array(test.length);
    const logLoss = new Float64Array(test.length);
    const squares = new Float64Array(test.length);
    test.forEach((row, i) => {
      const sign = 2 * table.classes[row]! - 1;
      hits[i] = logits[i]! * sign > 0 ? 1 : 0;
      logLoss[i] = ln(1 + exp(-sign * Math.max(-15, Math.min(15, logits[i]!))));
      const error = values[i]! - table.numbers[row]!;
      squares[i] = error * error;
    });
    return { hits, logLoss, squares };
  });
}

/** Train and test rows of a random split. */
export function holdOut(u: Uniform, { rows, testRows }: { rows: number; testRows: number }): [Int32Array, Int32Array] {
  const order = shuffled(u, rows);
  return [order.subarray(testRows), order.subarray(0, testRows)];
}

/** The folds of one repeat: [train, test] of each. */
export function foldsOf(u: Uniform, { rows, folds }: { rows: number; folds: number }): [Int32Array, Int32Array][] {
  const order = shuffled(u, rows);
  return Array.from({ length: folds }, (_, fold) => [
    order.filter((_, i) => i % folds !== fold),
    order.filter((_, i) => i % folds === fold),
  ]);
}

function shuffled(u: Uniform, rows: number): Int32Array {
  const order = Int32Array.from({ length: rows }, (_, i) => i);
  for (let i = rows - 1; i > 0; i--) {
    const j = Math.floor(u() * (i + 1));
    const kept = order[i]!;
    order[i] = order[j]!;
    order[j] = kept;
  }
  return order;
}

interface Rows {
  readonly train: Int32Array;
  readonly test: Int32Array;
  readonly noise: readonly [number, number];
}

interface Outputs {
  readonly logits: Float64Array;
  readonly values: Float64Array;
}

/** Linear discriminant for the class and least squares for the number; both from one pass over the training rows. */
function linearScores({ classes, numbers }: NullTable, x: Float64Array, { train, test, noise }: Rows): Outputs {
  const n = train.length;
  const count = [0, 0];
  const sums = [0, 0, 0, 0];
  let [s00, s01, s11, t, t0, t1] = [0, 0, 0, 0, 0, 0];
  for (const row of train) {
    const [a, b] = [x[2 * row]!, x[2 * row + 1]!];
    const y = classes[row]!;
    count[y]!++;
    sums[2 * y]! += a;
    sums[2 * y + 1]! += b;
    s00 += a * a;
    s01 += a * b;
    s11 += b * b;
    const value = numbers[row]!;
    t += value;
    t0 += value * a;
    t1 += value * b;
  }
  const means = [0, 1].map((y) => [sums[2 * y]! / count[y]!, sums[2 * y + 1]! / count[y]!] as const);
  const within = (square: number, i: 0 | 1, j: 0 | 1): number =>
    (square - count[0]! * means[0]![i] * means[0]![j] - count[1]! * means[1]![i] * means[1]![j]) / (n - 2);
  const w = solve(within(s00, 0, 0), within(s01, 0, 1), within(s11, 1, 1), [
    means[1]![0] - means[0]![0],
    means[1]![1] - means[0]![1],
  ]);
  const weights = [w[0] + noise[0], w[1] + noise[1]] as const;
  const bias =
    ln(count[1]! / count[0]!) -
    (weights[0] * (means[0]![0] + means[1]![0]) + weights[1] * (means[0]![1] + means[1]![1])) / 2;
  const [m0, m1, mt] = [(sums[0]! + sums[2]!) / n, (sums[1]! + sums[3]!) / n, t / n];
  const slope = solve(s00 - n * m0 * m0, s01 - n * m0 * m1, s11 - n * m1 * m1, [t0 - n * m0 * mt, t1 - n * m1 * mt]);
  const [c0, c1] = [slope[0] + noise[0] / 4, slope[1] + noise[1] / 4];
  const of = (at: (a: number, b: number) => number): Float64Array =>
    Float64Array.from(test, (row) => at(x[2 * row]!, x[2 * row + 1]!));
  return {
    logits: of((a, b) => bias + weights[0] * a + weights[1] * b),
    values: of((a, b) => mt + c0 * (a - m0) + c1 * (b - m1)),
  };
}

function solve(a: number, b: number, d: number, [p, q]: readonly [number, number]): [number, number] {
  const determinant = a * d - b * b;
  return [(d * p - b * q) / determinant, (a * q - b * p) / determinant];
}

/** One threshold on one of the two features, by the most hits on the training rows: it depends on single rows. */
function stumpScores({ classes }: NullTable, x: Float64Array, { train, test }: Rows): Outputs {
  let [best, feature, cut] = [-1, 0, 0];
  for (const f of [0, 1]) {
    const order = train.slice().sort((a, b) => x[2 * a + f]! - x[2 * b + f]!);
    // All above the cut are called class 1.
    let hits = order.reduce((sum, row) => sum + classes[row]!, 0);
    for (let i = 0; i < order.length - 1; i++) {
      hits += classes[order[i]!]! === 0 ? 1 : -1;
      if (hits > best) {
        [best, feature] = [hits, f];
        cut = (x[2 * order[i]! + f]! + x[2 * order[i + 1]! + f]!) / 2;
      }
    }
  }
  const logits = Float64Array.from(test, (row) => (x[2 * row + feature]! > cut ? 1 : -1));
  return { logits, values: logits };
}

/** The class of the nearest training row. */
function nearestScores({ classes, numbers }: NullTable, x: Float64Array, { train, test }: Rows): Outputs {
  const nearest = Int32Array.from(test, (row) => {
    let [least, best] = [Infinity, 0];
    for (const other of train) {
      const [a, b] = [x[2 * row]! - x[2 * other]!, x[2 * row + 1]! - x[2 * other + 1]!];
      const distance = a * a + b * b;
      if (distance < least) [least, best] = [distance, other];
    }
    return best;
  });
  return {
    logits: Float64Array.from(nearest, (row) => 2 * classes[row]! - 1),
    values: Float64Array.from(nearest, (row) => numbers[row]!),
  };
}
