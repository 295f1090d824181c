/**
 * What an interval method gets: values that belong to exchangeable blocks, the statistic to put limits around, and the
 * stream from which resamples are drawn. Blocks stand in plan order, and the draws are tied to that order: whoever
 * builds a sample sorts first. Knows nothing of splits, seeds or records.
 */
import { ln } from '../base/math.js';
import type { StreamKey } from '../base/streams.js';
import type { BlockWord } from './blocks-called.js';
import { checkFinite } from './build-estimate.js';
import { interquartileMean, mean, standardDeviation } from './moments.js';
import { centred, interquartileMeanAt, logRatioAt, meanAt, squaresAt } from './picked-blocks.js';

/** What is estimated. An SD ratio is SD(first) / SD(second); a nested spread is one of runs within splits, by splits. */
export type Quantity =
  'mean' | 'iqm' | 'sd' | 'nestedSd' | 'unpairedDifference' | 'sdRatio' | 'nestedSdRatio' | 'unpairedSdRatio';

/** One estimation problem over blocks; see the constructors below. */
export interface BlockSample extends BlockWord {
  readonly quantity: Quantity;
  /** One value a block; empty for nested spreads. For two-sample quantities: the first sample, the baseline. */
  readonly x: readonly number[];
  /** The second sample: block by block beside `x` if paired, else of any length; empty for one-sample quantities. */
  readonly y: readonly number[];
  /** Sizes of the groups that are resampled separately: [n], or [n1, n2] where samples are unpaired. */
  readonly strata: readonly number[];
  /** Whether `statistic` and its resamples live on the log scale (ratios do). */
  readonly scale: 'plain' | 'log';
  /** The statistic of the blocks with these numbers (second stratum counted on from the first); NaN where undefined. */
  readonly statistic: (picked: Int32Array) => number;
  /** The statistic of the data themselves, on the same scale. */
  readonly value: number;
  readonly key: StreamKey;
  readonly resamples: number;
  /** Test rows / training rows, for `nadeauBengio`. */
  readonly testToTrain?: number;
}

/** Where the resamples come from and how many they are. */
export interface ResamplingOptions extends BlockWord {
  readonly key: StreamKey;
  /** Default 9,999 up to 500 blocks, fewer beyond. */
  readonly resamples?: number;
  readonly testToTrain?: number;
}

/** Above this many blocks a bootstrap only repeats what Student's t says, at a thousand times its price. */
export const MANY_BLOCKS = 500;

/** 9,999 resamples; fewer above 500 blocks (five million draws in all), never below 1,999. */
export function defaultResamples(blocks: number): number {
  return blocks <= MANY_BLOCKS ? 9_999 : Math.max(1_999, Math.floor(5_000_000 / blocks));
}

/**
 * The mean of one value a block (paired differences: pass the differences).
 * @returns in the values' own unit
 * @throws {RangeError} on non-finite values
 * @example
 * tInterval(meanSample([0.91, 0.93, 0.9], { key: streamKey(1) }), 0.95).high; // 0.95128
 */
export function meanSample(values: readonly number[], options: ResamplingOptions): BlockSample {
  const { centre, offsets } = centred(values);
  const statistic = (picked: Int32Array): number => centre + meanAt(offsets, picked);
  return build({ quantity: 'mean', x: values, scale: 'plain', statistic, value: safely(mean, values) }, options);
}

/**
 * The interquartile mean of one value a block.
 * @returns in the values' own unit
 * @example
 * percentileInterval(iqmSample([1, 2, 3, 4, 50, 6, 7, 8], { key: streamKey(1), resamples: 999 }), 0.95).point; // 5
 */
export function iqmSample(values: readonly number[], options: ResamplingOptions): BlockSample {
  const order = values.map((_, i) => i).sort((a, b) => values[a]! - values[b]!);
  const rankOf = new Int32Array(values.length);
  order.forEach((block, rank) => (rankOf[block] = rank));
  const ascending = Float64Array.from(order, (block) => values[block]!);
  const statistic = (picked: Int32Array): number => interquartileMeanAt({ ascending, rankOf }, picked);
  const value = safely(interquartileMean, values);
  return build({ quantity: 'iqm', x: values, scale: 'plain', statistic, value }, options);
}

/**
 * The standard deviation of one value a block.
 * @returns in the values' own unit
 * @example
 * bonettInterval(sdSample([1, 2, 4, 4, 5, 7, 8, 8, 9, 12], { key: streamKey(1) }), 0.95).point; // 3.3993
 */
