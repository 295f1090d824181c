/**
 * The results folder: append records, resume, survive a torn tail. `runs.jsonl` grows by one checked line a run, written
 * in one piece after the predictions that it points to; everything else is replaced atomically. Knows no statistics.
 */
import { closeSync, fstatSync, fsyncSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { clock } from '../base/environment.js';
import { openFile, refuseUnusualFile } from '../base/open-file.js';
import { lockFolder } from './lock.js';
import { encodeLine } from './checked-line.js';
import { PREDICTIONS_FILE } from './predictions-file.js';
import type { RunRecord } from '../design/record.js';
import { REFERENCES_FILE } from './references-file.js';
import { DAMAGED_FILE, readAndRepair, RUNS_FILE } from './runs-file.js';
import type { LoadedRecords } from './runs-file.js';
import {
  explainingWriteErrors,
  makeFolder,
  refuseLinks,
  removeLeftovers,
  replaceFile,
  syncFolder,
  writeFully,
} from './write-files.js';

export { readPredictions } from './predictions-file.js';
export { readRecords } from './runs-file.js';

export const MANIFEST_FILE = 'manifest.json';
/** Files that a bench makes; `--fresh` deletes these and no others. */
export const OWN_FILES = [
  RUNS_FILE,
  PREDICTIONS_FILE,
  MANIFEST_FILE,
  'splits.jsonl',
  REFERENCES_FILE,
  'incidents.jsonl',
  DAMAGED_FILE,
  'queue-id',
  'publishing.json',
];

/** Every file at the top of a results folder that Reseed writes; beside these, a killed process may have left one half written. */
const WRITTEN_HERE = new Set([
  ...OWN_FILES,
  'lock',
  'report.md',
  'report.html',
  'summary.json',
  'summary.csv',
  'runs.csv',
  'README.md',
]);

export const FIGURES_FOLDER = 'figures';

const SYNC_EVERY_MS = 1000;

export interface Store {
  readonly folder: string;
  readonly loaded: LoadedRecords;
  append(record: RunRecord, predictions?: Float32Array): RunRecord;
  writeManifest(manifest: object): void;
  close(): void;
}

/**
 * Opens a folder for a bench: locks it, reads what is there, cuts a torn tail, sets damaged lines aside.
 *
 * @throws {UserError} if the folder cannot be written or another bench is at work in it
 */
export function openStore(folder: string, { fresh = false }: { fresh?: boolean } = {}): Store {
  const unlock = explainingWriteErrors(folder, () => {
    makeFolder(folder);
    refuseLinks(folder, [FIGURES_FOLDER]);
    for (const name of OWN_FILES) refuseUnusualFile(join(folder, name));
    return lockFolder(folder);
  });
  const { loaded, runs, predictionsFile } = givingBackOnError(unlock, () =>
    explainingWriteErrors(folder, () => {
      removeOwnLeftovers(folder);
      if (fresh) for (const name of OWN_FILES) rmSync(join(folder, name), { force: true });
      const opened = {
        loaded: readAndRepair(folder),
        runs: openFile(join(folder, RUNS_FILE), 'append'),
        predictionsFile: openFile(join(folder, PREDICTIONS_FILE), 'append'),
      };
      syncFolder(folder);
      return opened;
    }),
  );
  let offset = fstatSync(predictionsFile).size;
  let synced = clock();
  let broken: { readonly error: Error } | undefined;
  const sync = (): void => {
    fsyncSync(predictionsFile);
    fsyncSync(runs);
    synced = clock();
  };
  return {
    folder,
    loaded,
    append(record, predictions) {
      // After a write that stopped half-way nothing may follow it: its torn line must stay the last one.
      if (broken !== undefined) throw broken.error;
      broken = { error: new Error('a write was interrupted') };
      const stored = explainingWriteErrors(folder, () => {
        let placed = record;
        if (predictions !== undefined && record.status === 'ok') {
          const bytes = new Uint8Array(predictions.buffer, predictions.byteOffset, predictions.byteLength);
          writeFully(predictionsFile, bytes);
          placed = { ...record, place: { offset, bytes: bytes.length, crc: crc32(bytes) } };
          offset += bytes.length;
        }
        writeFully(runs, Buffer.from(encodeLine(placed)));
        if (Math.abs(clock() - synced) >= SYNC_EVERY_MS) sync();
        return placed;
      });
      broken = undefined;
      return stored;
    },
    writeManifest: (manifest) => replaceFile(join(folder, MANIFEST_FILE), `${JSON.stringify(manifest, null, 2)}\n`),
    close() {
      try {
        explainingWriteErrors(folder, sync);
      } finally {
        closeSync(runs);
        closeSync(predictionsFile);
        explainingWriteErrors(folder, unlock);
      }
    },
  };
}

/** What a killed process left of files that it was replacing. To be called by the holder of the folder's lock. */
export function removeOwnLeftovers(folder: string): void {
  removeLeftovers(folder, (name) => WRITTEN_HERE.has(name));
  removeLeftovers(join(folder, FIGURES_FOLDER), (name) => name.endsWith('.svg'));
}

function givingBackOnError<T>(giveBack: () => void, work: () => T): T {
  try {
    return work();
  } catch (error) {
    giveBack();
    throw error;
  }
}
