/** Learning curves over runs: median and middle 80 % at each kept epoch, as long as half of the runs are still training. */
import { quantileSorted } from 'simple-statistics';
import type { Curve } from './analysis.js';
import { curveEpochs } from './record.js';
import type { OkRecord } from './record.js';

export function summarizeCurves(records: readonly OkRecord[]): { readonly train: Curve; readonly validation: Curve } {
  return {
    train: summarize(records.map(({ curve }) => curve.train)),
    validation: summarize(records.map(({ curve }) => curve.validation)),
  };
}

function summarize(curves: readonly (readonly number[])[]): Curve {
  const [median, low, high]: [number[], number[], number[]] = [[], [], []];
  const longest = curves.reduce((length, curve) => Math.max(length, curve.length), 0);
  const column = new Float64Array(curves.length);
  for (let i = 0; i < longest; i++) {
    let count = 0;
    for (const curve of curves) if (i < curve.length) column[count++] = curve[i]!;
    if (count * 2 < curves.length) break;
    const values = Array.from(column.subarray(0, count).sort());
    median.push(quantileSorted(values, 0.5));
    low.push(quantileSorted(values, 0.1));
    high.push(quantileSorted(values, 0.9));
  }
  return { epochs: keptEpochs(median.length), median, low, high };
}

/** The first `count` epochs of the grid that records keep. */
function keptEpochs(count: number): number[] {
  let last = 8;
  while (curveEpochs(last).length < count) last *= 2;
  return curveEpochs(last).slice(0, count);
}
