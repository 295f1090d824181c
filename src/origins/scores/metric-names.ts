/** A column that names the score of its row: `metric` with `mae` and `rmse`. Pure. */
import { contentOf, valuesOf } from './cells.js';
import type { CellColumn, CellTable } from './cells.js';
import { knownMetric } from './names.js';
import { namedRole } from './role-names.js';

const MOST_NAMES = 100;

/** By its own name, or since every word in it is a score that is known, or most where some are told apart by a path (`train/loss`). */
export function metricNamesIn(
  { columns }: CellTable,
  roleOf: (name: string) => string | undefined = namedRole,
): CellColumn | undefined {
  const names = columns.filter(
    (column) => contentOf(column).numbers === 0 && valuesOf(column, MOST_NAMES + 1).length <= MOST_NAMES,
  );
  return names.find(({ name }) => roleOf(name) === 'metric name') ?? names.find(namesMetrics);
}

function namesMetrics(column: CellColumn): boolean {
  const words = valuesOf(column);
  const known = words.filter((word) => knownMetric(word) !== undefined).length;
  return (
    known > 0 && (known === words.length || (2 * known >= words.length && words.every((word) => /[/._]/.test(word))))
  );
}
