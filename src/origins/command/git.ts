/** At which commit the commands' folder stands. */
import { execFile } from 'node:child_process';
import type { CodeState } from '../origin.js';

const PATIENCE_MS = 10_000;

/** Undefined outside a repository, and where git is not there. */
export async function codeStateOf(folder: string): Promise<CodeState | undefined> {
  const commit = await git(folder, ['rev-parse', 'HEAD']);
  if (commit === undefined || !/^[0-9a-f]{40,64}$/.test(commit)) return undefined;
  const changed = await git(folder, ['status', '--porcelain', '--untracked-files=no']);
  return { commit, changed: changed !== '' };
}

function git(folder: string, words: readonly string[]): Promise<string | undefined> {
  // A repository may name programs to start in its settings: monitors of files are the one that `status` would start.
  const safe = ['-c', 'core.fsmonitor=false', '-C', folder, ...words];
  return new Promise((resolve) => {
    execFile('git', safe, { timeout: PATIENCE_MS, windowsHide: true }, (error, stdout) => {
      resolve(error === null ? stdout.trim() : undefined);
    });
  });
}
