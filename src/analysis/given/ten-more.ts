/** How wide intervals would be with ten more blocks (seeds, splits) of each variant, if they scattered as those at hand do. Pure. */
import { mean, tQuantile, variance } from '../../stats/index.js';
import type { Contrast } from './contrast.js';
import type { GivenComparison } from './given-analysis.js';

export const MORE = 10;

export interface Widths {
  /** Half the interval by Student's t or Welch's, in the metric's unit. */
  readonly now: number;
  readonly then: number;
}

export interface TenMore {
  /** Of the one data set, or of these data sets alone, ten more on each. */
  readonly these: Widths;
  /** Of data sets like these; absent with one data set, or with too few. */
  readonly likeThese?: Widths;
}

/** Undefined where nothing is known of the spread, or answers are to questions: those are no blocks that could be added. */
export function tenMore(
  { contrasts, across, questions }: GivenComparison,
  { level, ratioOf }: { level: number; ratioOf: (dataSet: string) => number | undefined },
): TenMore | undefined {
  if (questions !== undefined) return undefined;
  const there = contrasts.filter(({ difference }) => difference.point !== null);
  const known = there.map((contrast) => errorsOf(contrast, ratioOf(contrast.dataSet)));
  if (known.length === 0 || known.some((each) => each === undefined)) return undefined;
  const errors = known.filter((each) => each !== undefined);
  const n = errors.length;
  const together = (pick: 'now' | 'then'): number => {
    const parts = errors.map((each) => (each[pick].se * each[pick].se) / (n * n));
    const total = parts.reduce((sum, part) => sum + part, 0);
    const weights = parts.reduce((sum, part, i) => sum + (part * part) / errors[i]![pick].df, 0);
    return total === 0 ? 0 : tQuantile((1 + level) / 2, (total * total) / weights) * Math.sqrt(total);
  };
  const these = { now: together('now'), then: together('then') };
  if (these.now === 0) return undefined;
  if (across === undefined || across.likeThese.low === null || n < 2) return { these };
  // Part of the scatter between data sets comes from their runs. More runs make that part smaller; the rest stays.
  const spread = variance(there.map(({ ofMeans }) => ofMeans!));
  const luck = (pick: 'now' | 'then'): number => mean(errors.map((each) => each[pick].se * each[pick].se));
  const left = Math.max(luck('then'), spread - luck('now') + luck('then'));
  const half = (of: number): number => tQuantile((1 + level) / 2, n - 1) * Math.sqrt(of / n);
  return { these, likeThese: { now: half(spread), then: half(Math.min(spread, left)) } };
}

interface Errors {
  readonly now: { readonly se: number; readonly df: number };
  readonly then: { readonly se: number; readonly df: number };
}

function errorsOf({ se, df, sd, difference: { n, method } }: Contrast, ratio: number | undefined): Errors | undefined {
  if (se === null || df === null || n < 2 || method === 'z') return undefined;
  const all = n + MORE;
  const now = { se, df };
  if (sd !== null && method === 'nadeauBengio')
    return { now, then: { se: sd * Math.sqrt(1 / all + (ratio ?? 0)), df: all - 1 } };
  // Of two arms of their own, the degrees of freedom grow with both.
  return { now, then: { se: se * Math.sqrt(n / all), df: (df * (all - 1)) / (n - 1) } };
}
