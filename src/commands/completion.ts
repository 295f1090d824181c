/** What a shell offers at the end of a command line that is being typed. */
import { COMMANDS } from './command-list.js';

/** How yargs's script for the shell asks. */
const ASKING = '--get-yargs-completions';

/** The experiments that may be offered; none unless the shell asks, since finding them loads more than most commands need. */
export async function experimentsAsked(argv: readonly string[], cwd: string): Promise<readonly string[]> {
  if (argv[0] !== ASKING) return [];
  const { listExperiments } = await import('../experiment/load-experiment.js');
  return listExperiments(cwd).map(({ name }) => name);
}

/**
 * Commands, flags once one is begun, and experiments where a command takes one. Nothing else is offered: the shell then offers
 * files, which most commands and many flags want. Pure.
 *
 * @param current what is typed of the last word
 * @param words those before it, without flags: `reseed`, then the command
 * @param from.offered what yargs would offer: all commands, or all flags
 * @param from.last the word before, flag or not: after a flag stands its value
 */
export function completionsOf(
  current: string,
  words: readonly (string | number)[],
  { offered, experiments, last }: { offered: readonly string[]; experiments: readonly string[]; last: string },
): string[] {
  const [, name, first = ''] = words.filter((word) => word !== '').map(String);
  const command = COMMANDS.find((line) => line.words.split(' ')[0] === name);
  const begun = (all: readonly string[]): string[] => all.filter((each) => each.startsWith(current));
  if (current.startsWith('-') || command === undefined) return begun(offered);
  const takesOne =
    !last.startsWith('-') && command.words.includes('[experiment]') && (first === '' || first === current);
  return takesOne ? begun(experiments) : [];
}
