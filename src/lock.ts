/** One bench a folder: a lock file that names its holder, taken over only when the holder is known to be gone. */
import { closeSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { hostName } from './environment.js';
import { UserError } from './errors.js';

interface Holder {
  readonly pid: number;
  readonly host: string;
  /** When the process began, in the kernel's ticks; '' where the system does not say. A reused pid has another one. */
  readonly began: string;
}

/**
 * Takes the lock of `folder` and returns the function that gives it back.
 *
 * @throws {UserError} if another live process (or one on another machine) holds it
 */
export function lockFolder(folder: string): () => void {
  const path = join(folder, 'lock');
  const mine: Holder = { pid: process.pid, host: hostName(), began: beganAt(process.pid) };
  for (let attempt = 0; attempt < 5; attempt++) {
    if (writeNew(path, JSON.stringify(mine))) return () => rmSync(path, { force: true });
    removeIfStale(path, folder);
  }
  throw new UserError(
    `Cannot lock ${folder}.`,
    'Another bench keeps taking it: wait for that one, or use another --out.',
  );
}

function writeNew(path: string, text: string): boolean {
  try {
    const file = openSync(path, 'wx');
    writeSync(file, text);
    closeSync(file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function removeIfStale(path: string, folder: string): void {
  const text = readIfThere(path);
  if (text === undefined) return;
  const holder = parseHolder(text);
  if (holder !== undefined && isAlive(holder)) {
    throw new UserError(
      `Another bench is at work in ${folder} (process ${holder.pid} on ${holder.host}).`,
      `Wait for it, choose another --out, or, if you know that it is gone, delete ${path}.`,
    );
  }
  const aside = `${path}.${String(process.pid)}`;
  renameSync(path, aside);
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
      ? ({ began: '', ...value } as Holder)
      : undefined;
  } catch {
    return undefined;
  }
}

function isAlive({ pid, host, began }: Holder): boolean {
  if (host !== hostName()) return true;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return began === '' || beganAt(pid) === began;
}

/** Field 22 of /proc/PID/stat (after the name, which may hold spaces); '' on systems without it. */
function beganAt(pid: number): string {
  const stat = readIfThere(`/proc/${String(pid)}/stat`);
  return stat === undefined ? '' : (stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '');
}
