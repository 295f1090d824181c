/** The metrics of a task and how to read them: direction, scale, and what counts as a difference worth a word. */
import type { MetricInfo } from './analysis.js';
import { ACCURACY_THRESHOLD, RELATIVE_THRESHOLD } from '../stats/index.js';

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
    threshold: reading.scale === 'share' ? ACCURACY_THRESHOLD : relativeThreshold(baselineMean(reading.name)),
  }));
}

function relativeThreshold(mean: number): number {
  return RELATIVE_THRESHOLD * Math.abs(mean) > 0 ? RELATIVE_THRESHOLD * Math.abs(mean) : RELATIVE_THRESHOLD;
}
