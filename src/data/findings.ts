/**
 * What in a table calls for a look before any net is trained on it, each with a remedy. Nothing here refuses a table, and
 * nothing here knows how it is split: see `split-findings.ts`.
 */
import type { Column, Dataset, Table } from './dataset.js';
import type { Finding } from './finding.js';
import { giveAways } from './give-away.js';
import { quoted } from './names.js';
import { LEADING_ZEROS } from './column.js';
import { looksNumeric } from './number-format.js';
import type { ColumnReading } from './reading.js';
import { repeatedRows } from './repeated-rows.js';
import { missingFlag, sentinelsIn, sentinelWords } from './sentinel.js';
import { calledTotals } from './totals.js';

type Described = ColumnReading & { readonly role: string };

/** @param table  absent where no target was chosen */
export function findingsOf(
  dataset: Dataset,
  described: readonly Described[],
  table: Table | undefined,
): readonly Finding[] {
  const used = described.filter(({ role, trouble }) => role !== 'left out' && trouble === undefined);
  const columnOf = new Map(dataset.columns.map((column) => [column.name, column]));
  const each = used.flatMap((reading): Finding[] => {
    const column = columnOf.get(reading.name)!;
    const isFeature = reading.role === 'feature';
    return [
      ...(isFeature ? [identifier(reading), constant(reading), manyLevels(reading, dataset.rows)] : []),
      sentinel(column),
      marksAmongWords(column),
      caseVariants(column),
      calledTotals(column, dataset.lines),
      leadingZeros(reading),
      numbersAmongWords(column, dataset.rows),
    ].filter((finding) => finding !== undefined);
  });
  return [
    ...each,
    ...(table === undefined ? [] : giveAways(table)),
    ...(table === undefined ? [] : repeatedRows(table)),
  ];
}

function identifier({ name, kind, different }: ColumnReading): Finding | undefined {
  if (kind !== 'identifier') return undefined;
  return {
    what: 'identifier',
    column: name,
    text: `Column ${quoted(name)} looks like an identifier: ${different} different values, nearly one a row.`,
    remedy: `A score may come from the order of the file. Leave it out with --drop ${quoted(name)}, unless it measures something.`,
  };
}

function constant({ name, kind }: ColumnReading): Finding | undefined {
  if (kind !== 'constant' && kind !== 'empty') return undefined;
  return {
    what: 'constant',
    column: name,
    text: `Column ${quoted(name)} ${kind === 'empty' ? 'holds no value at all' : 'has one value only'}.`,
    remedy: `It says nothing: --drop ${quoted(name)} makes the table clearer.`,
  };
}

const MANY_LEVELS = 20;

function manyLevels({ name, kind, different }: ColumnReading, rows: number): Finding | undefined {
  if (kind !== 'category' || different <= MANY_LEVELS || different * 5 < rows) return undefined;
  return {
    what: 'many levels',
    column: name,
    text: `Column ${quoted(name)} has ${different} different words in ${rows} rows, and each is an input of its own.`,
    remedy: `Group its words, or leave it out with --drop ${quoted(name)}.`,
  };
}

/** Those of which a reading as numbers is refused come here only where --numeric vouches for them. */
function sentinel(column: Column): Finding | undefined {
  if (column.kind !== 'number') return undefined;
  const found = sentinelsIn(column.values);
  const [first] = found;
  if (first === undefined) return undefined;
  return {
    what: 'sentinel',
    column: column.name,
    text: `Column ${quoted(column.name)} is ${sentinelWords(found)}, outside all its other values.`,
    remedy: `If that marks a missing value, say ${missingFlag(found)}.`,
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
    remedy: `If they are names, say --category ${quoted(name)}, or leave them out with --drop ${quoted(name)}.`,
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
    remedy: `If they are measured, say --numeric ${name}: what is no number then counts as missing; else leave it out with --drop ${name}.`,
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
    remedy: `If it marks a missing value, say --missing=${quoted(marks.join(','))}.`,
    bare: {
      text: `Column ${quoted(column.name)} has a word that may mark a missing value, taken as a word like any other.`,
      remedy: 'If it does, name it with --missing.',
    },
  };
}

/** Yes and no as people and programs write them: more than two of these in a column say the same in several ways. */
const TRUTHS: ReadonlyMap<string, string> = new Map([
  ...['true', 't', 'yes', 'y', 'ja', 'oui', '1'].map((word): [string, string] => [word, 'yes']),
  ...['false', 'f', 'no', 'n', 'nein', 'non', '0'].map((word): [string, string] => [word, 'no']),
]);

function caseVariants(column: Column): Finding | undefined {
  if (column.kind !== 'category') return undefined;
  const groups = new Map<string, string[]>();
  const keys = column.levels.map((level) => level.normalize('NFKC').toLowerCase().replace(/\s+/g, ' '));
  const truths = keys.map((key) => TRUTHS.get(key));
  const allTruths = truths.every((truth) => truth !== undefined);
  for (const [at, level] of column.levels.entries()) {
    const key = (allTruths ? truths[at] : undefined) ?? keys[at]!;
    groups.set(key, [...(groups.get(key) ?? []), level]);
  }
  const variants = [...groups.values()].filter(({ length }) => length > 1);
  const [first] = variants;
  if (first === undefined) return undefined;
  const alike = new Set(first.map((level) => keys[column.levels.indexOf(level)])).size === 1;
  const how = alike ? 'differ only in capitals or spaces' : 'say the same';
  const more = variants.length > 1 ? ` and ${variants.length - 1} more such groups` : '';
  return {
    what: 'case variants',
    column: column.name,
    text: `Column ${quoted(column.name)} has words that ${how}: ${first.map(quoted).join(', ')}${more}.`,
    remedy: 'They count as different. Write each in one way, if they mean the same.',
    bare: {
      text: `Column ${quoted(column.name)} has words that ${how}.`,
      remedy: 'They count as different. Write each in one way, if they mean the same.',
    },
  };
}
