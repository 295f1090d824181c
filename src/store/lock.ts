/**
 * One bench a folder: a lock file that names its holder and is locked by the kernel, too, where that can be had. It is taken
 * over only when the holder is known to be gone, never because it is old.
 */
import { closeSync, fstatSync, linkSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { lookAt, openFile } from '../base/open-file.js';
import { isSystemError } from '../base/system-errors.js';
import { UserError } from '../base/errors.js';
import { askForFlock, mayBeShared } from './flock.js';
import type { FlockAnswer } from './flock.js';
import { describeSelf, parseHolder, stateOf } from './lock-holder.js';
import type { Holder, HolderState } from './lock-holder.js';
import { openBeside } from './write-files.js';

export const LOCK_FILE = 'lock';

/**
 * Takes the lock of `folder` and returns the function that gives it back.
 *
 * @throws {UserError} if another live process holds it, or one of which that cannot be told
 */
export function lockFolder(folder: string): () => void {
  const path = join(folder, LOCK_FILE);
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    const mine = makeLock(path);
    if (mine !== undefined) {
      return () => {
        try {
          if (isAt(path, mine)) rmSync(path, { force: true });
        } finally {
          // Closing releases the kernel's lock, even if the file stays.
          closeSync(mine);
        }
      };
    }
    removeIfGone(path, folder);
  }
  throw new UserError(
    `Cannot lock ${folder}.`,
    'Another bench keeps taking it: wait for that one, or use another --out.',
  );
}

const MOST_ATTEMPTS = 5;

/** What file systems without hard links answer. */
const NO_LINKS = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EINVAL'];

/**
 * Makes the lock with its text in it and the kernel's lock on it, in one step: nobody ever meets an empty or an unlocked one.
 * Returns the descriptor that keeps it, or undefined if there is a lock already.
 */
function makeLock(path: string): number | undefined {
  const beside = openBeside(path);
  let kept = false;
  try {
    fill(beside.file);
    linkSync(beside.path, path);
    kept = true;
    return beside.file;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return undefined;
    if (!NO_LINKS.includes(codeOf(error))) throw error;
    return makeInPlace(path);
  } finally {
    if (!kept) closeSync(beside.file);
    removeQuietly(beside.path);
  }
}

/**
 * A file that cannot be removed now is a leftover, which the next holder removes. Whether the lock was taken does not depend on
 * it.
 */
function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch (error) {
    if (!isSystemError(error)) throw error;
  }
}

function makeInPlace(path: string): number | undefined {
  try {
    const file = openFile(path, 'new');
    fill(file);
    return file;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return undefined;
    throw error;
  }
}

function fill(file: number): void {
  const flock = askForFlock(file) === 'ours';
  writeSync(file, JSON.stringify({ ...describeSelf(String(fstatSync(file).ino)), flock }));
}

/** Removes a lock whose holder is gone. @throws {UserError} if it lives, or that cannot be told */
function removeIfGone(path: string, folder: string): void {
  let file: number;
  try {
    file = openFile(path, 'read');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  try {
    const holder = parseHolder(readFileSync(file, 'utf8'));
    const answer = waitForFlock(file);
    const known = { path, flocked: answer === 'ours', shared: mayBeShared(folder) };
    // A lock file that names no holder was half written at a power cut, unless some process has it locked.
    const look = (): HolderState => (holder === undefined ? 'gone' : stateOf(holder, known));
    const state = answer === 'taken' ? 'alive' : waitForEnd(look);
    if (state !== 'gone') throw atWork(path, { folder, holder, state });
    moveAway(path, file);
  } finally {
    closeSync(file);
  }
}

/** Between the look and the renaming, another process may have put its own lock there: then that lock is put back. */
function moveAway(path: string, file: number): void {
  if (!isAt(path, file)) return;
  const aside = openBeside(path);
  closeSync(aside.file);
  try {
    renameSync(path, aside.path);
  } catch (error) {
    rmSync(aside.path, { force: true });
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  if (isAt(aside.path, file)) rmSync(aside.path, { force: true });
  else renameSync(aside.path, path);
}

function isAt(path: string, file: number): boolean {
  const [there, open] = [lookAt(path), fstatSync(file)];
  return there !== undefined && there.ino === open.ino && there.dev === open.dev;
}

/** A holder that was just killed takes a moment to go: whoever kills a bench and starts it again is not refused for that. */
const GOING_MS = 1000;
const LOOK_AGAIN_MS = 100;

function waitForEnd(look: () => HolderState): HolderState {
  let state = look();
  for (let waited = 0; state === 'alive' && waited < GOING_MS; waited += LOOK_AGAIN_MS) {
    pause(LOOK_AGAIN_MS);
    state = look();
  }
  return state;
}

function waitForFlock(file: number): FlockAnswer {
  let answer = askForFlock(file);
  for (let waited = 0; answer === 'taken' && waited < GOING_MS; waited += LOOK_AGAIN_MS) {
    pause(LOOK_AGAIN_MS);
    answer = askForFlock(file);
  }
  return answer;
}

function pause(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

function atWork(
  path: string,
  { folder, holder, state }: { folder: string; holder: Holder | undefined; state: HolderState },
): UserError {
  const who = holder === undefined ? '' : ` (process ${holder.pid} on ${holder.host})`;
  return new UserError(
    state === 'alive'
      ? `Another bench is at work in ${folder}${who}.`
      : `Another bench may be at work in ${folder}${who}; from here that cannot be told.`,
    `Wait for it, choose another --out, or, if you know that it is gone, delete ${path}.`,
  );
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? '';
}
