/**
 * One source of randomness at a time: each context holds everything else fixed (a split and the other streams) and
 * repeats the training with that source alone varying. The block is the context.
 */
import type { Estimate } from '../estimate.js';
import { ln } from '../math.js';
import { intervalEstimate, pointWithoutInterval, undefinedEstimate, withReason } from './build-estimate.js';
import { ENOUGH_FOR_BOOTSTRAP, FEWEST_BLOCKS } from './estimate-mean.js';
import { ALL_EQUAL } from './interval-bootstrap.js';
import { jackknife, logJackknifeLimits } from './interval-jackknife.js';
import { isConstant, mean, sum, variance } from './moments.js';
import { leftOut, present, type Scores } from './scores.js';

/**
 * Variance from one source: the mean within-context variance, log-jackknife-t over contexts.
 *
 * @param contexts [context][repetition]; contexts with fewer than two scores are left out
 */
export function oneSourceVariance(contexts: Scores, { level }: { readonly level: number }): Estimate {
  const usable = contexts.map(present).filter((scores) => scores.length > 1);
  const missing = leftOut(contexts.length - usable.length, contexts.length).leftOut;
  const variances = usable.map((scores) => (isConstant(scores) ? 0 : variance(scores)));
  return withReason(meanVarianceEstimate(variances, level), missing);
}

/**
 * What is left of the total variance beside the sources taken one at a time: their interaction. May be negative in an
 * estimate; null where a part is undefined.
 */
export function interactionRemainder(total: Estimate, sources: readonly Estimate[]): number | null {
  const parts = sources.map(({ point }) => point);
  if (total.point === null || parts.some((point) => point === null)) return null;
  return total.point - sum(parts as number[]);
}

/** Mean of positive per-block variances with log-jackknife-t limits. */
function meanVarianceEstimate(variances: readonly number[], level: number): Estimate {
  const n = variances.length;
  const label = { level, method: 'logJackknifeT', n };
  if (n === 0) return undefinedEstimate({ ...label, reason: 'No context has two scores.' });
  const point = mean(variances);
  if (n < FEWEST_BLOCKS) {
    const reason = `${n} ${n === 1 ? 'context' : 'contexts'}: an interval needs at least ${FEWEST_BLOCKS}.`;
    return pointWithoutInterval(point, { ...label, reason });
  }
  if (point === 0) return intervalEstimate(0, [0, 0], { ...label, reason: ALL_EQUAL });
  const without = variances.map((v) => ln(Math.max(0, point * n - v) / (n - 1)));
  const limits = logJackknifeLimits(jackknife(ln(point), without), level);
  const few = n < ENOUGH_FOR_BOOTSTRAP ? `Only ${n} contexts: at least 10 are meant.` : undefined;
  return withReason(intervalEstimate(point, limits, label), few);
}
