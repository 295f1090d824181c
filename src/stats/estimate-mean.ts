/** Default estimates of a mean score and of a difference of mean scores, with their fallbacks. The block is the split. */
import type { Estimate } from '../base/estimate.js';
import { type BlockWord, blocksCalled } from './blocks-called.js';
import { iqmSample, MANY_BLOCKS, meanSample, unpairedDifferenceSample } from './block-sample.js';
import { undefinedEstimate, withReason } from './build-estimate.js';
import { percentileInterval } from './interval-bootstrap.js';
import { nadeauBengioInterval, tInterval } from './interval-closed.js';
import { intervalMethods } from './interval-methods.js';
import { studentizedInterval } from './interval-studentized.js';
import { isConstant } from './moments.js';
import { differences } from './pairs.js';
import { type EstimateOptions, pairedSplitMeans, type Scores, splitMeans } from './scores.js';

/** From this many blocks on the bootstrap is the default. */
export const ENOUGH_FOR_BOOTSTRAP = 10;
/** Below this many blocks an interval of a mean carries a warning, and an interval of a spread is refused. */
export const FEWEST_BLOCKS = 5;

/**
 * Mean score: studentized bootstrap of split means; Student's t below 10 splits, above 500, or without spread.
 *
 * @returns point and limits in the scores' own unit
 * @see Efron & Tibshirani (1993), 12.5
 */
export function meanEstimate(scores: Scores, options: EstimateOptions): Estimate {
  const { values, leftOut } = splitMeans(scores, options);
  return withReason(meanOfBlocks(values, options), leftOut);
}

/**
 * Mean difference, variant − baseline. Paired by split unless `paired` is false: then Welch's t on split means.
 * Splits that miss a score of either are left out of a paired difference, and the reason says so.
 *
 * @returns point and limits in the scores' own unit
 * @see Efron & Tibshirani (1993), 12.5
 */
export function differenceEstimate(
  baseline: Scores,
  variant: Scores,
  options: EstimateOptions & { readonly paired?: boolean },
): Estimate {
  if (options.paired === false) return unpairedDifference(baseline, variant, options);
  const { x, y, leftOut } = pairedSplitMeans(baseline, variant, options);
  return withReason(meanOfBlocks(differences(x, y), options), leftOut);
}

const many = (unit: string): string => `Student's t because above 500 ${unit}s it agrees with the bootstrap.`;

/** The mean of one value a block by the default method or the one asked for: what every mean-like estimate goes through. */
export function meanOfBlocks(values: readonly number[], options: EstimateOptions): Estimate {
  const { level, method, unit = 'block' } = options;
  const n = values.length;
  if (n === 0) return undefinedEstimate({ level, method: 'none', n, reason: `No ${unit} has a score.` });
  const sample = meanSample(values, options);
  if (method !== undefined) return intervalMethods[method].limits(sample, level);
  if (n === 1) return { ...tInterval(sample, level), method: 'none', reason: `There is only one ${unit}.` };
  if (isConstant(values)) return tInterval(sample, level);
  if (n < ENOUGH_FOR_BOOTSTRAP) {
    const few = n < FEWEST_BLOCKS ? ` Only ${n} ${unit}s: read the interval with care.` : '';
    return withReason(tInterval(sample, level), `Student's t because there are fewer than 10 ${unit}s.${few}`);
  }
  if (n > MANY_BLOCKS) return withReason(tInterval(sample, level), many(unit));
  const estimate = studentizedInterval(sample, level);
  return estimate.low === null
    ? withReason(tInterval(sample, level), `Student's t because too many resamples have no spread.`)
    : estimate;
}

/**
 * The mean (or, with a baseline, the paired difference) for new data from the same source: Nadeau–Bengio's t.
 *
 * @param options.testToTrain test rows / training rows of one split
 */
export function newDataEstimate(
  scores: Scores,
  { baseline, ...options }: EstimateOptions & { readonly testToTrain: number; readonly baseline?: Scores },
): Estimate {
  const { level, unit = 'block' } = options;
  const paired = baseline === undefined ? undefined : pairedSplitMeans(baseline, scores, options);
  const blocks =
    paired === undefined ? splitMeans(scores, options) : { ...paired, values: differences(paired.x, paired.y) };
  if (blocks.values.length === 0) {
    return undefinedEstimate({ level, method: 'nadeauBengio', n: 0, reason: `No ${unit} has a score.` });
  }
  return withReason(nadeauBengioInterval(meanSample(blocks.values, options), level), blocks.leftOut);
}

/**
 * Interquartile mean of the split means, percentile bootstrap over splits.
 *
 * @returns point and limits in the scores' own unit
 * @see Agarwal et al. (2021)
 */
export function iqmEstimate(scores: Scores, options: EstimateOptions): Estimate {
  const { values, leftOut } = splitMeans(scores, options);
  const { level, method = 'percentile', unit = 'block' } = options;
  if (values.length === 0) return undefinedEstimate({ level, method, n: 0, reason: `No ${unit} has a score.` });
  const estimate = intervalMethods[method].limits(iqmSample(values, options), level);
  return withReason(withReason(estimate, fewBlocks(values.length, options)), leftOut);
}

/** Percentile interval of the mean of shares (probabilities) over blocks. */
export function shareOfBlocks(shares: readonly number[], options: EstimateOptions): Estimate {
  const { level, method } = options;
  const sample = meanSample(shares, options);
  const estimate =
    method === undefined ? percentileInterval(sample, level) : intervalMethods[method].limits(sample, level);
  return withReason(estimate, fewBlocks(shares.length, options));
}

function fewBlocks(n: number, word: BlockWord): string | undefined {
  return n > 1 && n < ENOUGH_FOR_BOOTSTRAP
    ? `Only ${blocksCalled(n, word)}: a percentile interval is too narrow below 10.`
    : undefined;
}

function unpairedDifference(baseline: Scores, variant: Scores, options: EstimateOptions): Estimate {
  const [first, second] = [splitMeans(baseline, options), splitMeans(variant, options)];
  const { level, method = 'welch' } = options;
  if (first.values.length === 0 || second.values.length === 0) {
    return undefinedEstimate({ level, method, n: 0, reason: 'One of the variants has no score.' });
  }
  const sample = unpairedDifferenceSample(first.values, second.values, options);
  return withReason(withReason(intervalMethods[method].limits(sample, level), first.leftOut), second.leftOut);
}
