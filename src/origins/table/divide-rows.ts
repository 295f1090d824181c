/** The rows of one split as a protocol asks for them: shuffled, stratified, in groups, or by time. */
import { groupHoldoutSplit, groupKFoldSplit, timeSplit } from '../../data/division-split.js';
import type { Column, Table, Target } from '../../data/dataset.js';
import { holdoutSplit, kFoldSplit, shuffleSplit, type RowParts } from '../../data/split.js';
import { divisionOf } from '../../experiment/experiment.js';
import type { TableProtocol } from '../../question/question.js';
import type { StreamKey } from '../../base/streams.js';

/**
 * @param fold  0 unless the protocol is k-fold
 * @throws {UserError} if a part would be empty, or groups are too few
 */
export function divideRows(
  protocol: TableProtocol,
  { table, key, fold }: { readonly table: Table; readonly key: StreamKey; readonly fold: number },
): RowParts {
  const column = divisionOf(protocol) === undefined ? undefined : divisionIn(table);
  if (column !== undefined && protocol.kind === 'kFold') return groupKFoldSplit(column, { ...protocol, key })[fold]!;
  if (column !== undefined && protocol.kind === 'holdout') {
    const shares = { test: protocol.test, validation: protocol.validation, key };
    return protocol.time === undefined ? groupHoldoutSplit(column, shares) : timeSplit(column, shares);
  }
  const labels = strata(table.target, protocol.quantiles);
  const common = { rows: table.rows, labels, stratified: protocol.stratified, key };
  if (protocol.kind === 'kFold') return kFoldSplit({ ...common, ...protocol })[fold]!;
  if (protocol.kind === 'courseBootstrap') return shuffleSplit({ ...common, test: protocol.test });
  return holdoutSplit({ ...common, test: protocol.test, validation: protocol.validation });
}

function divisionIn({ division, name }: Table): Column {
  if (division === undefined)
    throw new RangeError(`the table ${name} was loaded without the column that divides its rows`);
  return division;
}

/** Classes; or, where asked, parts of a number target of equal counts by size, equal values in one part. */
function strata(target: Target, quantiles: number | undefined): Int32Array | undefined {
  if (target.kind === 'classes') return target.labels;
  if (quantiles === undefined) return undefined;
  const { values } = target;
  const ascending = Float64Array.from(values).sort();
  const bounds = Array.from(
    { length: quantiles - 1 },
    (_, i) => ascending[Math.floor(((i + 1) * values.length) / quantiles)]!,
  );
  return Int32Array.from(values, (value) => bounds.filter((bound) => value >= bound).length);
}
