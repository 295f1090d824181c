/** What calls for a look in one column of numbers, or of words many of which are numbers. May not know other columns. */
import { whole } from '../base/how-many.js';
import { LEADING_ZEROS, LONG_DIGITS, OPEN_MARKS } from './number-words.js';
import type { CategoryColumn, Column, NumberColumn } from './dataset.js';
import type { DescribedColumn, Finding } from './finding.js';
import { flagged, flaggedIn, quoted } from './names.js';
import { looksNumeric } from './number-format.js';
import { dateOf } from './dates.js';
import { alonesIn, missingFlag, placeholderDays, sentinelsIn, sentinelWords } from './sentinel.js';

export function numberFindings(column: Column, reading: DescribedColumn): readonly Finding[] {
  const all =
    column.kind === 'number'
      ? [
          reading.kind === 'date' ? sentinelDate(column) : (sentinel(column) ?? farValue(column, reading)),
          longNumbers(reading),
          leadingZeros(reading),
          openMark(reading),
          codes(column, reading),
        ]
      : [reading.asked === true ? undefined : numbersAmongWords(column)];
  return all.filter((finding) => finding !== undefined);
}

/** Those of which a reading as numbers is refused come here only where --numeric vouches for them. */
function sentinel(column: NumberColumn): Finding | undefined {
  const nines = sentinelsIn(column.values);
  const found = nines.length > 0 ? nines : alonesIn(column.values);
  const [first] = found;
  if (first === undefined) return undefined;
  return {
    what: 'sentinel',
    column: column.name,
    text: `Column ${quoted(column.name)} is ${sentinelWords(found)}, outside all its other values.`,
    remedy:
      nines.length === 0
        ? `If that marks a missing value, say ${flaggedIn('missing', { name: column.name, value: String(first.value) })}.`
        : `If that marks a missing value, say ${missingFlag(found)}.`,
    bare: {
      text: `Column ${quoted(column.name)} has a value, ${first.rows} times, outside all its others.`,
      remedy: 'If it marks a missing value, name it with --missing.',
    },
  };
}

/** Days that programs put where no date is known, outside all others and far from them. */
function sentinelDate(column: NumberColumn): Finding | undefined {
  const found = placeholderDays(column.values);
  if (found === undefined) return undefined;
  const date = dateOf(found.days);
  const { days, rows } = found;
  return {
    what: 'sentinel',
    column: column.name,
    text: `Column ${quoted(column.name)} is ${date} in ${whole(rows)} ${rows === 1 ? 'row' : 'rows'}, far outside all its other dates.`,
    remedy: `If that marks a missing date, say ${flaggedIn('missing', { name: column.name, value: dateOf(Math.floor(days)) })}.`,
    bare: {
      text: `Column ${quoted(column.name)} has a date, ${rows === 1 ? 'once' : `${whole(rows)} times`}, far outside all its others.`,
      remedy: 'If it marks a missing date, name it with --missing.',
    },
  };
}

/** This many times as far from the next value as all others lie apart. */
const FAR_AWAY = 100;
const FEWEST_OTHERS = 20;

/** One value a hundred times as far from the others as these are from each other: a slip, by which all others become one. */
function farValue(column: NumberColumn, { role }: DescribedColumn): Finding | undefined {
  const values = column.values.filter((value) => !Number.isNaN(value)).sort();
  if (values.length <= FEWEST_OTHERS) return undefined;
  const [low, second, last, high] = [values[0]!, values[1]!, values.at(-2)!, values.at(-1)!];
  const value =
    high - last > FAR_AWAY * (last - low) ? high : second - low > FAR_AWAY * (high - second) ? low : undefined;
  if (value === undefined || new Set(values).size < FEWEST_DIFFERENT) return undefined;
  const isTarget = role === 'target';
  const flags = `${flaggedIn('missing', { name: column.name, value: String(value) })}${isTarget ? ' --drop-missing-target' : ''}`;
  return {
    what: 'far value',
    column: column.name,
    text: `Column ${quoted(column.name)} is ${value} in 1 row, more than ${FAR_AWAY} times as far out as all its other values lie apart.`,
    remedy: `If it is a slip, correct it, or leave it out with ${flags}.`,
    bare: {
      text: `Column ${quoted(column.name)} has a value more than ${FAR_AWAY} times as far out as all its others lie apart.`,
      remedy: 'If it is a slip, correct it.',
    },
  };
}

