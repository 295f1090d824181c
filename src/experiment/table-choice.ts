/** Where an experiment's table comes from. Types only. */
import type { ReadingOptions } from '../data/reading.js';

/** The table an experiment asks for; `--data` replaces it. */
export type TableChoice =
  { readonly kind: 'simple'; readonly target: string; readonly drop: readonly string[] } | CsvFile;

/** A file of one's own; what it leaves open (`delimiter`, `decimal`, `missing` …) as `ReadingOptions` have it. */
export interface CsvFile extends ReadingOptions {
  readonly kind: 'csv';
  readonly path: string;
  readonly target: string;
  readonly drop: readonly string[];
  readonly task?: 'classification' | 'regression';
  readonly dropMissingTarget: boolean;
  /** Columns to be used though they look like an identifier, or like a copy of the target. */
  readonly keep?: readonly string[];
  /** Rows equal to an earlier one: left out, or used as they are. Absent: used, but refused where they are too many. */
  readonly copies?: 'drop' | 'keep';
}
