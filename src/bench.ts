/**
 * A bench from plan to analysis: what is already in the folder is kept, the rest is trained, every finished run is
 * appended at once. Never prints: it tells `onEvent`, and returns.
 */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { analyse } from './analyse.js';
import type { Analysis, Setup } from './analysis.js';
import type { Table } from './data/dataset.js';
import { clock, describeMachine, VERSION } from './environment.js';
import { UserError } from './errors.js';
import type { Experiment } from './experiment.js';
import { planRuns } from './plan.js';
import type { Run } from './plan.js';
import { trainAll } from './pool.js';
import type { RunRecord } from './record.js';
import { describeSetup } from './setup.js';
import { openStore, readManifest, readRecords } from './store.js';
import type { Store } from './store.js';

export interface BenchRequest {
  readonly experiment: Experiment;
  readonly table: Table;
  readonly folder: string;
  readonly engine: Setup['engine'];
  readonly backend: string;
  readonly workers: number;
  readonly fresh: boolean;
  readonly command: string;
  readonly signal: AbortSignal;
  readonly onEvent: (event: BenchEvent) => void;
  /** See `PoolOptions`; for tests. */
  readonly workerFile?: string;
}

export type BenchEvent =
  | { readonly type: 'start'; readonly planned: number; readonly kept: number; readonly workers: number }
  | { readonly type: 'repair'; readonly text: string }
  | { readonly type: 'record'; readonly record: RunRecord }
  | { readonly type: 'incident'; readonly run: Run; readonly reason: string; readonly again: boolean };

export interface BenchResult {
  readonly analysis: Analysis;
  /** In plan order; runs lost to incidents are absent. */
  readonly records: readonly RunRecord[];
  readonly interrupted: boolean;
  readonly unfinished: number;
}

/** One start of a bench in a folder; the manifest keeps them all. */
interface Session {
  readonly startedAt: number;
  readonly wallMs: number;
  readonly workers: number;
  readonly trained: number;
}

export interface Manifest {
  readonly schema: 1;
  readonly reseed: string;
  readonly experiment: Experiment;
  readonly setup: Setup;
  readonly machine: object;
  readonly sessions: readonly Session[];
}

/** A run that was lost this often (over all starts) is left out, and the report is marked incomplete. */
const MOST_ATTEMPTS = 3;
const INCIDENTS_FILE = 'incidents.jsonl';

export async function runBench(request: BenchRequest): Promise<BenchResult> {
  const { experiment, folder, onEvent, fresh } = request;
  const setup = describeSetup(experiment, request);
  const runs = planRuns(experiment, contextOf(setup));
  if (!fresh) refuseForeignFolder(folder, setup);
  const store = openStore(folder, { fresh });
  try {
    for (const text of store.loaded.repairs) onEvent({ type: 'repair', text });
    const records = new Map(store.loaded.records);
    const pending = runs.filter(({ hash }) => !records.has(hash));
    onEvent({ type: 'start', planned: runs.length, kept: runs.length - pending.length, workers: request.workers });
    const earlier = (readManifest(folder) as Manifest | undefined)?.sessions ?? [];
    const startedAt = clock();
    const save = (): void => {
      const session = { startedAt, wallMs: clock() - startedAt, workers: request.workers, trained: pending.length };
      const sessions = pending.length > 0 ? [...earlier, session] : earlier;
      const manifest: Manifest = {
        schema: 1,
        reseed: VERSION,
        experiment,
        setup,
        machine: describeMachine(),
        sessions,
      };
      store.writeManifest(manifest);
    };
    save();
    await trainPending(pending, { request, store, records });
    save();
    return conclude(experiment, { setup, runs, records, interrupted: request.signal.aborted });
  } finally {
    store.close();
  }
}

/** The analysis of what a folder holds, from its records and its manifest alone. @throws {UserError} if it holds no bench */
export function readBench(folder: string): BenchResult {
  const manifest = readManifest(folder) as Manifest | undefined;
  if (manifest === undefined) {
    throw new UserError(
      `${folder} holds no manifest.json.`,
      'Run "reseed bench" there first; committed results leave the records out.',
    );
  }
  const { experiment, setup } = manifest;
  const runs = planRuns(experiment, contextOf(setup));
  return conclude(experiment, { setup, runs, records: readRecords(folder).records, interrupted: false });
}

function contextOf({ data, engine, backend, numericsVersion }: Setup) {
  return { fingerprint: data.fingerprint, engine, backend, numericsVersion };
}

function conclude(
  experiment: Experiment,
  state: { setup: Setup; runs: readonly Run[]; records: ReadonlyMap<string, RunRecord>; interrupted: boolean },
): BenchResult {
  const { setup, runs, interrupted } = state;
  const records = runs.flatMap(({ hash }) => state.records.get(hash) ?? []);
  const analysis = analyse(experiment, { setup, runs, records: state.records });
  return { analysis, records, interrupted, unfinished: runs.length - records.length };
}

/** Trains until nothing is pending; runs lost to incidents are tried again in a further pass, `MOST_ATTEMPTS` times in all. */
async function trainPending(
  pending: readonly Run[],
  { request, store, records }: { request: BenchRequest; store: Store; records: Map<string, RunRecord> },
): Promise<void> {
  const attempts = readAttempts(store.folder);
  for (let passing = pending; passing.length > 0 && !request.signal.aborted;) {
    const lost: Run[] = [];
    await trainAll(passing, {
      ...request,
      setup: request,
      onOutcome(_run, { record, predictions }) {
        const stored = store.append(record, predictions);
        records.set(record.hash, stored);
        request.onEvent({ type: 'record', record: stored });
      },
      onIncident(run, reason) {
        const attempt = (attempts.get(run.hash) ?? 0) + 1;
        attempts.set(run.hash, attempt);
        appendFileSync(join(store.folder, INCIDENTS_FILE), `${JSON.stringify({ hash: run.hash, attempt, reason })}\n`);
        if (attempt < MOST_ATTEMPTS) lost.push(run);
        request.onEvent({ type: 'incident', run, reason, again: attempt < MOST_ATTEMPTS });
      },
    });
    passing = lost;
  }
}

function readAttempts(folder: string): Map<string, number> {
  const path = join(folder, INCIDENTS_FILE);
  const attempts = new Map<string, number>();
  for (const line of existsSync(path) ? readFileSync(path, 'utf8').split('\n') : []) {
    const hash = /^\{"hash":"([0-9a-f]{32})"/.exec(line)?.[1];
    if (hash !== undefined) attempts.set(hash, (attempts.get(hash) ?? 0) + 1);
  }
  return attempts;
}

/** Results of another question or another table are never mixed into one folder. */
function refuseForeignFolder(folder: string, setup: Setup): void {
  const manifest = readManifest(folder) as Partial<Manifest> | undefined;
  if (manifest === undefined) return;
  const remedy = 'Choose another folder with --out, or start over with --fresh.';
  if (manifest.schema !== 1 || manifest.setup === undefined) {
    throw new UserError(
      `${folder} was written by another version of Reseed (schema ${String(manifest.schema)}).`,
      remedy,
    );
  }
  if (manifest.setup.name !== setup.name) {
    throw new UserError(`${folder} holds the experiment ${manifest.setup.name}, not ${setup.name}.`, remedy);
  }
  if (manifest.setup.data.fingerprint !== setup.data.fingerprint) {
    throw new UserError(
      `${folder} holds results on other data: the table, its target or its dropped columns changed.`,
      remedy,
    );
  }
}
