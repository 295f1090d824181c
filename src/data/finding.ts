/** What in a table calls for a look. Types only. */
import type { ColumnReading } from './reading.js';

/** Something in a table that calls for a look, with a remedy. */
export interface Finding {
  /** For programs: what was found. */
  readonly what:
    | 'identifier'
    | 'file order'
    | 'constant'
    | 'sentinel'
    | 'mark among words'
    | 'leading zeros'
    | 'numbers among words'
    | 'case variants'
    | 'mistyped word'
    | 'codes'
    | 'open mark'
    | 'encoding'
    | 'many levels'
    | 'total row'
    | 'gives the target away'
    | 'repeated rows'
    | 'rows of one subject'
    | 'far value'
    | 'long numbers'
    | 'unseen levels'
    | 'small test part'
    | 'rare class';
  readonly column?: string;
  readonly text: string;
  readonly remedy: string;
  /** The same without values of cells, where the text holds any. */
  readonly bare?: { readonly text: string; readonly remedy: string };
}

/** A column as it was read, and what becomes of it. */
export interface DescribedColumn extends ColumnReading {
  readonly role: 'feature' | 'target' | 'divides the rows' | 'left out';
}
