/**
 * A bench from plan to analysis: what is already in the folder is kept, the rest is trained, every finished run is
 * appended at once. Never prints: it tells `onEvent`, and returns.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { analyse } from './analyse.js';
import type { Analysis, Setup } from './analysis.js';
import type { Table } from './data/dataset.js';
import { clock, describeMachine, VERSION } from './environment.js';
import { UserError } from './errors.js';
import type { Experiment } from './experiment.js';
import { looksThatCount, lookOf } from './looks.js';
import type { PastLook } from './looks.js';
import { loadManifest, refuseForeignFolder } from './manifest.js';
import type { Manifest, Session } from './manifest.js';
import { withoutModelFiles } from './own-models.js';
import { distinctRuns, planRuns, splitCount } from './plan.js';
import type { Run } from './plan.js';
import { trainAll } from './pool.js';
import type { RunRecord } from './record.js';
import type { RecordTable } from './record-table.js';
import type { Reduction } from './reduce.js';
import { createReducer, reductionsFor } from './reductions.js';
import type { Reducer } from './reductions.js';
import { describeSetup } from './setup.js';
import { runsOfShard } from './shard.js';
import type { Shard } from './shard.js';
import { openStore, readRecords } from './store.js';
import type { Store } from './store.js';
import { untilWords } from './until.js';
import type { Until } from './until.js';
import { upToRule, watchSplits } from './whole-splits.js';
import { appendLine } from './write-files.js';

export interface BenchRequest {
  readonly experiment: Experiment;
  readonly table: Table;
  readonly folder: string;
  readonly engine: Setup['engine'];
  readonly backend: string;
  readonly workers: number;
  readonly fresh: boolean;
  readonly command: string;
  /** Train until this rule holds; then the experiment's splits are the most. */
  readonly until?: Until;
  readonly signal: AbortSignal;
  readonly onEvent: (event: BenchEvent) => void;
  /** Only this part of the plan. */
  readonly shard?: Shard;
  /** Who trains; the local pool where absent, with 0 workers meaning those of others. */
  readonly train?: typeof trainAll;
  /** See `PoolOptions`; for tests. */
  readonly workerFile?: string;
}

export type BenchEvent =
  | {
      readonly type: 'start';
      readonly planned: number;
      readonly kept: number;
      readonly workers: number;
      readonly atMost?: boolean;
    }
  /** Damage that was mended, or something about a queue. */
  | { readonly type: 'repair'; readonly text: string }
  | { readonly type: 'note'; readonly text: string }
  | { readonly type: 'record'; readonly record: RunRecord }
  | { readonly type: 'incident'; readonly run: Run; readonly reason: string; readonly again: boolean };

export interface BenchResult {
  readonly experiment: Experiment;
  readonly analysis: Analysis;
  /** In plan order, made anew at every walk; runs lost to incidents are absent. */
  readonly records: Iterable<RunRecord>;
  readonly interrupted: boolean;
  readonly unfinished: number;
}

/** What a folder holds after a bench was at work in it; nothing analysed yet. */
export interface Collected {
  readonly setup: Setup;
  /** The plan, or the shard of it that was asked for. */
  readonly runs: readonly Run[];
  readonly records: ReadonlyMap<string, RunRecord>;
  /** What needed predictions, of the splits that are complete. */
  readonly reductions: readonly Reduction[];
  /** Looks at the folder so far. */
  readonly looks: readonly PastLook[];
  readonly interrupted: boolean;
}

/** A run that was lost this often (over all starts) is left out, and the report is marked incomplete. */
const MOST_ATTEMPTS = 3;
const INCIDENTS_FILE = 'incidents.jsonl';

export async function runBench(request: BenchRequest): Promise<BenchResult> {
  return conclude(request.experiment, await collectRecords(request));
}

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
    const { records } = store.loaded;
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
    await trainAsAsked(pending, { request, store, records, reducer, runs });
    save();
    const reductions = reductionsFor(folder, experiment, runs);
    return { setup, runs, records, reductions, looks, interrupted: request.signal.aborted };
  } finally {
    store.close();
  }
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

/** A bench as its folder keeps it. */
export interface Bench extends Collected {
  readonly experiment: Experiment;
}

/** The analysis of what a folder holds, from its records and its manifest alone. @throws {UserError} if it holds no bench */
export function readBench(folder: string): BenchResult {
  const bench = openBench(folder);
  return conclude(bench.experiment, bench);
}

/** The same, after reducing the splits that are complete but were not reduced: those of merged folders. */
export function completeBench(folder: string): BenchResult {
  createReducer(folder, openBench(folder));
  return readBench(folder);
}

/** What a folder holds, not analysed. @throws {UserError} if it holds no bench */
export function openBench(folder: string): Bench {
  const manifest = loadManifest(folder);
  if (manifest === undefined) {
    throw new UserError(
      `${folder} holds no manifest.json.`,
      'Run "reseed bench" there first; committed results leave the records out.',
    );
  }
  const { experiment, setup, looks = [] } = manifest;
  const runs = planRuns(experiment, contextOf(setup));
  const reductions = reductionsFor(folder, experiment, runs);
  const { records } = readRecords(folder, { withoutPredictions: true });
  const part = upToRule({ experiment, runs, reductions }, { until: setup.until, records });
  return { setup, records, looks, interrupted: false, ...part };
}

