/** What a simultaneous interval means in words, beside a threshold below which nobody cares. Knows no metric. */
import type { Estimate } from '../estimate.js';
import { ln } from '../math.js';

export type VerdictWord =
  'better' | 'worse' | 'better but small' | 'worse but small' | 'no clear difference' | 'too noisy' | 'undecided';

/** A verdict; `moreBlocks` beside "too noisy", `reason` beside "undecided" (there is no interval). */
export interface Verdict {
  readonly word: VerdictWord;
  /** About how many more blocks (splits) would settle it, if the point stays where it is. */
  readonly moreBlocks?: number;
  readonly reason?: string;
}

/** Half a point of accuracy. */
export const ACCURACY_THRESHOLD = 0.005;
/** One per cent of the baseline's mean, for every other metric. */
export const RELATIVE_THRESHOLD = 0.01;
/** Ten per cent of an SD. */
export const SPREAD_THRESHOLD = 0.1;

/**
 * The verdict on a difference variant − baseline.
 *
 * @param options.threshold > 0, in the metric's unit
 * @param options.better whether higher or lower values are better
 */
export function differenceVerdict(
  difference: Estimate,
  { threshold, better }: { threshold: number; better: 'higher' | 'lower' },
): Verdict {
  if (!(threshold > 0)) throw new RangeError(`a threshold is positive, not ${threshold}`);
  const sign = better === 'higher' ? 1 : -1;
  return judge(difference, { to: (value) => sign * value, floor: -threshold, ceiling: threshold });
}

/**
 * The verdict on an SD ratio baseline / variant: "better" is steadier. Small is an SD of the variant between
 * 1 − threshold and 1 + threshold times the baseline's.
 *
 * @param options.threshold between 0 and 1; 0.1 by default
 */
export function steadinessVerdict(
  sdRatio: Estimate,
  { threshold = SPREAD_THRESHOLD }: { threshold?: number } = {},
): Verdict {
  if (!(threshold > 0 && threshold < 1)) throw new RangeError(`a threshold lies between 0 and 1, not at ${threshold}`);
  return judge(sdRatio, { to: ln, floor: -ln(1 + threshold), ceiling: -ln(1 - threshold) });
}

/** Values through `to` are compared with 0, floor and ceiling; half-widths shrink as 1/√n on that scale. */
function judge(
  { point, low, high, n, reason }: Estimate,
  { to, floor, ceiling }: { to: (value: number) => number; floor: number; ceiling: number },
): Verdict {
  if (point === null || low === null || high === null) {
    return { word: 'undecided', reason: reason ?? 'There is no interval.' };
  }
  const [a, b] = [to(low), to(high)];
  const [bottom, top] = a <= b ? [a, b] : [b, a];
  const small = bottom >= floor && top <= ceiling;
  if (bottom > 0) return { word: small ? 'better but small' : 'better' };
  if (top < 0) return { word: small ? 'worse but small' : 'worse' };
  if (small) return { word: 'no clear difference' };
  const centre = to(point);
  const inside = Math.min(ceiling - centre, centre - floor);
  const needed = Math.max(Math.abs(centre), inside);
  const growth = (top - bottom) / 2 / needed;
  return { word: 'too noisy', moreBlocks: Math.max(1, Math.ceil(n * growth * growth) - n) };
}
