/** The estimate that the progress line shows: the first comparison's difference so far, by t over the splits that are whole. */
import { comparisonPairs } from './analyse-comparison.js';
import type { Experiment } from './experiment.js';
import type { RunRecord } from './record.js';
import { differenceEstimate } from './stats/estimate-mean.js';
import { streamKey } from './streams.js';

const SHOWN = { accuracy: { factor: 100, unit: ' points' }, rmse: { factor: 1, unit: '' } } as const;

/** `dropout − none: accuracy +0.51 ± 0.80 points`, or '' while there are fewer than two blocks of both. */
export function currentEstimate(experiment: Experiment, records: readonly RunRecord[]): string {
  const pair = comparisonPairs(experiment)[0];
  if (pair === undefined) return '';
  const metric = records.some((record) => record.status === 'ok' && record.metrics.rmse !== undefined)
    ? 'rmse'
    : 'accuracy';
  const scores = (variant: string): number[][] => {
    const blocks: number[][] = [];
    for (const record of records) {
      if (record.variant !== variant || record.status !== 'ok' || record.cell !== undefined) continue;
      const block = experiment.vary.includes('split') ? record.split : record.seed;
      (blocks[block] ??= []).push(record.metrics[metric] ?? NaN);
    }
    return Array.from(blocks, (block) => (block as number[] | undefined) ?? []);
  };
  const options = { level: experiment.level, key: streamKey(experiment.seed, 'progress'), method: 't' } as const;
  const { point, low, high } = differenceEstimate(scores(pair.baseline), scores(pair.variant), options);
  if (point === null || low === null || high === null) return '';
  const { factor, unit } = SHOWN[metric];
  const sign = point < 0 ? '−' : '+';
  return `${pair.variant} − ${pair.baseline}: ${metric} ${sign}${(Math.abs(point) * factor).toFixed(2)} ± ${(((high - low) / 2) * factor).toFixed(2)}${unit}`;
}
