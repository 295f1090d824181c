/** Tables of one fixed form that other tools write: episodes of Stable-Baselines3, AutoGluon's leaderboard, DVC's experiments. */
import { columnNamed, rowsWhere, textAt } from '../cells.js';
import type { CellTable } from '../cells.js';
import type { Hint, Shaped } from './shape.js';

function hasAll({ columns }: CellTable, names: readonly string[]): boolean {
  const there = new Set(columns.map(({ name }) => name));
  return names.every((name) => there.has(name));
}

/** `monitor.csv`: reward, length and time of every episode. */
export function monitor(table: CellTable): Shaped | undefined {
  if (!hasAll(table, ['r', 'l', 't'])) return undefined;
  return {
    table,
    shape: 'Stable-Baselines3’s monitor: a row an episode',
    hints: new Map<string, Hint>([
      ['r', { role: 'metric', why: 'the reward of an episode', better: 'higher' }],
      ['t', { role: 'step', why: 'seconds since the start' }],
      ['l', { role: 'ignored', why: 'the length of the episode' }],
    ]),
    notes: [],
  };
}

/** `predictor.leaderboard()`: models fitted once each. AutoGluon turns every score so that more is better. */
export function autogluon(table: CellTable): Shaped | undefined {
  if (!hasAll(table, ['model', 'score_val', 'fit_order'])) return undefined;
  const better = {
    role: 'metric',
    why: 'AutoGluon turns every score so that more is better',
    better: 'higher',
  } as const;
  const ignored = ['stack_level', 'fit_order', 'can_infer', 'eval_metric'];
  return {
    table,
    shape: 'AutoGluon’s leaderboard: a row a model, fitted once',
    hints: new Map<string, Hint>([
      ['model', { role: 'variant', why: 'AutoGluon’s' }],
      ['score_test', better],
      ['score_val', better],
      ...ignored.map((name): [string, Hint] => [name, { role: 'ignored', why: 'how it was fitted' }]),
    ]),
    notes: [],
  };
}

/** `dvc exp show --csv`: the workspace is no experiment, but what lies in the folder now. */
export function dvc(table: CellTable): Shaped | undefined {
  if (!hasAll(table, ['Experiment', 'rev', 'typ', 'State'])) return undefined;
  const rev = columnNamed(table, 'rev')!;
  const kept = rowsWhere(table, (row) => textAt(rev, row) !== 'workspace');
  const ignored = ['typ', 'Created', 'parent', 'Executor', 'error'];
  return {
    table: kept,
    shape: 'DVC’s experiments: a row an experiment',
    hints: new Map<string, Hint>([
      ['rev', { role: 'id', why: 'the commit of the experiment' }],
      ['State', { role: 'status', why: 'DVC’s' }],
      ...ignored.map((name): [string, Hint] => [name, { role: 'ignored', why: 'DVC’s bookkeeping' }]),
    ]),
    notes: kept.rows < table.rows ? ['the workspace is no experiment of its own, and is left out'] : [],
  };
}
