#!/usr/bin/env node
/** The command line: yargs wiring and exit codes, nothing else. */
import { hideBin } from 'yargs/helpers';
import yargs from 'yargs';
import type { Argv } from 'yargs';
import type { ExitCode, Flags, Io } from './commands/io.js';
import { EXIT } from './commands/io.js';
import { VERSION } from './environment.js';
import { UserError } from './errors.js';

type Command = (flags: Flags, io: Io) => ExitCode | Promise<ExitCode>;

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

const TEXT = { type: 'string', requiresArg: true } as const;
const SWITCH = { type: 'boolean' } as const;

function dataFlags(y: Argv): Argv {
  return y
    .option('data', { ...TEXT, describe: 'a CSV file with a header, in place of the experiment’s table' })
    .option('target', { ...TEXT, describe: 'with --data: the column to predict' })
    .option('drop', { ...TEXT, describe: 'with --data: columns to leave out, a,b,c' })
    .option('task', { ...TEXT, describe: 'with --data: classification or regression, where the column leaves it open' })
    .option('drop-missing-target', { ...SWITCH, describe: 'with --data: leave out rows whose target is missing' });
}

function experimentFlags(y: Argv): Argv {
  return dataFlags(
    y.positional('experiment', {
      type: 'string',
      describe: 'a name from "reseed list", or a path to an experiment file',
    }),
  );
}

function benchFlags(y: Argv): Argv {
  return experimentFlags(y)
    .option('splits', {
      ...TEXT,
      describe: 'number of splits (k-fold: repeats); with --until the most (default: 10 times the usual)',
    })
    .option('seeds', { ...TEXT, describe: 'number of seeds a split' })
    .option('engine', { ...TEXT, describe: 'fused (default) or tfjs' })
    .option('backend', { ...TEXT, describe: 'with --engine tfjs: tensorflow, wasm or cpu' })
    .option('workers', { ...TEXT, describe: 'worker threads (default: the cores of this machine)' })
    .option('seed', { ...TEXT, describe: 'the experiment seed, from which all randomness comes' })
    .option('out', { ...TEXT, describe: 'results folder (default: results/NAME)' })
    .option('fresh', { ...SWITCH, describe: 'delete the records in the folder and start over' });
}

/** What `plan` plans for, and on what it rests. */
function needFlags(y: Argv): Argv {
  return y
    .option('detect', {
      ...TEXT,
      describe: 'splits and seeds to tell such a mean difference from none: 0.01 is a point',
    })
    .option('half-width', {
      ...TEXT,
      describe: 'splits and seeds for an interval of the difference no wider, either way',
    })
    .option('sd-ratio', { ...TEXT, describe: 'splits and seeds to tell such a ratio of rerun SDs from 1' })
    .option('power', { ...TEXT, describe: 'how often it shall be told (default: 0.8)' })
    .option('budget', { ...TEXT, describe: 'how to spread so many runs over splits and seeds, and what they buy' })
    .option('metric', { ...TEXT, describe: 'which metric (default: accuracy or rmse)' })
    .option('sd-split', {
      ...TEXT,
      describe: 'assume this SD of a score between splits, in place of runs in the folder',
    })
    .option('sd-seed', { ...TEXT, describe: 'assume this SD of a score between seeds of one split' })
    .option('correlation', { ...TEXT, describe: 'assume that scores of two variants correlate so (default: 0)' });
}

const JSON_FLAG = { ...SWITCH, describe: 'print the result as JSON' } as const;

