/** Which metrics a question is about: those that its experiment or its flags name, or the usual ones. Pure. */
import { UserError } from '../base/errors.js';
import { declareMetric, unknownMetric } from './metric.js';
import type { Metric, MetricChoice, MetricChoices, Task } from './metric.js';
import { checkThresholds, thresholdFlags, withThreshold } from './thresholds.js';
import { METRICS, metricsOfTask, usualMetrics } from './registry.js';

/**
 * In the order in which a report shows them; the first is the verdict's. `metric` alone goes before the usual ones of the
 * task, `metrics` are these and no others.
 *
 * @param before  who names them, for a message: `--metric`, `my-question.ts: metrics`
 * @throws {UserError} for a name that the task has no metric of
 */
export function chosenMetrics(
  { metric, metrics, thresholds }: MetricChoices,
  task: Task | undefined,
  before = 'metrics',
): readonly Metric[] {
  const rest = metrics === undefined ? usualOf(task) : metrics.map((each) => resolve(each, { task, before }));
  const first = metric === undefined ? [] : [resolve(metric, { task, before })];
  const seen = new Set<string>();
  const chosen = [...first, ...rest].filter(({ name }) => !seen.has(name) && seen.add(name));
  if (chosen.length === 0) throw new UserError(`${before}: no metric is named.`, 'Name it: metric, or --metric NAME.');
  if (thresholds === undefined) return chosen;
  checkThresholds(thresholds, chosen);
  return chosen.map((each) => withThreshold(each, thresholds));
}

/** Scores from elsewhere have no usual metrics: they are named. */
function usualOf(task: Task | undefined): readonly Metric[] {
  return task === undefined ? [] : usualMetrics(task);
}

function resolve(choice: MetricChoice, { task, before }: { task: Task | undefined; before: string }): Metric {
  if (typeof choice !== 'string') return declareMetric(choice);
  const known = task === undefined ? METRICS : metricsOfTask(task);
  const found = known.find(({ name }) => name === choice);
  if (found !== undefined) return found;
  throw unknownMetric(choice, {
    before,
    known: known.map(({ name }) => name),
    ...(task === undefined ? {} : { of: task }),
  });
}

/** What can be seen before the task is known. @throws {UserError} for a name that no task has, or an empty list */
export function checkMetricNames({ metric, metrics }: MetricChoices, before: string): void {
  for (const choice of [...(metric === undefined ? [] : [metric]), ...(metrics ?? [])]) {
    if (typeof choice !== 'string') declareMetric(choice);
    else if (METRICS.every(({ name }) => name !== choice)) {
      throw unknownMetric(choice, { before, known: METRICS.map(({ name }) => name) });
    }
  }
}

/** The names of those that records do not hold. */
export function madeFromPredictions(metrics: readonly Metric[]): readonly string[] {
  return metrics.filter(({ madeFrom }) => madeFrom === 'counts' || madeFrom === 'predictions').map(({ name }) => name);
}

/** The choices of an experiment, or those asked for in their place: `metrics` replaces the whole, `metric` the first. */
export function withMetrics<T extends MetricChoices>(before: T, { metric, metrics, thresholds }: MetricChoices): T {
  const experiment =
    thresholds === undefined ? before : { ...before, thresholds: { ...before.thresholds, ...thresholds } };
  const known = experiment.metrics ?? [];
  const asDeclared = (choice: MetricChoice): MetricChoice =>
    known.find((each) => typeof each !== 'string' && each.name === choice) ?? choice;
  if (metrics !== undefined) {
    const { metric: _metric, ...rest } = experiment;
    return {
      ...(rest as T),
      metrics: metrics.map(asDeclared),
      ...(metric === undefined ? {} : { metric: asDeclared(metric) }),
    };
  }
  return metric === undefined ? experiment : { ...experiment, metric: asDeclared(metric) };
}

/** The command that makes a report again, with the metrics asked for at its end. */
export function commandWithMetrics(command: string, { metric, metrics, thresholds = {} }: MetricChoices): string {
  const sizes = thresholdFlags(thresholds);
  if (metric === undefined && metrics === undefined) return [command, ...sizes].join(' ');
  const names = (choices: readonly MetricChoice[]): string =>
    choices.map((choice) => (typeof choice === 'string' ? choice : choice.name)).join(',');
  const bare = command.replaceAll(metrics === undefined ? / --metric \S+/g : / --metrics? \S+/g, '');
  return [
    bare,
    ...(metric === undefined ? [] : [`--metric ${names([metric])}`]),
    ...(metrics === undefined ? [] : [`--metrics ${names(metrics)}`]),
    ...sizes,
  ].join(' ');
}
