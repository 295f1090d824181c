/** Rerun risk where one split is held fixed: the blocks are seeds, and pairs of seeds are what is counted. */
import type { Estimate } from '../estimate.js';
import { checkLevel, intervalEstimate, pointWithoutInterval, undefinedEstimate, withReason } from './build-estimate.js';
import { tQuantile } from './distributions.js';
import { ENOUGH_FOR_BOOTSTRAP, FEWEST_BLOCKS } from './estimate-mean.js';
import { jackknife } from './interval-jackknife.js';
import { sum } from './moments.js';
import { present } from './scores.js';

/**
 * The probability that two reruns on this very split differ by `delta` or more: the share of pairs of seeds, a
 * U-statistic, with Student's t on its jackknife over seeds, limits kept within 0 and 1.
 *
 * @param scores one score a seed; NaN where missing
 * @see Arvesen (1969), "Jackknifing U-statistics"
 * @example
 * rerunRiskOfSeeds([0.9, 0.91, 0.95, 0.9, 0.92], { delta: 0.02, level: 0.95 }).point; // 0.6
 */
export function rerunRiskOfSeeds(
  scores: readonly number[],
  { delta, level }: { readonly delta: number; readonly level: number },
): Estimate {
  checkLevel(level);
  if (!(delta > 0)) throw new RangeError(`delta is positive, not ${delta}`);
  const values = present(scores);
  const n = values.length;
  const label = { level, method: 'jackknifeT', n };
  if (n < 2) return undefinedEstimate({ ...label, reason: 'There are no two scores to compare.' });
  const reach = delta - 1e-12 * Math.max(...values.map(Math.abs));
  const apart = values.map((first) => values.filter((second) => Math.abs(first - second) >= reach).length);
  const pairs = sum(apart) / 2;
  const share = (2 * pairs) / (n * (n - 1));
  if (n < FEWEST_BLOCKS) {
    return pointWithoutInterval(share, {
      ...label,
      reason: `${n} seeds: an interval needs at least ${FEWEST_BLOCKS}.`,
    });
  }
  const left = apart.map((own) => (2 * (pairs - own)) / ((n - 1) * (n - 2)));
  const half = tQuantile((1 + level) / 2, n - 1) * jackknife(share, left).error;
  const estimate = intervalEstimate(share, [Math.max(0, share - half), Math.min(1, share + half)], label);
  const few = n < ENOUGH_FOR_BOOTSTRAP ? `Only ${n} seeds: read the interval with care.` : undefined;
  const same = half === 0 ? 'Every seed has the same share of pairs apart, so the interval is a point.' : undefined;
  return withReason(withReason(estimate, same), few);
}
