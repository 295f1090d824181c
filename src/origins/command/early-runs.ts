/** Runs that were made before the bench, to see which scores there are: taken over as they are, so that none is made twice. */
import { cpSync } from 'node:fs';
import type { Outcome, RunRecord } from '../../design/record.js';
import type { Run } from '../../design/run.js';
import type { Table } from '../../data/dataset.js';
import { tidy } from './carry-out.js';
import { rescorer } from './rescore.js';
import { folderOfRun, freshFolder } from './run-log.js';
import type { CommandQuestion } from './variant.js';

export interface EarlyRuns {
  /** In it there is a folder of each. */
  readonly logs: string;
  /** By the hashes of their runs. */
  readonly records: Map<string, RunRecord>;
}

/** What a run left and scored, now that the question has its metrics; undefined if it was not made early. */
export function takeOver(
  { logs, records }: EarlyRuns,
  run: Run,
  { question, folder, table }: { question: CommandQuestion; folder: string; table: Table | undefined },
): Outcome | undefined {
  const record = records.get(run.hash);
  if (record === undefined) return undefined;
  records.delete(run.hash);
  const out = folderOfRun(`${folder}/logs`, run);
  freshFolder(out);
  cpSync(folderOfRun(logs, run), out, { recursive: true });
  const again = rescorer(question, { folder, table })(run, record);
  const outcome = typeof again === 'string' ? { record } : again;
  tidy(out, { question, failed: outcome.record.status === 'failed' });
  return outcome;
}
