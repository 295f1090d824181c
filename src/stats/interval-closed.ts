/** Interval methods in closed form. Each is `(sample, level) → Estimate`; those that need normal data say so. */
import type { Estimate } from '../base/estimate.js';
import { exp, ln } from '../base/math.js';
import { blocksCalled } from './blocks-called.js';
import type { BlockSample, Quantity } from './block-sample.js';
import { checkLevel, intervalEstimate, pointWithoutInterval, undefinedEstimate } from './build-estimate.js';
import { chiSquaredQuantile, fQuantile, normalQuantile, tQuantile } from './distributions.js';
import { ALL_EQUAL, type Limits, whyUndefined } from './interval-bootstrap.js';
import { isConstant, sum, trimmedMean, variance } from './moments.js';
import { correlation, welchError } from './pairs.js';

/**
 * Student's t for a mean: mean ± t · s/√n.
 * @returns point and limits in the scores' own unit
 * @see Student (1908)
 * @example
 * tInterval(meanSample([0.91, 0.93, 0.9], { key: streamKey(1) }), 0.95).low; // 0.87539
 */
export function tInterval(sample: BlockSample, level: number): Estimate {
  return closed(sample, { level, method: 't', quantities: ['mean'] }, ({ x, value }) => {
    const half = tQuantile((1 + level) / 2, x.length - 1) * Math.sqrt(variance(x) / x.length);
    return [value - half, value + half];
  });
}

/**
 * Student's t with the variance inflated by 1/n + test/train rows: for "new data from the same source", where splits of
 * one data set share rows.
 *
 * @returns point and limits in the scores' own unit
 * @throws {RangeError} if the sample carries no positive `testToTrain`
 * @see Nadeau & Bengio (2003), "Inference for the generalization error"
 * @example
 * nadeauBengioInterval(meanSample([0.01, 0.03, 0.02], { key: streamKey(1), testToTrain: 0.25 }), 0.95).low; // -0.012862
 */
export function nadeauBengioInterval(sample: BlockSample, level: number): Estimate {
  return closed(sample, { level, method: 'nadeauBengio', quantities: ['mean'] }, ({ x, value, testToTrain }) => {
    if (testToTrain === undefined || !(testToTrain > 0)) throw new RangeError('Nadeau–Bengio needs testToTrain > 0');
    const half = tQuantile((1 + level) / 2, x.length - 1) * Math.sqrt((1 / x.length + testToTrain) * variance(x));
    return [value - half, value + half];
  });
}

/**
 * Welch's t for mean(y) − mean(x) of independent samples.
 * @returns point and limits in the scores' own unit
 * @see Welch (1947)
 * @example
 * welchInterval(unpairedDifferenceSample([1, 2, 3], [4, 6, 8, 9], { key: streamKey(1) }), 0.95).low; // 1.3913
 */
export function welchInterval(sample: BlockSample, level: number): Estimate {
  return closed(sample, { level, method: 'welch', quantities: ['unpairedDifference'] }, ({ x, y, value }) => {
    const { error, df } = welchError(x, y);
    const half = tQuantile((1 + level) / 2, df) * error;
    return [value - half, value + half];
  });
}

/**
 * Bonett's interval for an SD, robust against heavy tails through a kurtosis about the trimmed mean; needs n ≥ 5.
 *
 * @returns point and limits in the scores' own unit
 * @see Bonett (2006), "Approximate confidence interval for standard deviation of nonnormal distributions"
 * @example
 * bonettInterval(sdSample([1, 2, 4, 4, 5, 7, 8, 8, 9, 12], { key: streamKey(1) }), 0.95).high; // 6.1822
 */
export function bonettInterval(sample: BlockSample, level: number): Estimate {
  return closed(sample, { level, method: 'bonett', quantities: ['sd'], minimum: 5 }, ({ x }) => {
    const n = x.length;
    const z = normalQuantile((1 + level) / 2);
    const centre = trimmedMean(x, 1 / (2 * Math.sqrt(n - 4)));
    const squares = (n - 1) * variance(x);
    const fourths = sum(x.map((v) => (v - centre) * (v - centre) * (v - centre) * (v - centre)));
    const gamma = (n * fourths) / (squares * squares);
    const c = n / (n - z);
    const error = c * Math.sqrt((gamma - (n - 3) / n) / (n - 1));
    const middle = ln(c * variance(x));
    return [exp((middle - z * error) / 2), exp((middle + z * error) / 2)];
  });
}

