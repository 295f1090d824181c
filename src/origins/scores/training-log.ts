/** The log of a training: which scores in it are those of the training rows. Pure. */
import type { CellColumn } from './cells.js';

/**
 * Where `loss` stands beside `eval_loss` or `val_loss`, the table is the log of a training: a name without a phase is then a
 * score of the training rows if its twin with one is there. A lone `loss` beside `val_acc` is one as well.
 */
export function trainingLog(columns: readonly CellColumn[]): ReadonlySet<string> {
  const names = new Set(columns.map(({ name }) => name));
  const hasTwin = (name: string): boolean => PREFIXES.some((prefix) => names.has(`${prefix}${name}`));
  if (!names.has('loss')) return new Set();
  if (hasTwin('loss')) return new Set([...names].filter(hasTwin));
  return [...names].some((name) => /^(?:eval|val)[_/]/.test(name)) ? new Set(['loss']) : new Set();
}

const PREFIXES = ['eval_', 'val_'];
