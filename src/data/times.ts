/**
 * Times of the clock and durations become numbers: 12:30 is 12.5, 1:30:00 is 1.5. May not know columns.
 */

const CLOCK = /^([+-]?)(\d{1,3}):([0-5]\d)(?::([0-5]\d))?(?:[.,](\d{1,9}))?\s*([ap]\.?m\.?)?$/i;
/** As pandas writes a difference of times. */
const DAYS = /^(-?\d+) days?(?:,? ([+-]?)(\d{1,2}):([0-5]\d):([0-5]\d)(?:\.(\d{1,9}))?)?$/;
const HOURS = /^(\d+)\s?h(?:(?:ou)?rs?)?[ ,]*(\d+)\s?m(?:in)?(?:utes?|s)?\.?$/i;

/** How many parts of a time a cell has: hours and minutes (or minutes and seconds) are two. */
export type TimeParts = 'two' | 'three';

export function looksLikeTime(cell: string): boolean {
  return partsOf(cell) !== undefined;
}

function partsOf(cell: string): TimeParts | undefined {
  if (cell.length < 4 || cell.length > 40 || !/\d/.test(cell)) return undefined;
  if (DAYS.test(cell)) return 'three';
  if (HOURS.test(cell)) return 'two';
  const found = CLOCK.exec(cell);
  if (found === null || (found[6] !== undefined && Number(found[2]) > 12)) return undefined;
  return found[4] === undefined ? 'two' : 'three';
}

/** The parts that all cells have; undefined if they differ, for then 12:30 may be hours in one and minutes in another. */
export function timePartsOf(cells: readonly string[]): TimeParts | undefined {
  const parts = new Set(cells.map(partsOf));
  const [first, ...others] = parts;
  return others.length === 0 ? first : undefined;
}

/** The time in units of its first part: 12:30 is 12.5. NaN if the cell is not one. */
export function timeOf(cell: string): number {
  const days = DAYS.exec(cell);
  if (days !== null) {
    const [, whole, sign, hours = '0', minutes = '0', seconds = '0', fraction = '0'] = days;
    const clock = inHours(hours, minutes, `${seconds}.${fraction}`);
    return 24 * Number(whole) + (sign === '-' ? -clock : clock);
  }
  const spoken = HOURS.exec(cell);
  if (spoken !== null) return inHours(spoken[1]!, spoken[2]!, '0');
  const found = CLOCK.exec(cell);
  if (found === null) return NaN;
  const [, sign, first, second, third, fraction = '0', half] = found;
  const whole = half === undefined ? Number(first) : (Number(first) % 12) + (/^p/i.test(half) ? 12 : 0);
  const value =
    third === undefined
      ? inHours(String(whole), `${second!}.${fraction}`, '0')
      : inHours(String(whole), second!, `${third}.${fraction}`);
  return sign === '-' ? -value : value;
}

function inHours(hours: string, minutes: string, seconds: string): number {
  return Number(hours) + (Number(minutes) + Number(seconds) / 60) / 60;
}
