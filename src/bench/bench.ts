/**
 * A bench from plan to records: what is already in the folder is kept, the rest is trained, every finished run is
 * appended at once. Never prints: it tells `onEvent`, and returns. `conclude` makes the report's analysis of it.
 */
import type { ScoredRecords } from '../analysis/scores.js';
import type { BenchRequest } from './bench-request.js';
import type { Bench } from '../analysis/evidence.js';
import { clock, describeMachine, VERSION } from '../base/environment.js';
import { loadManifest, manifestForm, refuseForeignFolder } from '../store/manifest.js';
import type { Manifest, Session } from '../store/manifest.js';
import { setupOf } from '../design/setup.js';
import type { Setup } from '../design/setup.js';
import { fittingFor } from '../origins/misfit.js';
import { kindOf } from '../origins/open.js';
import { removeMisfits } from '../store/fitting-records.js';
import { distinctRuns, planRuns } from '../design/plan.js';
import { createReducer, reductionsFor } from '../store/reductions.js';
import { runsOfShard } from '../design/shard.js';
import { refusePoorerReport, refuseSomebodysFolder } from '../store/ownership.js';
import { repairReferences } from '../store/references-file.js';
import { openStore } from '../store/store.js';
import { withKeptScores } from './kept-metrics.js';
import { taskOf } from '../origins/facts.js';
import { carryOutPending } from './carry-out-pending.js';
import { changesSince, codeOf, commitsOf } from './code-state.js';

const POORER = 'Bring runs.jsonl back, choose another folder with --out, or say --force.';

/** Trains what is missing in the folder, and analyses nothing. @throws {UserError} if the folder is another bench's */
export async function collectRecords(request: BenchRequest): Promise<Bench> {
  const { question, origin, folder, onEvent, fresh, shard, until, command } = request;
  const setup = setupOf(question, { origin: origin.facts, until, command });
  const planned = planRuns(question, origin);
  const variants = Object.keys(question.variants).length;
  const runs = shard === undefined ? planned : runsOfShard(planned, { shard, variants });
  refuseSomebodysFolder(folder, setup.name);
  if (!fresh) refuseForeignFolder(folder, setup);
  const store = openStore(folder, { fresh });
  try {
    for (const text of store.loaded.repairs) onEvent({ type: 'repair', text });
    const fitting = fittingFor(question, origin.facts);
    for (const text of removeMisfits(store.loaded.records, { runs: planned, fitting }))
      onEvent({ type: 'repair', text });
    // From here on `records` also holds the runs that this start carries out.
    const records = withKeptScores(store.loaded.records, { folder, experiment: question, task: taskOf(origin.facts) });
    const reducer = createReducer(folder, { experiment: question, runs: planned, records });
    for (const hash of reducer.damaged) {
      records.delete(hash);
      onEvent({
        type: 'repair',
        text: `the predictions of run ${hash} do not match their checksum; it will be trained again`,
      });
    }
    const references = repairReferences(folder);
    const distinct = distinctRuns(runs);
    const pending = distinct.filter(({ hash }) => !records.has(hash));
    const kept = distinct.length - pending.length;
    const atMost = until !== undefined;
    if (!fresh && shard === undefined && request.force !== true)
      refusePoorerReport(folder, records.size + pending.length, POORER);
    onEvent({ type: 'start', planned: distinct.length, kept, workers: request.workers, atMost });
    const there = loadManifest(folder);
    const { sessions: earlier = [], looks: pastLooks = [] } = there ?? {};
    for (const text of changesSince(there, request)) onEvent({ type: 'note', text });
    const startedAt = clock();
    const before = records.size;
    const save = (): void => {
      const trained = atMost ? records.size - before : pending.length;
      const session = { startedAt, wallMs: clock() - startedAt, workers: request.workers, trained, ...codeOf(origin) };
      const sessions = pending.length > 0 ? [...earlier, session] : earlier;
      const manifest = describeBench(request, setup, sessions);
      store.writeManifest(manifestForm({ ...manifest, ...(pastLooks.length === 0 ? {} : { looks: pastLooks }) }));
    };
    save();
    const told = { ...request, onEvent: withMetricsOf(records, onEvent) };
    await carryOutPending(pending, { request: told, store, records, reducer, references, runs });
    save();
    const { reductions } = reductionsFor(folder, { experiment: question, runs, records });
    const commits = commitsOf([...earlier, ...(pending.length > 0 ? [codeOf(origin)] : [])]);
    const interrupted = request.signal.aborted;
    const held = { records, reductions, allReferences: references, pastLooks, commits };
    const bench = { experiment: question, setup, origin, runs, ...held, interrupted };
    await request.whileLocked?.(bench);
    return bench;
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
  { question, shard }: Pick<BenchRequest, 'question' | 'shard'>,
  setup: Setup,
  sessions: readonly Session[],
): Manifest {
  const part = shard === undefined ? {} : { shard };
  const kept = kindOf(question).kept(question);
  return { schema: 1, reseed: VERSION, experiment: kept, setup, machine: describeMachine(), sessions, ...part };
}
