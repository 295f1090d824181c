/**
 * Whose folder is it? Asked before anything is trained: nobody's file is replaced, appended to, set aside or deleted because
 * it happens to have the name of one of ours.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { lookAt } from '../base/open-file.js';
import { UserError } from '../base/errors.js';
import { linesOf } from './lines.js';
import { loadManifest } from './manifest.js';
import { ownNames, readPublished, refuseForeignFiles, SUMMARY_FILE } from './published.js';
import { decodeRecord, RUNS_FILE } from './runs-file.js';
import { FIGURES_FOLDER, OWN_FILES } from './store.js';
import { whole } from '../base/how-many.js';

const REMEDY = 'Move it away, or choose another folder with --out.';

/**
 * Everything that can be told before training about whether a bench may use this folder.
 *
 * @param name of the experiment
 * @throws {UserError} that names a file of somebody else
 */
export function refuseSomebodysFolder(folder: string, name: string): void {
  const manifested = loadManifest(folder) !== undefined;
  if (!manifested) refuseForeignRecords(folder);
  const own = ownNames(folder, { name, manifested });
  refuseForeignFiles(folder, { wanted: ['report.md', SUMMARY_FILE, 'summary.csv', 'runs.csv'], own });
  if (manifested || own.size > 0) return;
  const figures =
    lookAt(join(folder, FIGURES_FOLDER))?.isDirectory() === true ? readdirSync(join(folder, FIGURES_FOLDER)) : [];
  if (figures.length === 0) return;
  throw new UserError(
    `${join(folder, FIGURES_FOLDER)} holds files that are not Reseed's, such as ${JSON.stringify(figures[0])}.`,
    REMEDY,
  );
}

/** A bench that was killed before it had a manifest leaves empty files; records without a manifest are still ours. */
function refuseForeignRecords(folder: string): void {
  for (const name of OWN_FILES) {
    const stats = lookAt(join(folder, name));
    if (stats === undefined || stats.size === 0 || (name === RUNS_FILE && stats.isFile() && beginsWithRecord(folder)))
      continue;
    if (name !== RUNS_FILE && beginsWithRecord(folder)) continue;
    throw new UserError(`${join(folder, name)} is there already and is no file of Reseed's.`, REMEDY);
  }
}

function beginsWithRecord(folder: string): boolean {
  const path = join(folder, RUNS_FILE);
  if (lookAt(path)?.isFile() !== true) return false;
  for (const { bytes } of linesOf(path)) return !('damaged' in decodeRecord(bytes));
  return false;
}

/**
 * @param there how many records the folder holds, or will hold once a bench is done
 * @param hint what its caller offers in place of it
 * @throws {UserError} if the report that is there rests on more
 */
export function refusePoorerReport(folder: string, there: number, hint: string): void {
  const published = readPublished(folder);
  if (published === undefined || published.runs <= there) return;
  throw new UserError(
    `The report in ${folder} rests on ${whole(published.runs)} runs, and the records there hold ${whole(there)}: it is not replaced by a poorer one.`,
    hint,
  );
}
