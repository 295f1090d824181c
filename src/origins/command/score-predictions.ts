/** Predictions of one run → its metrics, its sums, what the folder keeps, and a name for the rows that were scored. Pure. */
import { digest } from '../../design/digest.js';
import { besideTruth, packPredictions, tallyOf } from '../../design/metrics.js';
import type { StoredPredictions } from '../../design/metrics.js';
import { METRICS, metricsOf, metricsOfPredictions } from '../../question/registry.js';
import type { Tally } from '../../question/tally.js';
import type { Scores } from './printed-scores.js';
import type { PredictedRow, ReadPredictions } from './read-predictions.js';
import { whole } from '../../base/how-many.js';

/** What is known of the rows before a program says anything. */
export interface Expected {
  /** The table's own truth: by row number as `{test}` gives it, or by place in `{testCsv}`. */
  readonly truthOf?: (row: string) => string | undefined;
  readonly rows?: number;
  readonly task?: 'classification' | 'regression';
  readonly classes?: readonly string[];
}

export interface Scored {
  readonly scores: Scores;
  readonly tally: Tally;
  readonly packed: Float32Array;
  /** Names the rows, their truths and the classes: equal where two runs were scored on the same. */
  readonly rows: string;
}

/** More different whole numbers than this are taken for numbers, not classes. */
const GUESSED_CLASSES = 10;

export function scorePredictions(
  read: ReadPredictions,
  { expected, wanted }: { expected: Expected; wanted: readonly string[] },
): Scored | { readonly reason: string } {
  const strange = disagreement(read, expected);
  if (strange !== undefined) return { reason: strange };
  const task = expected.task ?? taskOfMetrics(wanted) ?? guessedTask(read);
  const stored = task === 'classification' ? asClasses(read, expected) : asNumbers(read.rows);
  if ('reason' in stored) return stored;
  const { predictions, classes, sure } = stored;
  const tally = tallyOf(predictions);
  const needing = wanted.find((name) => NEEDS_PROBABILITY.includes(name));
  if (!sure && needing !== undefined) return { reason: `${needing} needs probabilities: columns p_CLASS` };
  const all = { ...metricsOf([tally]), ...metricsOfPredictions(predictions, wanted) };
  const kept = Object.entries(all).filter(
    ([name, value]) => typeof value === 'number' && (sure || !NEEDS_PROBABILITY.includes(name)),
  );
  const few = read.onlyCorrect ? kept.filter(([name]) => ONLY_RIGHT.includes(name)) : kept;
  const rows = digest([read.rows.map(({ row, truth }) => [row, truth]), classes]);
  return { scores: Object.fromEntries(few) as Scores, tally, packed: packPredictions(predictions), rows };
}

/** Metrics of classes that rest on more than which class is said. */
const NEEDS_PROBABILITY = METRICS.filter(
  ({ task, madeFrom, role }) =>
    task === 'classification' && madeFrom !== 'counts' && role !== 'shareRight' && role !== 'classesAlike',
).map(({ name }) => name);
/** All that right and wrong can tell. */
const ONLY_RIGHT = METRICS.filter(({ role }) => role === 'shareRight').map(({ name }) => name);

/** The rows that Reseed gave out must come back, all of them, with the table's own truth. */
function disagreement({ rows, onlyCorrect }: ReadPredictions, { truthOf, rows: count }: Expected): string | undefined {
  if (truthOf === undefined) return undefined;
  for (const { row, truth } of rows) {
    const own = truthOf(row);
    if (own === undefined) return `predictions: ${row} is not a row of {test}`;
    if (!onlyCorrect && !sameValue(truth, own))
      return `predictions: row ${row} has the truth ${truth}, and the table says ${own}`;
  }
  return count === undefined || rows.length === count
    ? undefined
    : `predictions: ${whole(rows.length)} of the ${whole(count)} rows of {test}`;
}

function sameValue(one: string, other: string): boolean {
  return one === other || (Number.isFinite(Number(one)) && Number(one) === Number(other));
}

