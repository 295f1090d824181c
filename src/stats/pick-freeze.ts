/**
 * Where the spread comes from: the shares of a variance that go to each of several independent sources, alone and together
 * with others, and to their interaction. The symmetric pick-freeze estimators: two runs with all sources drawn again, and
 * for each source the two runs that exchange it. Nothing is assumed about how the sources combine. Knows numbers only.
 *
 * @see Azzini, Mara & Rosati (2020), "Monte Carlo estimators of first- and total-order Sobol' indices"; Saltelli et al.
 *   (2010); Sobol' (2001) for the indices
 */
import type { Estimate } from '../base/estimate.js';
import { ln } from '../base/math.js';
import { checkLevel, intervalEstimate, pointWithoutInterval, undefinedEstimate } from './build-estimate.js';
import { tQuantile } from './distributions.js';
import { jackknife, logJackknifeLimits, type Jackknife } from './interval-jackknife.js';
import { kurtosis, sum } from './moments.js';

/** One base sample: the scores of its 2 + 2d runs. */
export interface BaseSample {
  /** All sources drawn again. */
  readonly a: number;
  /** All sources drawn again, a second time. */
  readonly b: number;
  /** For each source: a's sources, this one from b. */
  readonly ab: readonly number[];
  /** For each source: b's sources, this one from a. With two sources ba[0] is ab[1]. */
  readonly ba: readonly number[];
}

/** A share of the variance, cut to 0 … 1 for show, and as it fell out. */
export interface Share {
  readonly estimate: Estimate;
  /** May lie outside 0 … 1; null where undefined. */
  readonly raw: number | null;
}

/** The shares of one source. */
export interface SourceShares {
  /** S: what this source does whatever the others do. */
  readonly alone: Share;
  /** T: what this source does alone and together with others. All T add up to more than 1 where sources interact. */
  readonly withOthers: Share;
}

/** What base samples say about all sources. */
export interface SourcesOfVariance {
  /** Variance of one run, all sources drawn again; null without a base sample. */
  readonly variance: number | null;
  /** In the order of `ab` and `ba`. */
  readonly sources: readonly SourceShares[];
  /** 1 − ΣS: what only combinations do. */
  readonly interaction: Share;
  /** Base samples with all their scores. */
  readonly n: number;
}

/** Below this many base samples the intervals hold the truth too seldom: points alone. */
export const FEWEST_BASE_SAMPLES = 30;

/**
 * Shares of the variance with delete-one-base-sample jackknife intervals: Student's t on the raw scale for S and the
 * interaction, on the log scale for T. Base samples that miss a score are left out.
 *
 * @param samples one entry a base sample, all with the same number of sources (2 or more)
 * @param options.level 0.95 for 95 %
 * @returns shares of the variance, without unit
 * @throws {RangeError} if numbers of sources differ or are below 2, or the level is not between 0 and 1
 * @example
 * // Two sources that only act together, y = x₁x₂ with x = ±1: nothing alone, all in the interaction.
 * const sample = (x: number[], z: number[]) => ({ a: x[0]! * x[1]!, b: z[0]! * z[1]!, ab: [z[0]! * x[1]!, x[0]! * z[1]!], ba: [x[0]! * z[1]!, z[0]! * x[1]!] });
 * sourcesOfVariance([sample([1, -1], [1, 1]), sample([1, 1], [-1, -1])], { level: 0.95 });
 */
export function sourcesOfVariance(
  samples: readonly BaseSample[],
  { level }: { readonly level: number },
): SourcesOfVariance {
  checkLevel(level);
  const sources = samples[0]?.ab.length ?? 0;
  if (samples.some(({ ab, ba }) => ab.length !== sources || ba.length !== sources)) {
    throw new RangeError('base samples have different numbers of sources');
  }
  if (samples.length > 0 && sources < 2) throw new RangeError(`shares are for two sources or more, not ${sources}`);
  const parts = samples.filter(isWhole).map(partsOf);
  const n = parts.length;
  const total = parts.reduce((sums, part) => plus(sums, part), emptyParts(sources));
  const shareOf = (of: (sums: Parts) => number, scale: 'plain' | 'log'): Share =>
    shareEstimate({ parts, total, of, scale, level });
  return {
    variance: n === 0 ? null : total.w / n,
    sources: Array.from({ length: sources }, (_, i) => ({
      alone: shareOf(({ u, w }) => u[i]! / w, 'plain'),
      withOthers: shareOf(({ t, w }) => t[i]! / w, 'log'),
    })),
    interaction: shareOf(({ u, w }) => 1 - sum([...u]) / w, 'plain'),
    n,
  };
}

