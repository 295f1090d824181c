/**
 * Headings such as `rf_accuracy` and `svm_accuracy`: one known metric behind names that may be variants or data sets. Nobody can
 * tell which from the file, so the user is asked. Pure.
 */
import type { CellColumn } from './cells.js';
import { aggregateOf, knownMetric, phaseOf } from './names.js';
import { namedRole } from './role-names.js';

export interface PrefixedColumn {
  readonly column: CellColumn;
  /** What stands in front of the metric: `rf`. */
  readonly name: string;
  readonly metric: string;
}

const HEADING = /^(.*[^_.~/\s-])[_.~/\s-]+([A-Za-z][A-Za-z0-9]*)$/;
/** These say how a metric is reckoned, or of which rows. */
const QUALIFIES =
  /^(?:macro|micro|weighted|samples|balanced|top\d*|mean|avg|average|best|worst|final|last|max|min|median|overall|total|all|exact|adjusted|normalized|raw|neg|eval|metrics?|results?|scores?|log|cross|hamming|cohen|validity|out|sample)$/i;

/** The columns among these whose names end in a known metric behind a name of something else. */
export function prefixedColumns(columns: readonly CellColumn[]): readonly PrefixedColumn[] {
  return columns.flatMap((column): PrefixedColumn[] => {
    const [, name = '', metric = ''] = HEADING.exec(column.name) ?? [];
    const known = name !== '' && knownMetric(metric) !== undefined && knownMetric(name) === undefined;
    const first = name.split(/[_.~/\s-]+/);
    return !known ||
      first.some((word) => QUALIFIES.test(word)) ||
      phaseOf(name) !== undefined ||
      namedRole(name) !== undefined ||
      aggregateOf(column.name) !== undefined
      ? []
      : [{ column, name, metric }];
  });
}

/** The columns of one metric, where every column given is such a one and one metric has several. */
export function alikeColumns(columns: readonly CellColumn[]): readonly PrefixedColumn[] {
  const found = prefixedColumns(columns);
  if (found.length < columns.length) return [];
  const metrics = [...new Set(found.map(({ metric }) => metric))];
  const most = metrics.map((wanted) => found.filter(({ metric }) => metric === wanted));
  return most.sort((a, b) => b.length - a.length).find(({ length }) => length > 1) ?? [];
}