export function contextOf({ data, engine, backend, numericsVersion }: Setup) {
  return { fingerprint: data.fingerprint, engine, backend, numericsVersion };
}

/** Records → analysis. */
export function conclude(asked: Experiment, state: Collected): BenchResult {
  const { setup, interrupted } = state;
  const part = upToRule({ ...state, experiment: asked }, { until: setup.until, records: state.records });
  const { experiment, runs } = part;
  const now = { splits: splitCount(experiment), seeds: experiment.protocol.seeds, setup };
  const looks = looksThatCount(state.looks, lookOf(now));
  const analysis = analyse(experiment, { ...state, ...part, looks });
  const unfinished = runs.reduce((count, { hash }) => (state.records.has(hash) ? count : count + 1), 0);
  return { experiment, analysis, records: recordsInPlace(runs, state.records), interrupted, unfinished };
}

/** A record goes by the name and place that its run has now: variants are renamed, and designs share runs. */
function recordsInPlace(runs: readonly Run[], records: ReadonlyMap<string, RunRecord>): Iterable<RunRecord> {
  return {
    *[Symbol.iterator]() {
      for (const run of runs) {
        const record = records.get(run.hash);
        if (record !== undefined) yield atPlace(record, run);
      }
    },
  };
}

function atPlace(record: RunRecord, { variant, split, fold, seed, cell }: Run): RunRecord {
  const stays = record.variant === variant && record.split === split && record.fold === fold && record.seed === seed;
  if (stays && record.cell === undefined && cell === undefined) return record;
  const { cell: _cell, ...rest } = record;
  return { ...rest, variant, split, fold, seed, ...(cell === undefined ? {} : { cell }) };
}

interface Training {
  readonly request: BenchRequest;
  readonly store: Store;
  readonly records: RecordTable;
  readonly reducer: Reducer;
}

/** With a rule: split by split until it holds, then the runs of the one-source-at-a-time design. Else all that is pending. */
async function trainAsAsked(
  pending: readonly Run[],
  { runs, ...training }: Training & { readonly runs: readonly Run[] },
): Promise<void> {
  const { request, records } = training;
  const { experiment, until } = request;
  if (until === undefined) return trainPending(pending, training);
  const watch = watchSplits(experiment, { runs, until });
  await trainPending(
    pending.filter(({ cell }) => cell === undefined),
    { ...training, isEnough: () => watch(records).stoppedAt !== null },
  );
  const { stoppedAt } = watch(records);
  if (stoppedAt !== null) {
    request.onEvent({
      type: 'note',
      text: `${untilWords(until)} holds after ${stoppedAt} splits: no more are trained`,
    });
  }
  const cells = runs.filter(({ cell, hash }) => cell !== undefined && !records.has(hash));
  await trainPending(distinctRuns(cells), training);
}

/**
 * Trains until nothing is pending; runs lost to incidents are tried again in a further pass, `MOST_ATTEMPTS` times in all.
 * With `isEnough`, until that says so: then a lost run is tried again before any later one, since only whole splits in
 * plan order count, and one that is lost for good ends the training.
 */
async function trainPending(
  pending: readonly Run[],
  { request, store, records, reducer, isEnough }: Training & { readonly isEnough?: () => boolean },
): Promise<void> {
  const { experiment, table, engine, backend } = request;
  const setup = { experiment, table, engine, backend };
  const attempts = readAttempts(store.folder);
  for (let passing = pending; passing.length > 0 && !request.signal.aborted && isEnough?.() !== true;) {
    const lost: Run[] = [];
    const lostForGood: Run[] = [];
    await (request.train ?? trainAll)(passing, {
      ...request,
      setup,
      ...(isEnough && { isEnough: () => lost.length + lostForGood.length > 0 || isEnough() }),
      onOutcome(_run, { record, predictions }) {
        const stored = store.append(record, predictions);
        records.add(stored);
        reducer.onRecord(record.hash);
        request.onEvent({ type: 'record', record: stored });
      },
      onIncident(run, reason) {
        const attempt = (attempts.get(run.hash) ?? 0) + 1;
        attempts.set(run.hash, attempt);
        appendLine(join(store.folder, INCIDENTS_FILE), `${JSON.stringify({ hash: run.hash, attempt, reason })}\n`);
        if (attempt < MOST_ATTEMPTS) lost.push(run);
        else lostForGood.push(run);
        request.onEvent({ type: 'incident', run, reason, again: attempt < MOST_ATTEMPTS });
      },
    });
    if (isEnough === undefined) passing = lost;
    else passing = lostForGood.length > 0 ? [] : passing.filter(({ hash }) => !records.has(hash));
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