/** What a base sample adds to the sums: w to the variance, u and t to each source's parts of it. */
interface Parts {
  readonly w: number;
  readonly u: readonly number[];
  readonly t: readonly number[];
}

function isWhole({ a, b, ab, ba }: BaseSample): boolean {
  return [a, b, ...ab, ...ba].every(Number.isFinite);
}

function partsOf({ a, b, ab, ba }: BaseSample): Parts {
  const squares = [((a - b) * (a - b)) / 2, ...ab.map((value, i) => ((value - ba[i]!) * (value - ba[i]!)) / 2)];
  return {
    w: sum(squares) / squares.length,
    u: ab.map((value, i) => ((ba[i]! - b) * (a - value)) / 2),
    t: ab.map((value, i) => ((b - ba[i]!) * (b - ba[i]!) + (a - value) * (a - value)) / 4),
  };
}

function emptyParts(sources: number): Parts {
  const none = new Array<number>(sources).fill(0);
  return { w: 0, u: none, t: none };
}

function plus(one: Parts, other: Parts, sign = 1): Parts {
  const both = (x: readonly number[], y: readonly number[]): number[] => x.map((value, i) => value + sign * y[i]!);
  return { w: one.w + sign * other.w, u: both(one.u, other.u), t: both(one.t, other.t) };
}

function shareEstimate({
  parts,
  total,
  of,
  scale,
  level,
}: {
  parts: readonly Parts[];
  total: Parts;
  of: (sums: Parts) => number;
  scale: 'plain' | 'log';
  level: number;
}): Share {
  const n = parts.length;
  const label = { level, method: scale === 'log' ? 'logJackknifeT' : 'jackknifeT', n };
  if (n === 0)
    return { estimate: undefinedEstimate({ ...label, reason: 'No base sample has all its scores.' }), raw: null };
  if (!(total.w > 0)) {
    return {
      estimate: undefinedEstimate({ ...label, reason: 'All scores are equal: there is no spread to share.' }),
      raw: null,
    };
  }
  const raw = of(total);
  const shown = cut(raw);
  if (n < FEWEST_BASE_SAMPLES) {
    const reason = `${n} base samples: an interval needs at least ${FEWEST_BASE_SAMPLES}.`;
    return { estimate: pointWithoutInterval(shown, { ...label, reason }), raw };
  }
  const without = parts.map((part) => of(plus(total, part, -1)));
  const limits = scale === 'log' ? logLimits(raw, { without, level }) : plainLimits(jackknife(raw, without), level);
  if (limits === undefined) return { estimate: noneByConstruction(label), raw };
  const [low, high] = [cut(limits[0]), cut(limits[1])];
  return { estimate: intervalEstimate(shown, [Math.min(low, shown), Math.max(high, shown)], label), raw };
}

/** A source that never changed a score has no logarithm: its share is 0, as far as these samples can tell. */
function noneByConstruction(label: { level: number; method: string; n: number }): Estimate {
  return pointWithoutInterval(0, { ...label, reason: 'Exchanging this source never changed a score.' });
}

function logLimits(
  raw: number,
  { without, level }: { without: readonly number[]; level: number },
): readonly [number, number] | undefined {
  if (!(raw > 0) || without.some((value) => !(value > 0))) return undefined;
  return logJackknifeLimits(jackknife(ln(raw), without.map(ln)), level);
}

/**
 * Student's t with the degrees of freedom that the error itself has: an error made of heavy-tailed parts is known less well, by
 * their kurtosis k as well as 2n/(k − 1) normal ones (Satterthwaite's matching of a variance's variance). Of normal parts that is n,
 * so bounded scores keep n − 1.
 */
function plainLimits({ value, error, pseudo, df }: Jackknife, level: number): readonly [number, number] {
  const tails = kurtosis(pseudo) - 1;
  const known = tails > 0 ? Math.max(2, Math.min(df, (2 * pseudo.length) / tails)) : df;
  const half = tQuantile((1 + level) / 2, known) * error;
  return [value - half, value + half];
}

function cut(share: number): number {
  return Math.min(1, Math.max(0, share));
}
