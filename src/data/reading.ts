/** How a file was read, put into words: plain data that reports and `inspect` show. Knows no cells, except for odd ones. */
import type { Delimiter } from './dialect.js';

export type TextEncoding = 'UTF-8' | 'UTF-16LE' | 'UTF-16BE' | 'Windows-1252';

/** What a file leaves open, as flags or an experiment file say it; whatever is absent is found out. */
export interface ReadingOptions {
  readonly delimiter?: string | undefined;
  readonly decimal?: '.' | ',' | undefined;
  readonly encoding?: string | undefined;
  /** Texts that mark a missing value, besides those known; `NAME=MARK` counts in the column of that name alone. */
  readonly missing?: readonly string[] | undefined;
  /** Lines of the file, from 1, that are no rows: a title, units, a sum, a note. */
  readonly skipLines?: readonly number[] | undefined;
  /** Columns that are numbers: what is none counts as missing. */
  readonly numeric?: readonly string[] | undefined;
  /** Columns whose numbers are names. */
  readonly category?: readonly string[] | undefined;
  /** Columns of words in which those that say the same (`TRUE`, `1`, `yes`) are one. */
  readonly sameWords?: readonly string[] | undefined;
  /** The first column numbers or names the rows: leave it out. */
  readonly ignoreIndex?: boolean | undefined;
}

export type ColumnKind = 'number' | 'category' | 'date' | 'identifier' | 'constant' | 'empty';

/** A cell that does not fit its column. */
export interface OddCell {
  readonly line: number;
  /** Absent where values are not to be shown. */
  readonly text?: string;
}

/** What stands in the way, and what to do about it. */
export interface Trouble {
  readonly text: string;
  readonly remedy: string;
}

export interface ColumnReading {
  readonly name: string;
  readonly kind: ColumnKind;
  /** How many different values there are, missing ones aside. */
  readonly different: number;
  /** Smallest and largest, of numbers and dates. */
  readonly range?: readonly [number, number];
  readonly missing: number;
  /** The marks found, the empty cell aside. */
  readonly marks: readonly string[];
  /** How its cells had to be read: `decimal comma`, `per cent signs taken off`. */
  readonly how: readonly string[];
  readonly odd: readonly OddCell[];
  /** Words that count as one, the most frequent first; several such groups. */
  readonly joined?: readonly (readonly string[])[];
  /** True where somebody said what it is. */
  readonly asked?: boolean;
  /** True of an identifier beyond doubt: it is left out, unless it is asked for. */
  readonly namesRows?: boolean;
  /** Set where the column cannot be read. */
  readonly trouble?: Trouble;
}

export interface TableReading {
  readonly encoding: TextEncoding | 'text';
  /** True where its letters are hardly those of the encoding that it was taken for. */
  readonly foreign?: boolean;
  readonly delimiter: Delimiter;
  readonly rows: number;
  /** What was passed over: comment lines, an index column; a sentence each. */
  readonly passedOver: readonly string[];
  readonly columns: readonly ColumnReading[];
}
