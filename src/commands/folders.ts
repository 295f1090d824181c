/** Folders and files as they are typed, and as they are shown. */
import { relative, resolve } from 'node:path';
import { text } from './flags.js';
import type { FlagName } from './flag-names.js';
import type { Flags, Io } from './io.js';

/** The folder that a positional argument names, which the command line asks for. */
export function folderGiven(flags: Flags, { io, name }: { io: Pick<Io, 'cwd'>; name: FlagName }): string {
  return resolve(io.cwd, text(flags, name)!);
}

/** From where the command was started; with `/` on every machine. */
export function shownPath(io: Pick<Io, 'cwd'>, path: string): string {
  return relative(io.cwd, path).replaceAll('\\', '/') || '.';
}
