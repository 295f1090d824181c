/** `predictions.bin`: the predictions of the runs, one after the other, where their records say. Reads; `store.ts` appends. */
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { Place } from '../design/record.js';

export const PREDICTIONS_FILE = 'predictions.bin';

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

/** In bytes; 0 where there is no file. */
export function predictionsSize(folder: string): number {
  return statSync(join(folder, PREDICTIONS_FILE), { throwIfNoEntry: false })?.size ?? 0;
}
