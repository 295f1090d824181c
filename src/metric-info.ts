/** The metrics of a task and how to read them: direction, scale, and what counts as a difference worth a word. */
import type { MetricInfo } from './analysis.js';

/** Half a point of accuracy. */
const SHARE_THRESHOLD = 0.005;
/** Other metrics: this share of the baseline's mean. */
const RELATIVE_THRESHOLD = 0.01;
/** An SD: this share of change. */
export const SD_THRESHOLD = 0.1;

type Reading = Pick<MetricInfo, 'name' | 'label' | 'better' | 'scale'>;

const CLASSIFICATION: readonly Reading[] = [
  { name: 'accuracy', label: 'accuracy', better: 'higher', scale: 'share' },
  { name: 'balancedAccuracy', label: 'balanced accuracy', better: 'higher', scale: 'share' },
  { name: 'logLoss', label: 'log loss', better: 'lower', scale: 'plain' },
  { name: 'brier', label: 'Brier score', better: 'lower', scale: 'plain' },
];

const REGRESSION: readonly Reading[] = [
  { name: 'rmse', label: 'RMSE', better: 'lower', scale: 'plain' },
  { name: 'mae', label: 'mean absolute error', better: 'lower', scale: 'plain' },
  { name: 'r2', label: 'R²', better: 'higher', scale: 'plain' },
];

/** @param baselineMean the baseline's mean of a metric; NaN where it is undefined */
export function metricsFor(
  task: 'classification' | 'regression',
  baselineMean: (name: string) => number,
): readonly MetricInfo[] {
  return (task === 'classification' ? CLASSIFICATION : REGRESSION).map((reading) => ({
    ...reading,
    unit: '',
    threshold:
      reading.scale === 'share' ? SHARE_THRESHOLD : RELATIVE_THRESHOLD * Math.abs(baselineMean(reading.name)) || 0,
  }));
}

/** Names in the order of reports. */
export function metricNames(task: 'classification' | 'regression'): readonly string[] {
  return (task === 'classification' ? CLASSIFICATION : REGRESSION).map(({ name }) => name);
}
