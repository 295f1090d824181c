/**
 * The interval over rows: "new rows, these trained models". Each row of the table counts once, with its mean loss over the
 * runs that scored it, and rows are resampled, paired. It leaves out the luck of the training rows, so it errs more often
 * than it says for learners that depend on single rows (a sixth of the time for stumps and nearest neighbours; COVERAGE.md); it
 * carries no verdict.
 */
import type { Estimate } from '../base/estimate.js';
import { intervalEstimate, undefinedEstimate } from './build-estimate.js';
import { tQuantile } from './distributions.js';
import { meanOfBlocks } from './estimate-mean.js';
import { isConstant, mean, variance } from './moments.js';
import type { EstimateOptions } from './scores.js';

/** The losses of some rows in one run: row numbers of the table beside one loss each. */
export interface RowLosses {
  readonly rows: ArrayLike<number>;
  readonly losses: ArrayLike<number>;
}

/**
 * Each row's mean loss over the runs that scored it.
 *
 * @param runs   any number of runs, each with the rows that it scored
 * @param rows   number of rows of the table
 * @returns one mean a row; NaN where no run scored it
 * @throws {RangeError} if a run has another number of rows than losses, or a row is not in the table
 * @example
 * meanLossByRow([{ rows: [0, 2], losses: [1, 4] }, { rows: [0], losses: [3] }], 3); // [2, NaN, 4]
 */
export function meanLossByRow(runs: Iterable<RowLosses>, rows: number): Float64Array {
  const losses = openLossesByRow(rows);
  for (const run of runs) losses.add(run);
  return losses.means();
}

/**
 * The same, run by run, for whoever cannot hold all of them.
 *
 * @throws {RangeError} if a run has another number of rows than losses, or a row is not in the table
 */
export function openLossesByRow(rows: number): { add(run: RowLosses): void; means(): Float64Array } {
  const totals = new Float64Array(rows);
  const counts = new Uint32Array(rows);
  return {
    add(run) {
      if (run.rows.length !== run.losses.length) throw new RangeError('a run needs one loss for each of its rows');
      for (let i = 0; i < run.rows.length; i++) {
        const row = run.rows[i]!;
        if (!(row >= 0 && row < rows)) throw new RangeError(`row ${row} is not in the table of ${rows}`);
        totals[row]! += run.losses[i]!;
        counts[row]!++;
      }
    },
    means: () => totals.map((total, row) => total / counts[row]!),
  };
}

/**
 * Difference of mean losses, variant − baseline, over the rows that both have, with rows as the blocks: the studentized
 * bootstrap, Student's t above 500 rows. For accuracy pass 0 for a miss and 1 for a hit.
 *
 * @param baseline one mean loss a row, as `meanLossByRow` gives it; NaN where there is none
 * @returns point and limits in the losses' own unit
 * @param options.root takes the difference of root mean losses (RMSE of squared errors), by the delta method
 * @throws {RangeError} if lengths differ
 * @see Efron & Tibshirani (1993), 12.5
 * @example
 * overRowsDifference([0, 1, 0, 1, 1, 0], [0, 1, 1, 1, 1, 0], { level: 0.95, key: [1, 2] }).point; // 0.16667
 */
export function overRowsDifference(
  baseline: ArrayLike<number>,
  variant: ArrayLike<number>,
  { root = false, ...options }: EstimateOptions & { readonly root?: boolean },
): Estimate {
  if (baseline.length !== variant.length) {
    throw new RangeError(`both need the same rows, not ${baseline.length} and ${variant.length}`);
  }
  const both = Array.from({ length: baseline.length }, (_, i) => [baseline[i]!, variant[i]!] as const).filter(
    ([a, b]) => Number.isFinite(a) && Number.isFinite(b),
  );
  const [x, y] = [both.map(([a]) => a), both.map(([, b]) => b)];
  return root
    ? rootDifference(x, y, options)
    : meanOfBlocks(
        x.map((a, i) => y[i]! - a),
        { ...options, unit: 'row' },
      );
}

