/**
 * Runs that were made before the bench, to see which scores there are: taken over as they are, so that none is made twice.
 * Where the scores left a question open, they wait in the results folder for the start that answers it.
 */
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { lookAt, readTextIfThere } from '../../base/open-file.js';
import { removePassingFolder } from '../../base/passing-folder.js';
import type { Outcome, RunRecord } from '../../design/record.js';
import type { Run } from '../../design/run.js';
import type { Table } from '../../data/dataset.js';
import { tidy } from './carry-out.js';
import type { Scores } from './printed-scores.js';
import { rescorer } from './rescore.js';
import { folderOfRun, freshFolder, refuseLinkedLogs } from './run-log.js';
import type { CommandQuestion } from './variant.js';

export interface EarlyRuns {
  /** In it there is a folder of each. */
  readonly logs: string;
  /** By the hashes of their runs; of those that waited, only how long they took and which scores there were. */
  readonly records: Map<string, RunRecord | Waited>;
}

interface Waited extends Pick<RunRecord, 'timing'> {
  readonly scores: Scores;
}

const WAITING = 'logs/first';
const WAITED = 'waiting.json';

/** Leaves those that have scores in the results folder, for the next start. */
export function keepWaiting({ logs, records }: EarlyRuns, folder: string): void {
  const scored = [...records].flatMap(([hash, record]) => {
    const scores = scoresOf(record);
    return scores === undefined ? [] : [[hash, { timing: record.timing, scores }] as const];
  });
  if (scored.length === 0) return;
  refuseLinkedLogs(folder);
  const waiting = join(folder, WAITING);
  rmSync(waiting, { recursive: true, force: true });
  mkdirSync(waiting, { recursive: true, mode: 0o700 });
  cpSync(logs, waiting, { recursive: true });
  writeFileSync(join(waiting, WAITED), JSON.stringify(Object.fromEntries(scored)), { mode: 0o600 });
}

export function scoresOf(record: RunRecord | Waited): Scores | undefined {
  if ('scores' in record) return record.scores;
  return record.status === 'ok' ? (record.metrics as Scores) : undefined;
}

const WAITED_SHAPE = v.record(
  v.string(),
  v.object({
    timing: v.object({ durationMs: v.pipe(v.number(), v.minValue(0)), startedAt: v.pipe(v.number(), v.minValue(0)) }),
    scores: v.record(v.string(), v.number()),
  }),
);

/** Those that wait there; nothing where the file is damaged. Their scores are found in the logs again when they are taken over. */
export function waitingRuns(folder: string): EarlyRuns | undefined {
  const logs = join(folder, WAITING);
  const text = readTextIfThere(join(logs, WAITED), { most: 65_536 });
  if (text === undefined) return undefined;
  try {
    return { logs, records: new Map(Object.entries(v.parse(WAITED_SHAPE, JSON.parse(text)))) };
  } catch {
    return undefined;
  }
}

/** What a run left and scored, now that the question has its metrics; undefined if it was not made early. */
export function takeOver(
  { logs, records }: EarlyRuns,
  run: Run,
  { question, folder, table }: { question: CommandQuestion; folder: string; table: Table | undefined },
): Outcome | undefined {
  const found = records.get(run.hash);
  if (found === undefined) return undefined;
  records.delete(run.hash);
  const { hash, variant, split, fold, seed } = run;
  const { timing } = found;
  const record: RunRecord =
    'status' in found ? found : { hash, variant, split, fold, seed, status: 'failed', reason: 'no log', timing };
  const again = moveLog({ from: folderOfRun(logs, run), to: folderOfRun(join(folder, 'logs'), run) })
    ? rescorer(question, { folder, table })(run, record)
    : 'no log';
  if (records.size === 0) {
    if (logs === join(folder, WAITING)) rmSync(logs, { recursive: true, force: true });
    else removePassingFolder(logs);
  }
  if (typeof again === 'string' && !('status' in found)) return undefined;
  const outcome = typeof again === 'string' ? { record } : again;
  tidy(folderOfRun(join(folder, 'logs'), run), { question, failed: outcome.record.status === 'failed' });
  return outcome;
}

function moveLog({ from, to }: { from: string; to: string }): boolean {
  if (lookAt(from)?.isDirectory() !== true) return false;
  freshFolder(to);
  cpSync(from, to, { recursive: true });
  return true;
}
