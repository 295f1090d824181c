/**
 * Carries out the runs that a folder lacks: every finished one is stored at once, one lost with its worker is tried again, and
 * with a rule it stops when that holds. Never prints: it tells `onEvent`.
 */
import { join } from 'node:path';
import { whole } from '../base/how-many.js';
import { lookAt } from '../base/open-file.js';
import type { BenchRequest } from './bench-request.js';
import { distinctRuns, splitCount } from '../design/plan.js';
import type { Run } from '../design/plan.js';
import { clock } from '../base/environment.js';
import { isTable } from '../origins/facts.js';
import { carryOutAll } from './carry-out.js';
import type { CarryOptions } from './carry-out.js';
import type { ReferenceRecord, ReferenceRun } from '../design/reference.js';
import { appendReference } from '../store/references-file.js';
import { linesOf } from '../store/lines.js';
import type { RecordTable } from '../store/record-table.js';
import type { watchSplits } from '../analysis/whole-splits.js';
import type { Reducer } from '../store/reductions.js';
import type { Store } from '../store/store.js';
import { untilWords } from '../question/until.js';
import { appendLine } from '../store/write-files.js';

/** A run that was lost this often (over all starts) is left out, and the report is marked incomplete. */
const MOST_ATTEMPTS = 3;
export const INCIDENTS_FILE = 'incidents.jsonl';
const LONGEST_REASON = 300;

export interface Training {
  readonly request: BenchRequest;
  readonly store: Store;
  readonly records: RecordTable;
  readonly reducer: Reducer;
  /** What stands beside the variants, by hash; grows. */
  readonly references: Map<string, ReferenceRecord>;
}

/** All that is pending, or with a rule what it takes; and the references of its splits. */
export async function carryOutPending(
  pending: readonly Run[],
  { runs, ...training }: Training & { readonly runs: readonly Run[] },
): Promise<void> {
  const { request } = training;
  const isOneRound = request.until === undefined && request.carryOut === undefined;
  // References cost least when they are made together with the runs of their split. With a rule that cannot be done, since
  // nobody knows the splits beforehand; nor with a queue, whose workers are others.
  await carryOutRuns(pending, { ...training, runs, beside: isOneRound ? missingReferences(runs, training) : [] });
  const beside = missingReferences(await whatCounts(runs, training), training);
  if (beside.length === 0 || request.signal.aborted) return;
  await carryOutAll([], { ...carrying(training), workers: Math.max(1, request.workers), beside });
}

/** The runs whose splits a report will be about. */
async function whatCounts(runs: readonly Run[], { request, records }: Training): Promise<readonly Run[]> {
  const { question, until } = request;
  if (until === undefined) return runs;
  const { stoppedAt } = (await splitsWatched(question, { runs, until }))(records);
  return stoppedAt === null ? runs : runs.filter(({ split }) => split < stoppedAt);
}

/**
 * The missing references for the splits of these runs. A shard makes those of every N-th split, since a split may have runs in
 * several shards.
 */
function missingReferences(
  runs: readonly Run[],
  { request: { origin, question, shard }, references }: Training,
): readonly ReferenceRun[] {
  const turn = Array.from({ length: splitCount(question) }, (_, split) => split);
  const splits =
    shard === undefined
      ? [...new Set(runs.filter(({ cell }) => cell === undefined).map(({ split }) => split))]
      : turn.filter((split) => split % shard.of === shard.number - 1);
  const all = splits.flatMap((split) => origin.referencesOn?.(split) ?? []);
  return all.filter(({ hash }) => !references.has(hash));
}

/** Needs most of the statistics, which a bench without a rule loads while it trains. */
async function splitsWatched(...asked: Parameters<typeof watchSplits>): Promise<ReturnType<typeof watchSplits>> {
  return (await import('../analysis/whole-splits.js')).watchSplits(...asked);
}

interface Round extends Training {
  readonly beside: readonly ReferenceRun[];
}

