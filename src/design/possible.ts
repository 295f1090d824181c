/**
 * Can this record be? One of the right shape may still say what no run can have done: an accuracy of 7, metrics that its own
 * sums contradict, 10¹⁵ epochs. The one rule for whatever comes from a file or over a wire: such a record is refused. Pure.
 */
import type { Metric, Metrics } from '../question/metric.js';
import { METRICS, metricsOf } from '../question/registry.js';
import { impossibleSums, isNear } from '../question/tally-check.js';
import type { Tally } from '../question/tally.js';
import { curveEpochs } from './record.js';
import type { OkRecord, Place, RunRecord, Training } from './record.js';
import { whole } from '../base/how-many.js';

/** Variances of variances are reckoned with: the fourth power of a value must still be a number. */
const LARGEST_VALUE = 1e75;
/** Probabilities of 32 bits may be a little more than 1, and their log loss a little less than 0. */
const ROUNDING = 1e-6;
/** No memory holds the learning curve of more. */
const MOST_EPOCHS = 1e9;

/** Why no run can have left this record, fit for "its …"; undefined if one can. */
export function impossibility(record: RunRecord): string | undefined {
  if (record.status === 'failed') return impossibleEpochs(record.epoch ?? 0);
  const { metrics, tally, training, place } = record;
  return (
    impossibleMetrics(metrics) ??
    (tally === undefined ? undefined : impossibleScores(metrics, tally)) ??
    (training === undefined ? undefined : impossibleTraining(training, tally)) ??
    (place === undefined || tally === undefined ? undefined : impossiblePlace(place, tally))
  );
}

function impossibleMetrics(metrics: Metrics): string | undefined {
  for (const [name, value] of Object.entries(metrics)) if (isTooLarge(value)) return `${name} is ${String(value)}`;
  return undefined;
}

/** Whether a value is too large to reckon with. */
export function isTooLarge(value: number | null): boolean {
  return value !== null && Math.abs(value) > LARGEST_VALUE;
}

/** Sums and what is made of them must agree; whatever else stands beside them is a metric that we know, within its range. */
function impossibleScores(metrics: Metrics, tally: Tally): string | undefined {
  const impossible = impossibleSums(tally);
  if (impossible !== undefined) return impossible;
  const made = metricsOf([tally]);
  for (const [name, value] of Object.entries(metrics)) {
    const expected = made[name];
    if (expected !== undefined && !isNear(value, expected)) {
      return `${name} is ${String(value)}, and its own sums say ${String(expected)}`;
    }
  }
  return outsideRange(
    metrics,
    METRICS.filter(({ name }) => made[name] === undefined),
  );
}

/** The first value that its metric cannot take, fit for "its …". */
export function outsideRange(metrics: Metrics, known: readonly Metric[]): string | undefined {
  for (const metric of known) {
    const value = Object.hasOwn(metrics, metric.name) ? metrics[metric.name] : undefined;
    if (typeof value !== 'number') continue;
    const { least, most } = metric.range;
    if (value > most + ROUNDING) return `${metric.name} is ${value}, above ${most}`;
    if (value < least - ROUNDING) return `${metric.name} is ${value}, below ${least}`;
    if (isTooLarge(value)) return `${metric.name} is ${value}, too large to reckon with`;
  }
  return undefined;
}

function impossibleTraining(training: Training, tally: OkRecord['tally']): string | undefined {
  const { epochs, bestEpoch, validationLoss, curve, monteCarlo = [] } = training;
  if (bestEpoch > epochs) return `best epoch is ${bestEpoch} of ${epochs}`;
  const impossible = impossibleEpochs(epochs);
  if (impossible !== undefined) return impossible;
  const points = curveEpochs(epochs).length;
  if ([curve.train, curve.validation].some(({ length }) => length > points)) {
    return `learning curve has more points than ${whole(epochs)} epochs give`;
  }
  if ([validationLoss, ...curve.train, ...curve.validation].some(isTooLarge)) return 'loss is too large to reckon with';
  for (const sums of monteCarlo) {
    if (tally !== undefined && rowsOf(sums) !== rowsOf(tally)) return 'means over masks are of other rows';
    const why = impossibleSums(sums);
    if (why !== undefined) return why;
  }
  return undefined;
}

function impossibleEpochs(epochs: number): string | undefined {
  return epochs > MOST_EPOCHS ? `number of epochs is ${epochs}` : undefined;
}

function impossiblePlace({ bytes }: Place, tally: Tally): string | undefined {
  return bytes === 4 * predictionCount(tally) ? undefined : 'predictions are of another number of rows';
}

/** How many numbers a run keeps beside a tally: its predictions, and the truth. */
export function predictionCount(tally: Tally): number {
  return rowsOf(tally) * ((tally.kind === 'classes' ? tally.rows.length : 1) + 1);
}

function rowsOf(tally: Tally): number {
  return tally.kind === 'number' ? tally.rows : tally.rows.reduce((sum, count) => sum + count, 0);
}
