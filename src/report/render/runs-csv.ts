/** Records → `runs.csv`, a row a run, for pandas or R. Knows no machine, time or worker: those stand in `manifest.json`. */
import type { RunRecord } from '../../store/record.js';
import { csvTable } from '../escape.js';

const FIRST_COLUMNS = ['variant', 'split', 'fold', 'seed', 'status', 'epochs', 'best_epoch'] as const;

/** Only where runs vary one source of randomness at a time: which one, and in which setting of the others. */
const CELL_COLUMNS = ['cell_source', 'cell_context'] as const;

/**
 * Line by line: there may be a hundred thousand.
 *
 * @param records      in plan order; rows come in the order given
 * @param metricNames  one column each; an undefined metric, and every metric of a failed run, is an empty cell
 */
export function* renderRunsCsv(records: Iterable<RunRecord>, metricNames: readonly string[]): Generator<string> {
  const cells = hasCells(records);
  yield csvTable([[...FIRST_COLUMNS, ...(cells ? CELL_COLUMNS : []), ...metricNames]]);
  for (const record of records) {
    const row = [
      ...runColumns(record),
      ...(cells ? [record.cell?.source ?? null, record.cell?.context ?? null] : []),
      ...metricNames.map((name) => metricOf(record, name)),
    ];
    yield csvTable([row]);
  }
}

function hasCells(records: Iterable<RunRecord>): boolean {
  for (const { cell } of records) if (cell !== undefined) return true;
  return false;
}

function runColumns(record: RunRecord): (string | number)[] {
  const { variant, split, fold, seed } = record;
  const [status, epochs, best] =
    record.status === 'ok' ? ['ok', record.epochs, record.bestEpoch] : [record.reason, record.epoch, ''];
  return [variant, split, fold, seed, status, epochs, best];
}

function metricOf(record: RunRecord, name: string): number | null {
  return record.status === 'ok' && Object.hasOwn(record.metrics, name) ? (record.metrics[name] ?? null) : null;
}
