/**
 * Numbers become text, the same on every machine: `toFixed` and nothing that asks for a locale. Knows estimates and
 * metrics, but no Markdown and no SVG.
 */
import type { MetricInfo } from '../analysis/analysis.js';
import type { Estimate } from '../base/estimate.js';
import { whole } from '../base/how-many.js';

export { whole };

export const NBSP = '\u00a0';
/** In prose a line may break between number and unit; in tables and figures it may not. */
export function breakable(text: string): string {
  return text.replaceAll(NBSP, ' ');
}

/** Stands where there is no value; NaN never does. */
export const NOTHING = '–';

/** How a quantity is shown: value × factor, then the unit. */
export interface Style {
  readonly factor: number;
  readonly unit: string;
}

export const PLAIN: Style = { factor: 1, unit: '' };
export const PERCENT: Style = { factor: 100, unit: '%' };

/** A metric's own values: `69.8 %`, `0.67`, `2.1 mpg`. */
export function valueStyle(metric: MetricInfo): Style {
  return metric.scale === 'share' ? PERCENT : { factor: 1, unit: metric.unit };
}

/** Differences and SDs of a metric: shares are told apart in points, never in per cent of a per cent. */
export function changeStyle(metric: MetricInfo): Style {
  return metric.scale === 'share' ? { factor: 100, unit: 'points' } : { factor: 1, unit: metric.unit };
}

/** From here on, and below what six decimals show, numbers are written with a power of ten. */
const LARGE = 1e8;
const MOST_DECIMALS = 6;

/**
 * A number with a true minus sign and commas between thousands: `decimals` after the point; where they are negative, rounded
 * to tens, hundreds …; with a power of ten (`5.2×10⁻¹⁰`) where it is that small or large. What rounds to zero has no sign.
 */
export function fixed(value: number, decimals: number): string {
  if (!Number.isFinite(value)) return NOTHING;
  const size = Math.abs(value);
  const isFar = decimals > MOST_DECIMALS || size >= LARGE;
  return isFar ? powered(value, decimals) : withSign(value, withCommas(size, decimals));
}

/** With a power of ten, whatever the size; the last digit stands at the decimal asked for. */
export function powered(value: number, decimals: number): string {
  return withSign(value, withPower(Math.abs(value), decimals));
}

function withSign(value: number, text: string): string {
  return value < 0 && /[1-9]/.test(text) ? `\u2212${text}` : text;
}

