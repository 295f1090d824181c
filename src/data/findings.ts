/**
 * What in a table calls for a look before any net is trained on it, each with a remedy. Nothing here refuses a table, and
 * nothing here knows how it is split: see `split-findings.ts`.
 */
import type { Column, Dataset, Table } from './dataset.js';
import type { Finding } from './finding.js';
import { giveAways } from './give-away.js';
import { quoted } from './names.js';
import type { ColumnReading } from './reading.js';
import { repeatedRows } from './repeated-rows.js';

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
    ].filter((finding) => finding !== undefined);
  });
  return [
    ...each,
    ...totalRow(dataset),
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

/** Numbers that stand for a missing value in many files. */
const SENTINELS = [99, 999, 9999, 99999, 999999].flatMap((value) => [value, -value]);

/** One of those that occurs twice or more and lies further from the others than they spread. */
function sentinel(column: Column): Finding | undefined {
  if (column.kind !== 'number') return undefined;
  for (const value of SENTINELS) {
    let times = 0;
    let low = Infinity;
    let high = -Infinity;
    for (const each of column.values) {
      if (each === value) times++;
      else if (!Number.isNaN(each)) {
        if (each < low) low = each;
        if (each > high) high = each;
      }
    }
    const gap = value < low ? low - value : value - high;
    if (times < 2 || low > high || gap <= high - low) continue;
    return {
      what: 'sentinel',
      column: column.name,
      text: `Column ${quoted(column.name)} is ${value} in ${times} rows, far from all its other values.`,
      remedy: `If that marks a missing value, say --missing=${value}.`,
      bare: {
        text: `Column ${quoted(column.name)} has one value, ${times} times, far from all its others.`,
        remedy: 'If it marks a missing value, name it with --missing.',
      },
    };
  }
  return undefined;
}

const MARKS = /^(?:na|n\.a\.?|n\/a|-+|\.+|missing|unbekannt|#n\/a|nan)$/i;

function marksAmongWords(column: Column): Finding | undefined {
  if (column.kind !== 'category') return undefined;
  const marks = column.levels.filter((level) => MARKS.test(level));
  if (marks.length === 0) return undefined;
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

function caseVariants(column: Column): Finding | undefined {
  if (column.kind !== 'category') return undefined;
  const groups = new Map<string, string[]>();
  for (const level of column.levels) {
    const key = level.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ');
    groups.set(key, [...(groups.get(key) ?? []), level]);
  }
  const variants = [...groups.values()].filter(({ length }) => length > 1);
  const [first] = variants;
  if (first === undefined) return undefined;
  const more = variants.length > 1 ? ` and ${variants.length - 1} more such groups` : '';
  return {
    what: 'case variants',
    column: column.name,
    text: `Column ${quoted(column.name)} has words that differ only in capitals or spaces: ${first.map(quoted).join(', ')}${more}.`,
    remedy: 'They count as different. Write each in one way, if they mean the same.',
    bare: {
      text: `Column ${quoted(column.name)} has words that differ only in capitals or spaces.`,
      remedy: 'They count as different. Write each in one way, if they mean the same.',
    },
  };
}

const TOTALS = /^(?:grand |sub)?(?:totals?|sum|summe|gesamt|average|mean)$/i;

function totalRow({ columns, rows, lines }: Dataset): Finding[] {
  const last = rows - 1;
  const said = columns.flatMap((column) => {
    const word = column.kind === 'category' ? column.levels[column.codes[last] ?? -1] : undefined;
    return word !== undefined && TOTALS.test(word) ? [{ column, word }] : [];
  });
  return said.slice(0, 1).map(({ column, word }) => ({
    what: 'total row',
    column: column.name,
    text: `The last row (line ${lines?.[last] ?? rows}) is called ${quoted(word)}: it sums up the others and is no row of its own.`,
    remedy: 'Take it out of the file.',
    bare: {
      text: `The last row (line ${lines?.[last] ?? rows}) sums up the others and is no row of its own.`,
      remedy: 'Take it out of the file.',
    },
  }));
}
