/**
 * What in a table calls for a look before any net is trained on it, each with a remedy. Nothing here refuses a table, and
 * nothing here knows how it is split: see `split-findings.ts`.
 */
import type { Column, Dataset, Table } from './dataset.js';
import type { DescribedColumn, Finding } from './finding.js';
import { numberFindings } from './number-findings.js';
import { nearCopies, subjects } from './belonging-rows.js';
import { giveAways } from './give-away.js';
import { mistypedWord } from './mistyped.js';
import { flagged, quoted } from './names.js';
import { looksNumeric } from './number-format.js';
import { isIdle, isTimeName } from './column-reading.js';
import type { ColumnReading } from './reading.js';
import { repeatedRows } from './repeated-rows.js';
import { groupsOf } from './same-words.js';
import { calledTotals } from './totals.js';
import { whole } from '../base/how-many.js';

interface LookedAt {
  /** Absent where no target was chosen. */
  readonly table: Table | undefined;
  readonly dropped: ReadonlySet<string>;
  /** Columns for which somebody vouches. */
  readonly kept: ReadonlySet<string>;
}

export function findingsOf(
  dataset: Dataset,
  described: readonly DescribedColumn[],
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
      return [identifier(reading, column), constant(reading), calledTotals(column, dataset)].filter(
        (each) => each !== undefined,
      );
    return [
      ...(isFeature && !vouched
        ? [
            identifier(reading, column),
            fileOrder(column, reading),
            subjects(column, reading, dataset.rows),
            constant(reading),
            manyLevels(reading, dataset.rows),
          ]
        : []),
      ...numberFindings(column, reading),
      marksAmongWords(column),
      ...caseVariants(column, reading),
      mistyped(column, reading, dataset),
      reading.asked === true ? undefined : calledTotals(column, dataset),
    ].filter((finding) => finding !== undefined);
  });
  return [
    ...encoding(dataset),
    ...each,
    ...(table === undefined ? [] : giveAways(table)),
    ...(table === undefined ? [] : [...repeatedRows(table), ...nearCopies(table)]),
  ];
}

function identifier({ name, kind, different, role }: DescribedColumn, column: Column): Finding | undefined {
  if (kind !== 'identifier') return undefined;
  if (role === 'left out') {
    return {
      what: 'identifier',
      column: name,
      text: `Column ${quoted(name)} names the rows (${whole(different)} different values, nearly one a row) and is left out.`,
      remedy: `If it measures something, say ${flagged('keep', name)}.`,
    };
  }
  if (column.kind === 'number' && isTimeName(name) && risesOrFalls(column.values)) {
    return {
      what: 'file order',
      column: name,
      text: `Column ${quoted(name)} has another value in every row, in the order of the file.`,
      remedy: timeRemedy(name),
    };
  }
  return {
    what: 'identifier',
    column: name,
    text: `Column ${quoted(name)} looks like an identifier: ${whole(different)} different values, nearly one a row.`,
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
    remedy: timeRemedy(name),
  };
}

function timeRemedy(name: string): string {
  return `To predict what comes later, say ${flagged('time', name)}; if it only says when a row was written, ${flagged('drop', name)}.`;
}

const FEWEST_DATES = 10;

function risesOrFalls(values: Float64Array): boolean {
  const [first = NaN, second = NaN] = values;
  return (
    values.length >= FEWEST_DATES &&
    values.every((x, i) => i === 0 || (second > first ? x > values[i - 1]! : x < values[i - 1]!))
  );
}

function constant({ name, kind, role }: DescribedColumn): Finding | undefined {
  if (kind !== 'constant' && kind !== 'empty') return undefined;
  return {
    what: 'constant',
    column: name,
    text: `Column ${quoted(name)} ${kind === 'empty' ? 'holds no value at all' : 'has only one value'}${role === 'left out' ? ' and is left out' : ''}.`,
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
    text: `Column ${quoted(name)} has ${whole(different)} different words in ${whole(rows)} rows, and each is an input of its own.`,
    remedy: `Group its words, or leave it out with ${flagged('drop', name)}.`,
  };
}

function encoding({ reading }: Dataset): readonly Finding[] {
  if (reading?.foreign !== true) return [];
  return [
    {
      what: 'encoding',
      text: 'The file was taken for Windows-1252, and its letters look like those of another encoding.',
      remedy: 'Where words look wrong, save it as "CSV UTF-8"; if they are right, say --encoding windows-1252.',
    },
  ];
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
function caseVariants(column: Column, { joined = [], asked }: ColumnReading): readonly Finding[] {
  if (column.kind !== 'category' || asked === true) return [];
  return [
    ...sameWords(column.name, { groups: joined, joined: true }),
    ...sameWords(column.name, { groups: groupsOf(column.levels, 'all'), joined: false }),
  ];
}

function sameWords(
  name: string,
  { groups, joined }: { readonly groups: readonly (readonly string[])[]; readonly joined: boolean },
): readonly Finding[] {
  const [first] = groups;
  if (first === undefined) return [];
  const keys = first.map((level) => level.normalize('NFKC').toLowerCase().replace(/\s+/g, ' '));
  const how = new Set(keys).size === 1 ? 'differ only in capitals or spaces' : 'say the same';
  const more = groups.length - 1;
  const others = more === 0 ? '' : ` and ${more} more such ${more === 1 ? 'group' : 'groups'}`;
  const remedy = joined
    ? `They count as one word. If they differ, say ${flagged('category', name)}.`
    : `They count as different. If they mean the same, say ${flagged('same-words', name)}.`;
  return [
    {
      what: 'case variants',
      column: name,
      text: `Column ${quoted(name)} has words that ${how}: ${first.map(quoted).join(', ')}${others}.`,
      remedy,
      bare: { text: `Column ${quoted(name)} has words that ${how}.`, remedy },
    },
  ];
}

function mistyped(column: Column, { role, asked }: DescribedColumn, { lines }: Dataset): Finding | undefined {
  if (column.kind !== 'category' || asked === true) return undefined;
  return mistypedWord(column, { ...(lines === undefined ? {} : { lines }), isTarget: role === 'target' });
}
