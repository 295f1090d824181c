#!/usr/bin/env node
/** The command line: yargs wiring and exit codes, nothing else. */
import { hideBin } from 'yargs/helpers';
import yargs from 'yargs';
import type { Argv } from 'yargs';
import { COMMANDS } from './commands/command-list.js';
import type { CommandLine } from './commands/command-list.js';
import type { Flags, Io } from './commands/io.js';
import { EXIT } from './commands/io.js';
import { VERSION } from './environment.js';
import { UserError } from './errors.js';

const interrupt = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (interrupt.signal.aborted) process.exit(EXIT.interrupted);
    interrupt.abort();
  });
}
// A closed pipe (`reseed list | head -1`) is no error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(EXIT.done);
  throw error;
});

const io: Io = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  terminal: process.stderr.isTTY,
  colour: process.stdout.isTTY && (process.env.NO_COLOR ?? '') === '',
  columns: process.stderr.columns || 80,
  cwd: process.cwd(),
  signal: interrupt.signal,
};

/** Commands, flags and help; `run` is given the command that was asked for. */
function program(argv: readonly string[], run: (line: CommandLine, flags: Flags) => Promise<void>): Argv {
  const parser = yargs([...argv])
    .scriptName('reseed')
    .usage(
      '$0 <command>\n\nHow much of your model’s score is luck? Trains many seeded replicas of a small neural net and says how sure one may be.',
    );
  for (const line of COMMANDS) parser.command(line.words, line.about, line.flags, (flags) => run(line, flags));
  return parser
    .epilogue(
      'Exit codes: 0 done; 1 some runs failed, or a bug; 2 usage or bad input; 3 a gate failed; 130 interrupted, finished runs kept.',
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
      throw new UserError(
        message ?? (error instanceof Error ? error.message : 'That is not a command.'),
        '"reseed --help" shows commands and flags.',
      );
    });
}

async function main(): Promise<void> {
  try {
    await program(hideBin(process.argv), async ({ load }, flags) => {
      const command = await load(flags);
      process.exitCode = await command(flags, io);
    }).parseAsync();
  } catch (error) {
    if (error instanceof UserError) {
      io.err(`reseed: ${error.message}\n${error.hint === undefined ? '' : `  ${error.hint}\n`}`);
      process.exitCode = EXIT.usage;
    } else {
      io.err(
        `reseed: unexpected error, please report it\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
      );
      process.exitCode = EXIT.failed;
    }
  }
}

await main();