function taskOfMetrics(wanted: readonly string[]): Expected['task'] | undefined {
  const task = METRICS.find(({ name }) => wanted.includes(name))?.task;
  return task === 'any' ? undefined : task;
}

function guessedTask({ rows, classes, onlyCorrect }: ReadPredictions): 'classification' | 'regression' {
  if (onlyCorrect || classes.length > 0) return 'classification';
  const values = rows.flatMap(({ truth, prediction }) => [Number(truth), Number(prediction)]);
  if (values.some((value) => !Number.isFinite(value))) return 'classification';
  const whole = values.every(Number.isInteger);
  return whole && new Set(values).size <= GUESSED_CLASSES ? 'classification' : 'regression';
}

interface Made {
  readonly predictions: StoredPredictions;
  readonly classes: readonly string[];
  /** There are probabilities, or they are not needed. */
  readonly sure: boolean;
}

function asClasses(read: ReadPredictions, { classes: known }: Expected): Made | { readonly reason: string } {
  const given = known ?? (read.classes.length > 1 ? [...read.classes].sort() : undefined);
  const named = read.rows.flatMap(({ truth, prediction }) => [truth, prediction]);
  const seen = read.onlyCorrect ? ['right', 'wrong'] : [...new Set(named)].sort();
  const classes = given === undefined || read.onlyCorrect ? seen : given;
  const numberOf = (word: string): number => {
    const found = classes.indexOf(word);
    return found >= 0 ? found : classes.findIndex((each) => sameValue(word, each));
  };
  const strange = seen.find((word) => numberOf(word) < 0);
  if (strange !== undefined) return { reason: `predictions: there is no class ${strange}, but ${classes.join(', ')}` };
  const sure = read.classes.length > 0;
  const places = classes.map((name) => read.classes.findIndex((each) => sameValue(each, name)));
  // Of two classes one column is enough.
  const single = read.classes.length === 1 && classes.length === 2;
  const lacking = sure && !single ? classes.find((_, c) => places[c]! < 0) : undefined;
  if (lacking !== undefined) return { reason: `predictions: there is no column p_${lacking}` };
  const chances = (row: PredictedRow): readonly number[] => {
    if (!sure) return classes.map((_, c) => (c === numberOf(row.prediction) ? 1 : 0));
    return places.map((place) => (place < 0 ? 1 - row.probabilities[0]! : row.probabilities[place]!));
  };
  const values = new Float32Array(read.rows.length * classes.length);
  for (const [i, row] of read.rows.entries()) {
    const all = chances(row);
    const best = Math.max(...all);
    if (all[numberOf(row.prediction)]! < best - 1e-6)
      return { reason: `predictions: row ${row.row} predicts ${row.prediction}, and another class has a higher p_` };
    values.set(all, i * classes.length);
  }
  const truth = Float32Array.from(read.rows, (row) => numberOf(row.truth));
  return { predictions: { kind: 'classes', values, truth }, classes, sure };
}

/** Kept as z, so that 32 bits hold enough of numbers far from 0. */
function asNumbers(rows: readonly PredictedRow[]): Made | { readonly reason: string } {
  const odd = rows.find(
    ({ truth, prediction }) => !Number.isFinite(Number(truth)) || !Number.isFinite(Number(prediction)),
  );
  if (odd !== undefined) return { reason: `predictions: row ${odd.row} holds no finite numbers` };
  const truths = rows.map(({ truth }) => Number(truth));
  const shift = truths.reduce((sum, value) => sum + value, 0) / truths.length;
  const squares = truths.reduce((sum, value) => sum + (value - shift) * (value - shift), 0);
  const scale = Math.sqrt(squares / truths.length) || 1;
  const target = {
    kind: 'number' as const,
    values: Float32Array.from(truths, (value) => (value - shift) / scale),
    scale,
    shift,
  };
  const z = Float32Array.from(rows, ({ prediction }) => (Number(prediction) - shift) / scale);
  const numbers = Uint32Array.from(rows, (_, i) => i);
  return { predictions: besideTruth(z, { target, rows: numbers }), classes: [], sure: true };
}
