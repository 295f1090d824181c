/**
 * Default estimates of spreads: the SD of one variant and the SD ratio of two, in total (over splits and seeds) and
 * between reruns (within a split). An SD ratio is SD(baseline) / SD(variant): above 1 the variant is steadier.
 */
import type { Estimate } from '../base/estimate.js';
import { ln } from '../base/math.js';
import { type BlockWord, blocksCalled, blockWord } from './blocks-called.js';
import { MANY_BLOCKS, sdRatioSample, sdSample, unpairedSdRatioSample, type BlockSample } from './block-sample.js';
import {
  intervalEstimate,
  pointWithoutInterval,
  transformEstimate,
  undefinedEstimate,
  withReason,
} from './build-estimate.js';
import { ENOUGH_FOR_BOOTSTRAP, FEWEST_BLOCKS } from './estimate-mean.js';
import { ALL_EQUAL, expandedPercentileInterval, TOO_MANY_FLAT } from './interval-bootstrap.js';
import { bonettInterval } from './interval-closed.js';
import { hangsOnOne, logJackknifeLimits, logJackknifeTInterval } from './interval-jackknife.js';
import { type IntervalMethod, type IntervalMethodName, intervalMethods } from './interval-methods.js';
import { isConstant } from './moments.js';
import { type Component, nestedRatio, nestedSd } from './nested-jackknife.js';
import { nestedSdRatioSample, nestedSdSample, unpairedNestedSdRatioSample } from './nested-sample.js';
import { type EstimateOptions, hasReruns, pairedSplitMeans, type Scores, splitMeans } from './scores.js';

/** Options of a ratio: `paired: false` for variants that met different splits. */
export type RatioOptions = EstimateOptions & { readonly paired?: boolean };

const many = (unit: string): string => `Log-jackknife-t because above 500 ${unit}s it agrees with the bootstrap.`;

/**
 * SD of one run: Bonett from 10 splits of one seed each, log-jackknife-t below, nested ANOVA with several seeds.
 *
 * @returns point and limits in the scores' own unit
 * @see Bonett (2006)
 */
export function sdEstimate(scores: Scores, options: EstimateOptions): Estimate {
  if (hasReruns(scores)) return spreadOverSplits(scores, { ...options, component: 'total' });
  const { values, leftOut } = splitMeans(scores, options);
  return withReason(sdOfBlocks(values, options), leftOut);
}

/**
 * SD between reruns on the same split, pooled over splits: log-jackknife-t over splits.
 *
 * @returns point and limits in the scores' own unit
 * @see Miller (1974)
 */
export function rerunSdEstimate(scores: Scores, options: EstimateOptions): Estimate {
  return spreadOverSplits(scores, { ...options, component: 'seed' });
}

/**
 * Ratio of total SDs, which includes the luck of the split; see the table of defaults in docs/STATISTICS.md.
 *
 * @returns point and limits without unit: a ratio of SDs, above 1 where the variant is steadier
 * @see Miller (1974)
 */
export function sdRatioTotal(baseline: Scores, variant: Scores, options: RatioOptions): Estimate {
  if (hasReruns(baseline) || hasReruns(variant)) {
    return ratioOverSplits(baseline, variant, { ...options, component: 'total' });
  }
  const pairs =
    options.paired === false ? separate(baseline, variant, options) : pairedSplitMeans(baseline, variant, options);
  return withReason(ratioOfBlocks(pairs.x, pairs.y, options), pairs.leftOut);
}

/**
 * Ratio of rerun (within-split) SDs: the headline wherever a split carries two seeds or more.
 *
 * @returns point and limits without unit: a ratio of SDs, above 1 where the variant is steadier
 * @see Miller (1974)
 */
export function sdRatioRerun(baseline: Scores, variant: Scores, options: RatioOptions): Estimate {
  return ratioOverSplits(baseline, variant, { ...options, component: 'seed' });
}

/**
 * 1 − 1/sdRatio²: by how much the variant's variance is lower than the baseline's.
 * @returns point and limits as shares, at most 1; below 0 the variant adds variance
 * @example
 * varianceReduction({ point: 2, low: 1.25, high: 3, level: 0.95, method: 'logJackknifeT', n: 20 }).point; // 0.75
 */
