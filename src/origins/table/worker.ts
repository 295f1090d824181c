/** The inside of a worker thread: opens its engine once, then trains one run a task. */
import { workerData } from 'node:worker_threads';
import type { Table } from '../../data/dataset.js';
import type { EngineName } from '../../engines/engine.js';
import { openEngine, openedOnce } from '../../engines/open.js';
import type { Experiment } from '../../experiment/experiment.js';
import { hasOwnModels } from '../../experiment/own-models.js';
import type { Run } from '../../design/plan.js';
import type { ReferenceRecord, ReferenceRun } from '../../design/reference.js';
import { scoreReferences } from './reference-run.js';
import { createTrainer } from './train-run.js';
import type { Outcome } from '../../design/record.js';

/** Travels once a worker; the table's rows lie in shared memory. */
export interface WorkerSetup {
  readonly experiment: Experiment;
  readonly table: Table;
  readonly engine: EngineName;
  readonly backend: string;
}

const setup = workerData as WorkerSetup;
const train = createTrainer(setup.experiment, setup.table);
const engine = openedOnce(() =>
  openEngine(setup.engine, { backend: setup.backend, ownModels: hasOwnModels(setup.experiment) }),
);

export default async function trainOne(run: Run | ReferenceRun): Promise<Outcome | ReferenceRecord> {
  if ('references' in run) {
    return scoreReferences(setup.experiment, { table: setup.table, run, engine: await engine() });
  }
  return train(run, await engine());
}
