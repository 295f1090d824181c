/**
 * `runs.jsonl`: reads its records, and mends the file: a torn tail is cut, damaged lines are set aside. `store.ts` appends
 * to it. Knows no statistics.
 */
import { join } from 'node:path';
import { lookAt } from '../base/open-file.js';
import { linesOf } from './lines.js';
import { predictionsSize } from './predictions-file.js';
import { impossibility } from '../design/possible.js';
import { recordFrom } from '../design/record-shape.js';
import type { RunRecord } from '../design/record.js';
import { decodeLine } from './checked-line.js';
import { createRecordTable } from './record-table.js';
import type { RecordTable } from './record-table.js';
import { appendLine, replaceFile, truncateFile } from './write-files.js';

export const RUNS_FILE = 'runs.jsonl';
export const DAMAGED_FILE = 'runs.damaged.txt';

export interface LoadedRecords {
  readonly records: RecordTable;
  /** What was wrong and what was done about it, a sentence each. */
  readonly repairs: readonly string[];
}

/**
 * Reads the records of a folder without locking or changing anything; torn or damaged lines are left out and named.
 *
 * @param options.withoutPredictions take records whose predictions are gone, too: a report reads no predictions
 */
export function readRecords(folder: string, { withoutPredictions = false } = {}): LoadedRecords {
  const { records, repairs } = parse(folder, {
    predictionBytes: withoutPredictions ? Infinity : predictionsSize(folder),
    mending: false,
  });
  return { records, repairs };
}

/** The same, and leaves a file in which every line is sound. To be called by the holder of the folder's lock. */
export function readAndRepair(folder: string): LoadedRecords {
  const path = join(folder, RUNS_FILE);
  const { records, repairs, keep, size, damaged } = parse(folder, {
    predictionBytes: predictionsSize(folder),
    mending: true,
  });
  if (damaged.size > 0) {
    appendLine(join(folder, DAMAGED_FILE), [...damaged.values(), ''].join('\n'));
    replaceFile(path, soundLines(path, damaged));
  } else if (keep < size) truncateFile(path, keep);
  return { records, repairs };
}

interface Parsed extends LoadedRecords {
  /** Bytes of whole lines, and of the file. */
  readonly keep: number;
  readonly size: number;
  /** The texts of the lines that are no records, by where they start. */
  readonly damaged: ReadonlyMap<number, string>;
}

/** @param options.mending  whoever asks mends the file and trains again what is lost */
function parse(folder: string, { predictionBytes, mending }: { predictionBytes: number; mending: boolean }): Parsed {
  const path = join(folder, RUNS_FILE);
  const records = createRecordTable();
  const repairs: string[] = [];
  const damaged = new Map<number, string>();
  let [keep, number] = [0, 0];
  if (lookAt(path) === undefined) return { records, repairs, keep, size: 0, damaged };
  for (const { bytes, start, end, ended } of linesOf(path)) {
    if (!ended) break;
    keep = end;
    number++;
    if (bytes.length === 0) continue;
    const record = decodeRecord(bytes);
    const trouble = 'damaged' in record ? record.damaged : pointsPastEnd(record, predictionBytes);
    if (trouble !== undefined || 'damaged' in record) {
      damaged.set(start, bytes.toString());
      repairs.push(
        `${RUNS_FILE} line ${number}: ${String(trouble)}${mending ? '; its run will be trained again' : ', so it is left out'}`,
      );
      continue;
    }
    // A run is there twice when its predictions were found damaged and it was trained again: the last one counts.
    records.add(record);
  }
  const size = lookAt(path)?.size ?? keep;
  const torn = mending ? 'which was cut; its run will be trained again' : 'which is left out';
  if (keep < size) repairs.push(`${RUNS_FILE} ended in a torn line, ${torn}`);
  return { records, repairs, keep, size, damaged };
}

function pointsPastEnd(record: RunRecord, predictionBytes: number): string | undefined {
  if (record.status !== 'ok' || record.place === undefined) return undefined;
  return record.place.offset + record.place.bytes > predictionBytes ? 'its predictions are missing' : undefined;
}

function* soundLines(path: string, damaged: ReadonlyMap<number, string>): Generator<Uint8Array> {
  for (const { bytes, start, ended } of linesOf(path)) {
    if (!ended || bytes.length === 0 || damaged.has(start)) continue;
    yield bytes;
    yield NEWLINE;
  }
}

const NEWLINE = Buffer.from('\n');

/** The record of a line (without its newline), or why it cannot be trusted. */
export function decodeRecord(line: Buffer): RunRecord | { readonly damaged: string } {
  const decoded = decodeLine(line);
  if ('damaged' in decoded) return decoded;
  const record = recordFrom(decoded.value);
  if (record === undefined) return { damaged: 'it is not a record' };
  const impossible = impossibility(record);
  return impossible === undefined ? record : { damaged: `its ${impossible}, which cannot be` };
}
