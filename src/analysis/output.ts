/** Reductions of predictions → how far reruns lie apart, variant by variant and against the baseline. Pure. */
import type { OutputSpread } from './side-answers.js';
import type { Estimate } from '../base/estimate.js';
import type { PredictionSpread, Reduction } from '../store/reduce.js';
import { differences, meanOfBlocks } from '../stats/index.js';
import type { EstimateOptions } from '../stats/index.js';

/** Means over splits; undefined where no split has two nets. */
export function analyseOutput(reductions: readonly Reduction[], options: EstimateOptions): OutputSpread | undefined {
  const spreads = reductions.flatMap(({ spread }) => spread ?? []);
  if (spreads.length === 0) return undefined;
  const over = (pick: (spread: PredictionSpread) => number): Estimate => meanOfBlocks(spreads.map(pick), options);
  const classes = (pick: (spread: NonNullable<PredictionSpread['classes']>) => number): Estimate =>
    meanOfBlocks(
      spreads.flatMap((spread) => (spread.classes === undefined ? [] : [pick(spread.classes)])),
      options,
    );
  const common = {
    variance: over(({ variance }) => variance),
    squaredLoss: {
      bias: over(({ squaredLoss }) => squaredLoss.bias),
      variance: over(({ squaredLoss }) => squaredLoss.variance),
    },
  };
  if (spreads[0]!.classes === undefined) return common;
  const votes = spreads.every((spread) => spread.votes === true) ? { votes: true as const } : {};
  return {
    ...common,
    ...votes,
    churn: classes(({ churn }) => churn),
    zeroOneLoss: {
      bias: classes(({ zeroOneLoss }) => zeroOneLoss.bias),
      unbiasedVariance: classes(({ zeroOneLoss }) => zeroOneLoss.unbiasedVariance),
      biasedVariance: classes(({ zeroOneLoss }) => zeroOneLoss.biasedVariance),
    },
  };
}

/** Churn of a variant less that of its baseline, over the splits that have both. */
export function churnDifference(
  baseline: readonly Reduction[],
  variant: readonly Reduction[],
  options: EstimateOptions,
): Estimate | undefined {
  const before = new Map(baseline.map(({ split, spread }) => [split, spread?.classes?.churn]));
  const pairs = variant.flatMap(({ split, spread }) => {
    const [a, b] = [before.get(split), spread?.classes?.churn];
    return a === undefined || b === undefined ? [] : [[a, b] as const];
  });
  if (pairs.length === 0) return undefined;
  return meanOfBlocks(
    differences(
      pairs.map(([a]) => a),
      pairs.map(([, b]) => b),
    ),
    options,
  );
}
