/**
 * The metrics that we know: how each is read and how it is made. The only file that knows their names; whoever needs a metric
 * for what it is asks for its role.
 */
import {
  areaUnderCurve,
  calibrationError,
  confusionOf,
  macroF1,
  matthewsCorrelation,
  medianAbsoluteError,
} from './scoring.js';
import { halfAPoint, onePerCentOfMean } from './metric.js';
import type { Metric, Metrics, Range, Task } from './metric.js';
import { addTallies } from './tally.js';
import type { ClassTally, NumberTally, StoredPredictions, Tally } from './tally.js';

/** Undefined values (R² of equal targets) are `null`. */
type Value = number | null;

/** A metric with its formula, which takes what it is made from. */
interface Known<Made, From> extends Metric {
  readonly madeFrom: Extract<Metric['madeFrom'], From>;
  readonly of: (made: Made) => Value;
}
type FromClassSums = Known<ClassTally, 'sums'>;
type FromNumberSums = Known<NumberTally, 'sums'>;
type FromCounts = Known<readonly (readonly number[])[], 'counts'>;
type FromPredictions = Known<StoredPredictions, 'predictions'>;

const SHARE: Range = { least: 0, most: 1 };
const ABOVE_ZERO: Range = { least: 0, most: Infinity };

const classSums = { task: 'classification', madeFrom: 'sums', unit: 'none' } as const;
const numberSums = { task: 'regression', madeFrom: 'sums', threshold: onePerCentOfMean } as const;
const plainLoss = { better: 'lower', scale: 'plain', range: ABOVE_ZERO } as const;
const ofClasses = { task: 'classification', unit: 'none', scale: 'plain' } as const;

/** The usual ones, made from sums: every run keeps them, in this order, and reports show them where nothing else is asked for. */
const OF_CLASSES: readonly FromClassSums[] = [
  {
    ...classSums,
    name: 'accuracy',
    label: 'accuracy',
    better: 'higher',
    scale: 'share',
    range: SHARE,
    threshold: halfAPoint,
    role: 'shareRight',
    overRows: { part: 'hit' },
    of: ({ rows, hits }) => sumOf(hits) / sumOf(rows),
  },
  {
    ...classSums,
    name: 'balancedAccuracy',
    label: 'balanced accuracy',
    better: 'higher',
    scale: 'share',
    range: SHARE,
    threshold: halfAPoint,
    role: 'classesAlike',
    of: ({ rows, hits }) => meanOf(rows.flatMap((count, c) => (count > 0 ? [hits[c]! / count] : []))),
  },
  {
    ...classSums,
    ...plainLoss,
    name: 'logLoss',
    label: 'log loss',
    threshold: onePerCentOfMean,
    role: 'loss',
    overRows: { part: 'surprise' },
    of: ({ rows, logLoss }) => logLoss / sumOf(rows),
  },
  {
    ...classSums,
    ...plainLoss,
    name: 'brier',
    label: 'Brier score',
    // Summed over the classes of a row, so it may exceed 1: by as much as there are classes that a row may be wrong in.
    threshold: onePerCentOfMean,
    overRows: { part: 'distance' },
    of: ({ rows, brier }) => brier / sumOf(rows),
  },
];

const OF_NUMBERS: readonly FromNumberSums[] = [
  {
    ...numberSums,
    ...plainLoss,
    name: 'rmse',
    label: 'RMSE',
    unit: 'target',
    role: 'loss',
    overRows: { part: 'square', root: true },
    of: ({ rows, squared }) => Math.sqrt(squared / rows),
  },
  {
    ...numberSums,
    ...plainLoss,
    name: 'mae',
    label: 'mean absolute error',
    unit: 'target',
    overRows: { part: 'miss' },
    of: ({ rows, absolute }) => absolute / rows,
  },
  {
    ...numberSums,
    name: 'r2',
    label: 'R²',
    better: 'higher',
    scale: 'plain',
    range: { least: -Infinity, most: 1 },
    unit: 'none',
    of: ({ rows, squared, sum, sumOfSquares, deviations }) => {
      const spread = deviations ?? sumOfSquares - (sum * sum) / rows;
      return spread > 0 ? 1 - squared / spread : null;
    },
  },
];

