/**
 * The log-jackknife-t interval: pseudo-values of the logarithm of a spread or of a ratio of spreads, with Student's t.
 * It needs no assumption about the distribution, holds from 5 blocks on, and serves nested designs by leaving out one
 * split at a time.
 *
 * @see Miller (1968), "Jackknifing variances"; Arvesen (1969) for functions of several variances
 */
import type { Estimate } from '../base/estimate.js';
import { exp, ln } from '../base/math.js';
import type { BlockWord } from './blocks-called.js';
import type { BlockSample } from './block-sample.js';
import { checkLevel, intervalEstimate, pointWithoutInterval, undefinedEstimate } from './build-estimate.js';
import { tQuantile } from './distributions.js';
import { ALL_EQUAL, whyUndefined } from './interval-bootstrap.js';
import { jackknifeWidening } from './jackknife-width.js';
import { isConstant, mean, variance } from './moments.js';
import { welchSatterthwaite } from './pairs.js';
import { onceFor } from './standing-still.js';

/** A bias-corrected value with its standard error, and the pseudo-values that both come from. */
export interface Jackknife {
  readonly value: number;
  readonly error: number;
  readonly df: number;
  readonly pseudo: readonly number[];
}

/**
 * From the value of all blocks and the values with one block left out.
 * @example
 * jackknife(2, [1.5, 2, 2.5]).error; // 0.57735
 */
export function jackknife(all: number, leftOut: readonly number[]): Jackknife {
  const n = leftOut.length;
  const pseudo = leftOut.map((without) => n * all - (n - 1) * without);
  return { value: mean(pseudo), error: Math.sqrt(variance(pseudo) / n), df: n - 1, pseudo };
}

/**
 * exp(value ∓ F · t · error) of jackknifed logarithms, F the widening for their number of blocks.
 *
 * @param found.blocks fewest blocks behind the error; by default those of one sample, df + 1
 */
export function logJackknifeLimits(
  { value, error, df, blocks = df + 1 }: Omit<Jackknife, 'pseudo'> & { readonly blocks?: number },
  level: number,
): readonly [low: number, high: number] {
  const half = tQuantile((1 + level) / 2, df) * error * jackknifeWidening(blocks);
  return [exp(value - half), exp(value + half)];
}

/**
 * Log-jackknife-t for the SD of one sample or the SD ratio of two, paired or not; needs 3 blocks to say anything.
 * @returns point and limits of an SD in the scores' own unit, or of a ratio without unit
 * @see Miller (1974)
 * @throws {TypeError} for a sample whose quantity is no spread
 * @example
 * logJackknifeTInterval(sdSample([1, 2, 4, 4, 5, 7, 8], { key: streamKey(1) }), 0.95).point; // 2.5071
 */
export function logJackknifeTInterval(sample: BlockSample, level: number): Estimate {
  checkLevel(level);
  const { quantity, x, y, value, strata } = sample;
  if (quantity !== 'sd' && quantity !== 'sdRatio' && quantity !== 'unpairedSdRatio') {
    throw new TypeError(`logJackknifeT is an interval for spreads, not for ${quantity}`);
  }
  const label = { level, method: 'logJackknifeT', n: strata.reduce((total, size) => total + size, 0) };
  if (!Number.isFinite(value)) return undefinedEstimate({ ...label, reason: whyUndefined(sample) });
  if (quantity === 'sd' && isConstant(x)) return intervalEstimate(0, [0, 0], { ...label, reason: ALL_EQUAL });
  const point = quantity === 'sd' ? value : exp(value);
  const found =
    quantity === 'sd'
      ? logSdJackknife(x)
      : quantity === 'sdRatio'
        ? logSdRatioJackknife(x, y)
        : unpairedJackknife(x, y);
  if (!Number.isFinite(found.value) || !Number.isFinite(found.error)) {
    return pointWithoutInterval(point, { ...label, reason: hangsOnOne(sample) });
  }
  const blocks = Math.min(...strata);
  return intervalEstimate(point, logJackknifeLimits({ ...found, blocks }, level), label);
}

/** Jackknife of log SD for each sample, combined with Welch's degrees of freedom. */
export function unpairedJackknife(x: readonly number[], y: readonly number[]): Omit<Jackknife, 'pseudo'> {
  const [first, second] = [logSdJackknife(x), logSdJackknife(y)];
  const combined = welchSatterthwaite([first.error * first.error, first.df], [second.error * second.error, second.df]);
  return { value: first.value - second.value, ...combined };
}

/**
 * Jackknife of the log SD of plain values.
 * @example
 * logSdJackknife([1, 2, 4, 4, 5, 7, 8]).error; // 0.23918
 */
export function logSdJackknife(values: readonly number[]): Jackknife {
  return onceFor(known, values, () => jackknifeOfLogSd(values));
}

const known = new WeakMap<readonly number[], Jackknife>();

function jackknifeOfLogSd(values: readonly number[]): Jackknife {
  const n = values.length;
  const centre = mean(values);
  const squares = (n - 1) * variance(values);
  const leftOut = values.map((value) => {
    const without = squares - ((value - centre) * (value - centre) * n) / (n - 1);
    return without > FLAT * squares ? 0.5 * ln(without / (n - 2)) : NaN;
  });
  return jackknife(0.5 * ln(squares / (n - 1)), leftOut);
}

/** Jackknife of log(SD(x) / SD(y)) for paired values: pseudo-values of a difference are differences of pseudo-values. */
export function logSdRatioJackknife(x: readonly number[], y: readonly number[]): Jackknife {
  const [first, second] = [logSdJackknife(x), logSdJackknife(y)];
  const pseudo = first.pseudo.map((value, i) => value - second.pseudo[i]!);
  return { value: mean(pseudo), error: Math.sqrt(variance(pseudo) / pseudo.length), df: first.df, pseudo };
}

/** What is left of a sum of squares below this share is rounding. */
const FLAT = 1e-12;

/** Why there is no jackknife where one block holds all the spread. */
export function hangsOnOne({ unit = 'block' }: BlockWord): string {
  return `Leaving out one ${unit} leaves no spread, so there is no interval.`;
}
