/** Which cells mean that a value is missing. May not know columns. */
import { daysMeant } from './dates.js';
import { nameMeant } from './names.js';
import { bare, numberOf } from './number-format.js';

/** Missing wherever they stand: what pandas reads as missing, and the marks of other programs that are no words. */
const ALWAYS: ReadonlySet<string> = new Set([
  '',
  '?',
  '""',
  "''",
  '#N/A',
  '#N/A N/A',
  '#NA',
  '-1.#IND',
  '-1.#QNAN',
  '1.#IND',
  '1.#QNAN',
  '-NaN',
  '-nan',
  'NaN',
  'nan',
  'NAN',
  '<NA>',
  'N/A',
  'n/a',
  'NA',
  'NULL',
  'null',
  'Null',
  'None',
  '\\N',
]);

/** Missing only among numbers and dates, in any capitals: elsewhere they may well be words that mean something. */
const AMONG_NUMBERS: ReadonlySet<string> = new Set([
  'na',
  'n.a.',
  'n.a',
  'none',
  'nil',
  'missing',
  'unknown',
  'not available',
  '-',
  '--',
  '---',
  '\u2013',
  '\u2014',
  '.',
  '..',
  '...',
  '+nan',
  '-nan',
  'nan',
  'n/a',
  '#n/a',
  'null',
  'nat',
  '0000-00-00',
  '0000-00-00 00:00:00',
]);

export type IsMissing = (cell: string) => boolean;

/** Cells that are missing in any column: the known marks, and those the user gave, numbers and dates by their value. */
export function missingAnywhere(marks: readonly string[]): IsMissing {
  const given = new Set(marks.map((mark) => mark.trim()));
  const numbers = new Set([...given].map(plainValue).filter((value) => !Number.isNaN(value)));
  const days = new Set([...given].flatMap((mark) => (/^\d{4}-\d\d-\d\d$/.test(mark) ? daysMeant(mark) : [])));
  return (cell) =>
    ALWAYS.has(cell) ||
    given.has(cell) ||
    (numbers.size > 0 && numbers.has(plainValue(cell))) ||
    (days.size > 0 && daysMeant(cell).some((each) => days.has(each)));
}

/**
 * Which marks count in which column: a mark `NAME=MARK` in the column of that name alone. A name that holds commas may have been
 * cut there, as the command line cuts lists.
 */
export function marksByColumn(
  marks: readonly string[],
  names: readonly string[],
): { readonly everywhere: readonly string[]; readonly of: ReadonlyMap<string, readonly string[]> } {
  const everywhere: string[] = [];
  const of = new Map<string, readonly string[]>();
  for (const mark of marks) {
    const own = ownMark(mark, { before: everywhere, names });
    if (own === undefined) everywhere.push(mark);
    else {
      everywhere.length -= own.parts;
      of.set(own.name, [...(of.get(own.name) ?? []), own.mark]);
    }
  }
  return { everywhere, of };
}

/** The column that a mark names, by its longest beginning that is a name; marks before it may be the first parts of it. */
function ownMark(
  mark: string,
  { before, names }: { readonly before: readonly string[]; readonly names: readonly string[] },
): { readonly name: string; readonly mark: string; readonly parts: number } | undefined {
  for (let at = mark.lastIndexOf('='); at > 0; at = mark.lastIndexOf('=', at - 1)) {
    for (let parts = 0; parts <= before.length; parts++) {
      const cut = [...before.slice(before.length - parts), mark.slice(0, at)];
      const name = [cut.join(','), cut.join(', ')]
        .map((each) => nameMeant(each, names))
        .find((each) => each !== undefined);
      if (name !== undefined) return { name, mark: mark.slice(at + 1), parts };
    }
  }
  return undefined;
}

/** Marks that only count where the other cells are numbers or dates. */
export function isMarkAmongNumbers(cell: string): boolean {
  return cell.length < 20 && AMONG_NUMBERS.has(cell.toLowerCase());
}

function plainValue(cell: string): number {
  return numberOf(bare(cell).digits, '.');
}
