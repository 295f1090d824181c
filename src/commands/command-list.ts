/**
 * Every command as the command line shows it: its words, what it is for, its flags, and where it is. A command is imported
 * only when it is asked for, so that `reseed list` waits for no trainer.
 */
import type { Argv } from 'yargs';
import {
  COPIES_FLAG,
  JSON_FLAG,
  KEEP,
  SWITCH,
  GATE,
  TEXT,
  benchFlags,
  dataFlags,
  experimentFlags,
  htmlFlags,
  metricFlags,
  needFlags,
  readingFlags,
  valuesFlag,
} from './flag-groups.js';
import { runFlags } from './run-flags.js';
import { scoresFlags } from './scores-flags.js';
import type { ExitCode, Flags, Io } from './io.js';

export type Command = (flags: Flags, io: Io) => ExitCode | Promise<ExitCode>;

export interface CommandLine {
  /** Name and positional arguments, as yargs reads them. */
  readonly words: string;
  readonly about: string;
  readonly flags: (y: Argv) => Argv;
  readonly load: (flags: Flags) => Promise<Command>;
}

/** In the order of `reseed --help`. */
export const COMMANDS: readonly CommandLine[] = [
  {
    words: 'bench [experiment]',
    about: 'train what is missing, then write and show the report',
    flags: (y) =>
      htmlFlags(benchFlags(y))
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
        .option('fail-on', GATE)
        .option('min-splits', { ...TEXT, describe: 'with --until: splits before the first look (default: 10)' })
        .option('quiet', { ...SWITCH, describe: 'no progress on stderr' })
        .option('jobs', { ...TEXT, describe: 'of an experiment with programs: this many at a time (default: 1)' })
        .option('check-seed', {
          ...SWITCH,
          describe: 'of an experiment with programs: first see whether a run repeats and its seed matters',
        })
        .example('$0 bench', 'does dropout steady the accuracy? On the built-in table, in seconds')
        .example('$0 bench --data my.csv --target price', 'the same question on your own table')
        .example('$0 bench regularizers --splits 40', 'more splits: the folder is extended, nothing is trained twice')
        .example('$0 bench ./my-question.ts --json', 'your own experiment, the summary as JSON'),
    load: async (flags) =>
      flags.all === true ? (await import('./bench-all.js')).benchAll : (await import('./bench.js')).bench,
  },
  {
    words: 'run <commands..>',
    about: 'run programs with many seeds, find their scores, and report which is better',
    flags: runFlags,
    load: async () => (await import('./run.js')).run,
  },
  {
    words: 'plan [experiment]',
    about: 'the same as bench --dry-run: runs, seeds, time, disk; or how many runs an answer takes',
    flags: (y) =>
      needFlags(benchFlags(y))
        .option('json', JSON_FLAG)
        .example('$0 plan --splits 100', 'how long would 100 splits take?')
        .example('$0 plan --detect 0.01 --power 0.8', 'how many splits and seeds tell one point of accuracy?'),
    load: async () => (await import('./plan.js')).plan,
  },
  {
    words: 'inspect <file>',
    about: 'how a table is read: kinds, missing and odd cells, and what in it calls for a look',
    flags: (y) =>
      valuesFlag(readingFlags(y.positional('file', { type: 'string', describe: 'a table: CSV, TSV and their like' })))
        .option('target', { ...TEXT, describe: 'the column to predict: its task and why, and what gives it away' })
        .option('drop', { ...TEXT, describe: 'columns to leave out, a,b,c' })
        .option('task', { ...TEXT, describe: 'classification or regression' })
        .option('drop-missing-target', { ...SWITCH, describe: 'leave out rows whose target is missing' })
        .option('keep', KEEP)
        .option('copies', COPIES_FLAG)
        .option('group', { ...TEXT, describe: 'the column that keeps rows together, as "bench" takes it' })
        .option('time', { ...TEXT, describe: 'the column by which "bench" trains on the past' })
        .option('json', JSON_FLAG)
        .example('$0 inspect my.csv', '')
        .example('$0 inspect my.csv --target price --missing na,-', ''),
    load: async () => (await import('./inspect.js')).inspect,
  },
  {
    words: 'report <dir>',
    about: 'write the report again, from the records alone',
    flags: (y) =>
      htmlFlags(metricFlags(y))
        .positional('dir', { type: 'string', describe: 'a results folder' })
        .option('force', { ...SWITCH, describe: 'also over a report that rests on more records than are there' })
        .option('json', JSON_FLAG)
        .option('latex', { ...SWITCH, describe: 'print a table and the methods for a paper, and write nothing' })
        .option('bibtex', { ...SWITCH, describe: 'print BibTeX of the methods, and write nothing' })
        .example('$0 report results/dropout-vs-none', '')
        .example('$0 report results/dropout-vs-none --latex > table.tex', 'for a paper'),
    load: async () => (await import('./report.js')).report,
  },
  {
    words: 'verify <dir>',
    about: 'check records, predictions and report of a results folder, and say what to do',
    flags: (y) =>
      y
        .positional('dir', { type: 'string', describe: 'a results folder' })
        .option('json', JSON_FLAG)
        .example('$0 verify results/dropout-vs-none', ''),
    load: async () => (await import('./verify.js')).verify,
  },
  {
    words: 'rescore <dir>',
    about: 'find the scores of programs again, in the logs that a folder keeps; nothing is started',
    flags: (y) =>
      htmlFlags(metricFlags(y))
        .positional('dir', { type: 'string', describe: 'a results folder' })
        .option('experiment', { ...TEXT, describe: 'take metrics and score rules from this experiment file' })
        .option('match', { ...TEXT, describe: "where a metric stands in what is printed: 'accuracy=^test acc (\\S+)'" })
        .option('better', { ...TEXT, describe: 'higher or lower, for a metric that Reseed does not know' })
        .option('json', JSON_FLAG)
        .example('$0 rescore results/plain-vs-mixup --metric testAccuracy --better higher', ''),
    load: async () => (await import('./rescore.js')).rescore,
  },
  {
    words: 'forget <dir>',
    about: 'take runs out of a folder, so that the same bench does them again',
    flags: (y) =>
      y
        .positional('dir', { type: 'string', describe: 'a results folder' })
        .option('variant', { ...TEXT, describe: 'of this variant' })
        .option('seed', { ...TEXT, describe: 'of this seed: the number in runs.csv, or the one that the program got' })
        .option('split', { ...TEXT, describe: 'of this split' })
        .option('status', { ...TEXT, describe: 'failed: only those that failed' })
        .example('$0 forget results/plain-vs-mixup --variant mixup --seed 3', ''),
    load: async () => (await import('./forget.js')).forget,
  },
  {
    words: 'worker [experiment]',
    about: 'train for the benches on a queue; joins and leaves at any time',
    flags: (y) =>
      y
        .positional('experiment', { type: 'string', describe: 'work for this one only; a name or a file' })
        .option('queue', { ...TEXT, describe: 'redis://host:port, or rediss://user:password@host:port for TLS' })
        .option('workers', { ...TEXT, describe: 'worker threads (default: the cores of this machine)' })
        .option('jobs', { ...TEXT, describe: 'of programs: this many at a time (default: 1)' })
        .option('idle', { ...TEXT, describe: 'leave after this many seconds without work (default: stay)' })
        .option('lock', {
          ...TEXT,
          describe: 'seconds of silence after which others take over its runs (default: 30)',
        })
        .option('quiet', { ...SWITCH, describe: 'no notes on stderr' })
        .example('$0 worker --queue redis://10.0.0.5:6379', ''),
    load: async () => (await import('./worker.js')).worker,
  },
  {
    words: 'merge <dirs..>',
    about: 'join the folders of a bench’s shards, and write the report that one machine would have written',
    flags: (y) =>
      htmlFlags(y)
        .positional('dirs', { type: 'string', array: true, describe: 'results folders of one bench' })
        .option('out', { ...TEXT, describe: 'where the joined records go (default: results/NAME)' })
        .option('allow-mixed', { ...SWITCH, describe: 'with tfjs: join records of unlike processors' })
        .option('json', JSON_FLAG)
        .example('$0 merge results/dropout-vs-none.shard-*', ''),
    load: async () => (await import('./merge.js')).merge,
  },
  {
    words: 'compare <first> <second>',
    about: 'do two results folders differ? Paired where they met the same splits',
    flags: (y) =>
      htmlFlags(metricFlags(y))
        .positional('first', { type: 'string', describe: 'a results folder' })
        .positional('second', { type: 'string', describe: 'the one to hold against it' })
        .option('fail-on', GATE)
        .option('out', { ...TEXT, describe: 'write a report to this folder' })
        .option('json', JSON_FLAG)
        .example('$0 compare results/before results/after --fail-on "accuracy<-0.005"', 'a gate for your own CI'),
    load: async () => (await import('./compare.js')).compare,
  },
  {
    words: 'scores <files..>',
    about: 'the scores you already have: says how it reads a file or folder, then answers',
    flags: (y) =>
      htmlFlags(
        scoresFlags(
          y.positional('files', { type: 'string', array: true, describe: 'CSV, JSON, JSON lines, or a folder' }),
        ),
      )
        .option('dry-run', { ...SWITCH, describe: 'say how the file is read, and write nothing' })
        .option('json', JSON_FLAG)
        .option('quiet', { ...SWITCH, describe: 'the answer alone' })
        .example('$0 scores results.csv --dry-run', 'how is it read?')
        .example('$0 scores results.csv', 'the answer, and a report in results/results')
        .example(
          '$0 scores runs/ --variant model --block split --repeat seed --metric accuracy',
          'nothing left to names',
        )
        .example(
          '$0 scores wandb.csv --variant optimizer --metric val_loss --take last',
          'curves: the last step counts',
        ),
    load: async () => (await import('./scores.js')).scores,
  },
  {
    words: 'masks [experiment]',
    about: 'draw the network of an experiment with its dropout masks, one frame a training step',
    flags: (y) =>
      experimentFlags(y)
        .option('variant', { ...TEXT, describe: 'which variant (default: the first that drops units)' })
        .option('steps', { ...TEXT, describe: 'training steps to show, 2 to 120 (default: 24)' })
        .option('seed', { ...TEXT, describe: 'the experiment seed, from which all randomness comes' })
        .option('out', { ...TEXT, describe: 'an SVG file (default: results/NAME/figures/masks.svg)' })
        .option('json', JSON_FLAG)
        .example('$0 masks', '')
        .example('$0 masks ./my-question.ts --variant dropout --out masks.svg', ''),
    load: async () => (await import('./masks.js')).masks,
  },
  {
    words: 'init [name]',
    about: 'write a commented start: for your table, your program, or the scores you have',
    flags: (y) =>
      dataFlags(
        y
          .positional('name', { type: 'string', describe: 'names the file, the experiment and its results' })
          .option('door', {
            ...TEXT,
            describe: 'table, program or scores (default: asked for on a terminal, else table)',
          })
          .option('command', {
            ...TEXT,
            describe: "with --door program: 'name=command line'; given again for each further one",
          }),
      )
        .example('$0 init my-question', 'on a terminal it asks for the rest')
        .example('$0 init my-question --data my.csv --target price', 'experiments/my-question.ts, on your own table')
        .example(
          "$0 init mixup --door program --command 'plain=python train.py {seed}' --command 'mixup=python mixup.py {seed}'",
          'mixup.ts, about two programs',
        )
        .example('$0 init my-scores --door scores', 'my-scores.csv, to be filled'),
    load: async () => (await import('./init.js')).init,
  },
  {
    words: 'list',
    about: 'experiments and their questions',
    flags: (y) => y.option('json', JSON_FLAG),
    load: async () => (await import('./list.js')).list,
  },
  {
    words: 'doctor',
    about: 'engines and backends: what works here, and what to do about the rest',
    flags: (y) => y.option('json', JSON_FLAG),
    load: async () => (await import('./doctor.js')).doctor,
  },
];
