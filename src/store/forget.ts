/** Takes runs out of a folder, so that the next bench does them again. To be called by the holder of the folder's lock. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { encodeLine } from './checked-line.js';
import { linesOf } from './lines.js';
import { REDUCTIONS_FILE } from './reductions.js';
import { RUNS_FILE, readAndRepair } from './runs-file.js';
import { replaceFile } from './write-files.js';

/** @returns how many records there were */
export function forgetRuns(folder: string, hashes: ReadonlySet<string>): number {
  const { records } = readAndRepair(folder);
  const there = [...hashes].filter((hash) => records.has(hash)).length;
  if (there === 0) return 0;
  replaceFile(
    join(folder, RUNS_FILE),
    (function* () {
      for (const record of records.values()) if (!hashes.has(record.hash)) yield encodeLine(record);
    })(),
  );
  // It was made from predictions that are now gone; the next opening makes it again from the others.
  replaceFile(join(folder, REDUCTIONS_FILE), '');
  forgetIncidents(join(folder, 'incidents.jsonl'), hashes);
  return there;
}

/** A run that was lost three times has three more tries. */
function forgetIncidents(path: string, hashes: ReadonlySet<string>): void {
  if (!existsSync(path)) return;
  const kept: string[] = [];
  for (const { bytes } of linesOf(path)) {
    const line = bytes.toString();
    const hash = /^\{"hash":"([0-9a-f]{32})"/.exec(line)?.[1];
    if (hash === undefined || !hashes.has(hash)) kept.push(`${line}\n`);
  }
  replaceFile(path, kept);
}
