/** Tries the shapes that tools write, one after the other; what no tool wrote is one row a run. Pure. */
import { contentOf, valuesOf } from './cells.js';
import type { CellTable } from './cells.js';
import { namedRole } from './names.js';
import { tensorboard, wandbChart } from './shapes/charts.js';
import { mlflow, optuna, reseedRuns, settingHints, wandbRuns } from './shapes/exports.js';
import type { Shape, Shaped } from './shapes/shape.js';
import { sklearnShape } from './shapes/sklearn.js';
import { pivotMetrics } from './shapes/tidy.js';
import { numberedColumns } from './shapes/wide.js';

const SHAPES: readonly Shape[] = [
  reseedRuns,
  sklearnShape,
  tensorboard,
  wandbChart,
  optuna,
  mlflow,
  wandbRuns,
  numberedColumns,
];

export function shapeOf(table: CellTable): Shaped {
  for (const shape of SHAPES) {
    const shaped = shape(table);
    if (shaped !== undefined) return withSettings(tidy(shaped));
  }
  return withSettings(tidy({ table, shape: 'long: a row a run, or a step of one', hints: new Map(), notes: [] }));
}

/** What a tool calls a setting, unless the shape has said more. */
function withSettings(shaped: Shaped): Shaped {
  return { ...shaped, hints: new Map([...settingHints(shaped.table), ...shaped.hints]) };
}

/** A column with metrics' names and one with their values. */
function tidy(shaped: Shaped): Shaped {
  const { table, hints } = shaped;
  const roleOf = (name: string): string | undefined => hints.get(name)?.role ?? namedRole(name);
  const metric = table.columns.find(
    (column) =>
      roleOf(column.name) === 'metric name' && contentOf(column).numbers === 0 && valuesOf(column, 101).length <= 100,
  );
  const value = table.columns.find((column) => roleOf(column.name) === 'value' && contentOf(column).numbers > 0);
  if (metric === undefined || value === undefined) return shaped;
  return {
    ...shaped,
    table: pivotMetrics(table, { metric, value }),
    shape: `${shaped.shape}; ${metric.name} names the score of each row`,
    notes: [
      ...shaped.notes,
      `${metric.name} and ${value.name} become a column for each of ${valuesOf(metric).join(', ')}`,
    ],
  };
}
