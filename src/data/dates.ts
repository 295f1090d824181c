/**
 * Dates and timestamps become numbers: days since 1970-01-01, by the Gregorian calendar, in UTC where the cell says no
 * other zone. May not know columns.
 */

/** The order of the parts; `01/02/2024` is a day first for some people and a month first for others. */
export type DateOrder = 'year first' | 'day first' | 'month first' | 'named';

const CLOCK = String.raw`(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*([AaPp]\.?[Mm]\.?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?`;
const YEAR_FIRST = new RegExp(String.raw`^(\d{4})([-/.])(\d{1,2})(?:\2(\d{1,2})${CLOCK})?$`);
const YEAR_LAST = new RegExp(String.raw`^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})${CLOCK}$`);
/** Two digits for the year, as programs of offices write it. */
const SHORT = new RegExp(
  String.raw`^(\d{1,2})(\/)(\d{1,2})\/(\d{2})${CLOCK}$|^(\d{2})([-.])(\d{2})\12(\d{2})${CLOCK}$`,
);
/** English and German, French, Spanish, Italian, Dutch and Portuguese, in full or short. */
const MONTH_FORMS: readonly string[] = [
  String.raw`jan(?:uary|uar|uari|v(?:ier)?|eiro)?|ene(?:ro)?|gen(?:naio)?`,
  String.raw`feb(?:ruary|ruar|ruari|rero|braio)?|f[ée]vr?(?:ier|ereiro)?`,
  String.raw`mar(?:ch|s|zo|ço)?|mär(?:z)?|maart|mrt`,
  String.raw`apr(?:il|ile)?|avr(?:il)?|abr(?:il)?`,
  String.raw`may(?:o)?|mai(?:o)?|mag(?:gio)?|mei`,
  String.raw`june?|jun(?:i|io|ho)|juin|giu(?:gno)?`,
  String.raw`july?|jul(?:i|io|ho)|juil(?:let)?|lug(?:lio)?`,
  String.raw`aug(?:ust|ustus)?|ao[ûu]t|ago(?:sto)?`,
  String.raw`sept?(?:ember|embre|iembre)?|set(?:tembre|embro)?`,
  String.raw`o[ck]t(?:ober|obre|ubre)?|ott(?:obre)?|out(?:ubro)?`,
  String.raw`nov(?:ember|embre|iembre|embro)?`,
  String.raw`de[cz](?:ember|embro)?|d[ée]c(?:embre)?|dic(?:iembre|embre)?`,
];
const MONTH_NAMES = MONTH_FORMS.map((form) => new RegExp(`^(?:${form})$`, 'i'));
const MONTH = `(${MONTH_FORMS.join('|')})`;
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
/** Whether a cell has the shape of a date; cheap, for most cells have not. */
export function looksLikeDate(cell: string): boolean {
  const letter = cell.charCodeAt(4);
  const early = cell.length >= 6 && cell.length <= 40 && letter === letter;
  if (!early) return false;
  if (!/\d/.test(cell)) return false;
  const plain = plainDate(cell);
  // Without a day, what follows the year may be no month: 1999-20 is a season.
  if (YEAR_FIRST.test(plain)) return plain.length > 7 || !Number.isNaN(daysOf(plain, 'year first'));
  return YEAR_LAST.test(plain) || SHORT.test(plain) || BY_NAME.some(({ form }) => form.test(plain));
}

const ORDERS = ['named', 'year first', 'day first', 'month first'] as const;
const WEEKDAY = /^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+(?=\S)/i;
const MONTH_ALONE = new RegExp(`^${MONTH}[-\\s.,/]{1,2}(\\d{4})$`, 'i');
const MONTH_AFTER = new RegExp(`^(\\d{4})[-\\s./]${MONTH}$`, 'i');
/** As C and Unix print it: `Jan 02 01:13:49 2024`. */
const YEAR_BEHIND = /^([A-Za-z]{3}) +(\d{1,2}) (\d\d:\d\d(?::\d\d)?)(?: [A-Z]{3,4})? (\d{4})$/;
const COMPACT_CLOCK = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)?/;
const EAST_ASIAN = /^(\d{4})[年년]\s?(\d{1,2})[月월]\s?(\d{1,2})[日일]/;
const MONTH_YEAR = /^(0?[1-9]|1[0-2])([-/])((?:19|20)\d\d)$/;
const WEEK = /^((?:19|20)\d\d)-?W(0[1-9]|[1-4]\d|5[0-3])$/;
const QUARTER = /^(\d{4})[-\s]?Q([1-4])$|^Q([1-4])[-\s/]?(\d{4})$/i;