export function varianceReduction(sdRatio: Estimate): Estimate {
  return transformEstimate(sdRatio, (ratio) => (ratio === 0 ? -Infinity : 1 - 1 / (ratio * ratio)));
}

/**
 * 1 − 1/sdRatio: by how much the variant's SD is lower, as the headline says it.
 * @returns point and limits as shares, at most 1; below 0 the variant adds spread
 * @example
 * sdReduction({ point: 2, low: 1.25, high: 4, level: 0.95, method: 'logJackknifeT', n: 20 }).high; // 0.75
 */
export function sdReduction(sdRatio: Estimate): Estimate {
  return transformEstimate(sdRatio, (ratio) => (ratio === 0 ? -Infinity : 1 - 1 / ratio));
}

/**
 * The total SD ratio of logit scores, a sensitivity line: an accuracy near 1 has less room to vary, and the logit takes
 * that out. For scores strictly between 0 and 1.
 *
 * @returns point and limits without unit: a ratio of SDs, above 1 where the variant is steadier
 * @see Miller (1974)
 */
export function sdRatioOnLogits(baseline: Scores, variant: Scores, options: RatioOptions): Estimate {
  const inside = (scores: Scores): boolean => scores.flat().every((p) => Number.isNaN(p) || (p > 0 && p < 1));
  if (!inside(baseline) || !inside(variant)) {
    const reason = 'A score is not strictly between 0 and 1, so it has no logit.';
    return undefinedEstimate({ level: options.level, method: 'none', n: baseline.length, reason });
  }
  const logits = (scores: Scores): Scores => scores.map((split) => split.map((p) => ln(p / (1 - p))));
  return sdRatioTotal(logits(baseline), logits(variant), options);
}

function sdOfBlocks(values: readonly number[], options: EstimateOptions): Estimate {
  const { level, method, unit = 'block' } = options;
  const n = values.length;
  if (n < 2) return undefinedEstimate({ level, method: 'none', n, reason: `A spread needs at least two ${unit}s.` });
  const sample = sdSample(values, options);
  if (method !== undefined) return intervalMethods[method].limits(sample, level);
  if (isConstant(values)) return intervalEstimate(0, [0, 0], { level, method: 'bonett', n, reason: ALL_EQUAL });
  if (n >= ENOUGH_FOR_BOOTSTRAP) return bonettInterval(sample, level);
  return jackknifeFallback(sample, level);
}

function ratioOfBlocks(x: readonly number[], y: readonly number[], options: RatioOptions): Estimate {
  const { level, method, unit = 'block' } = options;
  const smallest = Math.min(x.length, y.length);
  const n = options.paired === false ? x.length + y.length : x.length;
  if (smallest < 2)
    return undefinedEstimate({ level, method: 'none', n, reason: `A spread needs at least two ${unit}s.` });
  if (isConstant(x) || isConstant(y)) return flatRatio(isConstant(x), isConstant(y), { level, n });
  const sample = options.paired === false ? unpairedSdRatioSample(x, y, options) : sdRatioSample(x, y, options);
  if (method !== undefined) return intervalMethods[method].limits(sample, level);
  if (smallest < ENOUGH_FOR_BOOTSTRAP) return jackknifeFallback(sample, level);
  if (smallest > MANY_BLOCKS) return withReason(logJackknifeTInterval(sample, level), many(unit));
  const estimate = expandedPercentileInterval(sample, level);
  if (estimate.low !== null || estimate.reason !== TOO_MANY_FLAT) return estimate;
  return withReason(logJackknifeTInterval(sample, level), 'Log-jackknife-t because too many resamples have no spread.');
}

function jackknifeFallback(sample: BlockSample, level: number): Estimate {
  const estimate = logJackknifeTInterval(sample, level);
  if (Math.min(...sample.strata) >= FEWEST_BLOCKS) {
    return withReason(
      estimate,
      `Log-jackknife-t because there are fewer than ${blocksCalled(ENOUGH_FOR_BOOTSTRAP, sample)}.`,
    );
  }
  const reason = `A spread needs at least ${blocksCalled(FEWEST_BLOCKS, sample)} for an interval.`;
  const label = { level, method: 'none', n: estimate.n, reason };
  return estimate.point === null ? undefinedEstimate(label) : pointWithoutInterval(estimate.point, label);
}

