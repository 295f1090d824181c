/**
 * The registry: every interval method by the name that an `Estimate` carries, with its title in a report, its limits, its
 * p-value and the quantities it serves. Methods whose limits rest on more than one sample (families, sequences, counts)
 * stand beside it with their title alone.
 */
import type { Estimate } from '../base/estimate.js';
import type { BlockSample, Quantity } from './block-sample.js';
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
import {
  basicP,
  bcaP,
  expandedPercentileP,
  fP,
  logJackknifeTP,
  nadeauBengioP,
  percentileP,
  pitmanMorganP,
  studentizedP,
  tP,
  welchP,
} from './interval-p.js';
import { studentizedInterval } from './interval-studentized.js';

/** One way from a sample to limits around its statistic. */
export interface IntervalMethod {
  /** What a report calls it. */
  readonly title: string;
  readonly quantities: readonly Quantity[];
  /**
   * Limits at a confidence level between 0 and 1.
   *
   * @throws {TypeError} if the method does not serve the sample's quantity
   * @throws {RangeError} if the level is not between 0 and 1
   */
  readonly limits: (sample: BlockSample, level: number) => Estimate;
  /** The level at which the interval would just touch "no effect"; null for an SD. */
  readonly p: (sample: BlockSample) => number | null;
  /** Coverage is nominal for normal data and as low as 80 % otherwise: the title says so. */
  readonly normalityOnly?: true;
}

const RESAMPLED: readonly Quantity[] = [
  'mean',
  'iqm',
  'sd',
  'nestedSd',
  'unpairedDifference',
  'sdRatio',
  'nestedSdRatio',
  'unpairedSdRatio',
];
const noP = (): null => null;

/** Each method once. The nested spreads' log-jackknife-t leaves out whole splits: see `nested-jackknife.ts`. */
export const intervalMethods = {
  studentized: {
    title: 'studentized bootstrap',
    quantities: ['mean', 'unpairedDifference'],
    limits: studentizedInterval,
    p: studentizedP,
  },
  t: { title: 'Student’s t', quantities: ['mean'], limits: tInterval, p: tP },
  percentile: { title: 'percentile bootstrap', quantities: RESAMPLED, limits: percentileInterval, p: percentileP },
  basic: { title: 'basic bootstrap', quantities: RESAMPLED, limits: basicInterval, p: basicP },
  bca: { title: 'BCa bootstrap', quantities: RESAMPLED, limits: bcaInterval, p: bcaP },
  expandedPercentile: {
    title: 'expanded-percentile bootstrap',
    quantities: RESAMPLED,
    limits: expandedPercentileInterval,
    p: expandedPercentileP,
  },
  nadeauBengio: {
    title: 'Nadeau–Bengio’s corrected t',
    quantities: ['mean'],
    limits: nadeauBengioInterval,
    p: nadeauBengioP,
  },
  welch: { title: 'Welch’s t', quantities: ['unpairedDifference'], limits: welchInterval, p: welchP },
  bonett: { title: 'Bonett (2006)', quantities: ['sd'], limits: bonettInterval, p: noP },
  logJackknifeT: {
    title: 'log-jackknife-t',
    quantities: ['sd', 'nestedSd', 'sdRatio', 'nestedSdRatio', 'unpairedSdRatio'],
    limits: logJackknifeTInterval,
    p: logJackknifeTP,
  },
  chiSquared: {
    title: 'χ² (normal data only)',
    quantities: ['sd'],
    limits: chiSquaredInterval,
    p: noP,
    normalityOnly: true,
  },
  f: { title: 'F (normal data only)', quantities: ['unpairedSdRatio'], limits: fInterval, p: fP, normalityOnly: true },
  pitmanMorgan: {
    title: 'Pitman–Morgan (normal data only)',
    quantities: ['sdRatio'],
    limits: pitmanMorganInterval,
    p: pitmanMorganP,
    normalityOnly: true,
  },
} as const satisfies Readonly<Record<string, IntervalMethod>>;

export type IntervalMethodName = keyof typeof intervalMethods;

/** Methods that rest on more than one sample, or on counts. */
const OTHER_TITLES = {
  jackknifeT: 'jackknife-t',
  wilson: 'Wilson’s score',
  confidenceSequence: 'confidence sequence',
  hodgesLehmann: 'Hodges–Lehmann with exact signed ranks',
  stratified: 'stratified t',
  clustered: 'Student’s t over clusters of questions',
  crossed: 'Student’s t over questions and runs',
  skewnessCorrectedT: 't corrected for skewness',
  widerOfTAndSkewnessCorrectedT: 'at each end the wider of Student’s t and of t corrected for skewness',
  z: 'normal quantiles of the errors given with the scores',
  maxT: 'max-|t| over the bootstrap resamples',
  bonferroniT: 'Student’s t with Bonferroni',
  kornGraubard: 'Korn and Graubard',
  bouckaertFrank: 'Bouckaert–Frank’s corrected t',
  hettmanspergerSheather: 'Hettmansperger and Sheather',
} as const satisfies Readonly<Record<string, string>>;

/** The method of the registry that an estimate names, or undefined for one that is not of single samples. */
export function intervalMethod(name: string): IntervalMethod | undefined {
  return Object.hasOwn(intervalMethods, name) ? intervalMethods[name as IntervalMethodName] : undefined;
}

/** What a report calls the method that an estimate names; undefined for a name that nobody here gave. */
export function methodTitle(name: string): string | undefined {
  const other: Readonly<Record<string, string>> = OTHER_TITLES;
  return intervalMethod(name)?.title ?? (Object.hasOwn(other, name) ? other[name] : undefined);
}

/** Names of the methods that serve all of these quantities. */
export function methodsFor(...quantities: readonly Quantity[]): readonly IntervalMethodName[] {
  return (Object.keys(intervalMethods) as IntervalMethodName[]).filter((name) => {
    const served: readonly Quantity[] = intervalMethods[name].quantities;
    return quantities.every((quantity) => served.includes(quantity));
  });
}
