/**
 * A bench from plan to records: what is already in the folder is kept, the rest is trained, every finished run is
 * appended at once. Never prints: it tells `onEvent`, and returns. `conclude` makes the report's analysis of it.
 */
import type { ScoredRecords } from './analysis/scores.js';
import type { Setup } from './analysis/analysis.js';
import type { BenchRequest } from './bench-request.js';
import type { Collected } from './analysis/conclude.js';
import { clock, describeMachine, VERSION } from './environment.js';
import { loadManifest, refuseForeignFolder } from './store/manifest.js';
import type { Manifest, Session } from './store/manifest.js';
import { withoutModelFiles } from './experiment/own-models.js';
import { distinctRuns, planRuns } from './plan.js';
import { createReducer, reductionsFor } from './store/reductions.js';
import { contextOf, describeSetup } from './analysis/setup.js';
import { runsOfShard } from './shard.js';
import { openStore } from './store/store.js';
import { withKeptScores } from './kept-metrics.js';
import { trainAsAsked } from './train-pending.js';

/** Trains what is missing in the folder, and analyses nothing. @throws {UserError} if the folder is another bench's */
export async function collectRecords(request: BenchRequest): Promise<Collected> {
  const { experiment, folder, onEvent, fresh, shard, until } = request;
  const setup = describeSetup(experiment, request);
  const planned = planRuns(experiment, contextOf(setup));
  const variants = Object.keys(experiment.variants).length;
  const runs = shard === undefined ? planned : runsOfShard(planned, { shard, variants });
  if (!fresh) refuseForeignFolder(folder, setup);
  const store = openStore(folder, { fresh });
  try {
    for (const text of store.loaded.repairs) onEvent({ type: 'repair', text });
    // From here on it grows.
    const records = withKeptScores(store.loaded.records, { folder, experiment, task: setup.data.task });
    const reducer = createReducer(folder, { experiment, runs: planned, records });
    for (const hash of reducer.damaged) {
      records.delete(hash);
      onEvent({
        type: 'repair',
        text: `the predictions of run ${hash} do not match their checksum; it will be trained again`,
      });
    }
    const distinct = distinctRuns(runs);
    const pending = distinct.filter(({ hash }) => !records.has(hash));
    const kept = distinct.length - pending.length;
    const atMost = until !== undefined;
    onEvent({ type: 'start', planned: distinct.length, kept, workers: request.workers, atMost });
    const { sessions: earlier = [], looks = [] } = loadManifest(folder) ?? {};
    const startedAt = clock();
    const before = records.size;
    const save = (): void => {
      const trained = atMost ? records.size - before : pending.length;
      const session = { startedAt, wallMs: clock() - startedAt, workers: request.workers, trained };
      const sessions = pending.length > 0 ? [...earlier, session] : earlier;
      store.writeManifest({ ...describeBench(request, setup, sessions), ...(looks.length === 0 ? {} : { looks }) });
    };
    save();
    const told = { ...request, onEvent: withMetricsOf(records, onEvent) };
    await trainAsAsked(pending, { request: told, store, records, reducer, runs });
    save();
    const reductions = reductionsFor(folder, experiment, runs);
    return { setup, runs, records, reductions, looks, interrupted: request.signal.aborted };
  } finally {
    store.close();
  }
}

/** Whoever is told of a record sees the metrics that its predictions give as well, where such are asked for. */
function withMetricsOf({ further }: ScoredRecords, onEvent: BenchRequest['onEvent']): BenchRequest['onEvent'] {
  if (further === undefined) return onEvent;
  return (event) => {
    if (event.type !== 'record' || event.record.status !== 'ok') onEvent(event);
    else
      onEvent({
        ...event,
        record: { ...event.record, metrics: { ...event.record.metrics, ...further([event.record]) } },
      });
  };
}

function describeBench(
  { experiment, shard }: Pick<BenchRequest, 'experiment' | 'shard'>,
  setup: Setup,
  sessions: readonly Session[],
): Manifest {
  const part = shard === undefined ? {} : { shard };
  const kept = withoutModelFiles(experiment);
  return { schema: 1, reseed: VERSION, experiment: kept, setup, machine: describeMachine(), sessions, ...part };
}
