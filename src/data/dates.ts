/**
 * Dates and timestamps become numbers: days since 1970-01-01, by the Gregorian calendar, in UTC where the cell says no
 * other zone. May not know columns.
 */

/** The order of the parts; `01/02/2024` is a day first for some people and a month first for others. */
export type DateOrder = 'year first' | 'day first' | 'month first' | 'named';

const CLOCK = String.raw`(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?)?`;
const YEAR_FIRST = new RegExp(String.raw`^(\d{4})([-/.])(\d{1,2})(?:\2(\d{1,2})${CLOCK})?$`);
const YEAR_LAST = new RegExp(String.raw`^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})${CLOCK}$`);
/** Two digits for the year, as programs of offices write it. */
const SHORT = new RegExp(
  String.raw`^(\d{1,2})(\/)(\d{1,2})\/(\d{2})${CLOCK}$|^(\d{2})([-.])(\d{2})\11(\d{2})${CLOCK}$`,
);
const MONTH = String.raw`(jan(?:uary|uar)?|feb(?:ruary|ruar)?|mar(?:ch)?|mär(?:z)?|apr(?:il)?|may|mai|june?|juni|july?|juli|aug(?:ust)?|sept?(?:ember)?|o[ck]t(?:ober)?|nov(?:ember)?|de[cz](?:ember)?)`;
const BY_NAME = [
  {
    at: ['day', 'month', 'year'],
    form: new RegExp(String.raw`^(\d{1,2})[-\s./]{0,2}${MONTH}[-\s.,/]{0,2}(\d{4}|\d{2})${CLOCK}$`, 'i'),
  },
  {
    at: ['month', 'day', 'year'],
    form: new RegExp(String.raw`^${MONTH}[-\s.]{1,2}(\d{1,2})(?:,\s*|[-\s])(\d{4})${CLOCK}$`, 'i'),
  },
  { at: ['year', 'month', 'day'], form: new RegExp(String.raw`^(\d{4})[-\s./]${MONTH}[-\s./](\d{1,2})${CLOCK}$`, 'i') },
] as const;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const OTHER_MONTHS: Readonly<Record<string, string>> = { mär: 'mar', mai: 'may', okt: 'oct', dez: 'dec' };

/** Whether a cell has the shape of a date; cheap, for most cells have not. */
export function looksLikeDate(cell: string): boolean {
  const letter = cell.charCodeAt(4);
  const early = cell.length >= 7 && cell.length <= 40 && letter === letter;
  if (!early) return false;
  return YEAR_FIRST.test(cell) || YEAR_LAST.test(cell) || SHORT.test(cell) || isByName(cell);
}

function isByName(cell: string): boolean {
  return /\d/.test(cell) && BY_NAME.some(({ form }) => form.test(cell));
}

/**
 * The order that all dates of a column allow; undefined if there is none, or two.
 *
 * @returns 'either' if days and months could change places in every cell
 */
export function dateOrderOf(cells: readonly string[]): DateOrder | 'either' | undefined {
  const orders = (['named', 'year first', 'day first', 'month first'] as const).filter((order) =>
    cells.every((cell) => !Number.isNaN(daysOf(cell, order))),
  );
  if (orders.length < 2) return orders[0];
  // Points between day and month are used where the day comes first.
  return cells.every((cell) => cell.charAt(1) === '.' || cell.charAt(2) === '.') ? 'day first' : 'either';
}

/** Days since 1970-01-01, with the clock as a fraction; NaN if the cell is no date in this order. */
export function daysOf(cell: string, order: DateOrder): number {
  if (order === 'named') return namedDays(cell);
  const found =
    (order === 'year first' ? YEAR_FIRST : YEAR_LAST).exec(cell) ?? (order === 'year first' ? null : short(cell));
  if (found === null) return NaN;
  const [, first, , second, third, ...clock] = found;
  const one = Number(first);
  const two = Number(second);
  const three =
    third !== undefined && third.length === 2 && order !== 'year first' ? wholeYear(third) : Number(third ?? '1');
  const [year, month, day] =
    order === 'year first' ? [one, two, three] : order === 'day first' ? [three, two, one] : [three, one, two];
  return daysAt({ year, month, day }, clock);
}

/** The parts of one with a short year, without those of the other form. */
function short(cell: string): readonly (string | undefined)[] | null {
  const found = SHORT.exec(cell);
  if (found === null) return null;
  const half = (found.length - 1) / 2;
  return found[1] === undefined ? [found[0], ...found.slice(1 + half)] : found.slice(0, 1 + half);
}

/** As POSIX has it: 69 to 99 are of the last century. */
function wholeYear(text: string): number {
  return Number(text) + (text.length > 2 ? 0 : Number(text) < 69 ? 2000 : 1900);
}

function namedDays(cell: string): number {
  for (const { at, form } of BY_NAME) {
    const found = form.exec(cell);
    if (found === null) continue;
    const part = (name: 'day' | 'month' | 'year'): string => found[1 + at.findIndex((each) => each === name)]!;
    const name = part('month').toLowerCase().slice(0, 3);
    const month = 1 + MONTHS.indexOf(OTHER_MONTHS[name] ?? name);
    return daysAt({ year: wholeYear(part('year')), month, day: Number(part('day')) }, found.slice(4));
  }
  return NaN;
}

interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

function daysAt({ year, month, day }: Day, clock: readonly (string | undefined)[]): number {
  const [hours = '0', minutes = '0', seconds = '0', fraction = '0', zone] = clock;
  if (month < 1 || month > 12 || day < 1 || day > daysIn(month, year)) return NaN;
  if (Number(hours) > 24 || Number(minutes) > 59 || Number(seconds) > 60) return NaN;
  const time = Number(hours) * 3600 + Number(minutes) * 60 + Number(`${seconds}.${fraction}`);
  return dayNumber({ year, month, day }) + (time - secondsOf(zone)) / 86_400;
}

function secondsOf(zone: string | undefined): number {
  if (zone === undefined || zone === 'Z' || zone === 'UTC') return 0;
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(-2))];
  return (zone.startsWith('-') ? -1 : 1) * (hours * 3600 + minutes * 60);
}

function daysIn(month: number, year: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** Counted from 1970-01-01: years that begin in March put the leap day last. */
function dayNumber({ year, month, day }: Day): number {
  const y = month <= 2 ? year - 1 : year;
  const leapDays = Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400);
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  return 365 * y + leapDays + dayOfYear - 719_468;
}

/** The date of a number of days, for people: `2024-02-29`, with the clock where there is one. */
export function dateOf(days: number): string {
  const whole = Math.floor(days);
  let year = 1970 + Math.floor(whole / 365.2425);
  while (dayNumber({ year: year + 1, month: 1, day: 1 }) <= whole) year++;
  while (dayNumber({ year, month: 1, day: 1 }) > whole) year--;
  let month = 12;
  while (dayNumber({ year, month, day: 1 }) > whole) month--;
  const day = whole - dayNumber({ year, month, day: 1 }) + 1;
  const seconds = Math.round((days - whole) * 86_400);
  const two = (value: number): string => String(value).padStart(2, '0');
  const clock = seconds === 0 ? '' : ` ${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}`;
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}${clock}`;
}
