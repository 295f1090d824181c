/** The files whose contents decide a command's runs, each as a digest; one that nobody touched is not read again. */
import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync, readdirSync, statSync } from 'node:fs';
import type { BigIntStats } from 'node:fs';
import { join, resolve } from 'node:path';
import { UserError } from '../../base/errors.js';
import { OWN_NAMES, fillIn, namesIn } from './placeholders.js';
import type { CommandQuestion } from './variant.js';
import { splitWords } from './words.js';
import { whole } from '../../base/how-many.js';

/** Those that are declared, or those that the line names and that exist. */
export function usedFiles({ variants, folder = '.' }: CommandQuestion, name: string): readonly string[] {
  const { command, shell, uses, values = {} } = variants[name]!;
  if (uses !== undefined) return uses;
  const own = new Map(Object.entries(values).map(([key, value]) => [key, String(value)]));
  const words =
    typeof command !== 'string' ? command : shell === true ? command.split(/[\s'"|<>;&()]+/) : splitWords(command);
  const ours = (word: string): boolean => namesIn(word).some((each) => (OWN_NAMES as readonly string[]).includes(each));
  const whole = words.flatMap((word) => (ours(word) ? [] : [fillIn(word, own)]));
  const parts = whole.flatMap((word) => [word, ...word.split('=').slice(1)]);
  return [...new Set(parts)].filter((word) => word !== '' && statOf(resolve(folder, word))?.isFile() === true);
}

/** Digests by path, as long as a file's size, time and number on its disk stay. */
export type KnownDigests = Map<string, { readonly stamp: string; readonly digest: string }>;

/** @throws {UserError} if it cannot be read */
export function digestOf(path: string, known: KnownDigests): string {
  const stats = statOf(path);
  if (stats?.isDirectory() === true) return digestOfFolder(path, known);
  if (stats?.isFile() !== true) throw unreadable(path);
  const stamp = `${stats.size} ${stats.mtimeNs} ${stats.ctimeNs} ${stats.ino}`;
  const found = known.get(path);
  if (found?.stamp === stamp) return found.digest;
  const digest = read(path);
  known.set(path, { stamp, digest });
  return digest;
}

const SKIPPED = ['__pycache__', 'node_modules', '.git', '.venv'];
const MOST_FILES = 10_000;

function digestOfFolder(path: string, known: KnownDigests): string {
  const hash = createHash('sha256');
  let left = MOST_FILES;
  const walk = (folder: string, under: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (SKIPPED.includes(entry.name)) continue;
      const name = `${under}/${entry.name}`;
      if (entry.isDirectory()) walk(join(folder, entry.name), name);
      else if (entry.isFile()) {
        if (--left < 0)
          throw new UserError(`${path}, which a command uses, holds more than ${whole(MOST_FILES)} files.`);
        hash.update(`${JSON.stringify([name, digestOf(join(folder, entry.name), known)])}\n`);
      }
    }
  };
  walk(path, '');
  return hash.digest('hex');
}

function read(path: string): string {
  const hash = createHash('sha256');
  const buffer = Buffer.alloc(1 << 20);
  try {
    const file = openSync(path, 'r');
    try {
      for (let size = 1; size > 0;) {
        size = readSync(file, buffer, 0, buffer.length, null);
        hash.update(buffer.subarray(0, size));
      }
    } finally {
      closeSync(file);
    }
  } catch {
    throw unreadable(path);
  }
  return hash.digest('hex');
}

function statOf(path: string): BigIntStats | undefined {
  try {
    return statSync(path, { bigint: true });
  } catch {
    return undefined;
  }
}

function unreadable(path: string): UserError {
  return new UserError(`The file ${path}, which a command uses, cannot be read.`, 'Correct "uses", or the path.');
}
