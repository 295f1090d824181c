/**
 * Stopping when sure: limits for a mean that hold at all looks together, however often one looks and whatever makes one
 * stop. Knows one value a block, in plan order; the rule reads whole prefixes, so it does not depend on who trained what
 * when.
 *
 * Method: the t confidence sequence that comes from mixing the effect size over N(0, τ²), a test martingale for normal
 * values of unknown variance (scale-invariant mixture). Against other shapes it is approximate: docs/COVERAGE.md has its
 * simulated error over all looks.
 *
 * @see Lai (1976), "On confidence sequences"; Pérez-Ortiz, Lardy, de Heide & Grünwald (2024), "E-statistics, group
 *   invariance and anytime-valid testing"; Wang & Ramdas (2025), "Anytime-valid t-tests and confidence sequences for
 *   Gaussian means with unknown variance"
 */
import type { Estimate } from '../base/estimate.js';
import { exp, ln } from '../base/math.js';
import type { BlockWord } from './blocks-called.js';
import {
  checkFinite,
  checkLevel,
  intervalEstimate,
  pointWithoutInterval,
  undefinedEstimate,
} from './build-estimate.js';
import { isConstant, mean, variance } from './moments.js';

/** When to look. Fixed before the first run: the limits depend on both bounds. */
export interface LookingOptions extends BlockWord {
  /** Confidence level of all looks together. */
  readonly level: number;
  /** Fewest blocks for a look; at least 3. */
  readonly minimum: number;
  /** Most blocks that will be run. Limits stay valid beyond it, they are only tuned to the range. */
  readonly maximum: number;
}

/** The sequence after this many whole blocks. */
export interface Look {
  readonly n: number;
  readonly mean: number;
  /** Infinity while the first n values have no spread, or are too few to say anything at this level. */
  readonly halfWidth: number;
}

/**
 * One look after every block from `minimum` to `maximum` (or to the end of the values).
 * @returns half-widths in the values' own unit
 * @throws {RangeError} if a value or the level cannot be, or the looks are not whole numbers with 3 ≤ minimum ≤ maximum
 * @example
 * looksAt([1, 2, 4, 3, 2, 3, 4, 1], { level: 0.95, minimum: 5, maximum: 8 }).length; // 4
 */
export function looksAt(values: readonly number[], options: LookingOptions): Look[] {
  const { minimum, maximum } = checkOptions(options);
  checkFinite(values);
  const last = Math.min(maximum, values.length);
  return Array.from({ length: Math.max(0, last - minimum + 1) }, (_, i) => lookAt(values, minimum + i, options));
}

/**
 * The number of blocks at which the rule stops: the first prefix whose half-width is below `halfWidth`; null while none is.
 * At `maximum` one stops anyway: that is the caller's to say.
 * @returns a number of blocks, or null
 * @example
 * stopsAfter([1, 2, 4, 3, 2, 3, 4, 1, 2, 3, 2, 4], { level: 0.95, minimum: 5, maximum: 12, halfWidth: 2 }); // 7
 */
export function stopsAfter(
  values: readonly number[],
  { halfWidth, ...options }: LookingOptions & { readonly halfWidth: number },
): number | null {
  return looksAt(values, options).find((look) => look.halfWidth < halfWidth)?.n ?? null;
}

/**
 * The mean of all given values with limits that stay valid under looking after every block.
 * @returns point and limits in the scores' own unit
 * @throws {RangeError} if a value or the level cannot be, or the looks are not whole numbers with 3 ≤ minimum ≤ maximum
 * @example
 * sequentialEstimate([1, 2, 4, 3, 2, 3, 4, 1], { level: 0.95, minimum: 5, maximum: 20 }).point; // 2.5
 */
export function sequentialEstimate(values: readonly number[], options: LookingOptions): Estimate {
  checkOptions(options);
  checkFinite(values);
  const { level, unit = 'block' } = options;
  const n = values.length;
  const label = { level, method: 'confidenceSequence', n };
  if (n === 0) return undefinedEstimate({ ...label, reason: `No ${unit} has a score.` });
  const look = lookAt(values, n, options);
  if (!Number.isFinite(look.halfWidth)) {
    const reason = isConstant(values)
      ? 'The values so far are all equal: nothing to stop on.'
      : `Too few ${unit}s for limits that stay valid under looking.`;
    return pointWithoutInterval(look.mean, { ...label, reason });
  }
  return intervalEstimate(look.mean, [look.mean - look.halfWidth, look.mean + look.halfWidth], label);
}

function lookAt(values: readonly number[], n: number, { level, minimum, maximum }: LookingOptions): Look {
  const prefix = values.slice(0, n);
  const centre = mean(prefix);
  if (n < 2 || isConstant(prefix)) return { n, mean: centre, halfWidth: Infinity };
  const t = criticalT(n, { level, tunedFor: (minimum + maximum) / 2 });
  return { n, mean: centre, halfWidth: t * Math.sqrt(variance(prefix) / n) };
}

/**
 * Largest |t| inside the sequence after n values: where the mixture's likelihood ratio reaches 1 / α. Infinity while no
 * t is large enough. τ² is 2 ln(1/α) + ln(1 + 2 ln(1/α)) over the number of values it is tuned for, which makes the
 * sequence narrowest about there. Looks use the middle of their range: tuned for earlier looks, skewed values would miss
 * too often (6 % of sequences instead of 5 % in simulations).
 * @returns a number without unit
 * @example
 * criticalT(30, { level: 0.95, tunedFor: 30 }); // 3.2648
 */
export function criticalT(n: number, { level, tunedFor }: { level: number; tunedFor: number }): number {
  const depth = -2 * ln(1 - level);
  const spread = 1 + (n * (depth + ln(1 + depth))) / tunedFor;
  const ratio = exp((depth + ln(spread)) / n);
  const room = 1 - ratio / spread;
  return room > 0 ? Math.sqrt(((n - 1) * (ratio - 1)) / room) : Infinity;
}

function checkOptions(options: LookingOptions): LookingOptions {
  const { level, minimum, maximum } = options;
  checkLevel(level);
  if (!Number.isInteger(minimum) || !Number.isInteger(maximum) || minimum < 3 || maximum < minimum) {
    throw new RangeError(`looks from ${minimum} to ${maximum} blocks: whole numbers, 3 ≤ minimum ≤ maximum`);
  }
  return options;
}
