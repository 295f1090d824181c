/**
 * Whose answers are whose: a name of random bytes that lies in the results folder, so that a bench which is started again
 * finds its answers, and no other bench takes them, even with the same machine, path and plan. Nothing that is
 * computed depends on it.
 */
import { randomBytes } from 'node:crypto';
import { closeSync, fstatSync, fsyncSync, renameSync } from 'node:fs';
import type { BigIntStats, Stats } from 'node:fs';
import { join } from 'node:path';
import { lookAt, readTextIfThere } from '../base/open-file.js';
import { explainingWriteErrors, openBeside, writeFully } from '../store/write-files.js';

export const IDENTITY_FILE = 'queue-id';

/** The identity of a folder; a new one where there is none, or where the folder is a copy of another. */
export function identityOf(folder: string): string {
  const path = join(folder, IDENTITY_FILE);
  const kept = /^([0-9a-f]{32}) (\S+)\n$/.exec(readTextIfThere(path, { most: 1000 }) ?? '');
  const stats = lookAt(path);
  if (kept !== null && stats !== undefined && kept[2] === birthOf(stats)) return kept[1]!;
  return explainingWriteErrors(folder, () => {
    const identity = randomBytes(16).toString('hex');
    const { file, path: beside } = openBeside(path);
    try {
      writeFully(file, Buffer.from(`${identity} ${birthOf(fstatSync(file))}\n`));
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(beside, path);
    return identity;
  });
}

/** A copy of a file has another number on the disk, or was born at another time. */
function birthOf({ ino, birthtimeMs }: Stats | BigIntStats): string {
  return `${String(ino)}-${String(birthtimeMs)}`;
}
