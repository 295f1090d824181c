/**
 * What splits of one table say about new rows from the same source: the corrected t of Nadeau & Bengio for hold-out splits
 * and of Bouckaert & Frank for the folds of repeated k-fold. Scores of splits of one table share their rows, so more
 * splits never make these intervals narrow; only more rows do. Knows scores and a ratio of rows, no protocol.
 */
import type { Estimate } from '../base/estimate.js';
import { type BlockWord, blocksCalled } from './blocks-called.js';
import { checkLevel, intervalEstimate, pointWithoutInterval, undefinedEstimate, withReason } from './build-estimate.js';
import { tQuantile } from './distributions.js';
import { isConstant, mean, variance } from './moments.js';
import { differences } from './pairs.js';
import { pairedSplitMeans } from './scores.js';
import type { ScorePair } from './simultaneous.js';

/** Hold-out: test rows over training rows of a split. k-fold: the number of folds, and blocks are single folds. */
export type Resplitting = { readonly testToTrain: number } | { readonly folds: number };

/** Fewest blocks for an interval. */
const FEWEST = 3;

/**
 * Differences variant − baseline for new rows from the same source, paired over the splits (or folds) that both have, with
 * limits that hold together over the family by Bonferroni: d̄ ± t · s · √(1/J + ratio), J − 1 degrees of freedom, ratio =
 * test rows / training rows, or 1 / (folds − 1) of the fold scores of repeated k-fold.
 *
 * @param pairs baseline first; one row a split, or one row a fold of each repeat, holding that block's scores over seeds
 * @returns point and limits in the scores' own unit
 * @throws {RangeError} if a ratio is not positive or there are fewer than two folds
 * @see Nadeau & Bengio (2003), "Inference for the generalization error"
 * @see Bouckaert & Frank (2004), "Evaluating the replicability of significance tests for comparing learning algorithms"
 * @example
 * const [only] = newRowsDifferences([[[[0.80], [0.81], [0.79]], [[0.84], [0.83], [0.84]]]], { level: 0.95, testToTrain: 0.25 });
 * only; // 0.0367 (-0.0175 to 0.0909), method 'nadeauBengio'
 */
export function newRowsDifferences(
  pairs: readonly ScorePair[],
  { level, unit, ...resplitting }: { readonly level: number } & Resplitting & BlockWord,
): Estimate[] {
  checkLevel(level);
  const ratio = rowsRatio(resplitting);
  const method = 'folds' in resplitting ? 'bouckaertFrank' : 'nadeauBengio';
  const word = unit === undefined ? {} : { unit };
  const each = 1 - (1 - level) / Math.max(1, pairs.length);
  return pairs.map(([baseline, variant]) => {
    const { x, y, leftOut } = pairedSplitMeans(baseline, variant, word);
    return withReason(correctedMean(differences(x, y), { level, each, ratio, method, ...word }), leftOut);
  });
}

/**
 * Test rows over training rows, which for k-fold is 1 / (k − 1).
 *
 * @throws {RangeError} for fewer than two folds, or a ratio that is not positive
 */
export function rowsRatio(resplitting: Resplitting): number {
  if ('folds' in resplitting) {
    const { folds } = resplitting;
    if (!(Number.isInteger(folds) && folds >= 2)) throw new RangeError(`k-fold needs two folds or more, not ${folds}`);
    return 1 / (folds - 1);
  }
  const { testToTrain } = resplitting;
  if (!(testToTrain > 0)) throw new RangeError(`test rows over training rows is positive, not ${testToTrain}`);
  return testToTrain;
}

function correctedMean(
  d: readonly number[],
  {
    level,
    each,
    ratio,
    method,
    unit = 'block',
  }: { level: number; each: number; ratio: number; method: string } & BlockWord,
): Estimate {
  const n = d.length;
  const label = { level, method, n };
  if (n === 0) return undefinedEstimate({ ...label, reason: `No ${unit} has a score of both.` });
  const point = mean(d);
  if (n < FEWEST) {
    return pointWithoutInterval(point, {
      ...label,
      reason: `${blocksCalled(n, { unit })}: an interval needs at least ${FEWEST}.`,
    });
  }
  if (isConstant(d)) {
    return pointWithoutInterval(point, {
      ...label,
      reason: `All ${unit}s give the same difference: no spread to judge by.`,
    });
  }
  const half = tQuantile((1 + each) / 2, n - 1) * Math.sqrt(variance(d) * (1 / n + ratio));
  return intervalEstimate(point, [point - half, point + half], label);
}
