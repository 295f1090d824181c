/** Estimates of the quantity that `--until` stops on: their limits hold at all looks together. Pure. */
import type { Design } from './design.js';
import type { Estimate } from '../base/estimate.js';
import {
  differences,
  pairedSplitMeans,
  sequentialEstimate,
  splitMeans,
  withReason,
  blockWord,
} from '../stats/index.js';
import type { LookingOptions, Scores } from '../stats/index.js';
import type { UntilRule } from '../question/until.js';

/** When the rule looks, if it is about this metric and quantity; else undefined, and the default estimate is taken. */
export function lookingAt(
  { until, options }: Pick<Design, 'until' | 'options'>,
  { metric, quantity }: Pick<UntilRule, 'metric' | 'quantity'>,
): LookingOptions | undefined {
  if (until?.metric !== metric || until.quantity !== quantity) return undefined;
  return { ...blockWord(options), level: options.level, minimum: until.minimum, maximum: until.maximum };
}

export function sequentialMean(scores: Scores, looking: LookingOptions): Estimate {
  const { values, leftOut } = splitMeans(scores, looking);
  return withReason(sequentialEstimate(values, looking), leftOut);
}

/** variant − baseline, paired by split. */
export function sequentialDifference(baseline: Scores, variant: Scores, looking: LookingOptions): Estimate {
  const { x, y, leftOut } = pairedSplitMeans(baseline, variant, looking);
  return withReason(sequentialEstimate(differences(x, y), looking), leftOut);
}

/** One of a family of `size` whose limits hold together, by Bonferroni. */
export function sequentialInFamily(
  [baseline, variant]: readonly [Scores, Scores],
  { looking, size }: { looking: LookingOptions; size: number },
): Estimate {
  const level = 1 - (1 - looking.level) / size;
  return { ...sequentialDifference(baseline, variant, { ...looking, level }), level: looking.level };
}
