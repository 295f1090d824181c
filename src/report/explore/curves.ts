/**
 * The learning curves of single runs, for drawing: each value one of 125 steps between the least and nearly the largest,
 * written as differences, which pack small. Of many runs, those of some splits alone.
 */
import type { RunRecord } from '../../design/record.js';

/** Steps of the scale; what lies above it is drawn at its end. */
export const STEPS = 125;
/** Values kept of a page; more of them would make it heavier than it is worth. */
const MOST_VALUES = 400_000;

export interface PackedCurves {
  readonly from: number;
  readonly to: number;
  /** Only the curves of every n-th split are kept. */
  readonly every: number;
  /** By record: training, then validation; null where there is none. */
  readonly lines: readonly (readonly [readonly number[], readonly number[]] | null)[];
}

export interface RunCurve {
  readonly train: readonly number[];
  readonly validation: readonly number[];
}

export function packCurves(records: readonly (RunRecord | undefined)[]): PackedCurves {
  const all = records.map((record) => (record?.status === 'ok' ? record.training?.curve : undefined));
  const values = all.reduce((sum, curve) => sum + (curve?.train.length ?? 0) + (curve?.validation.length ?? 0), 0);
  const every = Math.max(1, Math.ceil(values / MOST_VALUES));
  const kept = all.map((curve, i) =>
    curve !== undefined && (records[i]?.split ?? 0) % every === 0 ? curve : undefined,
  );
  const { from, to } = rangeOf(kept);
  const steps = (line: readonly number[]): number[] => differences(line.map((value) => stepOf(value, { from, to })));
  const lines = kept.map((curve) =>
    curve === undefined ? null : ([steps(curve.train), steps(curve.validation)] as const),
  );
  return { from, to, every, lines };
}

/** The curves of one record; undefined where none are kept. */
export function unpackCurve({ from, to, lines }: PackedCurves, record: number): RunCurve | undefined {
  const packed = lines[record];
  if (packed == null) return undefined;
  const values = (line: readonly number[]): number[] =>
    sums(line).map((step) => (step < 0 ? NaN : from + (step / STEPS) * (to - from)));
  return { train: values(packed[0]), validation: values(packed[1]) };
}

/** From the least value to the one that 199 of 200 lie below. */
function rangeOf(curves: readonly (RunCurve | undefined)[]): { from: number; to: number } {
  const values = curves
    .flatMap((curve) => (curve === undefined ? [] : [...curve.train, ...curve.validation]))
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
  const from = values[0] ?? 0;
  const to = values[Math.floor((values.length - 1) * 0.995)] ?? 1;
  return { from, to: to > from ? to : from + 1 };
}

/** −1 where there is no number. */
function stepOf(value: number, { from, to }: { from: number; to: number }): number {
  if (!Number.isFinite(value)) return -1;
  return Math.round(Math.min(1, (value - from) / (to - from)) * STEPS);
}

function differences(steps: readonly number[]): number[] {
  return steps.map((step, i) => step - (steps[i - 1] ?? 0));
}

function sums(steps: readonly number[]): number[] {
  let sum = 0;
  return steps.map((step) => (sum += step));
}
