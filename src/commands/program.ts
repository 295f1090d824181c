/** The program: words of a command line in, an exit code out. It knows no process but through its `Io`. */
import yargs from 'yargs';
import type { Argv } from 'yargs';
import { printableLine } from '../base/printable.js';
import { isSystemError, systemWords } from '../base/system-errors.js';
import { COMMANDS } from './command-list.js';
import { completionsOf, experimentsAsked } from './completion.js';
import type { CommandLine } from './command-list.js';
import type { Flags, Io } from './io.js';
import { EXIT } from './io.js';
import { VERSION } from '../base/environment.js';
import { UserError } from '../base/errors.js';
import { doorsShown } from './doors.js';

/** Runs the command of these words and gives its exit code; what goes wrong is said on `io.err`. */
export async function carryOut(argv: readonly string[], io: Io): Promise<number> {
  if (argv.length === 0 && io.ask === undefined) {
    io.err(doorsShown());
    return EXIT.usage;
  }
  let code: number = EXIT.done;
  try {
    const experiments = await experimentsAsked(argv, io.cwd);
    const run = async ({ load }: CommandLine, flags: Flags): Promise<void> => {
      const command = await load(flags);
      code = await command(flags, io);
    };
    await program(argv.length === 0 ? ['init'] : argv, { io, run, experiments }).parseAsync();
    return code;
  } catch (error) {
    const told = tell(error, io);
    return io.signal.aborted && told === EXIT.usage ? EXIT.interrupted : told;
  }
}

interface Running {
  readonly io: Io;
  /** Is given the command that was asked for. */
  readonly run: (line: CommandLine, flags: Flags) => Promise<void>;
  /** Names that a shell may be offered. */
  readonly experiments: readonly string[];
}

/** Commands, flags and help. */
function program(argv: readonly string[], { io, run, experiments }: Running): Argv {
  const parser = yargs([...argv])
    .scriptName('reseed')
    .usage(
      '$0 <command>\n\nHow much of your model’s score is luck? Trains many seeded replicas of a small neural net and says how sure one may be.',
    );
  for (const line of COMMANDS) parser.command(line.words, line.about, line.flags, (flags) => run(line, flags as Flags));
  return parser
    .epilogue(
      'Exit codes: 0 done; 1 some runs failed, or a bug; 2 usage or bad input; 3 a gate failed or could not be judged; 130 interrupted, finished runs kept.',
    )
    .completion(
      'completion',
      'print what makes your shell complete commands and flags: reseed completion >> ~/.bashrc',
      (
        current: string,
        { _: words }: { readonly _: readonly (string | number)[] },
        offer: (told: (error: Error | null, offered: string[] | undefined) => void) => void,
        done: (completions: string[]) => void,
      ): void => {
        // At once: whatever comes later finds that yargs has refused the words as those of no command.
        offer((_error, offered = []) => {
          done(completionsOf(current, words, { offered, experiments, last: argv.at(-2) ?? '' }));
        });
      },
    )
    .demandCommand(1, 'Give a command.')
    .strict()
    .recommendCommands()
    .version(VERSION)
    .help()
    .wrap(Math.min(100, io.columns))
    .exitProcess(false)
    .fail((message: string | null, error: unknown) => {
      // With recommendCommands yargs fails twice; the first throw ends it.
      if (error instanceof Error && error.name !== 'YError') throw error;
      throw usageError(message ?? (error instanceof Error ? error.message : 'That is not a command.'), argv[0]);
    });
}

/** yargs calls an unknown command an argument, and names no words that are lacking. */
function usageError(message: string, command: string | undefined): UserError {
  const unknown = message.startsWith('Unknown argument');
  const line = COMMANDS.find(({ words }) => words.split(' ')[0] === command);
  if (line === undefined) {
    const hint = '"reseed --help" shows commands and flags.';
    if (unknown && command?.startsWith('-') === false)
      return new UserError(`There is no command ${JSON.stringify(printableLine(command))}.`, hint);
    return new UserError(message, hint);
  }
  if (message.startsWith('Not enough non-option arguments'))
    return new UserError(
      `"reseed ${command}" needs more words: reseed ${line.words}.`,
      `"reseed ${command} --help" shows examples.`,
    );
  return new UserError(message, `"reseed ${command} --help" shows its flags.`);
}

function tell(error: unknown, io: Io): number {
  const words = isSystemError(error) ? systemWords(error) : undefined;
  if (error instanceof UserError) {
    io.err(`reseed: ${error.message}\n${error.hint === undefined ? '' : `  ${error.hint}\n`}`);
    return EXIT.usage;
  }
  if (words !== undefined) {
    const { path = 'a file', syscall = 'use' } = error as NodeJS.ErrnoException;
    io.err(
      `reseed: Cannot ${syscall} ${printableLine(path)}: ${words}.\n  Mend that and run the same command again: finished runs are kept.\n`,
    );
    return EXIT.usage;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  io.err(`reseed: unexpected error, please report it\n${stack}\n`);
  return EXIT.failed;
}
