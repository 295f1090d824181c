/** What a question about commands needs on this machine: programs that must succeed before anything else is started. */
import { spawnSync } from 'node:child_process';
import { UserError } from '../../base/errors.js';
import { printableLine } from '../../base/printable.js';
import type { CommandQuestion } from './variant.js';

const PATIENCE_MS = 60_000;
const SHOWN = 200;

/** The first that is missing here, and what the program that looked for it said, in the words that follow "needs". */
export function missingNeed({ needs = {} }: Pick<CommandQuestion, 'needs'>): string | undefined {
  for (const [need, [program = '', ...words]] of Object.entries(needs)) {
    const { status, error, stderr } = spawnSync(program, words, {
      stdio: ['ignore', 'ignore', 'pipe'],
      encoding: 'utf8',
      timeout: PATIENCE_MS,
      windowsHide: true,
    });
    if (status !== 0) return `${need}, which is not here (${why({ program, error, stderr })})`;
  }
  return undefined;
}

function why({ program, error, stderr }: { program: string; error: Error | undefined; stderr: string | null }): string {
  const code = error !== undefined && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return `there is no program "${program}"`;
  if (code === 'ETIMEDOUT') return `"${program}" did not end within ${PATIENCE_MS / 1000} s`;
  const last = stderr?.split('\n').findLast((line) => line.trim() !== '');
  return last === undefined
    ? `"${program}" failed`
    : `"${program}" said: ${printableLine(last.trim()).slice(0, SHOWN)}`;
}

/** @throws {UserError} that names what is missing */
export function refuseWithoutNeeds(question: CommandQuestion): void {
  const missing = missingNeed(question);
  if (missing === undefined) return;
  throw new UserError(`${question.name} needs ${missing}.`, 'Install it, or put it on the PATH.');
}
