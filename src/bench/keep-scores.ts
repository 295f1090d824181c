/** Scores that exist → a results folder like any bench's: records, manifest, report. Nothing is carried out. Never prints. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { conclude } from '../analysis/conclude.js';
import type { Conclusion } from '../analysis/conclude.js';
import type { RunRecord } from '../design/record.js';
import { setupOf } from '../design/setup.js';
import { VERSION } from '../base/environment.js';
import { UserError } from '../base/errors.js';
import { recordedScores } from '../origins/scores/as-records.js';
import type { AsRead, Asked, RecordedScores } from '../origins/scores/as-records.js';
import { SCORES } from '../origins/scores/kind.js';
import type { ScoresFacts } from '../origins/scores/question.js';
import { writeReport } from './publish.js';
import { holdingFolder } from '../store/hold.js';
import { encodeLine } from '../store/checked-line.js';
import { loadManifest, manifestForm } from '../store/manifest.js';
import { refuseSomebodysFolder } from '../store/ownership.js';
import { RUNS_FILE } from '../store/runs-file.js';
import { MANIFEST_FILE } from '../store/store.js';
import { explainingWriteErrors, refuseLinks, replaceFile } from '../store/write-files.js';

export interface ConcludedScores extends RecordedScores {
  readonly conclusion: Conclusion;
}

/** What scores that were read come to; nothing is written. */
export function concludeScores(
  read: AsRead,
  { facts, command, ...asked }: Asked & { readonly facts: ScoresFacts; readonly command: string },
): ConcludedScores {
  const recorded = recordedScores(read, asked);
  const { question, runs, records } = recorded;
  const conclusion = conclude({
    experiment: question,
    setup: setupOf(question, { origin: facts, command }),
    origin: SCORES.describe(question, facts),
    ...{ runs, records },
    reductions: [],
    pastLooks: [],
    interrupted: false,
  });
  return { ...recorded, conclusion };
}

/**
 * Puts them into a folder in place of what was read from that file before.
 *
 * @throws {UserError} if the folder belongs to a bench, or a file of somebody else stands in the way
 */
export function keepScores(
  folder: string,
  { question, records, many, conclusion, html }: ConcludedScores & { readonly html: boolean },
): void {
  const { setup } = conclusion.evidence;
  holdingFolder(folder, () => {
    refuseSomebodysFolder(folder, question.name);
    refuseOtherBench(folder, question.name);
    explainingWriteErrors(folder, () => {
      refuseLinks(folder, [RUNS_FILE, MANIFEST_FILE]);
      if (many) {
        removeRecords(folder);
        return;
      }
      replaceFile(join(folder, RUNS_FILE), lines(records.values()));
      const kept = { schema: 1, reseed: VERSION, experiment: SCORES.kept(question), setup } as const;
      const manifest = manifestForm({ ...kept, machine: {}, sessions: [] });
      replaceFile(join(folder, MANIFEST_FILE), `${JSON.stringify(manifest, null, 2)}\n`);
    });
    writeReport(folder, { ...conclusion, html, explorable: !many });
  });
}

function refuseOtherBench(folder: string, name: string): void {
  const manifest = loadManifest(folder);
  if (manifest === undefined) return;
  const { setup } = manifest;
  if (setup.origin.kind !== SCORES.kind)
    throw new UserError(`${folder} holds the runs of a bench.`, 'Give another folder with --out.');
  if (setup.name !== name)
    throw new UserError(
      `${folder} holds the scores of ${setup.name}, not of ${name}.`,
      'Give another folder with --out.',
    );
}

/** Those of a smaller file that was read into the same folder. */
function removeRecords(folder: string): void {
  for (const name of [RUNS_FILE, MANIFEST_FILE]) rmSync(join(folder, name), { force: true });
}

function* lines(records: Iterable<RunRecord>): Generator<string> {
  for (const record of records) yield encodeLine(record);
}
