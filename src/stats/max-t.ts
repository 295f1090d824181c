/**
 * Simultaneous intervals of several means over the same blocks: the critical value is a quantile of the largest |t| of
 * the family over block resamples. Knows rows of block values; what a row means is the caller's.
 *
 * @see Westfall & Young (1993), "Resampling-based multiple testing"; Romano & Wolf (2005) for the step-down
 */
import { checkLevel } from './build-estimate.js';
import { tQuantile, tTwoSided } from './distributions.js';
import { defaultResamples, type ResamplingOptions } from './block-sample.js';
import { mean, variance } from './moments.js';
import { bonferroni, holm } from './multiple.js';
import { eachResample } from './resample.js';

/** One member of a family of means. */
export interface FamilyMember {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  /** Blocks of this row that have a value. */
  readonly n: number;
  /** Of this comparison alone. */
  readonly pMarginal: number;
  /** Adjusted by the largest |t| of the family: ≤ α exactly where the simultaneous interval excludes 0. */
  readonly pFamily: number;
  /** Holm's step-down with the same maxima: never above `pFamily`, so it never contradicts the interval. */
  readonly pHolm: number;
}

/** Which of the two ways the limits were found. */
export type FamilyMethod = 'maxT' | 'bonferroniT';

/** All members, in the order of the rows. */
export interface Family {
  readonly members: readonly FamilyMember[];
  readonly method: FamilyMethod;
}

/**
 * Fewest blocks for the resampled maxima; below, Student's t with Bonferroni, whose intervals are narrower there (maxima of few
 * blocks are 1.14 to 1.25 times as wide at 10 to 15) and as seldom wrong.
 */
export const ENOUGH_FOR_MAX_T = 20;

/**
 * Simultaneous intervals for the means of the rows.
 *
 * @param rows one row a comparison, one column a block; NaN where a block has no value. Every row needs two different
 *   values at least: constant rows are the caller's to take out.
 * @returns limits in the values' own unit
 * @see Westfall & Young (1993)
 * @throws {RangeError} if a row has no spread, or the level is not between 0 and 1
 * @example
 * familyOfMeans([[1, 2, 4], [0, 1, -1]], { level: 0.95, key: streamKey(1) }).method; // 'bonferroniT'
 */
export function familyOfMeans(
  rows: readonly (readonly number[])[],
  { level, ...resampling }: ResamplingOptions & { readonly level: number },
): Family {
  checkLevel(level);
  const summaries = rows.map(summarise);
  if (Math.min(...summaries.map(({ n }) => n)) >= ENOUGH_FOR_MAX_T) {
    const ts = resampledT(rows, summaries, resampling);
    if (ts !== undefined && mostlyDefined(ts, level)) {
      return { members: fromMaxima(summaries, ts, level), method: 'maxT' };
    }
  }
  return { members: fromBonferroni(summaries, level), method: 'bonferroniT' };
}

/**
 * The same by Student's t and Bonferroni at every number of blocks, with half-widths times `widening`(n).
 *
 * @param options.level of the whole family
 * @returns limits in the values' own unit
 * @see Dunn (1961)
 * @throws {RangeError} if a row has no spread, or the level is not between 0 and 1
 * @example
 * bonferroniFamily([[1, 2, 4], [0, 1, -1]], { level: 0.95 }).members[0]!.mean; // 2.3333
 */
export function bonferroniFamily(
  rows: readonly (readonly number[])[],
  { level, widening = () => 1 }: { readonly level: number; readonly widening?: (blocks: number) => number },
): Family {
  checkLevel(level);
  const summaries = rows.map(summarise).map(({ error, ...rest }) => ({ ...rest, error: error * widening(rest.n) }));
  return { members: fromBonferroni(summaries, level), method: 'bonferroniT' };
}

interface Summary {
  readonly n: number;
  readonly mean: number;
  readonly error: number;
}

function summarise(row: readonly number[]): Summary {
  const values = row.filter(Number.isFinite);
  const error = Math.sqrt(variance(values) / values.length);
  if (!(error > 0)) throw new RangeError('a row of the family has no spread');
  return { n: values.length, mean: mean(values), error };
}

