/** One variant on one data set: the values of its blocks, and what they come to. Pure. */
import type { Estimate } from '../../base/estimate.js';
import {
  intervalEstimate,
  mean,
  pointWithoutInterval,
  quantile,
  standardDeviation,
  tQuantile,
  undefinedEstimate,
} from '../../stats/index.js';
import type { GivenScore, GivenScores } from './given-scores.js';

export interface Cell {
  readonly variant: string;
  readonly dataSet: string;
  /** Mean over the repeats of each block, by the block's name; every repeat is a block where nothing pairs by block. */
  readonly blocks: ReadonlyMap<string, number>;
  /** Every single score. */
  readonly runs: readonly number[];
  readonly planned: number;
  readonly failed: number;
  readonly missing: number;
  /** Of the one score, as the file gives it. */
  readonly error?: number;
}

export interface CellSummary {
  readonly n: number;
  readonly mean: Estimate;
  readonly sd: number | null;
  readonly median: number | null;
  readonly least: number | null;
  readonly most: number | null;
  readonly failed: number;
  readonly missing: number;
  readonly error?: number;
}

/** By variant and data set. */
export type Cells = (variant: string, dataSet: string) => Cell;

export function cellsOf(given: GivenScores, metric: number): Cells {
  const byPlace = new Map<string, GivenScore[]>();
  const key = (variant: string, dataSet: string): string => `${variant}\u0000${dataSet}`;
  for (const score of given.scores) {
    const place = key(score.variant, score.dataSet);
    const known = byPlace.get(place);
    if (known === undefined) byPlace.set(place, [score]);
    else known.push(score);
  }
  const made = new Map<string, Cell>();
  return (variant, dataSet) => {
    const place = key(variant, dataSet);
    let cell = made.get(place);
    if (cell === undefined) {
      cell = cellFrom(byPlace.get(place) ?? [], { variant, dataSet, metric, pairing: given.pairing });
      made.set(place, cell);
    }
    return cell;
  };
}

function cellFrom(
  scores: readonly GivenScore[],
  {
    variant,
    dataSet,
    metric,
    pairing,
  }: { variant: string; dataSet: string; metric: number; pairing: GivenScores['pairing'] },
): Cell {
  const sums = new Map<string, { sum: number; n: number }>();
  const runs: number[] = [];
  let [failed, missing, number] = [0, 0, 0];
  let error: number | undefined;
  for (const score of scores) {
    if (score.status === 'failed') failed++;
    if (score.status === 'missing') missing++;
    const value = score.status === 'ok' ? score.values[metric]! : NaN;
    number++;
    if (Number.isNaN(value)) continue;
    runs.push(value);
    const at = score.row ?? (pairing === 'block' ? score.block : score.repeat === '' ? String(number) : score.repeat);
    const block = sums.get(at) ?? { sum: 0, n: 0 };
    sums.set(at, { sum: block.sum + value, n: block.n + 1 });
    const own = score.errors?.[metric];
    if (own !== undefined && Number.isFinite(own)) error = own;
  }
  const blocks = new Map([...sums].map(([at, { sum, n }]) => [at, sum / n]));
  return {
    variant,
    dataSet,
    blocks,
    runs,
    planned: scores.length,
    failed,
    missing,
    ...(error !== undefined && runs.length === 1 ? { error } : {}),
  };
}

export function summarizeCell(cell: Cell, level: number): CellSummary {
  const values = [...cell.blocks.values()];
  const { failed, missing, error } = cell;
  const some = values.length > 0;
  return {
    n: values.length,
    mean: meanByT(values, level),
    sd: values.length > 1 ? standardDeviation(values) : null,
    median: some ? quantile(values, 0.5) : null,
    least: some ? values.reduce((a, b) => Math.min(a, b)) : null,
    most: some ? values.reduce((a, b) => Math.max(a, b)) : null,
    failed,
    missing,
    ...(error === undefined ? {} : { error }),
  };
}

/** Student's t over blocks. */
export function meanByT(values: readonly number[], level: number): Estimate {
  const n = values.length;
  if (n === 0) return undefinedEstimate({ level, method: 'none', n, reason: 'There is no score.' });
  const point = mean(values);
  if (n === 1) return pointWithoutInterval(point, { level, method: 'none', n, reason: 'One score: no interval.' });
  const half = tQuantile((1 + level) / 2, n - 1) * (standardDeviation(values) / Math.sqrt(n));
  if (half === 0) return pointWithoutInterval(point, { level, method: 't', n, reason: 'All scores are equal.' });
  return intervalEstimate(point, [point - half, point + half], { level, method: 't', n });
}