/** Made from predicted counts, which `predictions.bin` gives; shown where they are asked for, as the next ones are. */
const OF_COUNTS: readonly FromCounts[] = [
  {
    ...ofClasses,
    name: 'f1',
    label: 'macro F1',
    better: 'higher',
    range: SHARE,
    threshold: halfAPoint,
    madeFrom: 'counts',
    of: macroF1,
  },
  {
    ...ofClasses,
    name: 'mcc',
    label: 'MCC',
    better: 'higher',
    range: { least: -1, most: 1 },
    // Half a point of accuracy moves it by a whole one, where two classes are alike: it runs from −1.
    threshold: { fixed: 0.01 },
    madeFrom: 'counts',
    of: matthewsCorrelation,
  },
];

const OF_PREDICTIONS: readonly FromPredictions[] = [
  {
    ...ofClasses,
    name: 'auc',
    label: 'AUC',
    better: 'higher',
    range: SHARE,
    threshold: halfAPoint,
    madeFrom: 'predictions',
    of: areaUnderCurve,
  },
  {
    ...ofClasses,
    name: 'ece',
    label: 'calibration error (15 equal bins)',
    better: 'lower',
    range: SHARE,
    threshold: halfAPoint,
    madeFrom: 'predictions',
    of: calibrationError,
  },
  {
    ...plainLoss,
    name: 'medianAbsoluteError',
    label: 'median absolute error',
    unit: 'target',
    threshold: onePerCentOfMean,
    task: 'regression',
    madeFrom: 'predictions',
    of: medianAbsoluteError,
  },
];

/** Every metric that we know, in the order in which lists show them. */
export const METRICS: readonly Metric[] = [...OF_CLASSES, ...OF_NUMBERS, ...OF_COUNTS, ...OF_PREDICTIONS];

/** What a report shows of a task where nothing else is asked for; the first is the verdict's. */
export function usualMetrics(task: Task): readonly Metric[] {
  return task === 'classification' ? OF_CLASSES : OF_NUMBERS;
}

/** All that can be asked for. */
export function metricsOfTask(task: Task): readonly Metric[] {
  return METRICS.filter((metric) => metric.task === task || metric.task === 'any');
}

/** The usual metrics of one run, or of all folds of one repeat: those that sums give. */
export function metricsOf(tallies: readonly Tally[]): Metrics {
  const sums = addTallies(tallies);
  return sums.kind === 'classes' ? valuesOf(OF_CLASSES, sums) : valuesOf(OF_NUMBERS, sums);
}

/**
 * The metrics that no sums over rows give.
 *
 * @param predictions of one run, or of all folds of one repeat
 * @param wanted names; all of the task where absent
 */
export function metricsOfPredictions(predictions: StoredPredictions, wanted?: readonly string[]): Metrics {
  const task = predictions.kind === 'classes' ? 'classification' : 'regression';
  const asked = ({ task: own, name }: Metric): boolean => own === task && (wanted?.includes(name) ?? true);
  const counts = OF_COUNTS.filter(asked);
  return {
    ...(counts.length === 0 ? {} : valuesOf(counts, confusionOf(predictions))),
    ...valuesOf(OF_PREDICTIONS.filter(asked), predictions),
  };
}

function valuesOf<Made>(
  metrics: readonly { readonly name: string; readonly of: (made: Made) => Value }[],
  made: Made,
): Metrics {
  return Object.fromEntries(metrics.map(({ name, of }) => [name, of(made)]));
}

function meanOf(values: readonly number[]): number {
  return sumOf(values) / values.length;
}

function sumOf(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
