/** What a question about commands needs on this machine: programs that must succeed before anything else is started. */
import { spawnSync } from 'node:child_process';
import { UserError } from '../../base/errors.js';
import type { CommandQuestion } from './variant.js';

const PATIENCE_MS = 60_000;

/** The first that is missing here. */
export function missingNeed({ needs = {} }: Pick<CommandQuestion, 'needs'>): string | undefined {
  return Object.entries(needs).find(([, [program = '', ...words]]) => {
    const { status } = spawnSync(program, words, { stdio: 'ignore', timeout: PATIENCE_MS, windowsHide: true });
    return status !== 0;
  })?.[0];
}

/** @throws {UserError} that names what is missing */
export function refuseWithoutNeeds(question: CommandQuestion): void {
  const missing = missingNeed(question);
  if (missing === undefined) return;
  throw new UserError(`${question.name} needs ${missing}, which is not here.`, 'Install it, or put it on the PATH.');
}
