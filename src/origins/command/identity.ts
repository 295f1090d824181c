/** What decides the runs of a variant, as a digest: the line as it stands, its values, its environment, its files, its rows. */
import { resolve } from 'node:path';
import { digest } from '../../design/digest.js';
import { placesOf } from './check-variant.js';
import { digestOf, usedFiles } from './used-files.js';
import type { KnownDigests } from './used-files.js';
import type { CommandQuestion } from './variant.js';

export interface IdentityOptions {
  readonly known: KnownDigests;
  /** Of the table whose rows Reseed divides. */
  readonly fingerprint?: string | undefined;
}

/**
 * Imports of a script are not followed. The contents of the files of rows follow from table, protocol and seed, and the run's
 * own split and fold, which are all in its hash.
 *
 * @throws {UserError} if a file of `uses` cannot be read
 */
export function commandIdentity(
  question: CommandQuestion,
  name: string,
  { known, fingerprint }: IdentityOptions,
): string {
  const { variants, folder = '.', seed } = question;
  const { command, shell = false, env = {}, values = {} } = variants[name]!;
  const files = usedFiles(question, name).map((file) => [file, digestOf(resolve(folder, file), known)]);
  // Listed seeds are in the hash of each run themselves, so that the list can be extended.
  const numbers = question.seedNumbers === undefined ? seed : 'listed';
  // Runs with equal hashes are made only once. Two variants with the same command line are meant as two samples (to test the
  // comparison itself), so their place among their equals tells them apart.
  const recipe = digest(variants[name]);
  const twin = Object.entries(variants)
    .filter(([, each]) => digest(each) === recipe)
    .findIndex(([each]) => each === name);
  const own = placesOf(variants[name]!).includes('variant') ? name : '';
  const rows = fingerprint === undefined ? {} : { rows: rowsOf(question, fingerprint) };
  return digest({ command, shell, env, values, files, numbers, twin, own, ...rows });
}

function rowsOf({ protocol, seed }: CommandQuestion, fingerprint: string): object {
  const { splits: _splits, seeds: _seeds, ...division } = protocol;
  return { fingerprint, division, seed };
}