/** |t*| of every row in every resample: one array a row, NaN where a resample has no spread. */
function resampledT(
  rows: readonly (readonly number[])[],
  summaries: readonly Summary[],
  { key, resamples = defaultResamples(rows[0]?.length ?? 0) }: ResamplingOptions,
): Float64Array[] | undefined {
  const blocks = rows[0]?.length ?? 0;
  const offsets = rows.map((row, j) =>
    Float64Array.from(row, (value) => (Number.isFinite(value) ? value - summaries[j]!.mean : 0)),
  );
  const there = rows.map((row, j) =>
    summaries[j]!.n === blocks ? undefined : Uint8Array.from(row, (value) => (Number.isFinite(value) ? 1 : 0)),
  );
  const result = rows.map(() => new Float64Array(resamples));
  eachResample({ strata: [blocks], key, resamples }, (picked, resample) => {
    for (let j = 0; j < offsets.length; j++) result[j]![resample] = absoluteT(offsets[j]!, picked, there[j]);
  });
  return result;
}

function absoluteT(offsets: Float64Array, picked: Int32Array, there: Uint8Array | undefined): number {
  let [total, squares] = [0, 0];
  for (let i = 0; i < picked.length; i++) {
    const d = offsets[picked[i]!]!;
    total += d;
    squares += d * d;
  }
  let n = picked.length;
  if (there !== undefined) {
    n = 0;
    for (let i = 0; i < picked.length; i++) n += there[picked[i]!]!;
  }
  const about = squares - (total * total) / n;
  return about > 1e-12 * squares ? Math.abs(total / n) / Math.sqrt(about / (n - 1) / n) : NaN;
}

function mostlyDefined(ts: readonly Float64Array[], level: number): boolean {
  return ts.every((row) => row.reduce((count, t) => count + (t >= 0 ? 0 : 1), 0) <= ((1 - level) / 5) * row.length);
}

function fromMaxima(summaries: readonly Summary[], ts: readonly Float64Array[], level: number): FamilyMember[] {
  const resamples = ts[0]!.length;
  const observed = summaries.map(({ mean: centre, error }) => Math.abs(centre) / error);
  const order = observed.map((_, j) => j).sort((a, b) => observed[b]! - observed[a]! || a - b);
  const maxima = new Float64Array(resamples);
  const stepHits = observed.map(() => 0);
  const ownHits = observed.map(() => 0);
  for (let resample = 0; resample < resamples; resample++) {
    let largest = 0;
    for (let step = order.length - 1; step >= 0; step--) {
      const j = order[step]!;
      const t = ts[j]![resample]!;
      if (t > largest) largest = t;
      if (t >= observed[j]!) ownHits[j]!++;
      if (largest >= observed[j]!) stepHits[j]!++;
    }
    maxima[resample] = largest;
  }
  const ascending = maxima.sort();
  const critical = ascending[Math.min(resamples, Math.ceil(level * (resamples + 1) - 1e-9)) - 1]!;
  let least = 0;
  const pHolm = new Array<number>(order.length);
  for (const j of order) pHolm[j] = least = Math.max(least, (stepHits[j]! + 1) / (resamples + 1));
  return summaries.map(({ n, mean: centre, error }, j) => ({
    mean: centre,
    low: centre - critical * error,
    high: centre + critical * error,
    n,
    pMarginal: (ownHits[j]! + 1) / (resamples + 1),
    pFamily: (countFrom(ascending, observed[j]!) + 1) / (resamples + 1),
    pHolm: pHolm[j]!,
  }));
}

function countFrom(ascending: Float64Array, t: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle]! < t) low = middle + 1;
    else high = middle;
  }
  return ascending.length - low;
}

function fromBonferroni(summaries: readonly Summary[], level: number): FamilyMember[] {
  const pValues = summaries.map(({ mean: centre, error, n }) => tTwoSided(centre / error, n - 1));
  const [family, stepped] = [bonferroni(pValues), holm(pValues)];
  return summaries.map(({ n, mean: centre, error }, j) => {
    const half = tQuantile(1 - (1 - level) / 2 / summaries.length, n - 1) * error;
    const p = { pMarginal: pValues[j]!, pFamily: family[j]!, pHolm: stepped[j]! };
    return { mean: centre, low: centre - half, high: centre + half, n, ...p };
  });
}