function program(argv: readonly string[], run: (load: () => Promise<Command>, flags: Flags) => Promise<void>): Argv {
  return yargs([...argv])
    .scriptName('reseed')
    .usage(
      '$0 <command>\n\nHow much of your model’s score is luck? Trains many seeded replicas of a small neural net and says how sure one may be.',
    )
    .command(
      'bench [experiment]',
      'train what is missing, then write and show the report',
      (y) =>
        benchFlags(y)
          .option('all', { ...SWITCH, describe: 'every built-in experiment, and the front page results/README.md' })
          .option('dry-run', { ...SWITCH, describe: 'say what would be done, and do nothing' })
          .option('json', JSON_FLAG)
          .option('queue', {
            ...TEXT,
            describe: 'let workers train, over the Redis at redis://host:port; "worker" joins them',
          })
          .option('shard', { ...TEXT, describe: 'only part K of N, as 3/16; "merge" joins the parts' })
          .option('until', {
            ...TEXT,
            describe: 'train until every interval is narrower, either way: "accuracy.difference<0.005"',
          })
          .option('min-splits', { ...TEXT, describe: 'with --until: splits before the first look (default: 10)' })
          .option('quiet', { ...SWITCH, describe: 'no progress on stderr' })
          .example('$0 bench', 'does dropout steady the accuracy? On the built-in table, in seconds')
          .example('$0 bench --data my.csv --target price', 'the same question on your own table')
          .example('$0 bench regularizers --splits 40', 'more splits: the folder is extended, nothing is trained twice')
          .example('$0 bench ./my-question.ts --json', 'your own experiment, the summary as JSON'),
      (flags) =>
        run(
          async () =>
            flags.all === true
              ? (await import('./commands/bench-all.js')).benchAll
              : (await import('./commands/bench.js')).bench,
          flags,
        ),
    )
    .command(
      'plan [experiment]',
      'the same as bench --dry-run: runs, seeds, time, disk; or how many runs an answer takes',
      (y) =>
        needFlags(benchFlags(y))
          .option('json', JSON_FLAG)
          .example('$0 plan --splits 100', 'how long would 100 splits take?')
          .example('$0 plan --detect 0.01 --power 0.8', 'how many splits and seeds tell one point of accuracy?'),
      (flags) => run(async () => (await import('./commands/plan.js')).plan, flags),
    )
    .command(
      'report <dir>',
      'write the report again, from the records alone',
      (y) =>
        y
          .positional('dir', { type: 'string', describe: 'a results folder' })
          .option('json', JSON_FLAG)
          .example('$0 report results/dropout-vs-none', ''),
      (flags) => run(async () => (await import('./commands/report.js')).report, flags),
    )
    .command(
      'worker [experiment]',
      'train for the benches on a queue; joins and leaves at any time',
      (y) =>
        y
          .positional('experiment', { type: 'string', describe: 'work for this one only; a name or a file' })
          .option('queue', { ...TEXT, describe: 'redis://host:port, or rediss://user:password@host:port for TLS' })
          .option('workers', { ...TEXT, describe: 'worker threads (default: the cores of this machine)' })
          .option('idle', { ...TEXT, describe: 'leave after so many seconds without work (default: stay)' })
          .option('lock', {
            ...TEXT,
            describe: 'seconds of silence after which others take over its runs (default: 30)',
          })
          .option('quiet', { ...SWITCH, describe: 'no notes on stderr' })
          .example('$0 worker --queue redis://10.0.0.5:6379', ''),
      (flags) => run(async () => (await import('./commands/worker.js')).worker, flags),
    )
    .command(
      'merge <dirs..>',
      'join the folders of a bench’s shards, and write the report that one machine would have written',
      (y) =>
        y
          .positional('dirs', { type: 'string', array: true, describe: 'results folders of one bench' })
          .option('out', { ...TEXT, describe: 'where the joined records go (default: results/NAME)' })
          .option('allow-mixed', { ...SWITCH, describe: 'with tfjs: join records of unlike processors' })
          .option('json', JSON_FLAG)
          .example('$0 merge results/dropout-vs-none.shard-*', ''),
      (flags) => run(async () => (await import('./commands/merge.js')).merge, flags),
    )
    .command(
      'compare <first> <second>',
      'do two results folders differ? Paired where they met the same splits',
      (y) =>
        y
          .positional('first', { type: 'string', describe: 'a results folder' })
          .positional('second', { type: 'string', describe: 'the one to hold against it' })
          .option('fail-on', {
            ...TEXT,
            describe: 'exit 3 if the whole interval of the difference lies beyond: "accuracy<-0.005"',
          })
          .option('out', { ...TEXT, describe: 'write a report to this folder' })
          .option('json', JSON_FLAG)
          .example('$0 compare results/before results/after --fail-on "accuracy<-0.005"', 'a gate for your own CI'),
      (flags) => run(async () => (await import('./commands/compare.js')).compare, flags),
    )
    .command(
      'masks [experiment]',
      'draw the network of an experiment with its dropout masks, one frame a training step',
      (y) =>
        experimentFlags(y)
          .option('variant', { ...TEXT, describe: 'which variant (default: the first that drops units)' })
          .option('steps', { ...TEXT, describe: 'training steps to show, 2 to 120 (default: 24)' })
          .option('seed', { ...TEXT, describe: 'the experiment seed, from which all randomness comes' })
          .option('out', { ...TEXT, describe: 'an SVG file (default: results/NAME/figures/masks.svg)' })
          .option('json', JSON_FLAG)
          .example('$0 masks', '')
          .example('$0 masks ./my-question.ts --variant dropout --out masks.svg', ''),
      (flags) => run(async () => (await import('./commands/masks.js')).masks, flags),
    )
    .command(
      'init <name>',
      'write a commented experiment file to start from: experiments/NAME.ts',
      (y) =>
        dataFlags(y.positional('name', { type: 'string', describe: 'names the file, the experiment and its results' }))
          .example('$0 init my-question', '')
          .example('$0 init my-question --data my.csv --target price', 'on your own table'),
      (flags) => run(async () => (await import('./commands/init.js')).init, flags),
    )
    .command(
      'list',
      'experiments and their questions',
      (y) => y.option('json', JSON_FLAG),
      (flags) => run(async () => (await import('./commands/list.js')).list, flags),
    )
    .command(
      'doctor',
      'engines and backends: what works here, and what to do about the rest',
      (y) => y.option('json', JSON_FLAG),
      (flags) => run(async () => (await import('./commands/doctor.js')).doctor, flags),
    )
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
    await program(hideBin(process.argv), async (load, flags) => {
      const command = await load();
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
