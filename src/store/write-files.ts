/**
 * Writing so that nothing is lost or half there: files replaced as a whole, lines appended in one piece, reasons in plain
 * words. Knows nothing of what the files are for.
 */
import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readSync,
  readdirSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { lookAt, openFile } from '../base/open-file.js';
import { systemWords } from '../base/system-errors.js';
import { UserError } from '../base/errors.js';
import { isRunning } from './processes.js';

/** Replaces a file as a whole: write beside it, flush, rename. What is long may come in pieces, each used at once. */
export function replaceFile(path: string, content: string | Iterable<string | Uint8Array>): void {
  explainingWriteErrors(dirname(path), () => {
    makeFolder(dirname(path));
    if (lookAt(path)?.isDirectory() === true) throw new UserError(`${path} is a folder, not a file.`, REMEDY);
    const { file, path: beside } = openBeside(path);
    try {
      try {
        if (typeof content === 'string') writeFully(file, Buffer.from(content));
        else writePieces(file, content);
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
      renameSync(beside, path);
    } catch (error) {
      rmSync(beside, { force: true });
      throw error;
    }
    syncFolder(dirname(path));
  });
}

const REMEDY = 'Remove it, or choose another folder with --out.';

/** A new file beside another; whatever a stranger may have put under its name is neither followed nor written to. */
export function openBeside(path: string): { readonly file: number; readonly path: string } {
  for (let attempt = 0; ; attempt++) {
    const beside = join(dirname(path), nameBeside(basename(path), attempt));
    try {
      return { file: openFile(beside, 'new'), path: beside };
    } catch (error) {
      const taken = error instanceof UserError || (error as NodeJS.ErrnoException).code === 'EEXIST';
      if (!taken || attempt >= MOST_NAMES) throw error;
    }
  }
}

const MOST_NAMES = 100;
/** File systems take 255 bytes; the ending needs some of them. */
const LONGEST_STEM = 200;

/** `report.md.123.new`, where 123 is this process; then `report.md.123-1.new`. */
function nameBeside(name: string, attempt: number): string {
  let stem = name;
  while (Buffer.byteLength(stem) > LONGEST_STEM) stem = stem.slice(0, -1);
  return `${stem}.${String(process.pid)}${attempt === 0 ? '' : `-${String(attempt)}`}.new`;
}

/** Makes new names in a folder outlive a power cut. Does nothing where the system cannot. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const file = openSync(folder, 'r');
  try {
    fsyncSync(file);
  } catch (error) {
    if (!['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EBADF', 'EROFS'].includes(codeOf(error))) throw error;
  } finally {
    closeSync(file);
  }
}

/** Appends a line to one of the smaller logs; a torn last line of an earlier start is ended first, and stays damaged. */
export function appendLine(path: string, line: string): void {
  explainingWriteErrors(dirname(path), () => {
    const file = openFile(path, 'append');
    try {
      const { size } = fstatSync(file);
      const last = Buffer.alloc(1, '\n');
      if (size > 0) readSync(file, last, 0, 1, size - 1);
      writeFully(file, Buffer.from(`${last[0] === 10 ? '' : '\n'}${line}`));
    } finally {
      closeSync(file);
    }
  });
}

/** Cuts a file to this many bytes. */
export function truncateFile(path: string, size: number): void {
  explainingWriteErrors(dirname(path), () => {
    const file = openFile(path, 'change');
    try {
      ftruncateSync(file, size);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  });
}

/**
 * A results folder may come from anywhere: a link in it could point to any file of this user.
 *
 * @throws {UserError} if one of the entries is a symbolic link
 */
export function refuseLinks(folder: string, names: readonly string[]): void {
  for (const name of names) {
    if (lookAt(join(folder, name))?.isSymbolicLink() !== true) continue;
    throw new UserError(
      `${join(folder, name)} is a link, and Reseed writes to no file outside the folder.`,
      'Remove the link, or choose another folder with --out.',
    );
  }
}

/**
 * Removes the files beside `names` that processes left when they were killed in the middle of a replacement: `NAME.PID.new` or
 * `NAME.PID-N.new`,
 * and `lock.PID`. Whatever else ends in digits is the user's: `notes.2024`, or a folder `backup.2024`.
 */
export function removeLeftovers(folder: string, isOurs: (name: string) => boolean): void {
  for (const name of lookAt(folder)?.isDirectory() === true ? readdirSync(folder) : []) {
    const [, beside = '', pid = '', ending] = /^(.+?)\.(\d{1,10})(?:-\d{1,3})?(\.new)?$/.exec(name) ?? [];
    if (!(ending === undefined ? beside === 'lock' : isOurs(beside)) || isRunning(Number(pid))) continue;
    const path = join(folder, name);
    if (lookAt(path)?.isFile() === true) rmSync(path, { force: true });
  }
}

/** Makes a folder and those above it. Step by step, since a recursive mkdir on a read-only disk says that the folder is not there. */
export function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another bench may have made the folder in the meantime.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/** One write where the system takes it in one piece. */
export function writeFully(file: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done);
}

const BUFFER_BYTES = 64 * 1024;

function writePieces(file: number, pieces: Iterable<string | Uint8Array>): void {
  const buffer = Buffer.alloc(BUFFER_BYTES);
  let filled = 0;
  for (const piece of pieces) {
    const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece;
    if (filled + bytes.length > buffer.length) {
      writeFully(file, buffer.subarray(0, filled));
      filled = 0;
    }
    if (bytes.length > buffer.length) writeFully(file, bytes);
    else {
      buffer.set(bytes, filled);
      filled += bytes.length;
    }
  }
  writeFully(file, buffer.subarray(0, filled));
}

const SPECIAL: Readonly<Record<string, string>> = {
  ENOENT: 'the folder cannot be made there',
  EEXIST: 'a part of the path is a file',
};

/** @throws {UserError} in place of an error of the system that says why a disk or folder cannot be written */
export function explainingWriteErrors<T>(folder: string, write: () => T): T {
  try {
    return write();
  } catch (error) {
    const why = systemWords(error, SPECIAL);
    if (why === undefined) throw error;
    throw new UserError(
      `Cannot write to ${folder}: ${why}.`,
      'Mend that, or choose another folder with --out; finished runs are kept, and the same command continues.',
    );
  }
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? '';
}
