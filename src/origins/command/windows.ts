/** What of a question about commands Windows cannot do safely. Pure. */
import { UserError } from '../../base/errors.js';
import type { CommandQuestion } from './variant.js';
import { splitWords } from './words.js';

/** @throws {UserError} that says why */
export function refuseOnWindows({ variants }: Pick<CommandQuestion, 'variants'>, platform: NodeJS.Platform): void {
  if (platform !== 'win32') return;
  for (const [name, { command, shell }] of Object.entries(variants)) {
    if (shell === true)
      throw new UserError(
        `${name}: there is no shell: true on Windows, where cmd.exe has no quoting that holds for every value.`,
        'Name the program and its arguments; or run Reseed in WSL.',
      );
    const [program = ''] = typeof command === 'string' ? splitWords(command) : command;
    if (/\.(?:cmd|bat)$/i.test(program))
      throw new UserError(
        `${name}: ${program} is run by cmd.exe, which has no quoting that holds for every value.`,
        'Name the program that it starts, such as node or python, and its script.',
      );
  }
}