const FEWEST_DIFFERENT = 10;

/** Whole numbers so long that neighbours become one: names, mostly. */
function longNumbers({ name, role, asked, how }: DescribedColumn): Finding | undefined {
  if (asked === true || (role !== 'feature' && role !== 'target') || !how.includes(LONG_DIGITS)) return undefined;
  return {
    what: 'long numbers',
    column: name,
    text: `Column ${quoted(name)} has whole numbers of more than 15 digits, and the last of them are lost.`,
    remedy:
      role === 'target'
        ? `If they are names, say ${flagged('category', name)}; if they are amounts, ${flagged('numeric', name)}.`
        : `If they are names, say ${flagged('category', name)}, or leave them out with ${flagged('drop', name)}; if they are amounts, say ${flagged('numeric', name)}.`,
  };
}

function openMark({ name, how, role }: DescribedColumn): Finding | undefined {
  const mark = role === 'left out' ? undefined : ['.', ','].find((each) => how.includes(OPEN_MARKS[each]!));
  if (mark === undefined) return undefined;
  const [is, may] = mark === '.' ? ['1.234', 'thousands'] : ['1234', 'a fraction'];
  return {
    what: 'open mark',
    column: name,
    text: `Column ${quoted(name)} has numbers such as 1${mark}234, taken for ${is}: they may be ${may}.`,
    remedy: 'Say --decimal "," if they are, else --decimal ".".',
  };
}

function leadingZeros({ name, how, role }: DescribedColumn): Finding | undefined {
  if (role !== 'feature' || !how.includes(LEADING_ZEROS)) return undefined;
  return {
    what: 'leading zeros',
    column: name,
    text: `Column ${quoted(name)} has numbers with zeros in front, as codes have, taken as amounts.`,
    remedy: `If they are names, say ${flagged('category', name)}, or leave them out with ${flagged('drop', name)}.`,
  };
}

const SOME_NUMBERS = 0.3;
const FEWEST_NUMBERS = 10;

/** A column of words many of which are numbers: fewer than make it a column of numbers. */
function numbersAmongWords(column: CategoryColumn): Finding | undefined {
  const rows = column.codes.length;
  const numeric = new Set(column.levels.flatMap((level, code) => (looksNumeric(level) ? [code] : [])));
  if (numeric.size < FEWEST_NUMBERS) return undefined;
  const count = column.codes.filter((code) => numeric.has(code)).length;
  if (count < SOME_NUMBERS * rows) return undefined;
  const name = quoted(column.name);
  return {
    what: 'numbers among words',
    column: column.name,
    text: `Column ${name} is taken as words, but ${whole(count)} of its ${whole(rows)} cells are numbers, ${whole(numeric.size)} different ones.`,
    remedy: `If they are measured, say ${flagged('numeric', column.name)}: what is no number then counts as missing; if they are names, say ${flagged('category', column.name)}; else leave it out with ${flagged('drop', column.name)}.`,
  };
}

const CODE_NAME =
  /(?:^|[^a-z])(?:zip|zip ?code|postal ?code|postcode|plz|phone|telephone|tel|fax|ssn|isbn|ean|gtin|sku|iban|fips)(?:[^a-z]|$)/i;

/** Numbers that nobody adds up, by the name of their column; those with zeros in front are told of anyway. */
function codes(column: NumberColumn, { name, role, asked, how, different }: DescribedColumn): Finding | undefined {
  const isCode = role === 'feature' && asked !== true && different > 2 && CODE_NAME.test(name.replaceAll('_', ' '));
  if (!isCode || how.includes(LEADING_ZEROS)) return undefined;
  if (!column.values.every((value) => Number.isNaN(value) || Number.isInteger(value))) return undefined;
  return {
    what: 'codes',
    column: name,
    text: `Column ${quoted(name)} is called as codes are, and its numbers are taken as amounts.`,
    remedy: `If they are names, say ${flagged('category', name)}, or leave them out with ${flagged('drop', name)}; if they are amounts, say ${flagged('numeric', name)}.`,
  };
}
