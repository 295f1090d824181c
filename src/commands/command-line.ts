/** The command line: yargs wiring and exit codes, nothing else. */
import { hideBin } from 'yargs/helpers';
import yargs from 'yargs';
import type { Argv } from 'yargs';
import { printableLine } from '../base/printable.js';
import { isSystemError, systemWords } from '../base/system-errors.js';
import { COMMANDS } from './command-list.js';
import type { CommandLine } from './command-list.js';
import type { Flags, Io } from './io.js';
import { EXIT } from './io.js';
import { VERSION } from '../base/environment.js';
import { UserError } from '../base/errors.js';
import { asker } from './ask.js';
import { doorsShown } from './doors.js';
import { openOutput } from './output.js';

const interrupt = new AbortController();
const SIGNALS = ['SIGINT', 'SIGTERM'] as const;
const stop = (): void => {
  if (interrupt.signal.aborted) process.exit(EXIT.interrupted);
  interrupt.abort();
};
for (const signal of SIGNALS) process.on(signal, stop);
/** How long threads and connections that are left over may run on after an interruption or an error. */
const LAST_WORDS_MS = 1000;

const colour = process.stdout.isTTY && (process.env.NO_COLOR ?? '') === '';
const [out, err] = [
  openOutput(() => process.stdout, { colour }),
  openOutput(() => process.stderr, { colour: process.stderr.isTTY && (process.env.NO_COLOR ?? '') === '' }),
];
// Reported when the process exits, since a stream says late that it could not write.
process.on('exit', () => {
  const trouble = out.trouble();
  if (trouble === undefined) return;
  err.write(`reseed: The output is lost: ${trouble}.\n`);
  if (process.exitCode === undefined || process.exitCode === EXIT.done) process.exitCode = EXIT.failed;
});

const ask = asker();
const io: Io = {
  ...(ask === undefined ? {} : { ask }),
  out: out.write,
  err: err.write,
  terminal: process.stderr.isTTY,
  colour,
  columns: process.stderr.columns || 80,
  outColumns: process.stdout.columns || 100,
  cwd: process.cwd(),
  signal: interrupt.signal,
  endAtOnce: (atOnce) => {
    for (const signal of SIGNALS) process.off(signal, stop);
    if (!atOnce) for (const signal of SIGNALS) process.on(signal, stop);
  },
};

/** Commands, flags and help; `run` is given the command that was asked for. */
function program(argv: readonly string[], run: (line: CommandLine, flags: Flags) => Promise<void>): Argv {
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
    .completion('completion', 'print what makes your shell complete commands and flags: reseed completion >> ~/.bashrc')
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
      throw new UserError(
        message ?? (error instanceof Error ? error.message : 'That is not a command.'),
        '"reseed --help" shows commands and flags.',
      );
    });
}

/** Runs the command of this process's arguments, and sets its exit code. */
export async function main(): Promise<void> {
  try {
    const argv = hideBin(process.argv);
    if (argv.length === 0 && ask === undefined) {
      io.err(doorsShown());
      process.exitCode = EXIT.usage;
      return;
    }
    await program(argv.length === 0 ? ['init'] : argv, async ({ load }, flags) => {
      const command = await load(flags);
      process.exitCode = await command(flags, io);
    }).parseAsync();
  } catch (error) {
    const code = tell(error);
    process.exitCode = interrupt.signal.aborted && code === EXIT.usage ? EXIT.interrupted : code;
  }
  // An interrupted command may leave threads and connections behind; they must not keep the process alive.
  if (interrupt.signal.aborted || process.exitCode === EXIT.usage)
    setTimeout(() => process.exit(), LAST_WORDS_MS).unref();
}

function tell(error: unknown): number {
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
