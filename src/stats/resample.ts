/** Resamples and leave-one-out values of a block sample. Knows the statistic only as a function of block numbers. */
import type { BlockSample } from './block-sample.js';
import { fillIndices, seedGenerator } from './generator.js';

/** The statistic over all resamples. */
export interface Replicates {
  /** Those that are defined, ascending. */
  readonly ascending: Float64Array;
  /** How many resamples had no value (no spread, for instance). */
  readonly undefinedCount: number;
}

/** Calls `visit` with the block numbers of every resample (one reused array), each stratum drawn from itself. */
export function eachResample(
  { strata, key, resamples }: Pick<BlockSample, 'strata' | 'key' | 'resamples'>,
  visit: (picked: Int32Array, resample: number) => void,
): void {
  const picked = new Int32Array(strata.reduce((total, size) => total + size, 0));
  const state = seedGenerator(key);
  for (let resample = 0; resample < resamples; resample++) {
    let from = 0;
    for (const size of strata) {
      fillIndices(state, picked, { from, to: from + size });
      from += size;
    }
    visit(picked, resample);
  }
}

/** The sample's statistic over its resamples. */
export function replicatesOf(sample: BlockSample): Replicates {
  const values = new Float64Array(sample.resamples);
  const { statistic } = sample;
  eachResample(sample, (picked, resample) => {
    values[resample] = statistic(picked);
  });
  return sortReplicates(values);
}

/** Drops undefined replicates and sorts the rest. NaNs sort to the end of a typed array. */
export function sortReplicates(values: Float64Array): Replicates {
  values.sort();
  let defined = values.length;
  while (defined > 0 && Number.isNaN(values[defined - 1]!)) defined--;
  return { ascending: values.subarray(0, defined), undefinedCount: values.length - defined };
}

/** Leave-one-block-out values of the statistic, one list a stratum. */
export function jackknifeValues({ strata, statistic }: Pick<BlockSample, 'strata' | 'statistic'>): number[][] {
  const n = strata.reduce((total, size) => total + size, 0);
  const kept = Int32Array.from({ length: n - 1 }, (_, i) => i + 1);
  const values = Array.from({ length: n }, (_, left) => {
    if (left > 0) kept[left - 1] = left - 1;
    return statistic(kept);
  });
  let from = 0;
  return strata.map((size) => values.slice(from, (from += size)));
}

/**
 * Acceleration of BCa from leave-one-out values; 0 where they are all equal.
 *
 * @see Efron & Tibshirani (1993), equation 14.15; for several strata Efron (1987), section 7
 */
export function acceleration(leftOut: readonly (readonly number[])[]): number {
  let [cubes, squares] = [0, 0];
  for (const values of leftOut) {
    const n = values.length;
    const centre = values.reduce((total, value) => total + value, 0) / n;
    const weight = leftOut.length === 1 ? 1 : (n - 1) / n;
    for (const value of values) {
      const influence = weight * (centre - value);
      cubes += influence * influence * influence;
      squares += influence * influence;
    }
  }
  return squares > 0 ? cubes / (6 * squares * Math.sqrt(squares)) : 0;
}
