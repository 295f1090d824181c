/** The estimate that the progress line shows: the first comparison's difference so far, by t over the splits that are whole. */
import { comparisonPairs } from '../question/pairs.js';
import type { Question } from '../question/question.js';
import type { Metric } from '../question/metric.js';
import { differenceEstimate } from '../stats/estimate-mean.js';
import type { SeenRun } from './seen-run.js';
import { streamKey } from '../base/streams.js';

/** Differences of shares are shown in percentage points. */
const SHOWN = { share: { factor: 100, unit: ' points' }, plain: { factor: 1, unit: '' } } as const;

/**
 * `dropout − none: accuracy +0.51 ± 0.80 points`, or '' while there are fewer than two blocks of both.
 *
 * @param metric the verdict's
 */
export function currentEstimate(
  experiment: Question,
  { runs, metric }: { runs: readonly SeenRun[]; metric: Pick<Metric, 'name' | 'scale'> },
): string {
  const pair = comparisonPairs(experiment)[0];
  if (pair === undefined) return '';
  const scores = (variant: string): number[][] => {
    const blocks: number[][] = [];
    for (const { variant: name, split, seed, metrics } of runs) {
      if (name !== variant || metrics === undefined) continue;
      const block = experiment.vary.includes('split') ? split : seed;
      (blocks[block] ??= []).push(metrics[metric.name] ?? NaN);
    }
    return Array.from(blocks, (block) => (block as number[] | undefined) ?? []);
  };
  const options = { level: experiment.level, key: streamKey(experiment.seed, 'progress'), method: 't' } as const;
  const { point, low, high } = differenceEstimate(scores(pair.baseline), scores(pair.variant), options);
  if (point === null || low === null || high === null) return '';
  const { factor, unit } = SHOWN[metric.scale];
  const sign = point < 0 ? '−' : '+';
  const half = ((high - low) / 2) * factor;
  const size = Math.abs(point) * factor;
  // Adding and subtracting may leave something like 1e-17 in place of 0, which must not be shown.
  const text = isPlain(half) && size < 0.05 ? size.toFixed(2) : shown(size);
  return `${pair.variant} − ${pair.baseline}: ${metric.name} ${sign}${text} ± ${shown(half)}${unit}`;
}

function isPlain(value: number): boolean {
  return value >= 0.05 && value < 1e6;
}

/** Two decimals, or two digits where those would say nothing or too much. */
function shown(value: number): string {
  return value === 0 || isPlain(value) ? value.toFixed(2) : value.toPrecision(2);
}
