/**
 * Numbers that stand for a missing value, −999 among ages. Read as numbers they bend a column's scale, and with it the
 * verdict. Looks at the values of one column; may not know what it is for.
 */
import type { TextColumn } from './cell-kinds.js';
import { flagged, quoted } from './names.js';
import type { OddCell, Trouble } from './reading.js';

/** Nines, with a point anywhere; of single ones only −9. */
const SENTINELS: ReadonlySet<number> = new Set([
  -9,
  ...[99, 999, 9999, 99999, 999999, 99.9, 99.99, 999.9, 999.99, 9999.9, 9999.99].flatMap((value) => [value, -value]),
]);

export interface Sentinel {
  readonly value: number;
  readonly rows: number;
  /** No measured value can be meant: see `isBeyondDoubt`. */
  readonly sure: boolean;
}

/** Those of a column that lie outside all its other values, in the order in which they occur. */
export function sentinelsIn(values: Float64Array): readonly Sentinel[] {
  const times = new Map<number, number>();
  let low = Infinity;
  let high = -Infinity;
  for (const each of values) {
    if (SENTINELS.has(each)) times.set(each, (times.get(each) ?? 0) + 1);
    else if (each < low) low = each;
    if (each > high && !SENTINELS.has(each)) high = each;
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

const SEVERAL_VALUES = 10;
const GAP = 0.25;

/** Zero or −1, several times, well below all others, which are above zero and many: measured, it would have neighbours. */
export function alonesIn(values: Float64Array): readonly Sentinel[] {
  const there = values.filter((value) => !Number.isNaN(value));
  const value = there.reduce((least, each) => (each < least ? each : least), Infinity);
  const others = there.filter((each) => each !== value);
  if ((value !== 0 && value !== -1) || there.length - others.length < 2 || new Set(others).size < SEVERAL_VALUES)
    return [];
  const low = others.reduce((least, each) => (each < least ? each : least), Infinity);
  const high = others.reduce((most, each) => (each > most ? each : most), -Infinity);
  const rows = there.length - others.length;
  return low > 0 && low - value > GAP * (high - low) && rows < others.length ? [{ value, rows, sure: false }] : [];
}

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
  return found.map(({ value, rows }) => `${value} in ${rows} ${rows === 1 ? 'row' : 'rows'}`).join(' and ');
}

export function missingFlag(found: readonly Sentinel[]): string {
  return flagged('missing', found.map(({ value }) => value).join(','));
}
