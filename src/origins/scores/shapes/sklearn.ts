/** scikit-learn's `cv_results_`: a row a setting, `split0_test_score` and its like a fold each. */
import { textAt } from '../cells.js';
import type { CellColumn, CellTable } from '../cells.js';
import { createColumn } from '../cells.js';
import { shown } from '../shown.js';
import { melt } from './melt.js';
import type { WideColumn } from './melt.js';
import type { Hint, Shaped } from './shape.js';

const FOLD = /^split(\d+)_(test|train)_(.+)$/;

export function sklearnShape(table: CellTable): Shaped | undefined {
  const wide = table.columns.flatMap((column): WideColumn[] => {
    const match = FOLD.exec(column.name);
    return match?.[2] === 'test' ? [{ column, at: [match[1]!], metric: `test_${match[3]!}` }] : [];
  });
  const settings = table.columns.filter(({ name }) => name.startsWith('param_'));
  const params = table.columns.find(({ name }) => name === 'params');
  if (wide.length < 2 || (settings.length === 0 && params === undefined)) return undefined;
  const setting = settingNames({ settings, params, rows: table.rows });
  const metrics = [...new Set(wide.map(({ metric }) => metric))];
  const folds = wide.length / metrics.length;
  const aggregates = metrics.flatMap((metric) => checkAggregates(table, { metric, wide }));
  const cost = table.columns.filter(({ name }) => name === 'mean_fit_time' || name === 'mean_score_time');
  const hints = new Map<string, Hint>([
    ['setting', { role: 'variant', why: 'the parameters of the row' }],
    ['fold', { role: 'fold', why: `one of ${folds} folds` }],
    ...metrics.map((metric): [string, Hint] => [
      metric,
      { role: 'metric', why: 'scikit-learn turns its scores so that higher is better', better: 'higher' },
    ]),
    ...cost.map(({ name }): [string, Hint] => [name, { role: 'cost', why: 'seconds' }]),
  ]);
  return {
    table: melt(table, { keep: [setting, ...cost], coordinates: ['fold'], wide }),
    shape: 'scikit-learn cv_results_: a row a setting, a column a fold',
    hints,
    notes: [
      `the ${folds} splits are taken for the folds of one cross-validation; of repeats of it or of random splits (ShuffleSplit) say which share of the rows each tests: --test-share 1/5`,
      ...aggregates,
      'mean_, std_ and rank_ columns sum up the folds and are left out; train scores are no scores',
    ],
    tuning: 'grid',
    folds,
  };
}

/** `max_depth=5, n_estimators=100`; only parameters that vary are named. */
function settingNames({
  settings,
  params,
  rows,
}: {
  settings: readonly CellColumn[];
  params: CellColumn | undefined;
  rows: number;
}): CellColumn {
  const builder = createColumn();
  const varying = settings.filter((column) => {
    const first = textAt(column, 0);
    for (let row = 1; row < rows; row++) if (textAt(column, row) !== first) return true;
    return false;
  });
  const named = varying.length > 0 ? varying : settings;
  for (let row = 0; row < rows; row++) {
    const text =
      named.length > 0
        ? named.map((column) => `${column.name.slice('param_'.length)}=${textAt(column, row) ?? 'none'}`).join(', ')
        : (textAt(params!, row) ?? 'none');
    builder.push(shown(text));
  }
  return builder.finish('setting');
}

/** Whether `std_test_score` divides by n, and whether `mean_test_score` is the plain mean: said, never used. */
function checkAggregates(
  table: CellTable,
  { metric, wide }: { metric: string; wide: readonly WideColumn[] },
): readonly string[] {
  const folds = wide.filter((each) => each.metric === metric).map(({ column }) => column);
  const find = (name: string): CellColumn | undefined => table.columns.find((column) => column.name === name);
  const [sds, means] = [find(`std_${metric}`), find(`mean_${metric}`)];
  let [population, sample, weighted] = [0, 0, 0];
  for (let row = 0; row < table.rows; row++) {
    const values = folds.map((column) => column.numbers[row]!);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
    const sd = sds?.numbers[row] ?? NaN;
    if (Math.abs(sd - Math.sqrt(squares / values.length)) < 1e-4 * sd) population++;
    if (Math.abs(sd - Math.sqrt(squares / (values.length - 1))) < 1e-4 * sd) sample++;
    if (Math.abs((means?.numbers[row] ?? NaN) - mean) > 1e-9) weighted++;
  }
  return [
    ...(population > sample
      ? [`std_${metric} has the number of folds in the denominator; the SDs here have one less, and are larger`]
      : []),
    ...(weighted > 0
      ? [`mean_${metric} weights the folds by their rows; the means here are of the folds as they are`]
      : []),
  ];
}
