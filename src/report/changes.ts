/**
 * A difference or a ratio in words: `1.9 points higher (95 % CI 1.2 to 2.6)`, `24 % lower (95 % CI 8 % to 37 %)`.
 * Directions are said, not left to a sign; an interval that reaches over zero names both. Plain text, not yet escaped.
 */
import type { MetricInfo } from '../analysis/analysis.js';
import type { Estimate } from '../base/estimate.js';
import { uncapital } from './sentence.js';
import { changeStyle, decimalsFor, digitsOf, fixed, levelName, NBSP, withUnit } from './format.js';

/**
 * `1.9 points higher than with none (95 % CI 1.2 to 2.6)`; the reason where it is undefined.
 *
 * @param than  the baseline's label, where the text is to name it
 */
export function describeDifference(
  difference: Estimate,
  { metric, than }: { metric: MetricInfo; than?: string },
): string {
  const { factor, unit } = changeStyle(metric);
  // Shares that are equal but for the last bits: a difference of 10⁻¹⁵ points would be shown as one.
  const isNoise = metric.scale === 'share' && difference.point !== null && Math.abs(difference.point) < 1e-12;
  const decimals = isNoise ? 2 : decimalsFor([difference], factor, { digits: 2 });
  const show = (value: number, more = 0): string => fixed(value * factor, decimals + more);
  return describe(difference, {
    show,
    near: (value) => nearLimit(value, show),
    unit,
    level: levelName(difference.level),
    alike: difference.point === 0 ? 'the same' : 'about the same',
    than,
  });
}

/** `24 % lower (95 % CI 8 % to 37 %)`: how the variant's SD compares with the baseline's, from SD(baseline) / SD(variant). */
export function describeSdRatio(ratio: Estimate): string {
  const change = sdChange(ratio);
  const known = change.low !== null && change.high !== null;
  const fine = known ? Math.max(0, decimalsFor([change], 100)) : 0;
  const show = (value: number, more = 0): string =>
    `${fixed(value * 100, coarse(value) ?? (known ? fine + more : 0))}${NBSP}%`;
  return describe(change, { show, unit: '', level: levelName(ratio.level), alike: 'about the same', than: undefined });
}

/** From a factor of ten on, two digits: such a limit depends on a few blocks. */
function coarse(change: number): number | undefined {
  return Math.abs(change) < 10 ? undefined : Math.min(0, digitsOf(Math.abs(change) * 100));
}

/** Relative change of the SD, variant against baseline: −0.24 where it is 24 % lower. Low and high change places. */
export function sdChange(ratio: Estimate): Estimate {
  const change = (value: number | null): number | null => {
    if (value === null || !(value > 0)) return null;
    const plain = 1 / value - 1;
    // SDs that are equal but for the last bits: a change of 10⁻¹³ % would be shown as one.
    return Math.abs(plain) < 1e-9 ? 0 : plain;
  };
  return { ...ratio, point: change(ratio.point), low: change(ratio.high), high: change(ratio.low) };
}

/** The interval alone: `0.4 lower to 4.2 higher, 95 % CI`. */
export function intervalWords({ point, low, high, level }: Estimate, { metric }: { metric: MetricInfo }): string {
  if (low === null || high === null || low === high) return 'no interval';
  const { factor } = changeStyle(metric);
  const decimals = decimalsFor([{ point, low, high, level, method: '', n: 0 }], factor);
  const show = (value: number, more = 0): string => fixed(value * factor, decimals + more);
  if (low >= 0) return `${levelName(level)} ${nearLimit(low, show)} to ${show(high)} higher`;
  if (high <= 0) return `${levelName(level)} ${nearLimit(-high, show)} to ${show(-low)} lower`;
  return `${levelName(level)} ${side(low, show)} to ${side(high, show)}`;
}

interface Manner {
  /** With this many decimals more than the interval justifies. */
  readonly show: (value: number, more?: number) => string;
  readonly unit: string;
  readonly level: string;
  /** What to say where the point rounds to nothing, also with a decimal more: 0.5 beside a range in whole points is not “the same”. */
  readonly alike: string;
  readonly than: string | undefined;
  /** How the limit nearest to no change is written, where `show` alone does not do. */
  readonly near?: (value: number) => string;
}

function describe({ point, low, high, reason }: Estimate, manner: Manner): string {
  if (point === null) return `not known${reason === undefined ? '' : ` (${uncapital(trimStop(reason))})`}`;
  const up = point > 0;
  const sizes = [manner.show(Math.abs(point)), manner.show(Math.abs(point), 1)];
  const size = sizes.find((each) => /[1-9]/.test(each));
  const changed = size !== undefined;
  const than = manner.than === undefined ? '' : ` ${changed ? 'than' : 'as'} with ${manner.than}`;
  const text = (changed ? `${withUnit(size, manner.unit)} ${up ? 'higher' : 'lower'}` : manner.alike) + than;
  if (low === null || high === null)
    return `${text} (no interval${reason === undefined ? '' : `: ${uncapital(trimStop(reason))}`})`;
  // A range without width would be read as certainty, so it is not shown.
  if (low === high) return `${text} (no interval)`;
  return `${text} (${manner.level} ${range({ low, high }, { ...manner, up })})`;
}

function range(
  { low, high }: { low: number; high: number },
  { show, near = show, up }: Manner & { up: boolean },
): string {
  if (low >= 0 && up) return `${near(low)} to ${show(high)}`;
  if (high <= 0 && !up) return `${near(-high)} to ${show(-low)}`;
  return `${side(low, show)} to ${side(high, show)}`;
}

/** Of an interval without zero, with more decimals where it would read as zero: “better” beside one from 0.0 claims more than it shows. */
function nearLimit(value: number, show: Manner['show']): string {
  const finer = [0, 1, 2, 3].map((more) => show(value, more));
  return finer.find((text) => /[1-9]/.test(text)) ?? finer[0]!;
}

function side(value: number, show: (value: number) => string): string {
  const size = show(Math.abs(value));
  return /[1-9]/.test(size) ? `${size} ${value > 0 ? 'higher' : 'lower'}` : size;
}

/** A reason without its full stop, for use inside a sentence; two sentences are joined by a semicolon. */
export function trimStop(reason: string): string {
  return reason.replace(/[.\s]+$/, '').replaceAll(/\.\s+(\S+)/g, (_stop, word: string) => `; ${uncapital(word)}`);
}
