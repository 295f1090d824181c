/** Tries the shapes that tools write, one after the other; what no tool wrote is one row a run. Pure. */
import { contentOf, valuesOf } from './cells.js';
import type { CellColumn, CellTable } from './cells.js';
import { refuseSummaries } from './means-alone.js';
import { metricNamesIn } from './metric-names.js';
import { namedRole } from './role-names.js';
import { withRowLabels } from './row-labels.js';
import { annBenchmarks, fuzzbench, humanEval, openml } from './shapes/benchmarks.js';
import { tensorboard, wandbChart } from './shapes/charts.js';
import { mlflow, optuna, reseedRuns, settingHints, wandbRuns } from './shapes/exports.js';
import { autogluon, dvc, monitor } from './shapes/logs.js';
import { withFoldNames } from './shapes/fold-names.js';
import { caretResamples, mlr3, tidymodels, weka } from './shapes/resamples.js';
import type { Shape, Shaped } from './shapes/shape.js';
import { sklearnShape } from './shapes/sklearn.js';
import { pivotMetrics } from './shapes/tidy.js';
import { unfoldObjects } from './shapes/unfold.js';
import { numberedColumns } from './shapes/wide.js';

const SHAPES: readonly Shape[] = [
  reseedRuns,
  sklearnShape,
  tensorboard,
  wandbChart,
  optuna,
  mlflow,
  wandbRuns,
  caretResamples,
  tidymodels,
  mlr3,
  weka,
  monitor,
  autogluon,
  dvc,
  fuzzbench,
  openml,
  humanEval,
  annBenchmarks,
  numberedColumns,
];

export function shapeOf(read: CellTable): Shaped {
  refuseSummaries(read);
  const table = withRowLabels(read);
  for (const shape of SHAPES) {
    const shaped = shape(table);
    if (shaped !== undefined) return withSettings(withFoldNames(tidy(shaped)));
  }
  const long = { shape: 'long: a row a run, or a step of one', hints: new Map(), notes: [] };
  return withSettings(withFoldNames(tidy({ table: unfoldObjects(table), ...long })));
}

/** What a tool calls a setting, unless the shape has said more. */
function withSettings(shaped: Shaped): Shaped {
  return { ...shaped, hints: new Map([...settingHints(shaped.table), ...shaped.hints]) };
}

/** A table may have a column for each metric already, and one more for that which counts: the AutoML benchmark's `auc` and `result`. */
function repeatsAnother(column: CellColumn, columns: readonly CellColumn[]): boolean {
  const twin = columns.find(({ name }) => name === column.name);
  return (
    twin !== undefined &&
    twin !== column &&
    column.numbers.every((value, row) => Number.isNaN(value) || value === twin.numbers[row])
  );
}

/** A column with metrics' names and one with their values. */
function tidy(shaped: Shaped): Shaped {
  const { table, hints } = shaped;
  const roleOf = (name: string): string | undefined => hints.get(name)?.role ?? namedRole(name);
  const value = table.columns.find((column) => roleOf(column.name) === 'value' && contentOf(column).numbers > 0);
  const metric = metricNamesIn({ ...table, columns: table.columns.filter((column) => column !== value) }, roleOf);
  if (metric === undefined || value === undefined) return shaped;
  const pivoted = pivotMetrics(table, { metric, value });
  return {
    ...shaped,
    table: { ...pivoted, columns: pivoted.columns.filter((column) => !repeatsAnother(column, pivoted.columns)) },
    shape: `${shaped.shape}; ${metric.name} names the score of each row`,
    notes: [
      ...shaped.notes,
      `${metric.name} and ${value.name} become a column for each of ${valuesOf(metric).join(', ')}`,
    ],
  };
}
