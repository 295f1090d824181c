/** Records → `runs.csv`, a row a run, for pandas or R. Knows no machine, time or worker: those stand in `manifest.json`. */
import type { RunRecord } from '../../design/record.js';
import { csvTable } from '../escape.js';

const PLACE_COLUMNS = ['split', 'fold', 'seed'] as const;
const TRAINING_COLUMNS = ['epochs', 'best_epoch'] as const;

/** What the file that scores come from calls a block and a run. */
const GIVEN_COLUMNS = ['block', 'repeat'] as const;
type GivenColumn = (typeof GIVEN_COLUMNS)[number];

/** Only where runs exchange sources of randomness: which base sample, and the sources taken from its second setting. */
const CELL_COLUMNS = ['base_sample', 'from_b'] as const;

type Row = (string | number | null)[];

/** Each piece is hashed and written by itself, and a line is too little for that. */
const ROWS_AT_ONCE = 200;

/**
 * In pieces: there may be a million lines.
 *
 * @param records      in plan order; rows come in the order given
 * @param metricNames  one column each; an undefined metric, and every metric of a failed run, is an empty cell
 */
export function* renderRunsCsv(records: Iterable<RunRecord>, metricNames: readonly string[]): Generator<string> {
  const { cells, training, dataSets, given } = partsOf(records);
  const names = given === undefined ? PLACE_COLUMNS : GIVEN_COLUMNS.filter((name) => given.has(name));
  yield csvTable([
    [
      ...(dataSets ? ['data_set'] : []),
      'variant',
      ...names,
      'status',
      ...(training ? TRAINING_COLUMNS : []),
      ...(cells ? CELL_COLUMNS : []),
      ...metricNames,
    ],
  ]);
  let rows: Row[] = [];
  for (const record of records) {
    const row: Row = dataSets ? [record.dataSet ?? null, record.variant] : [record.variant];
    for (const name of names) row.push(isGivenColumn(name) ? (record.given?.[name] ?? null) : record[name]);
    row.push(record.status === 'ok' ? 'ok' : record.reason);
    if (training) row.push(...trainingColumns(record));
    if (cells) row.push(record.cell?.sample ?? null, record.cell?.fromB.join(' ') ?? null);
    const metrics = record.status === 'ok' ? record.metrics : {};
    for (const name of metricNames) row.push(Object.hasOwn(metrics, name) ? (metrics[name] ?? null) : null);
    if (rows.push(row) < ROWS_AT_ONCE) continue;
    yield csvTable(rows);
    rows = [];
  }
  yield csvTable(rows);
}

/** What some record has, so that every row has a column for it; `given`: the names of a file stand in place of our numbers. */
function partsOf(records: Iterable<RunRecord>): {
  readonly cells: boolean;
  readonly training: boolean;
  readonly dataSets: boolean;
  readonly given: ReadonlySet<GivenColumn> | undefined;
} {
  let [cells, training, dataSets, fromFile] = [false, false, false, false];
  const given = new Set<GivenColumn>();
  for (const record of records) {
    cells ||= record.cell !== undefined;
    training ||= record.status === 'ok' ? record.training !== undefined : record.epoch !== undefined;
    dataSets ||= record.dataSet !== undefined;
    const { given: place } = record;
    if (place === undefined) continue;
    fromFile = true;
    for (const name of GIVEN_COLUMNS) if (place[name] !== '') given.add(name);
  }
  return { cells, training, dataSets, given: fromFile ? given : undefined };
}

function isGivenColumn(name: GivenColumn | (typeof PLACE_COLUMNS)[number]): name is GivenColumn {
  return name === 'block' || name === 'repeat';
}

function trainingColumns(record: RunRecord): (number | null)[] {
  if (record.status === 'failed') return [record.epoch ?? null, null];
  return [record.training?.epochs ?? null, record.training?.bestEpoch ?? null];
}
