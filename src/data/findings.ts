/**
 * What in a table calls for a look before any net is trained on it, each with a remedy. Nothing here refuses a table, and
 * nothing here knows how it is split: see `split-findings.ts`.
 */
import type { Column, Dataset, Table } from './dataset.js';
import type { Finding } from './finding.js';
import { giveAways } from './give-away.js';
import { flagged, quoted } from './names.js';
import { LEADING_ZEROS } from './column.js';
import { looksNumeric } from './number-format.js';
import { isIdle } from './column-reading.js';
import type { ColumnReading } from './reading.js';
import { repeatedRows } from './repeated-rows.js';
import { groupsOf } from './same-words.js';
import { alonesIn, missingFlag, sentinelsIn, sentinelWords } from './sentinel.js';
import { calledTotals } from './totals.js';

type Described = ColumnReading & { readonly role: string };

interface LookedAt {
  /** Absent where no target was chosen. */
  readonly table: Table | undefined;
  readonly dropped: ReadonlySet<string>;
  /** Columns for which somebody vouches. */
  readonly kept: ReadonlySet<string>;
}

export function findingsOf(
  dataset: Dataset,
  described: readonly Described[],
  { table, dropped, kept }: LookedAt,
): readonly Finding[] {
  const used = described.filter(
    (each) => (each.role !== 'left out' || isIdle(each)) && each.trouble === undefined && !dropped.has(each.name),
  );
  const columnOf = new Map(dataset.columns.map((column) => [column.name, column]));
  const each = used.flatMap((reading): Finding[] => {
    const column = columnOf.get(reading.name)!;
    const isFeature = reading.role === 'feature';
    const vouched = kept.has(reading.name);
    if (reading.role === 'left out')
      return [identifier(reading), constant(reading)].filter((each) => each !== undefined);
    return [
      ...(isFeature && !vouched
        ? [identifier(reading), fileOrder(column, reading), constant(reading), manyLevels(reading, dataset.rows)]
        : []),
      sentinel(column, dataset.columns),
      marksAmongWords(column),
      caseVariants(column, reading),
      calledTotals(column, dataset.lines),
      leadingZeros(reading),
      reading.asked === true ? undefined : numbersAmongWords(column, dataset.rows),
    ].filter((finding) => finding !== undefined);
  });
  return [
    ...each,
    ...(table === undefined ? [] : giveAways(table)),
    ...(table === undefined ? [] : repeatedRows(table)),
  ];
}

function identifier({ name, kind, different, role }: Described): Finding | undefined {
  if (kind !== 'identifier') return undefined;
  if (role === 'left out') {
    return {
      what: 'identifier',
      column: name,
      text: `Column ${quoted(name)} names the rows (${different} different values, nearly one a row) and is left out.`,
      remedy: `If it measures something, say ${flagged('keep', name)}.`,
    };
  }
  return {
    what: 'identifier',
    column: name,
    text: `Column ${quoted(name)} looks like an identifier: ${different} different values, nearly one a row.`,
    remedy: `A score may come from the order of the file. Leave it out with ${flagged('drop', name)}, unless it measures something.`,
  };
}

/** Dates that follow the lines of the file: of records, or of a series, whose future is to be predicted. */
function fileOrder(column: Column, { name, kind }: ColumnReading): Finding | undefined {
  if (kind !== 'date' || column.kind !== 'number' || !risesOrFalls(column.values)) return undefined;
  return {
    what: 'file order',
    column: name,
    text: `Column ${quoted(name)} has another date in every row, in the order of the file.`,
    remedy: `To predict what comes later, say ${flagged('time', name)}; if it only says when a row was written, ${flagged('drop', name)}.`,
  };
}

const FEWEST_DATES = 10;

function risesOrFalls(values: Float64Array): boolean {
  const [first = NaN, second = NaN] = values;
  return (
    values.length >= FEWEST_DATES &&
    values.every((x, i) => i === 0 || (second > first ? x > values[i - 1]! : x < values[i - 1]!))
  );
}

function constant({ name, kind, role }: Described): Finding | undefined {
  if (kind !== 'constant' && kind !== 'empty') return undefined;
  return {
    what: 'constant',
    column: name,
    text: `Column ${quoted(name)} ${kind === 'empty' ? 'holds no value at all' : 'has one value only'}${role === 'left out' ? ' and is left out' : ''}.`,
    remedy:
      role === 'left out'
        ? `Say ${flagged('drop', name)} to hear no more of it.`
        : `Only its gaps say anything; leave it out with ${flagged('drop', name)}.`,
  };
}

const MANY_LEVELS = 20;

