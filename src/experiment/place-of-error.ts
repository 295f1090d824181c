/** Where an error in an experiment file is: its line, or the file that it imports and the line there. */
import { spawnSync } from 'node:child_process';
import { basename, dirname, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readTextIfThere } from '../base/open-file.js';

/** `, line 8`, or `, in helper.ts, line 2`; empty where nothing says it. */
export function placeOf(error: unknown, path: string): string {
  if (!(error instanceof Error)) return '';
  const places = [...placesIn(`${error.message}\n${error.stack ?? ''}`), ...placesSeenByNode(error, path)];
  const missing = /Cannot find (?:module|package) '([^']+)'/.exec(error.message)?.[1];
  const { file = path, line } = places.find(isUsers) ?? {};
  const at = (missing === undefined ? undefined : lineOfImport(missing, file)) ?? line;
  if (at === undefined) return '';
  const where = file === path ? '' : `, in ${relative(dirname(path), file).replaceAll('\\', '/')}`;
  return `${where}, line ${at}`;
}

/** No source of a person is larger. */
const MOST_BYTES = 10_000_000;

interface Place {
  readonly file: string;
  readonly line: string;
}

/** Every `FILE:LINE` of a text, in its order. */
function placesIn(text: string): readonly Place[] {
  const found = text.matchAll(/(?<![\w/.:])(file:\/\/[^\s()]+?|(?:[A-Za-z]:[\\/]|\/)[^\n():]+):(\d+)/g);
  return [...found].map(([, file, line]) => ({
    file: file!.startsWith('file://') ? fileURLToPath(file!) : file!,
    line: line!,
  }));
}

/** Where Node itself cannot read a file, the error has no place; the same program says it when it only reads. */
function placesSeenByNode(error: Error, path: string): readonly Place[] {
  if (!(error instanceof SyntaxError)) return [];
  return placesIn(spawnSync(process.execPath, ['--check', path], { encoding: 'utf8' }).stderr);
}

/** Not ours, and not of a package: an error that comes up there was caused further down. */
function isUsers({ file }: Place): boolean {
  const own = fileURLToPath(new URL('..', import.meta.url));
  return !file.startsWith(own) && !file.includes(`${sep}node_modules${sep}`);
}

/** Imports are carried out before the first line, so that no stack has theirs. */
function lineOfImport(name: string, path: string): string | undefined {
  const lines = (readTextIfThere(path, { most: MOST_BYTES, follow: true }) ?? '').split('\n');
  const at = lines.findIndex((line) => /['"]/.test(line) && line.includes(basename(name)));
  return at === -1 ? undefined : String(at + 1);
}
