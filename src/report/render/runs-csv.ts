/** Records → `runs.csv`, a row a run, for pandas or R. Knows no machine, time or worker: those stand in `manifest.json`. */
import type { RunRecord } from '../../design/record.js';
import { csvTable } from '../escape.js';

const FIRST_COLUMNS = ['variant', 'split', 'fold', 'seed', 'status'] as const;
const TRAINING_COLUMNS = ['epochs', 'best_epoch'] as const;

/** Only where runs exchange sources of randomness: which base sample, and the sources taken from its second setting. */
const CELL_COLUMNS = ['base_sample', 'from_b'] as const;

/**
 * Line by line: there may be a hundred thousand.
 *
 * @param records      in plan order; rows come in the order given
 * @param metricNames  one column each; an undefined metric, and every metric of a failed run, is an empty cell
 */
export function* renderRunsCsv(records: Iterable<RunRecord>, metricNames: readonly string[]): Generator<string> {
  const { cells, training, dataSets } = partsOf(records);
  yield csvTable([
    [
      ...(dataSets ? ['data_set'] : []),
      ...FIRST_COLUMNS,
      ...(training ? TRAINING_COLUMNS : []),
      ...(cells ? CELL_COLUMNS : []),
      ...metricNames,
    ],
  ]);
  for (const record of records) {
    const row = [
      ...(dataSets ? [record.dataSet ?? null] : []),
      ...placeColumns(record),
      ...(training ? trainingColumns(record) : []),
      ...(cells ? [record.cell?.sample ?? null, record.cell?.fromB.join(' ') ?? null] : []),
      ...metricNames.map((name) => metricOf(record, name)),
    ];
    yield csvTable([row]);
  }
}

/** What some record has, and so every row a place for. */
function partsOf(records: Iterable<RunRecord>): { cells: boolean; training: boolean; dataSets: boolean } {
  let [cells, training, dataSets] = [false, false, false];
  for (const record of records) {
    cells ||= record.cell !== undefined;
    training ||= record.status === 'ok' ? record.training !== undefined : record.epoch !== undefined;
    dataSets ||= record.dataSet !== undefined;
  }
  return { cells, training, dataSets };
}

function placeColumns(record: RunRecord): (string | number)[] {
  const { variant, split, fold, seed } = record;
  return [variant, split, fold, seed, record.status === 'ok' ? 'ok' : record.reason];
}

function trainingColumns(record: RunRecord): (number | null)[] {
  if (record.status === 'failed') return [record.epoch ?? null, null];
  return [record.training?.epochs ?? null, record.training?.bestEpoch ?? null];
}

function metricOf(record: RunRecord, name: string): number | null {
  return record.status === 'ok' && Object.hasOwn(record.metrics, name) ? (record.metrics[name] ?? null) : null;
}