function manyLevels({ name, kind, different }: ColumnReading, rows: number): Finding | undefined {
  if (kind !== 'category' || different <= MANY_LEVELS || different * 5 < rows) return undefined;
  return {
    what: 'many levels',
    column: name,
    text: `Column ${quoted(name)} has ${different} different words in ${rows} rows, and each is an input of its own.`,
    remedy: `Group its words, or leave it out with ${flagged('drop', name)}.`,
  };
}

/** Those of which a reading as numbers is refused come here only where --numeric vouches for them. */
function sentinel(column: Column, others: readonly Column[]): Finding | undefined {
  if (column.kind !== 'number') return undefined;
  const nines = sentinelsIn(column.values);
  const found = nines.length > 0 ? nines : alonesIn(column.values);
  const [first] = found;
  if (first === undefined) return undefined;
  const isElsewhere = others.some(
    (other) => other !== column && other.kind === 'number' && other.values.includes(first.value),
  );
  return {
    what: 'sentinel',
    column: column.name,
    text: `Column ${quoted(column.name)} is ${sentinelWords(found)}, outside all its other values.`,
    remedy:
      nines.length === 0 && isElsewhere
        ? 'If that marks a missing value, leave those cells empty: other columns have such values, too.'
        : `If that marks a missing value, say ${missingFlag(found)}.`,
    bare: {
      text: `Column ${quoted(column.name)} has a value, ${first.rows} times, outside all its others.`,
      remedy: 'If it marks a missing value, name it with --missing.',
    },
  };
}

function leadingZeros({ name, how, role }: Described): Finding | undefined {
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
function numbersAmongWords(column: Column, rows: number): Finding | undefined {
  if (column.kind !== 'category') return undefined;
  const numeric = new Set(column.levels.flatMap((level, code) => (looksNumeric(level) ? [code] : [])));
  if (numeric.size < FEWEST_NUMBERS) return undefined;
  const count = column.codes.filter((code) => numeric.has(code)).length;
  if (count < SOME_NUMBERS * rows) return undefined;
  const name = quoted(column.name);
  return {
    what: 'numbers among words',
    column: column.name,
    text: `Column ${name} is taken as words, but ${count} of its ${rows} cells are numbers, ${numeric.size} different ones.`,
    remedy: `If they are measured, say ${flagged('numeric', column.name)}: what is no number then counts as missing; if they are names, say ${flagged('category', column.name)}; else leave it out with ${flagged('drop', column.name)}.`,
  };
}

const MARKS = /^(?:na|n\.a\.?|n\/a|-+|\.+|missing|unbekannt|#n\/a|nan|-9{2,6}(?:\.0*)?)$/i;

function marksAmongWords(column: Column): Finding | undefined {
  if (column.kind !== 'category') return undefined;
  const marks = column.levels.filter((level) => MARKS.test(level));
  const numbers = column.levels.filter(looksNumeric);
  if (marks.length === 0 || numbers.length > marks.length) return undefined;
  return {
    what: 'mark among words',
    column: column.name,
    text: `Column ${quoted(column.name)} has the word ${marks.map(quoted).join(', ')}, taken as a word like any other.`,
    remedy: `If it marks a missing value, say ${flagged('missing', marks.join(','))}.`,
    bare: {
      text: `Column ${quoted(column.name)} has a word that may mark a missing value, taken as a word like any other.`,
      remedy: 'If it does, name it with --missing.',
    },
  };
}

/** What was joined, and what says the same but was not: other capitals in pairs of letters, `TRUE` beside `1`. */
function caseVariants(column: Column, { joined = [], asked }: ColumnReading): Finding | undefined {
  if (column.kind !== 'category' || asked === true) return undefined;
  const left = groupsOf(column.levels, 'all');
  const [first] = joined.length > 0 ? joined : left;
  if (first === undefined) return undefined;
  const keys = first.map((level) => level.normalize('NFKC').toLowerCase().replace(/\s+/g, ' '));
  const how = new Set(keys).size === 1 ? 'differ only in capitals or spaces' : 'say the same';
  const more = (joined.length > 0 ? joined : left).length - 1;
  const others = more === 0 ? '' : ` and ${more} more such ${more === 1 ? 'group' : 'groups'}`;
  const remedy =
    joined.length > 0
      ? `They count as one word. If they differ, say ${flagged('category', column.name)}.`
      : `They count as different. If they mean the same, say ${flagged('same-words', column.name)}.`;
  return {
    what: 'case variants',
    column: column.name,
    text: `Column ${quoted(column.name)} has words that ${how}: ${first.map(quoted).join(', ')}${others}.`,
    remedy,
    bare: { text: `Column ${quoted(column.name)} has words that ${how}.`, remedy },
  };
}
