/** `predictions.bin`: the predictions of the runs, one after the other, where their records say. Reads; `store.ts` appends. */
import { closeSync, fstatSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { explainingReadErrors, lookAt, openFile } from '../base/open-file.js';
import type { Place } from '../design/record.js';

export const PREDICTIONS_FILE = 'predictions.bin';

/** A disk gave back other bytes than were written; the run can be trained again. */
export class DamagedPredictions extends Error {
  override readonly name = 'DamagedPredictions';
}

/** The predictions of one run, row-major; checked against the record's checksum. @throws {DamagedPredictions} if they do not match */
export function readPredictions(folder: string, { offset, bytes, crc }: Place): Float32Array {
  const path = join(folder, PREDICTIONS_FILE);
  if (lookAt(path) === undefined) throw new DamagedPredictions(`${path} is not there`);
  const buffer = explainingReadErrors(path, () => {
    const file = openFile(path, 'read');
    try {
      return readAt(file, { offset, bytes });
    } finally {
      closeSync(file);
    }
  });
  if (crc32(buffer) !== crc) {
    throw new DamagedPredictions(`predictions at byte ${offset} of ${folder} do not match their checksum`);
  }
  return new Float32Array(buffer.buffer);
}

/** In bytes; 0 where there is no file. */
export function predictionsSize(folder: string): number {
  const stats = lookAt(join(folder, PREDICTIONS_FILE));
  return stats?.isFile() === true ? stats.size : 0;
}

/** As much of it as there is; the rest stays zero, and fails the checksum. */
function readAt(file: number, { offset, bytes }: { offset: number; bytes: number }): Uint8Array<ArrayBuffer> {
  const buffer = new Uint8Array(Math.min(bytes, Math.max(0, fstatSync(file).size - offset)));
  for (let done = 0; done < buffer.length;) {
    const size = readSync(file, buffer, done, buffer.length - done, offset + done);
    if (size === 0) break;
    done += size;
  }
  return buffer;
}
