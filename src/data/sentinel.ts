/**
 * Numbers that stand for a missing value, −999 among ages. Read as numbers they bend a column's scale, and with it the
 * verdict. Looks at the values of one column; may not know what it is for.
 */
import { whole } from '../base/how-many.js';
import type { TextColumn } from './cell-kinds.js';
import { daysOf } from './dates.js';
import { flagged, quoted } from './names.js';
import type { OddCell, Trouble } from './reading.js';

/** Nines, with a point anywhere; of single ones only −9. */
const SENTINELS: ReadonlySet<number> = new Set([
  -9,
  ...[99, 999, 9999, 99999, 999999, 99.9, 99.99, 999.9, 999.99, 9999.9, 9999.99, 9999999, 99999999, 999999999].flatMap(
    (value) => [value, -value],
  ),
]);

/** What surveys write beside nines: 98 for a refusal, 97 for “does not apply”. They count only where the nines do. */
const BESIDE: ReadonlyMap<number, number> = new Map(
  [99, 999, 9999].flatMap((nines) =>
    [1, 2, 3, 4, nines / 9, (2 * nines) / 9, (3 * nines) / 9].map((less): [number, number] => [nines - less, nines]),
  ),
);

export interface Sentinel {
  readonly value: number;
  readonly rows: number;
  /** No measured value can be meant: see `isBeyondDoubt`. */
  readonly sure: boolean;
}

/** Those of a column that lie outside all its other values, in the order in which they occur. */
export function sentinelsIn(values: Float64Array): readonly Sentinel[] {
  const times = new Map<number, number>();
  const beside = new Map<number, number>();
  let low = Infinity;
  let high = -Infinity;
  for (const each of values) {
    if (SENTINELS.has(each)) times.set(each, (times.get(each) ?? 0) + 1);
    else if (BESIDE.has(each)) beside.set(each, (beside.get(each) ?? 0) + 1);
    else {
      if (each < low) low = each;
      if (each > high) high = each;
    }
  }
  for (const [value, rows] of beside) {
    if (times.has(BESIDE.get(value)!)) times.set(value, rows);
    else [low, high] = [Math.min(low, value), Math.max(high, value)];
  }
  if (low > high) return [];
  return [...times].flatMap(([value, rows]): Sentinel[] => {
    const away = (value < low ? low - value : value - high) / (high - low);
    const sure = isBeyondDoubt({ value, rows, away, low, share: rows / values.length });
    return sure || (rows >= 2 && away > 1) ? [{ value, rows, sure }] : [];
  });
}

const FAR_ABOVE = 10;
const FEW = 0.2;

/**
 * Below zero: far from the rest, or the only values below zero. Above: much further, and in few rows; a cap (99999 of an
 * income) lies nearer, and a code that most rows have bends no scale.
 *
 * @param away  the distance to the nearest other value, in widths of the others
 */
function isBeyondDoubt(each: {
  readonly value: number;
  readonly rows: number;
  readonly away: number;
  readonly low: number;
  readonly share: number;
}): boolean {
  const { value, rows, away, low, share } = each;
  if (!Number.isFinite(away)) return false;
  if (value < 0) return (away > 1 && value < -9) || (rows >= 2 && low >= 0 && (away > 1 || value < -9));
  return rows >= 2 && away > FAR_ABOVE && share <= FEW;
}

/** Zero, −1 or 9, several times, outside all others and far from them: measured, it would have neighbours. */
export function alonesIn(values: Float64Array): readonly Sentinel[] {
  for (const value of [0, -1, 9]) {
    const others = values.filter((each) => !Number.isNaN(each) && each !== value);
    const rows = values.reduce((count, each) => (each === value ? count + 1 : count), 0);
    if (rows >= 2 && rows < others.length && standsAlone(value, { rows, others: others.sort() })) {
      return [{ value, rows, sure: false }];
    }
  }
  return [];
}

/** What databases and programs write for “never” and “not known”. */
const PLACEHOLDERS: ReadonlySet<number> = new Set(
  [
    ...['0001-01-01', '1753-01-01', '1800-01-01', '1899-12-30', '1899-12-31', '1900-01-01', '1901-01-01', '1970-01-01'],
    ...['2099-12-31', '2100-01-01', '2999-12-31', '3000-01-01', '9999-01-01', '9999-12-31'],
  ].map((date) => daysOf(date, 'year first')),
);
const FEWEST_DATES = 5;

