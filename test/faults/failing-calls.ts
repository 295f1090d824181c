/** Makes single calls to the file system fail, in this process: which calls a piece of work makes, and what it does if one fails. */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { relative } from 'node:path';

const NAMES = [
  ...['openSync', 'lstatSync', 'readdirSync', 'mkdirSync', 'renameSync', 'linkSync', 'rmSync', 'statfsSync'],
  ...['fstatSync', 'readSync', 'writeSync', 'fsyncSync', 'ftruncateSync', 'existsSync', 'readFileSync'],
] as const;
type Call = (...args: unknown[]) => unknown;

/** A call as it is told apart from others: the function, and the file below the watched folder. */
export interface Met {
  readonly name: string;
  readonly file: string;
}

interface Fault extends Met {
  readonly code: string;
}

/**
 * Runs `work` and returns the distinct calls that it makes on files below `folder`; where there is a fault, the first such call
 * fails with its code, as the system's own would.
 */
export async function watchCalls(
  folder: string,
  work: () => unknown,
  fault?: Fault,
): Promise<{ readonly met: readonly Met[]; readonly struck: boolean }> {
  const originals = new Map(NAMES.map((name) => [name, fs[name] as unknown as Call]));
  const met = new Map<string, Met>();
  const files = new Map<number, string>();
  let struck = false;
  for (const [name, original] of originals) {
    const watched: Call = (...args) => {
      const path = typeof args[0] === 'number' ? files.get(args[0]) : String(args[0]);
      if (path?.startsWith(folder) !== true) return original(...args);
      // The number of this process stands in the names of files that are being replaced.
      const file = relative(folder, path).replace(/\.\d+(?:-\d+)?\.new$/, '.PID.new');
      met.set(`${name} ${file}`, { name, file });
      if (fault?.name === name && fault.file === file && !struck) {
        struck = true;
        if (name === 'existsSync') return false;
        throw Object.assign(new Error(`${fault.code}: made to fail, ${name} '${path}'`), {
          ...{ code: fault.code, errno: -1, syscall: name.replace('Sync', ''), path },
        });
      }
      const result = original(...args);
      if (name === 'openSync') files.set(result as number, path);
      return result;
    };
    Object.assign(fs, { [name]: watched });
  }
  syncBuiltinESMExports();
  try {
    await work();
  } finally {
    for (const [name, original] of originals) Object.assign(fs, { [name]: original });
    syncBuiltinESMExports();
  }
  return { met: [...met.values()], struck };
}
