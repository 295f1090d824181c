/** The files of a folder that may hold scores, in the order of their names. Links are not followed, nor hidden folders entered. */
import { lstatSync, opendirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { refuseNoFile, startOf } from '../../base/open-file.js';
import { UserError } from '../../base/errors.js';
import { quoted } from '../../data/names.js';
import { packedKind } from '../../data/packed.js';
import { DEEPEST_FOLDER, MOST_FILES } from './limits.js';
import { whole } from '../../base/how-many.js';

const WORKBOOK = /\.(?:xlsx|xlsm|xlsb|xls|ods|numbers|gsheet)$/i;

/** @throws {UserError} for the file of a spreadsheet program, which holds sheets and no text */
export function refuseWorkbook(path: string): void {
  if (!WORKBOOK.test(path)) return;
  throw new UserError(
    `${quoted(basename(path))} is a workbook, and only text is read.`,
    'Open it, choose the sheet with the runs, save as CSV ("CSV UTF-8"), and give that file.',
  );
}

/**
 * Of a folder in which nothing is read.
 *
 * @throws {UserError} naming what lies there in its place, and what to do, where that is known
 */
export function refuseOthers(folder: string): void {
  const others = findFiles(folder, /./).filter(({ parts }) => !parts.at(-1)!.startsWith('~$'));
  for (const { path, parts } of others.slice(0, MOST_LOOKED_AT)) {
    const name = parts.at(-1)!;
    refuseWorkbook(name);
    const kind = packedKind(startOf(path), name);
    if (kind === undefined) continue;
    const more = others.length > 1 ? ` (one of ${whole(others.length)} files)` : '';
    throw new UserError(
      `${quoted(basename(folder))} holds no CSV, TSV, JSON or JSON lines: ${quoted(parts.join('/'))}${more} is ${kind.what}.`,
      kind.remedy,
    );
  }
}

const MOST_LOOKED_AT = 100;

export interface Found {
  readonly path: string;
  /** Folders below the one that was given, then the file's name. */
  readonly parts: readonly string[];
}

const READ = /\.(?:csv|tsv|tab|json|jsonl|ndjson|arff|dat|txt|eval)$/i;

/** @throws {UserError} if the path is not there, or holds more files than anyone's scores do */
export function findFiles(root: string, wanted = READ): readonly Found[] {
  const result: Found[] = [];
  const visit = (folder: string, parts: readonly string[]): void => {
    if (parts.length > DEEPEST_FOLDER) return;
    for (const name of namesIn(folder)) {
      if (name.startsWith('.') || name === 'node_modules') continue;
      const path = join(folder, name);
      const stat = lstatSync(path);
      if (stat.isDirectory()) visit(path, [...parts, name]);
      else if (stat.isFile() && wanted.test(name)) {
        if (result.length === MOST_FILES)
          throw new UserError(`${quoted(root)} holds more than ${whole(MOST_FILES)} files.`);
        result.push({ path, parts: [...parts, name] });
      }
    }
  };
  visit(root, []);
  return result;
}

function namesIn(folder: string): string[] {
  const directory = opendirSync(folder);
  const names: string[] = [];
  try {
    for (let entry = directory.readSync(); entry !== null; entry = directory.readSync()) {
      names.push(entry.name);
      if (names.length > MOST_FILES) throw new UserError(`${quoted(folder)} holds more than ${MOST_FILES} entries.`);
    }
  } finally {
    directory.closeSync();
  }
  return names.sort(byNumbersInNames);
}

/** "9" before "10": so that rows come in the order that people expect. */
export function byNumbersInNames(a: string, b: string): number {
  const [x, y] = [a.split(/(\d+)/), b.split(/(\d+)/)];
  for (let i = 0; i < Math.min(x.length, y.length); i++) {
    if (x[i] === y[i]) continue;
    const [m, n] = [Number(x[i]), Number(y[i])];
    if (i % 2 === 1 && m !== n) return m - n;
    return x[i]! < y[i]! ? -1 : 1;
  }
  return x.length - y.length;
}

export function isFolder(path: string): boolean {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat === undefined) throw new UserError(`There is no file or folder ${quoted(path)}.`, 'Check the path.');
  if (stat.isDirectory()) return true;
  if (!stat.isFile() && !stat.isSymbolicLink())
    throw new UserError(
      `${quoted(path)} is a pipe, a socket or a device, and only files are read.`,
      'Write what it gives into a file first.',
    );
  refuseNoFile(path);
  return false;
}