/**
 * χ² interval for an SD: exact for normal data, covers 80 % for skewed ones. Label it "normality only".
 * @returns point and limits in the scores' own unit
 * @example
 * chiSquaredInterval(sdSample([1, 2, 4, 4, 5, 7], { key: streamKey(1) }), 0.95).high; // 5.2412
 */
export function chiSquaredInterval(sample: BlockSample, level: number): Estimate {
  return closed(sample, { level, method: 'chiSquared', quantities: ['sd'] }, ({ x }) => {
    const df = x.length - 1;
    const squares = df * variance(x);
    return [
      Math.sqrt(squares / chiSquaredQuantile((1 + level) / 2, df)),
      Math.sqrt(squares / chiSquaredQuantile((1 - level) / 2, df)),
    ];
  });
}

/**
 * F interval for the SD ratio of independent samples. Label it "normality only".
 * @returns point and limits without unit: a ratio of SDs, above 1 where the variant is steadier
 * @example
 * fInterval(unpairedSdRatioSample([1, 5, 9, 2, 8], [3, 4, 6, 3], { key: streamKey(1) }), 0.95).low; // 0.64334
 */
export function fInterval(sample: BlockSample, level: number): Estimate {
  return closed(sample, { level, method: 'f', quantities: ['unpairedSdRatio'] }, ({ x, y }) => {
    const ratio = variance(x) / variance(y);
    const [df1, df2] = [x.length - 1, y.length - 1];
    return [
      Math.sqrt(ratio / fQuantile((1 + level) / 2, df1, df2)),
      Math.sqrt(ratio / fQuantile((1 - level) / 2, df1, df2)),
    ];
  });
}

/**
 * Pitman–Morgan interval for the SD ratio of paired values. Label it "normality only".
 *
 * @returns point and limits without unit: a ratio of SDs, above 1 where the variant is steadier
 * @see Pitman (1939), "A note on normal correlation"; Morgan (1939)
 * @example
 * pitmanMorganInterval(sdRatioSample([1, 5, 9, 2, 8], [3, 4, 6, 3, 5], { key: streamKey(1) }), 0.95).low; // 1.8383
 */
export function pitmanMorganInterval(sample: BlockSample, level: number): Estimate {
  return closed(sample, { level, method: 'pitmanMorgan', quantities: ['sdRatio'], minimum: 3 }, ({ x, y }) => {
    const df = x.length - 2;
    const t = tQuantile((1 + level) / 2, df);
    const r = correlation(x, y);
    const k = 1 + (2 * Math.max(0, 1 - r * r) * t * t) / df;
    const spread = Math.sqrt(Math.max(0, k * k - 1));
    const ratio = variance(x) / variance(y);
    return [Math.sqrt(ratio * (k - spread)), Math.sqrt(ratio * (k + spread))];
  });
}

interface Rule {
  readonly level: number;
  readonly method: string;
  readonly quantities: readonly Quantity[];
  /** Fewest blocks; 2 if absent. */
  readonly minimum?: number;
}

function closed(
  sample: BlockSample,
  { level, method, quantities, minimum = 2 }: Rule,
  limitsOf: (sample: BlockSample) => Limits,
): Estimate {
  checkLevel(level);
  if (!quantities.includes(sample.quantity)) {
    throw new TypeError(`${method} is an interval for ${quantities.join(', ')}, not for ${sample.quantity}`);
  }
  const label = { level, method, n: sample.x.length + sample.y.length * (sample.strata.length - 1) };
  const point = sample.scale === 'log' ? exp(sample.value) : sample.value;
  if (!Number.isFinite(point)) return undefinedEstimate({ ...label, reason: whyUndefined(sample) });
  const smallest = Math.min(...sample.strata);
  if (smallest < minimum) {
    return pointWithoutInterval(point, {
      ...label,
      reason: `This interval needs at least ${blocksCalled(minimum, sample)}, not ${smallest}.`,
    });
  }
  if (isConstant(sample.x) && isConstant(sample.y)) {
    return intervalEstimate(point, [point, point], { ...label, reason: ALL_EQUAL });
  }
  return intervalEstimate(point, limitsOf(sample), label);
}
