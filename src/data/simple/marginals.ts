/** From latent values to columns with a wanted distribution, by rank. Draws nothing. */
import { PROBABILITIES } from './tables.js';

/** Each value's rank, spread evenly over the quantile curve (given at `PROBABILITIES`) and rounded. */
export function toQuantiles(
  latent: readonly number[],
  { values, decimals }: { readonly values: readonly number[]; readonly decimals: number },
): number[] {
  const last = PROBABILITIES.length - 1;
  return ranks(latent).map((rank) => {
    const p = (rank + 0.5) / latent.length;
    const at = PROBABILITIES.findLastIndex((probability, place) => place < last && probability <= p);
    const [low, high] = [PROBABILITIES[at]!, PROBABILITIES[at + 1]!];
    const value = values[at]! + ((values[at + 1]! - values[at]!) * (p - low)) / (high - low);
    return rounded(value, decimals);
  });
}

/** Rounds the exact binary value; whole numbers' halves go to even. Never −0. */
function rounded(value: number, decimals: number): number {
  const nearest = Number(value.toFixed(decimals));
  const isHalf = decimals === 0 && value - Math.floor(value) === 0.5;
  return (isHalf ? 2 * Math.floor((Math.floor(value) + 1) / 2) : nearest) + 0;
}

/** Whole numbers by rank, from `smallest` up, so that each occurs exactly as often as `rows` says. */
export function toCounts(
  latent: readonly number[],
  { smallest, rows }: { readonly smallest: number; readonly rows: readonly number[] },
): number[] {
  const ascending = rows.flatMap((count, k) => Array.from({ length: count }, () => smallest + k));
  return ranks(latent).map((rank) => ascending[rank]!);
}

/** Mean 0, population standard deviation 1. */
export function standardised(values: readonly number[]): number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  const deviation = Math.sqrt(squares / values.length);
  return values.map((value) => (value - mean) / deviation);
}

/** Ranks from 0, ties by place. */
function ranks(values: readonly number[]): number[] {
  const order = values.map((_, i) => i).sort((a, b) => values[a]! - values[b]! || a - b);
  const result = new Array<number>(values.length).fill(0);
  order.forEach((row, rank) => (result[row] = rank));
  return result;
}
