/** Two variants on one data set whose scores are not paired: Welch's t, Mann and Whitney's U, their SDs side by side. Pure. */
import type { Estimate } from '../../base/estimate.js';
import {
  brownForsytheTest,
  intervalEstimate,
  isConstant,
  mannWhitneyTest,
  mean,
  pointWithoutInterval,
  standardDeviation,
  tQuantile,
  tTwoSided,
  variance,
} from '../../stats/index.js';
import type { Cell } from './cell.js';

export interface Unpaired {
  readonly difference: Estimate;
  readonly t: number;
  readonly df: number;
  readonly p: number;
  readonly u: number;
  readonly uP: number;
  /** A run of the first lies above one of the second, ties ½. */
  readonly above: number;
  /** SD(second) / SD(first). */
  readonly sdRatio: number | null;
  readonly spreadP: number | null;
}

/** Welch's t, Mann and Whitney's U, P(above), and the SDs side by side; undefined below two values each. */
export function unpairedOf(first: Cell, second: Cell, level: number): Unpaired | undefined {
  const welch = welchOf(first, second, level);
  return welch === undefined ? undefined : { ...welch, ...sideBySide(first, second) };
}

/** Everything of the two samples but the difference of their means. */
export function sideBySide({ means: x }: Cell, { means: y }: Cell): Omit<Unpaired, keyof Welch> {
  const { u, p: uP } = mannWhitneyTest(x, y);
  const constant = isConstant(x) || isConstant(y);
  return {
    u,
    uP,
    above: u / (x.length * y.length),
    sdRatio: constant ? null : standardDeviation(y) / standardDeviation(x),
    spreadP: constant ? null : brownForsytheTest([x, y]).p,
  };
}

type Welch = Pick<Unpaired, 'difference' | 't' | 'df' | 'p'>;

/** Undefined below two values each. */
export function welchOf({ means: x }: Cell, { means: y }: Cell, level: number): Welch | undefined {
  if (x.length < 2 || y.length < 2) return undefined;
  const [a, b] = [variance(x) / x.length, variance(y) / y.length];
  const point = mean(x) - mean(y);
  const n = Math.min(x.length, y.length);
  if (a + b === 0)
    return {
      difference: pointWithoutInterval(point, { level, method: 'welch', n, reason: 'Neither varies.' }),
      t: 0,
      df: 0,
      p: 1,
    };
  const df = ((a + b) * (a + b)) / ((a * a) / (x.length - 1) + (b * b) / (y.length - 1));
  const se = Math.sqrt(a + b);
  const half = tQuantile((1 + level) / 2, df) * se;
  return {
    difference: intervalEstimate(point, [point - half, point + half], { level, method: 'welch', n }),
    t: point / se,
    df,
    p: tTwoSided(point / se, df),
  };
}