/** With a rule: split by split until it holds, then the runs that exchange sources. Else all that is pending. */
async function carryOutRuns(
  pending: readonly Run[],
  { runs, ...training }: Round & { readonly runs: readonly Run[] },
): Promise<void> {
  const { request, records } = training;
  const { question, until } = request;
  if (until === undefined) return carryOut(pending, training);
  const watch = await splitsWatched(question, { runs, until });
  await carryOut(
    pending.filter(({ cell }) => cell === undefined),
    { ...training, isEnough: () => watch(records).stoppedAt !== null },
  );
  const { stoppedAt } = watch(records);
  if (stoppedAt !== null) {
    request.onEvent({
      type: 'note',
      text: `${untilWords(until)} holds after ${whole(stoppedAt)} splits: no more are trained`,
    });
  }
  const cells = runs.filter(({ cell, hash }) => cell !== undefined && !records.has(hash));
  await carryOut(distinctRuns(cells), training);
}

/**
 * Trains until nothing is pending; runs lost to incidents are tried again in a further pass, `MOST_ATTEMPTS` times in all.
 * With `isEnough`, until that says so: then a lost run is tried again before any later one, since only whole splits in
 * plan order count, and one that is lost for good ends the training.
 */
async function carryOut(
  pending: readonly Run[],
  training: Round & { readonly isEnough?: () => boolean },
): Promise<void> {
  const { request, store, records, isEnough } = training;
  const attempts = readAttempts(store.folder);
  /** A program that is lost again and again may well be at fault: it counts against its variant. */
  const keepLost = ({ hash, variant, split, fold, seed }: Run, reason: string): void => {
    const record = store.append({
      ...{ hash, variant, split, fold, seed, status: 'failed' },
      reason: `lost ${MOST_ATTEMPTS} times: ${reason}`.slice(0, LONGEST_REASON),
      timing: { durationMs: 0, startedAt: clock() },
    });
    records.add(record);
    request.onEvent({ type: 'record', record });
  };
  for (let passing = pending; passing.length > 0 && !request.signal.aborted && isEnough?.() !== true;) {
    const lost: Run[] = [];
    const lostForGood: Run[] = [];
    await (request.carryOut ?? carryOutAll)(passing, {
      ...carrying(training),
      ...(passing === pending ? { beside: training.beside } : {}),
      ...(isEnough && { isEnough: () => lost.length + lostForGood.length > 0 || isEnough() }),
      onIncident(run, reason) {
        const attempt = (attempts.get(run.hash) ?? 0) + 1;
        attempts.set(run.hash, attempt);
        appendLine(join(store.folder, INCIDENTS_FILE), `${JSON.stringify({ hash: run.hash, attempt, reason })}\n`);
        if (attempt < MOST_ATTEMPTS) lost.push(run);
        else if (isTable(request.origin.facts)) lostForGood.push(run);
        else keepLost(run, reason);
        request.onEvent({ type: 'incident', run, reason, again: attempt < MOST_ATTEMPTS });
      },
    });
    if (isEnough === undefined) passing = lost;
    else passing = lostForGood.length > 0 ? [] : passing.filter(({ hash }) => !records.has(hash));
  }
}

/** What becomes of outcomes. */
function carrying({ request, store, records, reducer, references }: Training): CarryOptions {
  return {
    ...request,
    onLine: (text) => request.onEvent({ type: 'line', text }),
    onOutcome(_run, { record, predictions }) {
      const stored = store.append(record, predictions);
      records.add(stored);
      reducer.onRecord(record.hash);
      request.onEvent({ type: 'record', record: stored });
    },
    onReferences(record) {
      appendReference(store.folder, record);
      references.set(record.hash, record);
    },
    onIncident: () => undefined,
  };
}

function readAttempts(folder: string): Map<string, number> {
  const path = join(folder, INCIDENTS_FILE);
  const attempts = new Map<string, number>();
  for (const { bytes } of lookAt(path) === undefined ? [] : linesOf(path)) {
    const hash = /^\{"hash":"([0-9a-f]{32})"/.exec(bytes.toString('latin1'))?.[1];
    if (hash !== undefined) attempts.set(hash, (attempts.get(hash) ?? 0) + 1);
  }
  return attempts;
}
