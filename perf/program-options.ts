/** What the programs of this repository (`npm run perf` and similar) are told: `--help` says what, and a slip is a sentence, no stack. */
import { parseArgs, type ParseArgsConfig } from 'node:util';

/**
 * The options of this process, as Node's `parseArgs` reads them; ends the process after `--help` (0) and after what is none (2).
 *
 * @param usage  what `--help` prints: the command, and a line an option
 */
export function optionsOf<T extends ParseArgsConfig>(usage: string, config: T): ReturnType<typeof parseArgs<T>> {
  if (process.argv.slice(2).some((word) => word === '--help' || word === '-h')) {
    console.log(usage);
    process.exit(0);
  }
  try {
    return parseArgs(config);
  } catch (error) {
    refuse(error instanceof Error ? error.message : String(error), usage);
  }
}

/** A whole number from one on. */
export function countFrom(text: string, usage: string): number {
  if (!/^[1-9]\d*$/u.test(text)) refuse(`"${text}" is not a whole number from 1 on.`, usage);
  return Number(text);
}

export function refuse(message: string, usage: string): never {
  console.error(`${message}\n\n${usage}`);
  process.exit(2);
}
