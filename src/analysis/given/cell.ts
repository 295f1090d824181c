/** One variant on one data set: the values of its blocks, and what they come to. Pure. */
import { madeList } from '../../base/walked-list.js';
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
import type { GivenScores } from './given-scores.js';

export interface Cell {
  readonly variant: string;
  readonly dataSet: string;
  /** Names of the blocks, in the order in which they come; every repeat is a block where nothing pairs by block. */
  readonly blocks: readonly string[];
  /** Mean over the repeats of each block, in the same order. */
  readonly means: readonly number[];
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
  const { scores, pairing } = given;
  const key = (variant: string, dataSet: string): string => `${variant}\u0000${dataSet}`;
  const scoresIn = scoresByCell(scores);
  const made = new Map<string, Cell>();
  return (variant, dataSet) => {
    const place = key(variant, dataSet);
    let cell = made.get(place);
    if (cell === undefined) {
      cell = cellFrom(scoresIn(variant, dataSet), { variant, dataSet, metric, pairing });
      made.set(place, cell);
    }
    return cell;
  };
}

/** The scores of each cell, made when asked for: a million scores are not held twice. */
export function scoresByCell(
  scores: GivenScores['scores'],
): (variant: string, dataSet: string) => GivenScores['scores'] {
  const known = new Map<string, Map<string, number>>();
  let size = 0;
  const cells = new Int32Array(scores.length);
  scores.forEach(({ variant, dataSet }, i) => {
    let own = known.get(variant);
    if (own === undefined) known.set(variant, (own = new Map<string, number>()));
    let number = own.get(dataSet);
    if (number === undefined) own.set(dataSet, (number = size++));
    cells[i] = number;
  });
  const starts = new Int32Array(size + 1);
  for (const cell of cells) starts[cell + 1]!++;
  for (let cell = 0; cell < size; cell++) starts[cell + 1]! += starts[cell]!;
  const [next, members] = [starts.slice(), new Int32Array(cells.length)];
  cells.forEach((cell, i) => (members[next[cell]!++] = i));
  return (variant, dataSet) => {
    const cell = known.get(variant)?.get(dataSet);
    if (cell === undefined) return [];
    const start = starts[cell]!;
    return madeList(starts[cell + 1]! - start, (i) => scores.at(members[start + i]!)!);
  };
}

function cellFrom(
  scores: GivenScores['scores'],
  {
    variant,
    dataSet,
    metric,
    pairing,
  }: { variant: string; dataSet: string; metric: number; pairing: GivenScores['pairing'] },
): Cell {
  const places = new Map<string, number>();
  const [sums, counts]: [number[], number[]] = [[], []];
  const runs: number[] = [];
  let [failed, missing, number] = [0, 0, 0];
  let error: number | undefined;
  scores.forEach((score) => {
    if (score.status === 'failed') failed++;
    if (score.status === 'missing') missing++;
    const value = score.status === 'ok' ? score.values[metric]! : NaN;
    number++;
    if (Number.isNaN(value)) return;
    runs.push(value);
    const at = score.row ?? (pairing === 'block' ? score.block : score.repeat === '' ? String(number) : score.repeat);
    const block = places.get(at);
    if (block === undefined) {
      places.set(at, sums.push(value) - 1);
      counts.push(1);
    } else {
      sums[block]! += value;
      counts[block]!++;
    }
    const own = score.errors?.[metric];
    if (own !== undefined && Number.isFinite(own)) error = own;
  });
  const blocks = [...places.keys()];
  const means = blocks.length === runs.length ? runs : sums.map((sum, i) => sum / counts[i]!);
  return {
    variant,
    dataSet,
    blocks,
    means,
    runs,
    planned: scores.length,
    failed,
    missing,
    ...(error !== undefined && runs.length === 1 ? { error } : {}),
  };
}

export function summarizeCell(cell: Cell, level: number): CellSummary {
  const { means: values, failed, missing, error } = cell;
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
  if (n === 1) return pointWithoutInterval(point, { level, method: 'none', n, reason: 'There is only one score.' });
  const half = tQuantile((1 + level) / 2, n - 1) * (standardDeviation(values) / Math.sqrt(n));
  if (half === 0) return pointWithoutInterval(point, { level, method: 't', n, reason: 'All scores are equal.' });
  return intervalEstimate(point, [point - half, point + half], { level, method: 't', n });
}
