/** Scores resample by resample, as R's caret, tidymodels and mlr3 and WEKA's experimenter give them. */
import { columnNamed } from '../cells.js';
import type { CellTable } from '../cells.js';
import { knownMetric } from '../names.js';
import { namedRole } from '../role-names.js';
import { melt } from './melt.js';
import type { WideColumn } from './melt.js';
import type { Hint, Shaped } from './shape.js';

const CELL = /^(.+)~([^~]+)$/;

/** caret's `resamples`: a row a resample, a column for each model and metric, `rf~Accuracy`. */
export function caretResamples(table: CellTable): Shaped | undefined {
  const wide = table.columns.flatMap((column): WideColumn[] => {
    const [, model = '', metric = ''] = CELL.exec(column.name) ?? [];
    return knownMetric(metric) === undefined ? [] : [{ column, at: [model], metric }];
  });
  const models = new Set(wide.map(({ at }) => at[0]));
  if (models.size < 2) return undefined;
  const keep = table.columns.filter((column) => !column.name.includes('~'));
  return {
    table: melt(table, { keep, coordinates: ['model'], wide, sparse: true }),
    shape: `caret resamples: a row a resample, a column a model and metric (${models.size} models)`,
    hints: new Map<string, Hint>([['model', { role: 'variant', why: 'in front of the ~ in the heading' }]]),
    notes: [],
  };
}

/** `collect_metrics(summarize = FALSE)`: `id` is the resample, or the repeat where `id2` is its fold. */
export function tidymodels(table: CellTable): Shaped | undefined {
  if (columnNamed(table, '.metric') === undefined || columnNamed(table, '.estimate') === undefined) return undefined;
  const folds = columnNamed(table, 'id2') !== undefined;
  // Bootstraps and Monte Carlo resamples are no k folds.
  const named = columnNamed(table, 'id')?.levels.every((level) => /^fold/i.test(level)) === true;
  return {
    table,
    shape: 'tidymodels: a row a resample and metric',
    hints: new Map<string, Hint>([
      ['.metric', { role: 'metric name', why: 'names the score of its row' }],
      ['.estimate', { role: 'value', why: 'the score' }],
      ['.estimator', { role: 'ignored', why: 'how the score was computed' }],
      ['wflow_id', { role: 'variant', why: 'the workflow' }],
      ['id', { role: folds ? 'repeat' : named ? 'fold' : 'block', why: 'the resample' }],
      ['id2', { role: 'fold', why: 'the fold of a repeat' }],
    ]),
    notes: [],
  };
}

/** `bmr$score()`: its iterations are resamples, no steps of a curve. */
export function mlr3(table: CellTable): Shaped | undefined {
  const [learner, how] = [columnNamed(table, 'learner_id'), columnNamed(table, 'resampling_id')];
  if (learner === undefined || how === undefined || columnNamed(table, 'iteration') === undefined) return undefined;
  const folds = how.levels.length > 0 && how.levels.every((level) => level === 'cv');
  return {
    table,
    shape: 'mlr3: a row a task, learner and resample',
    hints: new Map<string, Hint>([
      ['iteration', { role: folds ? 'fold' : 'block', why: 'the resample' }],
      ['nr', { role: 'ignored', why: 'the number of the resample result' }],
    ]),
    notes: [],
  };
}

/** WEKA's experimenter: a key in front of what tells results apart; counts and texts beside the scores are no settings. */
export function weka(table: CellTable): Shaped | undefined {
  if (columnNamed(table, 'Key_Scheme') === undefined || columnNamed(table, 'Key_Dataset') === undefined)
    return undefined;
  const results = table.columns.filter(
    ({ name }) => !name.startsWith('Key_') && knownMetric(name) === undefined && namedRole(name) === undefined,
  );
  return {
    table,
    shape: 'WEKA’s experimenter: a row a data set, scheme, run and fold',
    hints: new Map(
      results.map(({ name }): [string, Hint] => [
        name,
        { role: 'ignored', why: 'a result of WEKA’s; --metric takes it' },
      ]),
    ),
    notes: [],
  };
}