/** √mean(y) − √mean(x); each row's influence is (y − ȳ) / 2√ȳ − (x − x̄) / 2√x̄. */
function rootDifference(x: readonly number[], y: readonly number[], { level }: EstimateOptions): Estimate {
  const n = x.length;
  const label = { level, method: 't', n };
  if (n < 2) return undefinedEstimate({ ...label, reason: 'Fewer than two rows have a loss of both.' });
  const [a, b] = [Math.sqrt(mean(x)), Math.sqrt(mean(y))];
  if (!(a > 0 && b > 0))
    return undefinedEstimate({ ...label, reason: 'A mean loss of 0 has no interval of its root.' });
  const influence = x.map((loss, i) => y[i]! / (2 * b) - loss / (2 * a));
  const half = isConstant(influence) ? 0 : tQuantile((1 + level) / 2, n - 1) * Math.sqrt(variance(influence) / n);
  return intervalEstimate(b - a, [b - a - half, b - a + half], label);
}

/** What all differences of some variants over the same rows are made of: enough for any pair, at any level. */
export interface RowMoments {
  /** Rows that every variant has a loss of. */
  readonly n: number;
  readonly variants: readonly string[];
  /** Mean loss by variant. */
  readonly means: readonly number[];
  /** Sample covariance of the rows' losses, [variant][variant]. */
  readonly covariance: readonly (readonly number[])[];
  /** The score is the root of the mean loss. */
  readonly root?: true;
}

/**
 * Moments of mean losses by row over the rows that all variants have.
 *
 * @param losses by variant, as `meanLossByRow` gives them: one mean loss a row, NaN where there is none
 * @throws {RangeError} if lengths differ
 * @see Efron & Tibshirani (1993), 12.5
 * @example
 * rowMoments({ plain: [0, 1, NaN], dropout: [1, 1, 0] }).means; // [0.5, 1]
 */
export function rowMoments(
  losses: Readonly<Record<string, ArrayLike<number>>>,
  { root = false }: { readonly root?: boolean } = {},
): RowMoments {
  const [variants, columns] = [Object.keys(losses), Object.values(losses)];
  const rows = columns[0]?.length ?? 0;
  if (columns.some(({ length }) => length !== rows)) throw new RangeError('all variants need the same rows');
  const kept = Array.from({ length: rows }, (_, row) => row).filter((row) =>
    columns.every((column) => Number.isFinite(column[row]!)),
  );
  const values = columns.map((column) => kept.map((row) => column[row]!));
  const means = values.map((column) => (column.length === 0 ? 0 : mean(column)));
  const off = values.map((column, i) => column.map((value) => value - means[i]!));
  const covariance = off.map((x) =>
    off.map((y) => x.reduce((sum, dx, at) => sum + dx * y[at]!, 0) / Math.max(1, kept.length - 1)),
  );
  return { n: kept.length, variants, means, covariance, ...(root ? { root: true as const } : {}) };
}

/**
 * Difference of two variants over rows, variant − baseline, by Student's t with rows as the blocks (of root mean losses by the
 * delta method): "new rows, these trained models". It decides nothing.
 *
 * @throws {RangeError} for a variant that the moments have not
 * @example
 * const moments = rowMoments({ plain: [0, 1, 0, 1, 1, 0], dropout: [0, 1, 1, 1, 1, 0] });
 * momentsDifference(moments, { baseline: 'plain', variant: 'dropout', level: 0.95 }).point; // 0.1667
 */
export function momentsDifference(
  { n, variants, means, covariance, root }: RowMoments,
  { baseline, variant, level }: { readonly baseline: string; readonly variant: string; readonly level: number },
): Estimate {
  const [i, j] = [variants.indexOf(baseline), variants.indexOf(variant)];
  if (i < 0 || j < 0) throw new RangeError(`no moments of ${i < 0 ? baseline : variant}`);
  const label = { level, method: 't', n };
  if (n < 2) return undefinedEstimate({ ...label, reason: 'Fewer than two rows have a loss of both.' });
  if (root === true && !(means[i]! > 0 && means[j]! > 0))
    return undefinedEstimate({ ...label, reason: 'A mean loss of 0 has no interval of its root.' });
  // What a unit of mean loss is worth in the score: 1, or the slope of the root.
  const [a, b] = [i, j].map((at) => (root === true ? 1 / (2 * Math.sqrt(means[at]!)) : 1)) as [number, number];
  const of = (at: number): number => (root === true ? Math.sqrt(means[at]!) : means[at]!);
  const spread = a * a * covariance[i]![i]! + b * b * covariance[j]![j]! - 2 * a * b * covariance[i]![j]!;
  const half = tQuantile((1 + level) / 2, n - 1) * Math.sqrt(Math.max(0, spread) / n);
  const point = of(j) - of(i);
  return intervalEstimate(point, [point - half, point + half], label);
}