/** Without the day of the week; months, quarters and weeks by their first day. */
function plainDate(cell: string): string {
  // Most dates begin with a digit and hold no letters: they stay as they are.
  if (!/[A-Za-z\u00c0-\uffff]/.test(cell)) return cell.length > 7 ? cell : cell.replace(MONTH_YEAR, '$3-$1-1');
  const week = WEEK.exec(cell);
  if (week !== null) return dateOf(mondayOf(Number(week[1]), Number(week[2])));
  const quarter = QUARTER.exec(cell);
  if (quarter !== null) return `${quarter[1] ?? quarter[4]!}-${3 * Number(quarter[2] ?? quarter[3]!) - 2}-1`;
  return cell
    .replace(WEEKDAY, '')
    .replace(EAST_ASIAN, '$1-$2-$3')
    .replace(YEAR_BEHIND, '$2 $1 $4 $3')
    .replace(COMPACT_CLOCK, '$1-$2-$3T$4:$5:$6')
    .replace(/ de /gi, ' ')
    .replace(MONTH_ALONE, '1 $1 $2')
    .replace(MONTH_AFTER, '$1 $2 1');
}

/** Days of a date of eight digits, `20241231`, with the clock behind or not, from 1900 to 2100; NaN if the cell is not one. */
export function compactDays(cell: string): number {
  const found = /^(19\d\d|20\d\d|2100)(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?$/.exec(cell);
  if (found === null) return NaN;
  const [year, month, day] = found.slice(1, 4).map(Number);
  return daysAt({ year: year!, month: month!, day: day! }, found.slice(4));
}

/**
 * The order that all dates of a column allow; undefined if there is none, or two.
 *
 * @returns 'either' if days and months could change places in every cell
 */
export function dateOrderOf(cells: readonly string[]): DateOrder | 'either' | undefined {
  const orders = ORDERS.filter((order) => cells.every((cell) => !Number.isNaN(daysOf(cell, order))));
  if (orders.length < 2) return orders[0];
  // Points between day and month are used where the day comes first.
  return cells.every((cell) => cell.charAt(1) === '.' || cell.charAt(2) === '.') ? 'day first' : 'either';
}

/** The order in which the most cells are dates. */
export function likeliestOrder(cells: readonly string[]): DateOrder {
  const readable = (order: DateOrder): number => cells.filter((cell) => !Number.isNaN(daysOf(cell, order))).length;
  return ORDERS.map((order) => ({ order, count: readable(order) })).reduce((best, each) =>
    each.count > best.count ? each : best,
  ).order;
}

/** Every day that a cell may mean, whatever the order of its parts. */
export function daysMeant(cell: string): readonly number[] {
  return looksLikeDate(cell) ? ORDERS.map((order) => daysOf(cell, order)).filter((days) => !Number.isNaN(days)) : [];
}

/** Days since 1970-01-01, with the clock as a fraction; NaN if the cell is no date in this order. */
export function daysOf(text: string, order: DateOrder): number {
  const cell = plainDate(text);
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
    const name = part('month');
    const month = 1 + MONTH_NAMES.findIndex((each) => each.test(name));
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
  const [given = '0', minutes = '0', seconds = '0', fraction = '0', half, zone] = clock;
  const hours = half === undefined ? given : String((Number(given) % 12) + (/^p/i.test(half) ? 12 : 0));
  if (half !== undefined && (Number(given) < 1 || Number(given) > 12)) return NaN;
  if (month < 1 || month > 12 || day < 1 || day > daysIn(month, year)) return NaN;
  if (Number(hours) > 24 || Number(minutes) > 59 || Number(seconds) > 60) return NaN;
  const time = Number(hours) * 3600 + Number(minutes) * 60 + Number(`${seconds}.${fraction}`);
  return dayNumber({ year, month, day }) + (time - secondsOf(zone)) / 86_400;
}

function secondsOf(zone: string | undefined): number {
  if (zone === undefined || zone === 'Z' || zone === 'UTC' || zone === 'GMT') return 0;
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(-2))];
  return (zone.startsWith('-') ? -1 : 1) * (hours * 3600 + minutes * 60);
}

function daysIn(month: number, year: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** Of a week as ISO 8601 counts them: the first is that of 4 January. */
function mondayOf(year: number, week: number): number {
  const fourth = dayNumber({ year, month: 1, day: 4 });
  const weekday = (((fourth + 3) % 7) + 7) % 7;
  return fourth - weekday + 7 * (week - 1);
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
