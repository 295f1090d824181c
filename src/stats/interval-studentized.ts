/** The studentized (bootstrap-t) interval of a mean or of an unpaired difference: the default for means. */
import type { Estimate } from '../base/estimate.js';
import type { BlockSample } from './block-sample.js';
import { checkLevel, intervalEstimate, pointWithoutInterval, undefinedEstimate } from './build-estimate.js';
import {
  ALL_EQUAL,
  type Limits,
  oneAlone,
  TOO_MANY_FLAT,
  tooManyUndefined,
  whyUndefined,
} from './interval-bootstrap.js';
import { isConstant, quantile, quantileOfSorted, variance } from './moments.js';
import { eachResample, type Replicates, sortReplicates } from './resample.js';

/**
 * Studentized bootstrap limits: value − t*-quantile × standard error, each resample with its own standard error.
 * Resamples without spread are left out; where they are too many there is no interval and the caller takes Student's.
 *
 * @returns point and limits in the scores' own unit
 * @throws {TypeError} for a quantity other than a mean or an unpaired difference of means
 * @see Efron & Tibshirani (1993), section 12.5
 * @example
 * studentizedInterval(meanSample([1, 2, 4, 4, 5, 7, 8, 8, 9, 12], { key: streamKey(1), resamples: 999 }), 0.95).point; // 6
 */
export function studentizedInterval(sample: BlockSample, level: number): Estimate {
  checkLevel(level);
  const label = { level, method: 'studentized', n: sample.x.length + sample.y.length };
  if (!Number.isFinite(sample.value)) return undefinedEstimate({ ...label, reason: whyUndefined(sample) });
  if (Math.min(...sample.strata) < 2) {
    return pointWithoutInterval(sample.value, { ...label, reason: oneAlone(sample) });
  }
  if (isConstant(sample.x) && isConstant(sample.y)) {
    return intervalEstimate(sample.value, [sample.value, sample.value], { ...label, reason: ALL_EQUAL });
  }
  const replicates = studentizedReplicates(sample);
  if (tooManyUndefined(replicates, level)) {
    return pointWithoutInterval(sample.value, { ...label, reason: TOO_MANY_FLAT });
  }
  return intervalEstimate(sample.value, studentizedLimits(sample, { ...replicates, level }), label);
}

/** Limits from ascending t* values. */
export function studentizedLimits(
  sample: BlockSample,
  { ascending, level }: { ascending: Float64Array; level: number },
): Limits {
  const error = standardError(sample);
  return [
    sample.value - error * quantileOfSorted(ascending, (1 + level) / 2),
    sample.value - error * quantileOfSorted(ascending, (1 - level) / 2),
  ];
}

/** t* = (resampled value − value) / resampled standard error, for every resample. */
export function studentizedReplicates(sample: BlockSample): Replicates {
  const values = new Float64Array(sample.resamples);
  const tOf = tStatistic(sample);
  eachResample(sample, (picked, resample) => {
    values[resample] = tOf(picked);
  });
  return sortReplicates(values);
}

/**
 * The function from block numbers to t*, NaN where the picked values have no spread.
 *
 * @throws {TypeError} for a sample whose quantity is no mean
 */
export function tStatistic({ quantity, x, y, strata }: BlockSample): (picked: Int32Array) => number {
  if (quantity !== 'mean' && quantity !== 'unpairedDifference') {
    throw new TypeError(`the studentized interval is for means, not for ${quantity}`);
  }
  const centreX = x.length === 0 ? 0 : quantile(x, 0.5);
  const centreY = y.length === 0 ? 0 : quantile(y, 0.5);
  const offsets = Float64Array.from([...x.map((v) => v - centreX), ...y.map((v) => v - centreY)]);
  const [n1, n2 = 0] = strata as [number, number?];
  const [ofX, ofY]: [Moments, Moments] = [new Float64Array(2), new Float64Array(2)];
  const one = (picked: Int32Array): void => momentsOf(offsets, picked, { from: 0, to: n1, into: ofX });
  const both = (picked: Int32Array): void => {
    one(picked);
    momentsOf(offsets, picked, { from: n1, to: n1 + n2, into: ofY });
    ofX[0] = ofY[0]! - ofX[0]!;
    ofX[1]! += ofY[1]!;
  };
  const difference = n2 === 0 ? one : both;
  difference(Int32Array.from(offsets, (_, i) => i));
  const [value] = ofX;
  return (picked) => {
    difference(picked);
    return ofX[1]! > 0 ? (ofX[0]! - value!) / Math.sqrt(ofX[1]!) : NaN;
  };
}

/** A mean and its squared standard error, 0 where there is no spread. Written in place: there are two for every resample. */
type Moments = Float64Array;

function momentsOf(
  offsets: Float64Array,
  picked: Int32Array,
  { from, to, into }: { from: number; to: number; into: Moments },
): void {
  let [total, squares] = [0, 0];
  for (let i = from; i < to; i++) {
    const d = offsets[picked[i]!]!;
    total += d;
    squares += d * d;
  }
  const n = to - from;
  const about = squares - (total * total) / n;
  into[0] = total / n;
  into[1] = about > 1e-12 * squares ? about / (n - 1) / n : 0;
}

function standardError({ x, y }: BlockSample): number {
  return Math.sqrt(variance(x) / x.length + (y.length === 0 ? 0 : variance(y) / y.length));
}
