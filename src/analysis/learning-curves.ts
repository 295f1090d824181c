/** Learning curves over runs: median and middle 80 % at each kept epoch, as long as half of the runs are still training. */
import { quantileSorted } from 'simple-statistics';
import type { Curve } from './analysis.js';
import { curveEpochs } from '../design/record.js';
import type { CurveSummary } from '../design/record.js';

export interface CurveCollection {
  add(curve: CurveSummary): void;
  /** Summarises the curves that were added since the last call. */
  summarize(): { readonly train: Curve; readonly validation: Curve };
}

/** @param most the largest number of curves that is added between two summaries */
export function collectCurves(most: number): CurveCollection {
  const [train, validation] = [createColumns(most), createColumns(most)];
  return {
    add(curve) {
      train.add(curve.train);
      validation.add(curve.validation);
    },
    summarize: () => ({ train: train.summarize(), validation: validation.summarize() }),
  };
}

/** One column of losses for each kept epoch: as numbers alone, since the curves are most of what a record holds. */
function createColumns(most: number): { add(curve: readonly number[]): void; summarize(): Curve } {
  const columns: { readonly losses: Float64Array; count: number }[] = [];
  let curves = 0;
  return {
    add(curve) {
      curves++;
      for (let i = 0; i < curve.length; i++) {
        const column = (columns[i] ??= { losses: new Float64Array(most), count: 0 });
        column.losses[column.count++] = curve[i]!;
      }
    },
    summarize() {
      const [median, low, high]: [number[], number[], number[]] = [[], [], []];
      for (const { losses, count } of columns) {
        if (count === 0 || count * 2 < curves) break;
        const values = Array.from(losses.subarray(0, count).sort());
        median.push(quantileSorted(values, 0.5));
        low.push(quantileSorted(values, 0.1));
        high.push(quantileSorted(values, 0.9));
      }
      for (const column of columns) column.count = 0;
      curves = 0;
      return { epochs: keptEpochs(median.length), median, low, high };
    },
  };
}

/** The first `count` epochs of the grid that records keep. */
function keptEpochs(count: number): number[] {
  let last = 8;
  while (curveEpochs(last).length < count) last *= 2;
  return curveEpochs(last).slice(0, count);
}
