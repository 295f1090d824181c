/** Records → `runs.csv`, a row a run, for pandas or R. Knows no machine, time or worker: those stand in `manifest.json`. */
import type { RunRecord } from '../record.js';
import { csvTable } from './escape.js';

const FIRST_COLUMNS = ['variant', 'split', 'fold', 'seed', 'status', 'epochs', 'best_epoch'] as const;

/**
 * @param records      in plan order; rows come in the order given
 * @param metricNames  one column each; an undefined metric, and every metric of a failed run, is an empty cell
 */
export function renderRunsCsv(records: readonly RunRecord[], metricNames: readonly string[]): string {
  return csvTable([[...FIRST_COLUMNS, ...metricNames], ...records.map((record) => row(record, metricNames))]);
}

function row(record: RunRecord, metricNames: readonly string[]): (string | number | null)[] {
  const { variant, split, fold, seed } = record;
  const place = [variant, split, fold, seed];
  if (record.status === 'failed') return [...place, record.reason, record.epoch, null, ...metricNames.map(() => null)];
  const { metrics } = record;
  const values = metricNames.map((name) => (Object.hasOwn(metrics, name) ? (metrics[name] ?? null) : null));
  return [...place, 'ok', record.epochs, record.bestEpoch, ...values];
}