export function sdSample(values: readonly number[], options: ResamplingOptions): BlockSample {
  const { offsets } = centred(values);
  const statistic = (picked: Int32Array): number =>
    picked.length < 2 ? NaN : Math.sqrt(squaresAt(offsets, picked, 0) / (picked.length - 1));
  return build({ quantity: 'sd', x: values, scale: 'plain', statistic, value: standardDeviation(values) }, options);
}

/**
 * The ratio SD(x) / SD(y) of values paired by block, on the log scale.
 * @returns without unit, on the log scale
 * @throws {RangeError} if lengths differ
 * @example
 * expandedPercentileInterval(sdRatioSample([1, 5, 9, 2, 8], [3, 4, 6, 3, 5], { key: streamKey(1), resamples: 999 }), 0.95).point; // 2.7116
 */
export function sdRatioSample(x: readonly number[], y: readonly number[], options: ResamplingOptions): BlockSample {
  if (x.length !== y.length) throw new RangeError(`pairs need equal lengths, not ${x.length} and ${y.length}`);
  const [a, b] = [centred(x).offsets, centred(y).offsets];
  const statistic = (picked: Int32Array): number => logRatioAt(a, b, picked);
  return build({ quantity: 'sdRatio', x, y, scale: 'log', statistic, value: logSdRatio(x, y) }, options);
}

/**
 * The ratio SD(x) / SD(y) of independent samples, on the log scale.
 * @returns without unit, on the log scale
 * @example
 * fInterval(unpairedSdRatioSample([1, 5, 9, 2, 8], [3, 4, 6, 3], { key: streamKey(1) }), 0.95).point; // 2.5
 */
export function unpairedSdRatioSample(
  x: readonly number[],
  y: readonly number[],
  options: ResamplingOptions,
): BlockSample {
  const [a, b] = [centred(x).offsets, centred(y).offsets];
  const statistic = (picked: Int32Array): number => {
    const cut = picked.findIndex((block) => block >= x.length);
    const [first, second] = [picked.subarray(0, cut), picked.subarray(cut)];
    const ratio =
      (squaresAt(a, first, 0) * (second.length - 1)) / (squaresAt(b, second, x.length) * (first.length - 1));
    return finite(0.5 * ln(ratio));
  };
  const parts = { quantity: 'unpairedSdRatio', x, y, scale: 'log', statistic, value: logSdRatio(x, y) } as const;
  return build({ ...parts, strata: [x.length, y.length] }, options);
}

/**
 * The difference mean(y) − mean(x) of independent samples.
 * @returns in the values' own unit
 * @example
 * welchInterval(unpairedDifferenceSample([1, 2, 3], [4, 6, 8, 9], { key: streamKey(1) }), 0.95).point; // 4.75
 */
export function unpairedDifferenceSample(
  x: readonly number[],
  y: readonly number[],
  options: ResamplingOptions,
): BlockSample {
  const both = Float64Array.from([...x, ...y]);
  const statistic = (picked: Int32Array): number => {
    const cut = picked.findIndex((block) => block >= x.length);
    return meanAt(both, picked.subarray(cut)) - meanAt(both, picked.subarray(0, cut));
  };
  const value = safely(mean, y) - safely(mean, x);
  const parts = { quantity: 'unpairedDifference', x, y, scale: 'plain', statistic, value } as const;
  return build({ ...parts, strata: [x.length, y.length] }, options);
}

type Parts = Pick<BlockSample, 'quantity' | 'x' | 'scale' | 'statistic' | 'value'> & {
  readonly y?: readonly number[];
  readonly strata?: readonly number[];
};

function build(parts: Parts, { key, testToTrain, unit, ...options }: ResamplingOptions): BlockSample {
  const y = parts.y ?? [];
  checkFinite(parts.x);
  checkFinite(y);
  const resamples = options.resamples ?? defaultResamples(parts.x.length + y.length);
  if (!Number.isInteger(resamples) || resamples < 1) throw new RangeError(`resamples: ${resamples}`);
  const strata = parts.strata ?? [parts.x.length];
  return {
    ...parts,
    y,
    strata,
    key,
    resamples,
    ...(testToTrain === undefined ? {} : { testToTrain }),
    ...(unit === undefined ? {} : { unit }),
  };
}

function logSdRatio(x: readonly number[], y: readonly number[]): number {
  return finite(ln(standardDeviation(x) / standardDeviation(y)));
}

function finite(value: number): number {
  return Number.isFinite(value) ? value : NaN;
}

function safely(statistic: (values: readonly number[]) => number, values: readonly number[]): number {
  return values.length === 0 ? NaN : statistic(values);
}
