/**
 * The one way to open a file: it never follows a link that a stranger may have put there, never waits for the other end of
 * a pipe, and gives a regular file or one sentence. Knows nothing of what the files are for.
 */
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
} from 'node:fs';
import type { Stats } from 'node:fs';
import { UserError } from './errors.js';
import { systemWords } from './system-errors.js';

/** `change` and `append` write into the bytes that are there; `append` makes the file where there is none; `new` only makes one. */
export type Purpose = 'read' | 'append' | 'change' | 'new';

// Absent on Windows, which has neither these links nor these pipes.
const { O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants as Partial<typeof constants>;
const { O_RDONLY, O_RDWR, O_WRONLY, O_APPEND, O_CREAT, O_EXCL } = constants;

const FLAGS: Readonly<Record<Purpose, number>> = {
  read: O_RDONLY,
  append: O_RDWR | O_APPEND | O_CREAT,
  change: O_RDWR,
  new: O_WRONLY | O_CREAT | O_EXCL,
};

/**
 * Opens a regular file and returns its descriptor.
 *
 * @param options.follow  a symbolic link is fine: for files that the user has named
 * @throws {UserError} if it is a folder, a pipe, a socket or a device, or, where it is to be written, a link to or a second
 *   name of another file; else what the system throws
 */
export function openFile(path: string, purpose: Purpose, { follow = false }: { follow?: boolean } = {}): number {
  if (!follow) refuseSymbolicLink(path, lstatSync(path, { throwIfNoEntry: false }));
  const file = openSync(path, FLAGS[purpose] | O_NONBLOCK | (follow ? 0 : O_NOFOLLOW), 0o666);
  try {
    const stats = fstatSync(file);
    refuseOtherKinds(path, stats);
    if (purpose !== 'read') refuseSecondNames(path, stats);
  } catch (error) {
    closeSync(file);
    // Reseed made this file a moment ago, so it is an error if it is gone.
    if (purpose === 'new') rmSync(path, { force: true });
    throw error;
  }
  return file;
}

/** The first bytes of a file that the user has named, by which its kind is known. */
export function startOf(path: string): Uint8Array {
  const file = openFile(path, 'read', { follow: true });
  try {
    const start = Buffer.alloc(16);
    return start.subarray(0, readSync(file, start));
  } finally {
    closeSync(file);
  }
}

/** The whole text of a file, or undefined where there is none. @throws {UserError} if it cannot be read or is larger than `most` bytes */
export function readTextIfThere(
  path: string,
  { most, follow = false }: { most: number; follow?: boolean },
): string | undefined {
  return explainingReadErrors(path, () => {
    let file: number;
    try {
      file = openFile(path, 'read', { follow });
    } catch (error) {
      if (isAbsent(error)) return undefined;
      throw error;
    }
    try {
      if (fstatSync(file).size > most) throw new UserError(`${path} is too large for what it should be.`, REMEDY);
      return readFileSync(file, 'utf8');
    } finally {
      closeSync(file);
    }
  });
}

/** What is at a path, links not followed; undefined where nothing is. @throws {UserError} if that cannot be told */
export function lookAt(path: string): Stats | undefined {
  return explainingReadErrors(path, () => {
    try {
      return lstatSync(path, { throwIfNoEntry: false });
    } catch (error) {
      if (isAbsent(error)) return undefined;
      throw error;
    }
  });
}

/**
 * Files that a stranger's folder may hold in place of ours.
 *
 * @throws {UserError} if there is something, and it is no regular file, or one with a second name
 */
export function refuseUnusualFile(path: string): void {
  const stats = lookAt(path);
  if (stats === undefined) return;
  refuseSymbolicLink(path, stats);
  refuseOtherKinds(path, stats);
  refuseSecondNames(path, stats);
}

/** Of a path that the user has named, where others than `openFile` read it. @throws {UserError} if it is there and no regular file */
export function refuseNoFile(path: string): void {
  const stats = explainingReadErrors(path, () => statSync(path, { throwIfNoEntry: false }));
  if (stats !== undefined) refuseOtherKinds(path, stats);
}

/** @throws {UserError} in place of an error of the system, naming the file */
export function explainingReadErrors<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const why = systemWords(error, { ENOENT: 'it is not there' });
    if (why === undefined) throw error;
    throw new UserError(`Cannot read ${path}: ${why}.`, 'Mend that, or choose another folder.');
  }
}

const REMEDY = 'Remove it, or choose another folder with --out.';

function isAbsent(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' || code === 'ENOTDIR';
}

function refuseSymbolicLink(path: string, stats: Stats | undefined): void {
  if (stats?.isSymbolicLink() !== true) return;
  throw new UserError(
    `${path} is a link, and Reseed writes to no file outside the folder.`,
    'Remove the link, or choose another folder with --out.',
  );
}

function refuseOtherKinds(path: string, stats: Stats): void {
  if (stats.isFile()) return;
  if (stats.isDirectory()) throw new UserError(`${path} is a folder, not a file.`, REMEDY);
  throw new UserError(`${path} is a pipe, a socket or a device, not a file.`, REMEDY);
}

/** Writing into a file with two names would change the one that lies elsewhere, too. */
function refuseSecondNames(path: string, stats: Stats): void {
  if (stats.nlink <= 1) return;
  throw new UserError(
    `${path} has a second name elsewhere (a hard link), so writing here would change that file, too.`,
    'Copy the folder with its contents and work in the copy, or choose another folder with --out.',
  );
}
