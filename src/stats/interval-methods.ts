/** The registry: every interval method by the name that an `Estimate` carries. One pure function each. */
import type { Estimate } from '../estimate.js';
import type { BlockSample } from './block-sample.js';
import { basicInterval, bcaInterval, expandedPercentileInterval, percentileInterval } from './interval-bootstrap.js';
import {
  bonettInterval,
  chiSquaredInterval,
  fInterval,
  nadeauBengioInterval,
  pitmanMorganInterval,
  tInterval,
  welchInterval,
} from './interval-closed.js';
import { logJackknifeTInterval } from './interval-jackknife.js';
import { studentizedInterval } from './interval-studentized.js';

/**
 * Limits around a sample's statistic, at a confidence level between 0 and 1.
 *
 * @throws {TypeError} if the method is not meant for the sample's quantity
 * @throws {RangeError} if the level is not between 0 and 1
 */
export type IntervalMethod = (sample: BlockSample, level: number) => Estimate;

/** All methods. `chiSquared`, `f` and `pitmanMorgan` hold for normal data only. */
export const intervalMethods = {
  studentized: studentizedInterval,
  t: tInterval,
  percentile: percentileInterval,
  basic: basicInterval,
  bca: bcaInterval,
  expandedPercentile: expandedPercentileInterval,
  nadeauBengio: nadeauBengioInterval,
  welch: welchInterval,
  bonett: bonettInterval,
  logJackknifeT: logJackknifeTInterval,
  chiSquared: chiSquaredInterval,
  f: fInterval,
  pitmanMorgan: pitmanMorganInterval,
} as const satisfies Readonly<Record<string, IntervalMethod>>;

export type IntervalMethodName = keyof typeof intervalMethods;

/** Methods whose coverage is nominal for normal data and as low as 80 % otherwise: a report labels them. */
export const NORMALITY_ONLY: readonly IntervalMethodName[] = ['chiSquared', 'f', 'pitmanMorgan'];
