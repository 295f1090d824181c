/**
 * How people write numbers: decimal point or comma, groups of thousands, signs of currency and per cent. A cell is judged
 * alone; which way a column is meant, `column.ts` decides. May not know columns, files or lines.
 */

/** Which character parts the whole from the fraction. */
export type DecimalMark = '.' | ',';

const PLAIN = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
const FORTRAN = /^[+-]?(?:\d+\.\d*|\.\d+)[dD][+-]?\d{1,3}$/;
const COMMA = /^[+-]?(?:\d+,\d*|,\d+)(?:[eE][+-]?\d+)?$/;
/** Groups of three, separated by one and the same character. */
const COMMA_GROUPS = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?$/;
const POINT_GROUPS = /^[+-]?\d{1,3}(?:\.\d{3})+(?:,\d*)?$/;
/** Lakhs and crores: groups of two above the thousands. */
const INDIAN_GROUPS = /^[+-]?\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d*)?$/;
const OTHER_GROUPS = /^[+-]?\d{1,3}(?:([ '])\d{3})(?:\1\d{3})*(?:[.,]\d*)?$/;
const NOT_FINITE = /^[+-]?(?:inf|infinity)$/i;

/** Spaces that do not break, and typographic apostrophes. */
const SPACES = /[\u00a0\u2007\u2009\u202f]/g;
const CURRENCY =
  /^([+-]?)\s*(?:(?:US|CA|AU|NZ|HK|[RAC])?\$|\p{Sc}|(?:Rs\.?|kr\.?|Fr\.|SFr\.|USD|EUR|GBP|CHF|JPY|INR|CNY|SEK|NOK|DKK|PLN|CZK|CAD|AUD|BRL)(?=[\s\d]))\s*|\s*(?:\p{Sc}|kr\.?|zł|\b(?:USD|EUR|GBP|CHF|JPY|INR|CNY|SEK|NOK|DKK|PLN|CZK|CAD|AUD|BRL))$/u;
const PER_CENT = /\s*[%‰]$/;

/** Units that nothing else ends in; those of one letter, which codes such as 5A end in too, only after a space. */
const UNIT =
  /^[+-]?[\d.,][\d.,' ]*?\s*(kg|mg|µg|ug|lbs?|oz|km|cm|mm|µm|um|nm|mi|ft|yd|ml|mL|dl|dL|cl|gal|sec|ms|min|hrs?|days?|weeks?|months?|y(?:ea)?rs?|°C|°F|mV|mA|kW|MW|kWh|MWh|Hz|kHz|MHz|GHz|[kKMGT]B|bpm|rpm|mph|km\/h|kmh|m\/s|Pa|kPa|hPa|bar|mbar|mmHg|psi|mol|mmol|mmol\/[lL]|mg\/d[lL]|g\/d?[lL]|ppm|ppb|k?m[²³]|km2|cm[²³]|sqft|sqm|px|kcal|kJ|hp|(?<=\s)(?:[gmtlLshdVAWNJ]|in))$/;

/** A cell that may be a number, its signs taken off. */
export interface Bare {
  /** Digits, marks and groups alone, with `-` for minus. */
  readonly digits: string;
  /** `%`, `$`, … or `` where the cell has none. */
  readonly sign: string;
}

/** No number is written longer; and patterns that look for spaces anywhere would take the square of a cell's length. */
const LONGEST = 200;

/** @param unit  a word that stands behind the column's numbers, besides those known */
export function bare(cell: string, unit?: string): Bare {
  // Nearly every cell is as plain as this: the rest would take ten times the time.
  if (PLAIN.test(cell) || cell.length > LONGEST) return { digits: cell, sign: '' };
  if (unit !== undefined && unitBehind(cell) === unit) {
    return { ...bare(cell.replace(/\p{L}[\p{L}./²³]*$/u, '').trimEnd()), sign: unit };
  }
  // Fortran's double precision: 1.5D+03.
  if (FORTRAN.test(cell)) return { digits: cell.replace(/[dD]/, 'e'), sign: '' };
  let digits = inAsciiDigits(cell)
    .replace(SPACES, ' ')
    .replace(/^('?)[\u2212\u2013](?=[\d.,])/, '$1-')
    .replace(/\u2019/g, "'")
    // The apostrophe by which a spreadsheet keeps a number as text, or a number between two.
    .replace(/^'(?=[+-]?[\d.,])([^']*)'?$/, '$1');
  const inBrackets = /^\(([^()]*\d[^()]*)\)$/.exec(digits)?.[1];
  if (inBrackets !== undefined) {
    const inner = bare(inBrackets.trim());
    return /^\d/.test(inner.digits) ? { ...inner, digits: `-${inner.digits}` } : { digits, sign: '' };
  }
  let sign = UNIT.exec(digits)?.[1] ?? '';
  digits = digits.slice(0, digits.length - sign.length).trimEnd();
  sign = sign.replace(/^(lb|hr|day|week|month|y(?:ea)?r)s$/, '$1');
  const perCent = PER_CENT.exec(digits);
  if (perCent !== null) {
    sign = perCent[0].trim();
    digits = digits.slice(0, perCent.index);
  }
  const currency = CURRENCY.exec(digits);
  if (currency !== null) {
    sign += currency[0].replace(/[+\-\s]/g, '');
    digits = digits
      .replace(CURRENCY, '$1')
      .trim()
      .replace(/^\u2212/, '-');
  }
  return { digits, sign };
}

/** Digits of other scripts, full-width ones among them. */
function inAsciiDigits(cell: string): string {
  if (!/[^\u0000-\u007f]/.test(cell)) return cell;
  return cell
    .replace(/[０-９]/g, (digit) => String(digit.charCodeAt(0) - 0xff10))
    .replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) & 15))
    .replace(/(?<=\d)٫(?=\d)/, '.')
    .replace(/(?<=\d)٬(?=\d{3})/g, "'");
}

/** The word behind a number, without the s of the plural; undefined where there is none. */
export function unitBehind(cell: string): string | undefined {
  const found = /^[+-]?\d[\d.,' ]*?\s?(\p{L}[\p{L}./²³]*)$/u.exec(cell)?.[1];
  if (found === undefined || /^[eE]$/.test(found)) return undefined;
  return found.length > 3 ? found.replace(/s$/, '') : found;
}

/** What the digits of one cell can mean. */
export type Reading =
  /** The same number whichever mark is meant. */
  | 'either'
  /** Only with a decimal point, or only with a decimal comma. */
  | DecimalMark
  /** `1.234` or `1,234`: a fraction or a group of thousands. */
  | 'fraction or thousands'
  | undefined;

export function readingOf(digits: string): Reading {
  if (PLAIN.test(digits)) {
    if (!digits.includes('.')) return 'either';
    return POINT_GROUPS.test(digits) && !/^[+-]?0/.test(digits) ? 'fraction or thousands' : '.';
  }
  if (COMMA_GROUPS.test(digits)) {
    if (digits.includes('.')) return '.';
    return digits.indexOf(',') !== digits.lastIndexOf(',')
      ? '.'
      : /^[+-]?0/.test(digits)
        ? ','
        : 'fraction or thousands';
  }
  if (INDIAN_GROUPS.test(digits)) return '.';
  if (COMMA.test(digits)) return ',';
  if (POINT_GROUPS.test(digits)) return ',';
  if (OTHER_GROUPS.test(digits)) return digits.includes('.') ? '.' : digits.includes(',') ? ',' : 'either';
  return undefined;
}

/** The number that the digits mean with this decimal mark; NaN if they mean none. */
export function numberOf(digits: string, decimal: DecimalMark): number {
  const reading = readingOf(digits);
  if (reading === undefined || (reading === '.' && decimal === ',') || (reading === ',' && decimal === '.')) return NaN;
  const ungrouped = digits.replace(decimal === '.' ? /[, ']/g : /[. ']/g, '');
  return Number(decimal === ',' ? ungrouped.replace(',', '.') : ungrouped);
}

/** Whether a cell, spaces around it removed, can be read as a finite number, however it is written. */
export function looksNumeric(cell: string): boolean {
  return readingOf(bare(cell).digits) !== undefined;
}

/** Whether a cell reads as a finite decimal number written plainly. */
export function isDecimal(cell: string): boolean {
  return PLAIN.test(cell);
}

/** `inf` and similar: the outcome of a computation that went wrong, not a mark for a missing value. */
export function isInfinite(cell: string): boolean {
  return NOT_FINITE.test(cell);
}
