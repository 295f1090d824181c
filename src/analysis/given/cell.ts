/** One variant on one data set: the values of its blocks, and what they come to. Pure. */
import { pairCodes } from '../../base/pair-codes.js';
import { madeList } from '../../base/walked-list.js';
import type { WalkedList } from '../../base/walked-list.js';
import type { Estimate } from '../../base/estimate.js';
import { crossed, numbered } from '../../origins/scores/numbered.js';
import type { Numbers } from '../../origins/scores/numbered.js';
import {
  intervalEstimate,
  mean,
  pointWithoutInterval,
  quantile,
  standardDeviation,
  standingStill,
  tQuantile,
  undefinedEstimate,
} from '../../stats/index.js';
import type { GivenScore, GivenScores } from './given-scores.js';

export interface Cell {
  readonly variant: string;
  readonly dataSet: string;
  /** Numbers of the blocks, the same in every cell, in the order in which they come; every repeat is a block where nothing pairs by block. */
  readonly blocks: readonly number[];
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

export function cellsOf({ scores, pairing }: GivenScores, metric: number): Cells {
  const key = (variant: string, dataSet: string): string => `${variant}\u0000${dataSet}`;
  const membersOf = membersByCell(scores);
  const blocks = blocksOf(scores, pairing);
  const made = new Map<string, Cell>();
  return (variant, dataSet) => {
    const place = key(variant, dataSet);
    let cell = made.get(place);
    if (cell === undefined) {
      cell = cellFrom(membersOf(variant, dataSet), { variant, dataSet, scores, metric, blocks });
      made.set(place, cell);
    }
    return cell;
  };
}

/** The scores of each cell, made when asked for: a million scores are not held twice. */
export function scoresByCell(
  scores: GivenScores['scores'],
): (variant: string, dataSet: string) => GivenScores['scores'] {
  const membersOf = membersByCell(scores);
  return (variant, dataSet) => {
    const members = membersOf(variant, dataSet);
    return madeList(members.length, (i) => scores.at(members[i]!)!);
  };
}

const NOBODY = new Int32Array();

/** The places in the list of the scores of each cell. */
function membersByCell(scores: GivenScores['scores']): (variant: string, dataSet: string) => Int32Array {
  const [variants, dataSets] = numbered(scores, ['variant', 'dataSet']) as [Numbers, Numbers];
  const { of, size } = crossed(variants, dataSets);
  const known = new Map<string, Map<string, number>>();
  const starts = new Int32Array(size + 1);
  let met = 0;
  of.forEach((cell, i) => {
    starts[cell + 1]!++;
    if (cell < met) return;
    met++;
    const { variant, dataSet } = scores.at(i)!;
    if (!known.has(variant)) known.set(variant, new Map());
    known.get(variant)!.set(dataSet, cell);
  });
  for (let cell = 0; cell < size; cell++) starts[cell + 1]! += starts[cell]!;
  const [next, members] = [starts.slice(), new Int32Array(of.length)];
  of.forEach((cell, i) => (members[next[cell]!++] = i));
  return (variant, dataSet) => {
    const cell = known.get(variant)?.get(dataSet);
    return cell === undefined ? NOBODY : members.subarray(starts[cell], starts[cell + 1]);
  };
}

interface Blocks extends Numbers {
  readonly isNamed: (score: GivenScore) => boolean;
}

/** By question, by what variants share, or by run; runs without a name are blocks by themselves. */
function blocksOf(scores: GivenScores['scores'], pairing: GivenScores['pairing']): Blocks {
  const byRow = scores.some(({ row }) => row !== undefined);
  const kind = byRow ? 'row' : pairing === 'block' ? 'block' : 'repeat';
  const [numbers] = numbered(scores as WalkedList<GivenScore & { row: string }>, [kind]) as [Numbers];
  return { ...numbers, isNamed: ({ repeat }) => kind !== 'repeat' || repeat !== '' };
}

function cellFrom(
  members: Int32Array,
  {
    variant,
    dataSet,
    scores,
    metric,
    blocks: { of, size, isNamed },
  }: { variant: string; dataSet: string; scores: GivenScores['scores']; metric: number; blocks: Blocks },
): Cell {
  const places = pairCodes(size, members.length);
  const [blocks, sums, counts, runs]: [number[], number[], number[], number[]] = [[], [], [], []];
  let [failed, missing] = [0, 0];
  let error: number | undefined;
  members.forEach((member, i) => {
    const score = scores.at(member)!;
    if (score.status === 'failed') failed++;
    if (score.status === 'missing') missing++;
    const value = score.status === 'ok' ? score.values[metric]! : NaN;
    if (Number.isNaN(value)) return;
    runs.push(value);
    const number = isNamed(score) ? of[member]! : -1 - i;
    const place = number < 0 ? undefined : places.get(number);
    if (place === undefined) {
      if (number >= 0) places.set(number, blocks.length);
      blocks.push(number);
      sums.push(value);
      counts.push(1);
    } else {
      sums[place]! += value;
      counts[place]!++;
    }
    const own = score.errors?.[metric];
    if (own !== undefined && Number.isFinite(own)) error = own;
  });
  const means = blocks.length === runs.length ? runs : sums.map((sum, i) => sum / counts[i]!);
  return {
    variant,
    dataSet,
    blocks,
    means: standingStill(means),
    runs: standingStill(runs),
    planned: members.length,
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