function withCommas(size: number, decimals: number): string {
  const [units, fraction] = (decimals < 0 ? roundedTo(size, -decimals) : size.toFixed(decimals)).split('.');
  const grouped = units!.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** To the nearest 10, 100 …, by the digits of the number itself. */
function roundedTo(size: number, zeros: number): string {
  const digits = size.toFixed(0).length - zeros;
  return digits < 1 ? '0' : Number(size.toPrecision(digits)).toFixed(0);
}

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** As many digits as bring the last one to the decimal that is wanted. */
function withPower(size: number, decimals: number): string {
  if (size === 0) return '0';
  const exponent = Number(size.toExponential().split('e')[1]);
  const digits = exponent + decimals;
  if (digits < 0) return '0';
  const [mantissa, power] = size.toExponential(Math.min(digits, 15)).split('e');
  const raised = Array.from(String(Number(power)), (each) => (each === '-' ? '⁻' : SUPERSCRIPTS[Number(each)]!));
  return `${mantissa!}×10${raised.join('')}`;
}

/** As `fixed`, with a plus sign on what is above zero. */
export function signed(value: number, decimals: number): string {
  const text = fixed(value, decimals);
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

/** `2 %`, `0.02 mpg`, or the bare number where there is no unit. */
export function withUnit(number: string, unit: string): string {
  if (unit === '' || number === NOTHING) return number;
  return `${number}${NBSP}${unit === 'points' && /^[+\u2212]?1$/.test(number) ? 'point' : unit}`;
}

/**
 * Decimals that suit a set of estimates shown together: enough that the typical half-width is at least three units of the
 * last place, for a reader needs no more; where there is no interval, this many digits of the typical value (three, unless told).
 * Below zero where that leaves the last digits of a number of five or more to chance.
 */
export function decimalsFor(
  estimates: readonly Estimate[],
  factor: number,
  { digits = 3 }: { readonly digits?: 2 | 3 } = {},
): number {
  const widths = finite(estimates.map(({ low, high }) => (low === null || high === null ? null : (high - low) / 2)));
  const points = finite(estimates.map(({ point }) => (point === null ? null : Math.abs(point))));
  const [typical, units] = widths.length > 0 ? [median(widths), 3] : [median(points), digits === 2 ? 10 : 100];
  if (widths.length === 0 && points.length === 0) return 1;
  return decimalsOf(typical * factor, { units, longest: Math.max(0, ...points) * factor });
}

function finite(values: readonly (number | null)[]): number[] {
  return values.filter((value): value is number => value !== null && Number.isFinite(value) && value > 0);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}

/** Numbers with fewer digits keep all of them. */
const FIVE_DIGITS = 10_000;

/** The fewest decimals at which `value` is `units` or more in units of the last place. */
function decimalsOf(value: number, { units, longest }: { units: number; longest: number }): number {
  let decimals = 0;
  for (let scaled = value; decimals < 300 && scaled < units; scaled *= 10) decimals++;
  if (longest < FIVE_DIGITS) return decimals;
  for (let scaled = value / 10; scaled >= units; scaled /= 10) decimals--;
  return decimals;
}

export interface Shown extends Style {
  readonly decimals: number;
  /** Put a plus sign on what is above zero. */
  readonly plus?: boolean;
  /** With a power of ten, as a number beside it has one. */
  readonly power?: boolean;
}

/** `69.8 %`, or an en dash where there is no value. */
export function showPoint(estimate: Estimate, shown: Shown): string {
  return estimate.point === null ? NOTHING : withUnit(number(estimate.point, shown), shown.unit);
}

/** `69.1 to 70.5`, or nothing where there is no interval, or none with a width. */
export function showInterval(estimate: Estimate, shown: Shown): string | undefined {
  const { low, high } = estimate;
  // A range without width would be read as certainty, so it is not shown.
  if (low === null || high === null || !hasWidth(estimate)) return undefined;
  const apart = legible(estimate, shown);
  return `${number(low, apart)} to ${number(high, apart)}`;
}

/** Less is the rounding of equal numbers. */
export function hasWidth({ low, high }: Estimate): boolean {
  return low !== null && high !== null && high - low > 1e-12 * Math.max(Math.abs(low), Math.abs(high));
}

/** With more decimals where both ends of an interval would read the same: `0 to 0` is none. */
export function legible(estimate: Estimate, shown: Shown): Shown {
  const { low, high } = estimate;
  if (low === null || high === null || !hasWidth(estimate) || number(low, shown) !== number(high, shown)) return shown;
  return { ...shown, decimals: Math.max(shown.decimals + 1, decimalsFor([estimate], shown.factor)) };
}

const MORE_DECIMALS = 3;

/** With more decimals where the point would read as zero and is none: an SD of 0.004 beside 0.1 is not `0.0`. Less is rounding. */
export function seen(estimate: Estimate, shown: Shown): Shown {
  const isZero = (decimals: number): boolean => !/[1-9]/.test(showPoint(estimate, { ...shown, unit: '', decimals }));
  if (estimate.point === null || estimate.point === 0 || !isZero(shown.decimals)) return shown;
  for (let more = 1; more <= MORE_DECIMALS; more++) {
    if (!isZero(shown.decimals + more)) return { ...shown, decimals: shown.decimals + more };
  }
  return shown;
}

/** `69.8 % (69.1 to 70.5)`. */
export function showEstimate(estimate: Estimate, shown: Shown): string {
  const ends = [estimate.point, estimate.low, estimate.high].map((end) => Math.abs(end ?? 0) * shown.factor);
  const alike = legible(estimate, ends.some((end) => end >= LARGE) ? { ...shown, power: true } : shown);
  const interval = showInterval(estimate, alike);
  const point = showPoint(estimate, alike);
  return interval === undefined || estimate.point === null ? point : `${point} (${interval})`;
}

function number(value: number, { factor, decimals, plus, power }: Shown): string {
  if (power === true) return `${plus === true && value > 0 ? '+' : ''}${powered(value * factor, decimals)}`;
  return plus === true ? signed(value * factor, decimals) : fixed(value * factor, decimals);
}

/** `95 % CI`; the level of an estimate as it is written everywhere. */
export function levelName(level: number): string {
  const percent = level * 100;
  // A level near 1 keeps the first digit of what it leaves open: none is 100 %.
  const open = Math.max(1, digitsOf(100 - percent) - 1);
  const decimals = Math.abs(percent - Math.round(percent)) < 1e-9 ? 0 : open;
  return `${fixed(percent, decimals)}${NBSP}%${NBSP}CI`;
}

/** `1 split`, `20 splits`, `2 repeats`. */
export function count(n: number, noun: string): string {
  return `${whole(n)} ${n === 1 ? noun : /(s|x|ch)$/.test(noun) ? `${noun}es` : noun.endsWith('y') ? `${noun.slice(0, -1)}ies` : `${noun}s`}`;
}

/** A number of further runs, which rests on a pilot: from a thousand on rounded up to two digits, `about 24,000`. */
export function roughly(n: number): string {
  if (n < 1000) return whole(n);
  let unit = 10;
  while (n / unit >= 100) unit *= 10;
  return `about ${whole(Math.ceil(n / unit) * unit)}`;
}

/** `all 6 comparisons at once`, `both comparisons at once`. */
export function atOnce(comparisons: number): string {
  return `${comparisons === 2 ? 'both' : `all ${comparisons}`} comparisons at once`;
}

/** Names in prose: as they are, or in quotation marks where one of them holds a comma or an “and”; at most seven. */
export function listedNames(names: readonly string[]): string {
  const shown = names.length > 7 ? names.slice(0, 6) : names;
  const quote = shown.some((name) => /,|\band\b/.test(name));
  const rest = names.length > shown.length ? [`${names.length - shown.length} others`] : [];
  return listed([...shown.map((name) => (quote ? `“${name}”` : name)), ...rest]);
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}

/** The decimals at which a number alone has two digits; 0 and less where it is 10 or more. */
export function digitsOf(value: number): number {
  return value > 0 && Number.isFinite(value) ? 1 - Number(value.toExponential().split('e')[1]) : 0;
}
