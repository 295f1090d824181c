/** `reseed verify DIR`: checks what lies in a results folder, changes nothing, and says what to do. */

import { verifyFolder } from '../bench/verify.js';
import type { Verified } from '../bench/verify.js';
import { isOn } from './flags.js';
import { EXIT } from './io.js';
import { folderGiven, shownPath } from './folders.js';
import type { ExitCode, Flags, Io } from './io.js';
import { whole } from '../base/how-many.js';

export function verify(flags: Flags, io: Io): ExitCode {
  const folder = folderGiven(flags, { io, name: 'dir' });
  const where = shownPath(io, folder);
  const verified = verifyFolder(folder, where);
  io.out(isOn(flags, 'json') ? `${JSON.stringify({ schema: 1, ...verified }, null, 2)}\n` : describe(verified, where));
  return verified.findings.length > 0 ? EXIT.failed : EXIT.done;
}

function describe({ bench, listed, findings }: Verified, where: string): string {
  const records =
    bench === undefined
      ? 'no records here: a report alone'
      : `${whole(bench.records)} records of ${whole(bench.planned)} runs, predictions of ${whole(bench.predictions)}`;
  const report =
    listed === null ? 'no list of report files (none is there, or Reseed 0.1.0 wrote it)' : `${listed} report files`;
  const lines = findings.map(({ part, text: what, remedy }) => `${part}: ${what}\n  ${remedy}`);
  return [`${where}: ${records}; ${report}`, ...(lines.length === 0 ? ['all of it is sound'] : lines), ''].join('\n');
}
