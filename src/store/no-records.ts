/** Why a path is no folder of records, and what to do: it may be missing, a file, or hold only what git keeps. */
import { UserError } from '../base/errors.js';
import { lookAt } from '../base/open-file.js';

export function noRecords(folder: string): UserError {
  const found = lookAt(folder);
  if (found === undefined) return new UserError(`There is no folder ${folder}.`, 'Check the path.');
  if (found.isFile())
    return new UserError(
      `${folder} is a file, not a results folder.`,
      'Name the folder, such as results/dropout-vs-none.',
    );
  return new UserError(
    `${folder} holds no manifest.json, so there are no records in it.`,
    'Run "reseed bench" there first; committed results leave the records out.',
  );
}
