/**
 * What a shape is: a known way in which tools write scores, recognised by the names of its columns, and turned into rows
 * with one run, or one step of a run, each. A shape says which role a column has only where the tool itself says so.
 */
import type { CellTable } from '../cells.js';
import type { NamedRole } from '../role-names.js';

export interface Hint {
  readonly role: NamedRole | 'metric' | 'setting' | 'aggregate' | 'ignored' | 'fold';
  readonly why: string;
  /** Of a metric whose direction the tool fixes. */
  readonly better?: 'higher' | 'lower';
  /** Of an aggregate: the standard error belongs to this metric. */
  readonly errorOf?: string;
}

export interface Shaped {
  readonly table: CellTable;
  /** In words: `scikit-learn cv_results_: a row a setting, a column a fold`. */
  readonly shape: string;
  readonly hints: ReadonlyMap<string, Hint>;
  /** Rules that were applied, a sentence each. */
  readonly notes: readonly string[];
  /** Settings chosen by looking at earlier results: comparing them as if they had been planned misleads. */
  readonly tuning?: 'grid' | 'trials';
  /** Errors that came with the scores were reckoned from the intervals of a summary. */
  readonly errorsFrom?: 'intervals';
  /** Test rows over training rows, where the shape knows it. */
  readonly folds?: number;
}

/** Looks at a table and takes it, or does not. */
export type Shape = (table: CellTable) => Shaped | undefined;
