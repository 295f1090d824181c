/**
 * The results folder: append records, resume, survive a torn tail. `runs.jsonl` grows by one checked line a run, written
 * in one piece after the predictions that it points to; everything else is replaced atomically. Knows no statistics.
 */
import {
  appendFileSync,
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { clock } from './environment.js';
import { UserError } from './errors.js';
import { lockFolder } from './lock.js';
import { encodeLine } from './checked-line.js';
import { decodeRecord } from './record.js';
import type { Place, RunRecord } from './record.js';
import {
  explainingWriteErrors,
  makeFolder,
  refuseLinks,
  removeLeftovers,
  replaceFile,
  writeFully,
} from './write-files.js';

export { replaceFile } from './write-files.js';

export const RUNS_FILE = 'runs.jsonl';
export const PREDICTIONS_FILE = 'predictions.bin';
export const MANIFEST_FILE = 'manifest.json';
/** Files that a bench makes; `--fresh` deletes these and no others. */
export const OWN_FILES = [
  RUNS_FILE,
  PREDICTIONS_FILE,
  MANIFEST_FILE,
  'splits.jsonl',
  'incidents.jsonl',
  'runs.damaged.txt',
];

export const FIGURES_FOLDER = 'figures';

const SYNC_EVERY_MS = 1000;

export interface LoadedRecords {
  readonly records: ReadonlyMap<string, RunRecord>;
  /** What was wrong and what was done about it, a sentence each. */
  readonly repairs: readonly string[];
}

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
    refuseLinks(folder, [...OWN_FILES, FIGURES_FOLDER]);
    return lockFolder(folder);
  });
  const { loaded, runs, predictionsFile } = givingBackOnError(unlock, () =>
    explainingWriteErrors(folder, () => {
      for (const place of [folder, join(folder, FIGURES_FOLDER)]) removeLeftovers(place);
      if (fresh) for (const name of OWN_FILES) rmSync(join(folder, name), { force: true });
      return {
        loaded: readAndRepair(folder),
        runs: openSync(join(folder, RUNS_FILE), 'a'),
        predictionsFile: openSync(join(folder, PREDICTIONS_FILE), 'a'),
      };
    }),
  );
  let offset = statSync(join(folder, PREDICTIONS_FILE)).size;
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
        unlock();
      }
    },
  };
}

/**
 * Reads the records of a folder without locking or changing anything; torn or damaged lines are left out and named.
 *
 * @param options.withoutPredictions take records whose predictions are gone, too: a report reads no predictions
 */
export function readRecords(folder: string, { withoutPredictions = false } = {}): LoadedRecords {
  const path = join(folder, RUNS_FILE);
  if (!existsSync(path)) return { records: new Map(), repairs: [] };
  const reach = withoutPredictions ? Infinity : predictionsSize(folder);
  const { records, repairs } = parseRecords(path, reach);
  return { records, repairs };
}

export function readManifest(folder: string): unknown {
  const path = join(folder, MANIFEST_FILE);
  if (!existsSync(path)) return undefined;
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    throw new UserError(`${path} is not valid JSON.`, 'Restore it, use another --out, or start over with --fresh.');
  }
}

/** A disk gave back other bytes than were written; the run can be trained again. */
export class DamagedPredictions extends Error {
  override readonly name = 'DamagedPredictions';
}

/** The predictions of one run, row-major; checked against the record's checksum. @throws {DamagedPredictions} if they do not match */
export function readPredictions(folder: string, { offset, bytes, crc }: Place): Float32Array {
  const buffer = new Uint8Array(bytes);
  const file = openSync(join(folder, PREDICTIONS_FILE), 'r');
  try {
    readSync(file, buffer, 0, bytes, offset);
  } finally {
    closeSync(file);
  }
  if (crc32(buffer) !== crc) {
    throw new DamagedPredictions(`predictions at byte ${offset} of ${folder} do not match their checksum`);
  }
  return new Float32Array(buffer.buffer);
}

function readAndRepair(folder: string): LoadedRecords {
  const path = join(folder, RUNS_FILE);
  if (!existsSync(path)) return { records: new Map(), repairs: [] };
  const { records, repairs, keep, size, damaged, sound } = parseRecords(path, predictionsSize(folder));
  if (damaged.length > 0) {
    appendFileSync(join(folder, 'runs.damaged.txt'), damaged.join('\n') + '\n');
    const bytes = readFileSync(path);
    replaceFile(path, sound.map(({ start, end }) => bytes.toString('utf8', start, end)).join(''));
  } else if (keep < size) {
    const file = openSync(path, 'r+');
    ftruncateSync(file, keep);
    closeSync(file);
  }
  return { records, repairs };
}

interface Line {
  readonly text: string;
  /** Of the file's bytes, from the first of the line to the one after its end. */
  readonly start: number;
  readonly end: number;
}

const PIECE_BYTES = 4 * 1024 * 1024;

/** The whole lines of a file, read piece by piece, so that a hundred thousand records stand in memory once. */
function* linesOf(path: string): Generator<Line> {
  const file = openSync(path, 'r');
  try {
    const piece = Buffer.alloc(PIECE_BYTES);
    let rest = Buffer.alloc(0);
    for (let start = 0; ;) {
      const size = readSync(file, piece, 0, PIECE_BYTES, null);
      if (size === 0) return;
      const bytes = Buffer.concat([rest, piece.subarray(0, size)]);
      let from = 0;
      for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, from)) {
        const length = at + 1 - from;
        yield { text: bytes.toString('utf8', from, at), start, end: start + length };
        start += length;
        from = at + 1;
      }
      rest = bytes.subarray(from);
    }
  } finally {
    closeSync(file);
  }
}

function parseRecords(path: string, predictionBytes: number) {
  const records = new Map<string, RunRecord>();
  const repairs: string[] = [];
  const damaged: string[] = [];
  const sound: Omit<Line, 'text'>[] = [];
  let [keep, number] = [0, 0];
  for (const { text, start, end } of linesOf(path)) {
    keep = end;
    number++;
    if (text === '') continue;
    const record = decodeRecord(text);
    const trouble = 'damaged' in record ? record.damaged : pointsPastEnd(record, predictionBytes);
    if (trouble !== undefined || 'damaged' in record) {
      damaged.push(text);
      repairs.push(`${RUNS_FILE} line ${number}: ${String(trouble)}; its run will be trained again`);
      continue;
    }
    sound.push({ start, end });
    // A run is there twice when its predictions were found damaged and it was trained again: the last one counts.
    records.set(record.hash, record);
  }
  const { size } = statSync(path);
  if (keep < size) repairs.push(`${RUNS_FILE} ended in a torn line, which was cut; its run will be trained again`);
  return { records, repairs, keep, size, damaged, sound };
}

function pointsPastEnd(record: RunRecord, predictionBytes: number): string | undefined {
  if (record.status !== 'ok' || record.place === undefined) return undefined;
  return record.place.offset + record.place.bytes > predictionBytes ? 'its predictions are missing' : undefined;
}

function givingBackOnError<T>(giveBack: () => void, work: () => T): T {
  try {
    return work();
  } catch (error) {
    giveBack();
    throw error;
  }
}

function predictionsSize(folder: string): number {
  return statSync(join(folder, PREDICTIONS_FILE), { throwIfNoEntry: false })?.size ?? 0;
}
