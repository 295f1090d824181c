/** `--metric`, `--metrics` and `--threshold`: which metrics a report is about, and which differences are small. */
import { UserError } from '../base/errors.js';
import type { Question } from '../question/question.js';
import { checkMetricNames, chosenMetrics } from '../question/choose-metrics.js';
import type { Metric, MetricChoices, Task } from '../question/metric.js';
import { parseThresholds } from '../question/thresholds.js';
import { list, text, texts } from './flags.js';
import type { Flags } from './io.js';

/** @throws {UserError} for a name that no task has, unless any will do, or an empty list */
export function metricsFrom(flags: Flags, { anyName = false }: { anyName?: boolean } = {}): MetricChoices {
  const metric = text(flags, 'metric');
  const metrics = list(flags, 'metrics');
  if (metrics?.length === 0) throw new UserError('--metrics names none.', 'Write --metrics a,b.');
  if (metric !== undefined && !anyName) checkMetricNames({ metric }, '--metric');
  if (metrics !== undefined && !anyName) checkMetricNames({ metrics }, '--metrics');
  const thresholds = texts(flags, 'threshold');
  return {
    ...(metric === undefined ? {} : { metric }),
    ...(metrics === undefined ? {} : { metrics }),
    ...(thresholds.length === 0 ? {} : { thresholds: parseThresholds(thresholds) }),
  };
}

/** What the report will be about. @throws {UserError} for a name that the task has no metric of */
export function metricsOn(
  task: Task | undefined,
  { question, flags }: { question: Question; flags: Flags },
): readonly Metric[] {
  const asked = flags.metric === undefined ? (flags.metrics === undefined ? question.name : '--metrics') : '--metric';
  return chosenMetrics(question, task, asked);
}
