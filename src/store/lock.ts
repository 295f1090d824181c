/** One bench a folder: a lock file that names its holder, taken over only when the holder is known to be gone. */
import {
  closeSync,
  fstatSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { hostName } from '../environment.js';
import { UserError } from '../errors.js';
import { beganAt, isRunning } from './processes.js';

interface Holder {
  readonly pid: number;
  readonly host: string;
  /** As `beganAt` says: a reused pid has another one. */
  readonly began: string;
  /** The lock file's own number on its disk: a folder that was copied while a bench ran holds a copy of the lock with another. */
  readonly inode: string;
}

/**
 * Takes the lock of `folder` and returns the function that gives it back.
 *
 * @throws {UserError} if another live process (or one on another machine) holds it
 */
export function lockFolder(folder: string): () => void {
  const path = join(folder, 'lock');
  const mine: Omit<Holder, 'inode'> = { pid: process.pid, host: hostName(), began: beganAt(process.pid) };
  for (let attempt = 0; attempt < 5; attempt++) {
    const text = writeNew(path, mine);
    if (text !== undefined) {
      return () => {
        if (readIfThere(path) === text) rmSync(path, { force: true });
      };
    }
    removeIfStale(path, folder);
  }
  throw new UserError(
    `Cannot lock ${folder}.`,
    'Another bench keeps taking it: wait for that one, or use another --out.',
  );
}

/** What file systems without hard links answer. */
const NO_LINKS = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EINVAL'];

/** Makes the lock with its text in it, in one step: a reader never meets an empty one. Undefined if there is one already. */
function writeNew(path: string, mine: Omit<Holder, 'inode'>): string | undefined {
  const beside = `${path}.${mine.pid}.new`;
  try {
    const file = openSync(beside, 'w');
    let text: string;
    try {
      text = JSON.stringify({ ...mine, inode: String(fstatSync(file).ino) });
      writeSync(file, text);
    } finally {
      closeSync(file);
    }
    try {
      linkSync(beside, path);
    } catch (error) {
      if (!NO_LINKS.includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
      text = JSON.stringify({ ...mine, inode: '' });
      writeFileSync(path, text, { flag: 'wx' });
    }
    return text;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return undefined;
    throw error;
  } finally {
    rmSync(beside, { force: true });
  }
}

function removeIfStale(path: string, folder: string): void {
  const text = readIfThere(path);
  if (text === undefined) return;
  const holder = parseHolder(text);
  if (holder !== undefined && !isCopy(path, holder) && staysAlive(holder)) {
    throw new UserError(
      `Another bench is at work in ${folder} (process ${holder.pid} on ${holder.host}).`,
      `Wait for it, choose another --out, or, if you know that it is gone, delete ${path}.`,
    );
  }
  const aside = `${path}.${String(process.pid)}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    // Another starter was faster.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  // Between reading and renaming, another starter may have put its own lock there: then it goes back.
  if (readIfThere(aside) !== text) renameSync(aside, path);
  else rmSync(aside, { force: true });
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function parseHolder(text: string): Holder | undefined {
  try {
    const value = JSON.parse(text) as Partial<Holder>;
    return typeof value.pid === 'number' && typeof value.host === 'string'
      ? ({ began: '', inode: '', ...value } as Holder)
      : undefined;
  } catch {
    return undefined;
  }
}

/** Told only on the holder's own machine: file numbers of a shared disk may differ between machines. */
function isCopy(path: string, { host, inode }: Holder): boolean {
  if (host !== hostName() || inode === '') return false;
  return String(statSync(path, { throwIfNoEntry: false })?.ino) !== inode;
}

/** A holder that was just killed takes a moment to go: whoever kills a bench and starts it again is not refused for that. */
const GOING_MS = 1000;
const LOOK_AGAIN_MS = 50;

function staysAlive(holder: Holder): boolean {
  const looks = holder.host === hostName() && holder.pid !== process.pid ? GOING_MS / LOOK_AGAIN_MS : 0;
  for (let look = 0; look < looks && isAlive(holder); look++) {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOOK_AGAIN_MS);
  }
  return isAlive(holder);
}

function isAlive({ pid, host, began }: Holder): boolean {
  if (host !== hostName()) return true;
  return isRunning(pid) && (began === '' || beganAt(pid) === began);
}
