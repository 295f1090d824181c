/**
 * How much of the variance comes from the split and how much from the seed, with intervals that assume no distribution:
 * each mean square gets its log-jackknife-t interval, and the split component, a difference of mean squares, combines
 * the two.
 */
import type { Estimate } from '../base/estimate.js';
import { ln } from '../base/math.js';
import { type BlockWord, blocksCalled, blockWord } from './blocks-called.js';
import { intervalEstimate, pointWithoutInterval, undefinedEstimate, withReason } from './build-estimate.js';
import { FEWEST_BLOCKS } from './estimate-mean.js';
import { type Jackknife, jackknife, logJackknifeLimits } from './interval-jackknife.js';
import { nestedVariance, type NestedVariance } from './nested.js';
import { leftOut, present, type Scores } from './scores.js';

/** A variance for show, never negative, and the estimate as it fell out. */
export interface VarianceComponent {
  readonly estimate: Estimate;
  /** May be negative; null where undefined. */
  readonly raw: number | null;
}

/** Components of the variance of one run on a new split. */
export interface VarianceComponents {
  readonly split: VarianceComponent;
  readonly seed: VarianceComponent;
  /** split / (split + seed), clamped to 0 … 1; null where undefined. */
  readonly splitShare: number | null;
}

/**
 * Nested components of variance. A negative split component is shown as 0 and kept in `raw`. With one seed a split the
 * two cannot be told apart, and below 5 splits there is no interval.
 *
 * @returns variances in the square of the scores' unit; shares from 0 to 1
 * @see Zou & Donner (2008) and Graybill & Wang (1980) for limits of a difference of variances from limits of each
 * @example
 * varianceComponents([[1, 3], [5, 7], [4, 8], [2, 2], [6, 9]], { level: 0.95 }).splitShare; // 0.59259
 */
export function varianceComponents(
  scores: Scores,
  { level, ...word }: { readonly level: number } & BlockWord,
): VarianceComponents {
  const { unit = 'block' } = word;
  const { all, without } = nestedVariance(scores);
  const n = all.splits;
  const label = { level, method: 'logJackknifeT', n };
  if (!Number.isFinite(all.seed) || !Number.isFinite(all.split)) {
    const reason = `What the ${unit} does and what the rerun does can be told apart only with two ${unit}s or more, and two runs or more on one.`;
    const none = { estimate: undefinedEstimate({ ...label, reason }), raw: null };
    return { split: none, seed: none, splitShare: null };
  }
  const missing = leftOut(scores.filter((split) => present(split).length === 0).length, {
    of: scores.length,
    ...blockWord(word),
  }).leftOut;
  const limits = n < FEWEST_BLOCKS ? undefined : meanSquareLimits(all, { without, level });
  const finish = (raw: number, limitsOf: readonly [number, number] | undefined): VarianceComponent => {
    const shown = Math.max(0, raw);
    const built =
      limitsOf === undefined
        ? pointWithoutInterval(shown, {
            ...label,
            reason: `${blocksCalled(n, word)}: an interval needs at least ${FEWEST_BLOCKS}.`,
          })
        : intervalEstimate(shown, limitsOf, label);
    const clamped = raw < 0 ? 'The estimate is negative and shown as 0.' : undefined;
    return { estimate: withReason(withReason(built, clamped), missing), raw };
  };
  return {
    split: finish(all.split, limits?.split),
    seed: finish(all.seed, limits?.seed),
    splitShare: all.total > 0 ? Math.min(1, Math.max(0, all.split / all.total)) : null,
  };
}

function meanSquareLimits(
  all: NestedVariance,
  { without, level }: Pick<ReturnType<typeof nestedVariance>, 'without'> & { readonly level: number },
): { split: readonly [number, number]; seed: readonly [number, number] } {
  const limitsOf = (part: 'between' | 'seed'): readonly [number, number] => {
    if (all[part] === 0) return [0, 0];
    const found: Jackknife = jackknife(
      ln(all[part]),
      without((left) => ln(left[part])),
    );
    return logJackknifeLimits(found, level);
  };
  const [between, seed] = [limitsOf('between'), limitsOf('seed')];
  const root = (a: number, b: number): number => Math.sqrt(a * a + b * b);
  const low = all.between - all.seed - root(all.between - between[0], seed[1] - all.seed);
  const high = all.between - all.seed + root(between[1] - all.between, all.seed - seed[0]);
  const scale = all.seedsPerSplit;
  return { split: [Math.max(0, low / scale), Math.max(0, high / scale)], seed };
}