/** Such a day before or after all others of a column, further away than these lie apart. */
export function placeholderDays(values: Float64Array): { readonly days: number; readonly rows: number } | undefined {
  const dates = values.filter((value) => !Number.isNaN(value));
  const isPlaceholder = (value: number): boolean => PLACEHOLDERS.has(Math.floor(value));
  for (const days of new Set(dates.filter(isPlaceholder))) {
    const others = dates.filter((value) => !isPlaceholder(value)).sort();
    if (others.length < FEWEST_DATES) return undefined;
    const [low, high] = [others[0]!, others.at(-1)!];
    const away = days < low ? low - days : days - high;
    if (away > high - low) return { days, rows: dates.filter((value) => value === days).length };
  }
  return undefined;
}

/** How far outside, in widths of the others, by how many different values these have: few of them may well be far apart. */
const FAR: readonly (readonly [different: number, widths: number])[] = [
  [10, 0.25],
  [5, 1],
  [2, 10],
];
/** Of a column that lies far from zero, as blood pressure does: in widths, and in standard deviations from the mean. */
const [NEAR_GAP, FAR_DEVIATIONS] = [0.1, 3.5];

interface Others {
  readonly rows: number;
  /** All other values of the column, in ascending order. */
  readonly others: Float64Array;
}

function standsAlone(value: number, { rows, others }: Others): boolean {
  const [low, high] = [others[0]!, others.at(-1)!];
  if (value >= low && value <= high) return false;
  const different = new Set(others).size;
  const gap = (value < low ? low - value : value - high) / (high - low);
  if (value === 9) return isNineOfACode({ low, high, different, gap }) && others.every(Number.isInteger);
  if (FAR.some(([least, widths]) => different >= least && gap > widths)) return true;
  if (different >= 5 && gap > NEAR_GAP && deviationsFrom(value, others) > FAR_DEVIATIONS) return true;
  return value === -1 && low >= 0 && isOnlyBelowZero({ rows, others, different, gap });
}

/** 9 beside 0 and 1, or 1 to 3: no answer. */
function isNineOfACode({ low, high, different, gap }: { low: number; high: number; different: number; gap: number }) {
  return low >= 0 && high <= 3 && different >= 2 && gap >= 3;
}

function deviationsFrom(value: number, others: Float64Array): number {
  const mean = others.reduce((sum, each) => sum + each, 0) / others.length;
  const squares = others.reduce((sum, each) => sum + (each - mean) * (each - mean), 0);
  return Math.abs(value - mean) / Math.sqrt(squares / others.length);
}

const LARGE = 100;

/**
 * The only value below zero: more frequent than the three values next to it, which no end of a distribution is; or in a column
 * of counts that run high.
 */
function isOnlyBelowZero(each: Others & { readonly different: number; readonly gap: number }): boolean {
  const { rows, others, different, gap } = each;
  if (different < SEVERAL) return different >= 2 && gap > 1;
  const next = [...new Set(others)].slice(0, 3);
  const isSpike = next.every((value) => others.filter((other) => other === value).length < rows);
  return isSpike || (others.at(-1)! >= LARGE && others.every(Number.isInteger));
}

const SEVERAL = 10;

/** Why a column of numbers is not read with them, and the two ways on. */
export function sentinelTrouble(
  { name, cells, lines }: TextColumn,
  values: Float64Array,
): { readonly odd: readonly OddCell[]; readonly trouble: Trouble } | undefined {
  const found = sentinelsIn(values).filter(({ sure }) => sure);
  if (found.length === 0) return undefined;
  const sure = new Set(found.map(({ value }) => value));
  const rows = [...values.keys()].filter((row) => sure.has(values[row]!));
  const shown = rows.slice(0, 5).map((row) => lines[row]!);
  return {
    odd: rows.map((row) => ({ line: lines[row]!, text: cells[row]! })),
    trouble: {
      text: `Column ${quoted(name)} is ${sentinelWords(found)}, outside all its other values (line${rows.length === 1 ? '' : 's'} ${shown.join(', ')}${rows.length > shown.length ? ' …' : ''}).`,
      remedy: `It may mark a missing value: say ${missingFlag(found)}; if it was measured, say ${flagged('numeric', name)}.`,
    },
  };
}

/** `-999 in 3 rows and -99 in 2 rows`. */
export function sentinelWords(found: readonly Sentinel[]): string {
  return found.map(({ value, rows }) => `${value} in ${whole(rows)} ${rows === 1 ? 'row' : 'rows'}`).join(' and ');
}

export function missingFlag(found: readonly Sentinel[]): string {
  return flagged('missing', found.map(({ value }) => value).join(','));
}
