/**
 * Statistics of blocks that are picked by number, some of them more than once: what a resample asks a hundred thousand times.
 */
import { ln } from '../base/math.js';
import { quantile } from './moments.js';
import { onceFor } from './standing-still.js';

/** A sum of squares below this share of its terms is rounding: the picked values are all equal. */
const FLAT = 1e-12;

interface Centred {
  readonly centre: number;
  readonly offsets: Float64Array;
}

const known = new WeakMap<readonly number[], Centred>();

/** Offsets from the median: the running sums below then lose no digits, not even beside a crashed run. */
export function centred(values: readonly number[]): Centred {
  return onceFor(known, values, () => {
    const centre = values.length === 0 ? 0 : quantile(values, 0.5);
    return { centre, offsets: Float64Array.from(values, (value) => value - centre) };
  });
}

export function meanAt(offsets: Float64Array, picked: Int32Array): number {
  let total = 0;
  for (let i = 0; i < picked.length; i++) total += offsets[picked[i]!]!;
  return total / picked.length;
}

/** Sum of squares about the mean of the picked offsets; exactly 0 where they are equal up to rounding. */
export function squaresAt(offsets: Float64Array, picked: Int32Array, shift: number): number {
  let total = 0;
  let squares = 0;
  for (let i = 0; i < picked.length; i++) {
    const d = offsets[picked[i]! - shift]!;
    total += d;
    squares += d * d;
  }
  const about = squares - (total * total) / picked.length;
  return about > FLAT * squares ? about : 0;
}

export function logRatioAt(a: Float64Array, b: Float64Array, picked: Int32Array): number {
  let [totalA, squaresA, totalB, squaresB] = [0, 0, 0, 0];
  const n = picked.length;
  for (let i = 0; i < n; i++) {
    const block = picked[i]!;
    const u = a[block]!;
    const v = b[block]!;
    totalA += u;
    squaresA += u * u;
    totalB += v;
    squaresB += v * v;
  }
  const aboutA = squaresA - (totalA * totalA) / n;
  const aboutB = squaresB - (totalB * totalB) / n;
  return aboutA > FLAT * squaresA && aboutB > FLAT * squaresB ? 0.5 * ln(aboutA / aboutB) : NaN;
}

/** Trimmed mean of a resample without sorting it: counts by rank, walked from both ends. */
export function interquartileMeanAt(
  { ascending, rankOf }: { ascending: Float64Array; rankOf: Int32Array },
  picked: Int32Array,
): number {
  const counts = new Int32Array(ascending.length);
  for (let i = 0; i < picked.length; i++) counts[rankOf[picked[i]!]!]!++;
  const cut = Math.floor(picked.length / 4);
  const end = picked.length - cut;
  let [seen, total] = [0, 0];
  for (let rank = 0; rank < counts.length && seen < end; rank++) {
    const next = seen + counts[rank]!;
    const kept = Math.min(next, end) - Math.max(seen, cut);
    if (kept > 0) total += kept * ascending[rank]!;
    seen = next;
  }
  return total / (end - cut);
}
