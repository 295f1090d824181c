/**
 * Carries out the runs that a folder lacks: every finished one is stored at once, one lost with its worker is tried again, and
 * with a rule it stops when that holds. Never prints: it tells `onEvent`.
 */
import { join } from 'node:path';
import { lookAt } from './base/open-file.js';
import type { BenchRequest } from './bench-request.js';
import { distinctRuns } from './plan.js';
import type { Run } from './plan.js';
import { clock } from './environment.js';
import { isTable } from './origins/facts.js';
import { carryOutAll } from './carry-out.js';
import { linesOf } from './store/lines.js';
import type { RecordTable } from './store/record-table.js';
import type { Reducer } from './store/reductions.js';
import type { Store } from './store/store.js';
import { untilWords } from './question/until.js';
import { watchSplits } from './analysis/whole-splits.js';
import { appendLine } from './store/write-files.js';

/** A run that was lost this often (over all starts) is left out, and the report is marked incomplete. */
const MOST_ATTEMPTS = 3;
export const INCIDENTS_FILE = 'incidents.jsonl';
const LONGEST_REASON = 300;

export interface Training {
  readonly request: BenchRequest;
  readonly store: Store;
  readonly records: RecordTable;
  readonly reducer: Reducer;
}

/** With a rule: split by split until it holds, then the runs that exchange sources. Else all that is pending. */
export async function carryOutPending(
  pending: readonly Run[],
  { runs, ...training }: Training & { readonly runs: readonly Run[] },
): Promise<void> {
  const { request, records } = training;
  const { question, until } = request;
  if (until === undefined) return carryOut(pending, training);
  const watch = watchSplits(question, { runs, until });
  await carryOut(
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
  await carryOut(distinctRuns(cells), training);
}

/**
 * Trains until nothing is pending; runs lost to incidents are tried again in a further pass, `MOST_ATTEMPTS` times in all.
 * With `isEnough`, until that says so: then a lost run is tried again before any later one, since only whole splits in
 * plan order count, and one that is lost for good ends the training.
 */
async function carryOut(
  pending: readonly Run[],
  { request, store, records, reducer, isEnough }: Training & { readonly isEnough?: () => boolean },
): Promise<void> {
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
      ...request,
      onLine: (text) => request.onEvent({ type: 'line', text }),
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
        else if (isTable(request.origin.facts)) lostForGood.push(run);
        else keepLost(run, reason);
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
  for (const { bytes } of lookAt(path) === undefined ? [] : linesOf(path)) {
    const hash = /^\{"hash":"([0-9a-f]{32})"/.exec(bytes.toString('latin1'))?.[1];
    if (hash !== undefined) attempts.set(hash, (attempts.get(hash) ?? 0) + 1);
  }
  return attempts;
}
