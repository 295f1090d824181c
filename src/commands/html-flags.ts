/** `--no-html` leaves `report.html` out, `--open` shows it in the browser of this machine. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { UserError } from '../base/errors.js';
import { HTML_FILE } from '../store/published.js';
import { isOn } from './flags.js';
import type { Flags } from './io.js';

/** @throws {UserError} if what is to be shown is not to be written */
export function wantsHtml(flags: Flags): boolean {
  const wanted = flags.html !== false;
  if (!wanted && isOn(flags, 'open'))
    throw new UserError('--open shows report.html, and --no-html leaves it out.', 'Give one of the two.');
  return wanted;
}

/** Where there is no browser, the report lies in the folder all the same. */
export function openHtml(folder: string, flags: Flags, { onNote }: { onNote: (note: string) => void }): void {
  if (!isOn(flags, 'open')) return;
  const path = join(folder, HTML_FILE);
  const [program, ...before] = opener();
  const child = spawn(program, [...before, path], { detached: true, stdio: 'ignore' });
  child.on('error', () => onNote(`${program} cannot be started; open ${path} yourself`));
  child.unref();
}

function opener(): readonly [string, ...string[]] {
  if (process.platform === 'darwin') return ['open'];
  // "start" belongs to the shell of Windows and takes its first word in quotes for a title; Explorer takes a path.
  if (process.platform === 'win32') return ['explorer'];
  return ['xdg-open'];
}
