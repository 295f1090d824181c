/** `results/README.md`, in place of one that Reseed made and nobody changed: its last line says which one that is. */
import { join } from 'node:path';
import { readTextIfThere } from '../base/open-file.js';
import { UserError } from '../base/errors.js';
import { isSealed, sealed } from '../report/render/html-document.js';
import { replaceFile } from '../store/write-files.js';

const FILE = 'README.md';
const MOST_BYTES = 16 * 1024 * 1024;
/** How those of 0.1.0 begin, which have no such line. */
const EARLIER = /^# Results\n\n\d+ questions?, [\d,]+ trainings\. Each heading leads to its report\./;
const UNSEALED = /<!-- Reseed made this file; SHA-256/;

/** To be asked before anything is trained. @throws {UserError} if a README.md is there that someone else made, or changed */
export function refuseForeignFrontPage(folder: string): void {
  const path = join(folder, FILE);
  const text = readTextIfThere(path, { most: MOST_BYTES });
  if (text === undefined || isSealed(text) || (EARLIER.test(text) && !UNSEALED.test(text))) return;
  throw new UserError(
    `${path} was changed since Reseed made it, or is not Reseed’s, and is left as it is.`,
    'Move it away; --all then writes its own.',
  );
}

/** @throws {UserError} as `refuseForeignFrontPage` does */
export function writeFrontPage(folder: string, text: string): void {
  refuseForeignFrontPage(folder);
  replaceFile(join(folder, FILE), sealed(`${text}\n`));
}
