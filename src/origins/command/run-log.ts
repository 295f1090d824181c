/** One run's own folder: what its program printed, readable by its owner alone and without secrets, and what it left behind. */
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  rmdirSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { lookAt } from '../../base/open-file.js';
import type { Run } from '../../design/run.js';
import { UserError } from '../../base/errors.js';
import { shellWord } from '../../base/shell-word.js';
import type { Ended } from './run-process.js';

const OUTPUT = 'stdout.txt';
/** Ours, which no program is asked to write. */
const LOG_FILES = ['command.txt', OUTPUT, 'stderr.txt'] as const;

export function folderOfRun(
  logs: string,
  { variant, split, fold, seed, hash }: Omit<Run, 'index' | 'streams'>,
): string {
  const place = [variant.replace(/[^\w.-]/g, '_').slice(0, 60), split, ...(fold > 0 ? [fold] : []), seed];
  return join(logs, `${place.join('-')}-${hash.slice(0, 8)}`);
}

/** Where the rows of splits lie that programs are given. */
export function rowsFolder(logs: string): string {
  return join(logs, 'rows');
}

/** A results folder may come from anywhere: a link in it could lead to any folder of this user. @throws {UserError} */
export function refuseLinkedLogs(folder: string): void {
  const logs = join(folder, 'logs');
  for (const path of [logs, rowsFolder(logs)]) {
    const stats = lookAt(path);
    if (stats === undefined || stats.isDirectory()) continue;
    throw new UserError(
      `${path} is a link or a file, and the logs of runs need a folder of their own there.`,
      'Remove it, or choose another folder with --out.',
    );
  }
}

/** What an earlier attempt left would be taken for this run's scores. */
export function freshFolder(out: string): void {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true, mode: 0o700 });
}

export function keepLog(
  out: string,
  { argv, hide, ended }: { argv: readonly string[]; hide: (text: string) => string; ended: Ended },
): void {
  const end = ended.timedOut ? 'time-out' : (ended.signal ?? `exit code ${ended.code ?? -1}`);
  const texts = [`${argv.map(shellWord).join(' ')}\n${end}\n`, ended.stdout, ended.stderr];
  // The program may have removed its folder.
  mkdirSync(out, { recursive: true, mode: 0o700 });
  for (const [i, name] of LOG_FILES.entries()) {
    const path = join(out, name);
    // It may have put something else there, such as a link to another file.
    rmSync(path, { recursive: true, force: true });
    writeFileSync(path, hide(texts[i]!), { mode: 0o600, flag: 'wx' });
    chmodSync(path, 0o600);
  }
}

export function removeLog(out: string): void {
  for (const name of LOG_FILES) rmSync(join(out, name), { force: true });
  removeIfEmpty(out);
}

/** Deletes what the program left, and keeps what scores were read from. */
export function cleanOut(out: string, keep: (name: string) => boolean): void {
  for (const name of namesIn(out)) {
    if (!isLog(name) && !keep(name)) rmSync(join(out, name), { recursive: true, force: true });
  }
  removeIfEmpty(out);
}

function removeIfEmpty(folder: string): void {
  if (namesIn(folder).length === 0 && existsSync(folder)) rmdirSync(folder);
}

/** Bytes that the program left in its folder, ours not counted. */
export function bytesLeft(out: string): number {
  let bytes = 0;
  const walk = (folder: string, own: boolean): void => {
    for (const name of namesIn(folder)) {
      if (own && isLog(name)) continue;
      const path = join(folder, name);
      const stats = lstatSync(path, { throwIfNoEntry: false });
      if (stats?.isDirectory() === true) walk(path, false);
      else bytes += stats?.size ?? 0;
    }
  };
  walk(out, true);
  return bytes;
}

export function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** A program's files are read whole: more than this is none of scores. */
const MOST_BYTES = 256 * 1024 * 1024;

/** A file of the run's own folder; undefined where there is none, or something that would never end. */
export function textIn(out: string, name: string): string | undefined {
  try {
    const path = join(out, name);
    const stats = statSync(path);
    return stats.isFile() && stats.size <= MOST_BYTES ? readFileSync(path, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}

export function outputIn(out: string): string | undefined {
  return textIn(out, OUTPUT);
}

function isLog(name: string): boolean {
  return (LOG_FILES as readonly string[]).includes(name);
}
