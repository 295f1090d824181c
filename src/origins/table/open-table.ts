/** A table and a question about nets on it → the origin that trains them. What is settled here: encoding, engine, backend. */
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Table } from '../../data/dataset.js';
import type { TableDescription } from '../../data/description.js';
import { encodeTable } from '../../data/encode.js';
import type { EngineName } from '../../engines/engine.js';
import { NUMERICS_VERSION } from '../../engines/fused/numerics-version.js';
import type { Experiment } from '../../experiment/experiment.js';
import type { TableFacts } from '../facts.js';
import type { OpenOrigin } from '../origin.js';
import { openThreads } from '../threads.js';
import { tableOrigin } from './identity.js';
import { parcelOf } from './parcel.js';
import { networkOf, rowsOf } from './rows.js';
import { SCORING_VERSION } from './scoring-version.js';
import type { TableTicket } from './ticket.js';
import type { WorkerSetup } from './worker.js';

export interface TableChoice {
  readonly table: Table;
  readonly engine: EngineName;
  readonly backend: string;
  readonly reading?: TableDescription | undefined;
}

/** The origin, and by the way every variant's network is resolved on the first split. */
export function openTable(experiment: Experiment, { table, engine, backend, reading }: TableChoice): OpenOrigin {
  const origin = tableOrigin(experiment, tableFacts(experiment, { table, engine, backend, reading }));
  const setup: WorkerSetup = { experiment, table, engine, backend };
  const ticket: TableTicket = {
    engine,
    backend,
    numericsVersion: NUMERICS_VERSION,
    fingerprint: table.fingerprint,
  };
  return {
    ...origin,
    open: (threads) => openThreads({ file: WORKER_FILE, setup, threads }),
    ticket,
    parcel: parcelOf(table),
  };
}

const WORKER_FILE = fileURLToPath(new URL('./worker.js', import.meta.url));

/**
 * @throws {UserError} if a split would leave a part empty
 * @throws {RangeError} if a model does not fit the table
 */
export function tableFacts(experiment: Experiment, { table, engine, backend, reading }: TableChoice): TableFacts {
  const { encoding, baseline } = experiment;
  const rows = rowsOf(experiment, table, { split: 0, fold: 0, variant: baseline });
  const encoded = encodeTable(table, { train: rows.train, encoding });
  for (const { model } of Object.values(experiment.variants)) {
    if (model.type === 'sequential') networkOf(model, encoded);
  }
  return {
    kind: 'table',
    encoding,
    data: {
      source: experiment.data.kind,
      name: experiment.data.kind === 'csv' ? basename(experiment.data.path) : 'simple',
      made: table.made,
      fingerprint: table.fingerprint,
      rows: table.rows,
      target: table.target.name,
      task: table.target.kind === 'classes' ? 'classification' : 'regression',
      classes: classCounts(table),
      numbers: table.features.filter(({ kind }) => kind === 'number').length,
      categories: table.features.filter(({ kind }) => kind === 'category').length,
      inputs: encoded.widths.reduce((sum, width) => sum + width, encoded.numericWidth),
    },
    rows: { train: rows.train.length, validation: rows.validation.length, test: rows.test.length },
    engine,
    backend,
    numericsVersion: NUMERICS_VERSION,
    ...(table.target.kind === 'number' ? { scoring: SCORING_VERSION.regression } : {}),
    ...(reading === undefined ? {} : { reading }),
  };
}

function classCounts({ target }: Table): TableFacts['data']['classes'] {
  if (target.kind !== 'classes') return [];
  return target.levels.map((name, i) => ({ name, rows: countOf(target.labels, i) }));
}

function countOf(labels: Int32Array, wanted: number): number {
  let count = 0;
  for (const label of labels) if (label === wanted) count++;
  return count;
}