function flatRatio(flatX: boolean, flatY: boolean, { level, n }: { level: number; n: number }): Estimate {
  const which = flatX && flatY ? 'both variants' : flatX ? 'the baseline' : 'the variant';
  const reason = `The values of ${which} are all equal, so there is no ratio of spreads.`;
  return undefinedEstimate({ level, method: 'none', n, reason });
}

function separate(baseline: Scores, variant: Scores, word: BlockWord): ReturnType<typeof pairedSplitMeans> {
  const [first, second] = [splitMeans(baseline, word), splitMeans(variant, word)];
  const leftOut = first.leftOut ?? second.leftOut;
  return { x: first.values, y: second.values, ...(leftOut === undefined ? {} : { leftOut }) };
}

function spreadOverSplits(scores: Scores, options: EstimateOptions & { readonly component: Component }): Estimate {
  const { level, component, method = 'logJackknifeT' } = options;
  const { point, jackknife, n, leftOut } = nestedSd(scores, { ...options, component });
  const label = { level, method: 'logJackknifeT', n };
  if (!Number.isFinite(point))
    return withReason(undefinedEstimate({ ...label, reason: noSpread(component, options) }), leftOut);
  if (n < FEWEST_BLOCKS)
    return withReason(pointWithoutInterval(point, { ...label, reason: tooFew(n, options) }), leftOut);
  if (point === 0) return withReason(intervalEstimate(0, [0, 0], { ...label, reason: ALL_EQUAL }), leftOut);
  if (method !== 'logJackknifeT') {
    return withReason(nestedLimits(nestedSdSample(scores, options), { level, method }), leftOut);
  }
  return withReason(fromJackknife(point, { ...jackknife, blocks: n }, { ...label, ...blockWord(options) }), leftOut);
}

function ratioOverSplits(
  baseline: Scores,
  variant: Scores,
  options: RatioOptions & { readonly component: Component },
): Estimate {
  const { level, component, paired = true, method = 'logJackknifeT' } = options;
  const { point, jackknife, n, smallest, leftOut } = nestedRatio(baseline, variant, { ...options, component, paired });
  const label = { level, method: 'logJackknifeT', n };
  if (!Number.isFinite(point) || point === 0) {
    return withReason(undefinedEstimate({ ...label, reason: noSpread(component, options) }), leftOut);
  }
  if (smallest < FEWEST_BLOCKS) {
    return withReason(pointWithoutInterval(point, { ...label, reason: tooFew(smallest, options) }), leftOut);
  }
  if (method !== 'logJackknifeT') {
    const sampleOf = paired ? nestedSdRatioSample : unpairedNestedSdRatioSample;
    return withReason(nestedLimits(sampleOf(baseline, variant, options), { level, method }), leftOut);
  }
  return withReason(
    fromJackknife(point, { ...jackknife, blocks: smallest }, { ...label, ...blockWord(options) }),
    leftOut,
  );
}

/** @throws {TypeError} for a method that does not serve spreads of runs within splits */
function nestedLimits(sample: BlockSample, { level, method }: { level: number; method: IntervalMethodName }): Estimate {
  const { title, quantities, limits }: IntervalMethod = intervalMethods[method];
  if (!quantities.includes(sample.quantity)) throw new TypeError(`${title} serves no spread of runs within splits`);
  return limits(sample, level);
}

function fromJackknife(
  point: number,
  jackknife: { value: number; error: number; df: number; blocks: number },
  { unit, ...label }: { level: number; method: string; n: number } & BlockWord,
): Estimate {
  if (!Number.isFinite(jackknife.value) || !Number.isFinite(jackknife.error)) {
    return pointWithoutInterval(point, { ...label, reason: hangsOnOne(unit === undefined ? {} : { unit }) });
  }
  return intervalEstimate(point, logJackknifeLimits(jackknife, label.level), label);
}

function tooFew(n: number, { unit = 'block' }: BlockWord): string {
  return `An interval over ${unit}s needs at least ${FEWEST_BLOCKS}, and ${n} can be used.`;
}

function noSpread(component: Component, { unit = 'block' }: BlockWord): string {
  return component === 'seed'
    ? `There is no spread between reruns to compare: it needs two different scores on one ${unit}.`
    : `There is no spread to compare: it needs two ${unit}s with different scores.`;
}
