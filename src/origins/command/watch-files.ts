/** A script that changes in mid-bench would make runs that do not belong together: looked for before each run. */
import { resolve } from 'node:path';
import { UserError } from '../../base/errors.js';
import { commandIdentity } from './identity.js';
import type { IdentityOptions } from './identity.js';
import { digestOf, usedFiles } from './used-files.js';
import type { CommandQuestion } from './variant.js';

/** @returns what refuses the next run of a variant. Throws a UserError that names the files that are others than at the start */
export function watchFiles(question: CommandQuestion, options: IdentityOptions): (variant: string) => void {
  const digests = (name: string): ReadonlyMap<string, string> =>
    new Map(
      usedFiles(question, name).map((file) => [file, digestOf(resolve(question.folder ?? '.', file), options.known)]),
    );
  const before = new Map(Object.keys(question.variants).map((name) => [name, digests(name)]));
  return (name) => {
    if (commandIdentity(question, name, options) === question.identities?.[name]) return;
    const then = before.get(name)!;
    const now = digests(name);
    const changed = [...new Set([...then.keys(), ...now.keys()])].filter((file) => then.get(file) !== now.get(file));
    const own = question.variants[name]!.uses === undefined;
    throw new UserError(
      `A file that ${name} uses has changed since this bench began: ${(changed.length > 0 ? changed : [...now.keys()]).join(', ')}.`,
      own
        ? "Finished runs are kept. If the programs write it themselves, let them write into {out}, or say which files they read: --uses train.py (in an experiment file uses: ['train.py']). Otherwise the same command starts over with the new contents."
        : 'Finished runs are kept. The same command starts over with the new contents.',
    );
  };
}
