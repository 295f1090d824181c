/** `--metric` and `--metrics`: which metrics a report is about. */
import type { Table } from '../data/dataset.js';
import { UserError } from '../errors.js';
import type { Experiment } from '../experiment/experiment.js';
import { checkMetricNames, chosenMetrics } from '../question/choose-metrics.js';
import type { Metric, MetricChoices, Task } from '../question/metric.js';
import { list, text } from './flags.js';
import type { Flags } from './io.js';

/** @throws {UserError} for a name that no task has, or an empty list */
export function metricsFrom(flags: Flags): MetricChoices {
  const metric = text(flags, 'metric');
  const metrics = list(flags, 'metrics');
  if (metrics?.length === 0) throw new UserError('--metrics names none.', 'Write --metrics a,b.');
  if (metric !== undefined) checkMetricNames({ metric }, '--metric');
  if (metrics !== undefined) checkMetricNames({ metrics }, '--metrics');
  return { ...(metric === undefined ? {} : { metric }), ...(metrics === undefined ? {} : { metrics }) };
}

/** What the report will be about. @throws {UserError} for a name that the table's task has no metric of */
export function metricsOn(
  table: Table,
  { experiment, flags }: { experiment: Experiment; flags: Flags },
): readonly Metric[] {
  const asked = flags.metric === undefined ? (flags.metrics === undefined ? experiment.name : '--metrics') : '--metric';
  return chosenMetrics(experiment, taskOf(table), asked);
}

export function taskOf({ target }: Table): Task {
  return target.kind === 'classes' ? 'classification' : 'regression';
}
