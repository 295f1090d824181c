/** `reseed init NAME`: writes an experiment file with comments, on the built-in table or on the user's own, to start from. */
import { join, relative, resolve } from 'node:path';
import { lookAt } from '../base/open-file.js';
import { quoted } from '../data/names.js';
import { PACKAGE_ROOT } from '../environment.js';
import { UserError } from '../errors.js';
import { listExperiments } from '../experiment/load-experiment.js';
import { loadTable } from '../experiment/load-table.js';
import { replaceFile } from '../store/write-files.js';
import { dataFrom } from './data-flags.js';
import { experimentTemplate } from './experiment-template.js';
import { text } from './flags.js';
import { EXIT } from './io.js';
import type { ExitCode, Flags, Io } from './io.js';

export async function init(flags: Flags, io: Io): Promise<ExitCode> {
  const name = checkName(text(flags, 'name') ?? '');
  const data = dataFrom(flags);
  const path = join(io.cwd, 'experiments', `${name}.ts`);
  const shown = relative(io.cwd, path).replaceAll('\\', '/');
  if (lookAt(path) !== undefined) {
    throw new UserError(`${shown} is there already.`, 'Choose another name, or delete the file first.');
  }
  if (listExperiments(io.cwd).some((known) => known.name === name)) {
    throw new UserError(`${quoted(name)} is the name of an experiment already.`, '"reseed list" shows them all.');
  }
  // Reads the table now, so that a wrong file or column is told here and not at the first bench.
  if (data !== undefined) await loadTable(data, io.cwd);
  replaceFile(path, experimentTemplate(name, data));
  const command = resolve(io.cwd) === resolve(PACKAGE_ROOT) ? 'npm run bench --' : 'npx reseed bench';
  io.out(
    `Wrote ${shown}\n\nNext: put your question into it, then\n  ${command} ${name} --splits 5    for a first look\n` +
      `  ${command} ${name}               for the whole answer\n`,
  );
  return EXIT.done;
}

/** It names a file, a folder and a command-line word. */
function checkName(name: string): string {
  if (/^[a-z0-9][a-z0-9_-]{0,63}$/i.test(name)) return name;
  throw new UserError(
    `${quoted(name)} cannot name an experiment.`,
    'Use letters, digits, "-" and "_" only, at most 64, as in: reseed init my-question',
  );
}
