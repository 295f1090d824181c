/** Tables of runs that tools write: MLflow, Optuna, W&B, and Reseed itself. */
import { columnNamed, isMissing, rowsWhere, textAt } from '../cells.js';
import type { CellTable } from '../cells.js';
import { isSetting, namedRole } from '../role-names.js';
import { knownMetric } from '../names.js';
import type { Hint, Shaped } from './shape.js';
import { whole } from '../../../base/how-many.js';

/** `mlflow.search_runs()` or the interface's CSV: `metrics.`, `params.`, `tags.`; runs that hold others are no runs. */
export function mlflow(table: CellTable): Shaped | undefined {
  const names = table.columns.map(({ name }) => name);
  const metrics = names.filter((name) => name.startsWith('metrics.'));
  const isExport =
    metrics.length > 0 &&
    (names.includes('run_id') || names.includes('artifact_uri') || names.some((name) => name.startsWith('params.')));
  if (!isExport) return undefined;
  const parents = columnNamed(table, 'tags.mlflow.parentRunId');
  const ids = columnNamed(table, 'run_id');
  const holders = new Set<string>();
  if (parents !== undefined) for (let row = 0; row < table.rows; row++) holders.add(textAt(parents, row) ?? '');
  const kept = ids === undefined ? table : rowsWhere(table, (row) => !holders.has(textAt(ids, row) ?? '?'));
  const dropped = table.rows - kept.rows;
  const hints = new Map<string, Hint>();
  for (const name of names) {
    const known = knownMetric(name.slice('metrics.'.length));
    if (name.startsWith('metrics.'))
      hints.set(name, {
        role: 'metric',
        why: 'logged as a metric',
        ...(known === undefined ? {} : { better: known.better }),
      });
    else if (/^tags\./.test(name)) hints.set(name, { role: 'ignored', why: 'a tag' });
  }
  return {
    table: kept,
    shape: 'MLflow runs: a row a run',
    hints,
    notes: dropped > 0 ? [`${dropped} parent runs hold others and are no runs of their own; left out`] : [],
  };
}

/** `study.trials_dataframe()`: trials that a tuner chose one after the other. */
export function optuna(table: CellTable): Shaped | undefined {
  const names = table.columns.map(({ name }) => name);
  const values = names.filter((name) => name === 'value' || /^values_/.test(name));
  if (values.length === 0 || !names.includes('number') || !names.includes('state')) return undefined;
  const hints = new Map<string, Hint>([
    ['number', { role: 'id', why: 'the number of the trial' }],
    ['state', { role: 'status', why: 'Optuna’s' }],
    ...values.map((name): [string, Hint] => [name, { role: 'metric', why: 'what the study optimises' }]),
    ...names
      .filter((name) => /^(?:user_attrs|system_attrs)_/.test(name))
      .map((name): [string, Hint] => [name, { role: 'ignored', why: 'an attribute' }]),
    ...names
      .filter((name) => name.startsWith('params_'))
      .map((name): [string, Hint] => [name, { role: 'setting', why: 'chosen by the tuner' }]),
  ]);
  return { table, shape: 'Optuna trials: a row a trial', hints, notes: [], tuning: 'trials' };
}

/** W&B's table of runs: `Name`, `ID`, `State` and whatever the project logs. */
export function wandbRuns(table: CellTable): Shaped | undefined {
  const names = table.columns.map(({ name }) => name);
  const isExport =
    names.includes('Name') && (names.includes('ID') || names.includes('State') || names.includes('Runtime'));
  if (!isExport) return undefined;
  const hints = new Map<string, Hint>([['Name', { role: 'id', why: 'the name of the run' }]]);
  for (const name of names)
    if (/^(?:Notes|User|Tags|Created|Sweep|End Time|Hostname|Description)$/.test(name))
      hints.set(name, { role: 'ignored', why: 'W&B’s bookkeeping' });
  return { table, shape: 'W&B runs table: a row a run', hints, notes: [] };
}

/** `runs.csv` of a results folder of ours. Runs that exchange sources stand beside the main runs. */
export function reseedRuns(table: CellTable): Shaped | undefined {
  const names = table.columns.map(({ name }) => name);
  if (!['variant', 'split', 'fold', 'seed', 'status'].every((name) => names.includes(name))) return undefined;
  const cell = columnNamed(table, 'base_sample') ?? columnNamed(table, 'cell_source');
  const kept = cell === undefined ? table : rowsWhere(table, (row) => isMissing(cell, row));
  const dropped = table.rows - kept.rows;
  const hints = new Map<string, Hint>([
    ['variant', { role: 'variant', why: 'Reseed’s' }],
    ['split', { role: 'block', why: 'one partition of the rows; all variants meet the same' }],
    ['seed', { role: 'repeat', why: 'seeds within the split' }],
    ['fold', { role: 'fold', why: 'a fold of the split' }],
    ['status', { role: 'status', why: 'Reseed’s' }],
    ...['epochs', 'best_epoch', 'base_sample', 'from_b', 'cell_source', 'cell_context', 'duration_s', 'reason'].map(
      (name): [string, Hint] => [name, { role: 'ignored', why: 'how the run went' }],
    ),
  ]);
  return {
    table: kept,
    shape: 'Reseed’s runs.csv: a row a run',
    hints,
    notes:
      dropped > 0
        ? [`${whole(dropped)} runs vary one source of randomness alone; they are another design and are left out`]
        : [],
  };
}

/** Settings by their prefix; a seed, a fold or a data set is what it is wherever it stands. */
export function settingHints({ columns }: CellTable): ReadonlyMap<string, Hint> {
  const coordinates: ReadonlySet<string | undefined> = new Set(['repeat', 'block', 'data set']);
  const settings = columns.filter(({ name }) => isSetting(name) && !coordinates.has(namedRole(name)));
  return new Map(settings.map(({ name }): [string, Hint] => [name, { role: 'setting', why: 'a setting of the run' }]));
}
