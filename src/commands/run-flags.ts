/** The flags of `reseed run`, as yargs is told of them. */
import type { Argv } from 'yargs';
import { GATE, JSON_FLAG, SWITCH, TEXT, htmlFlags, metricFlags } from './flag-groups.js';

export function runFlags(y: Argv): Argv {
  return examples(
    howToRun(
      htmlFlags(
        metricFlags(
          y.positional('commands', { type: 'string', array: true, describe: "'name=command line', two or more" }),
        ),
      )
        .option('seeds', { ...TEXT, describe: 'number of seeds (default: 10), or the seeds themselves, 1,2,3' })
        .option('splits', { ...TEXT, describe: 'number of splits, where the commands take {split}' })
        .option('better', { ...TEXT, describe: 'higher or lower, for a metric that Reseed does not know' })
        .option('match', {
          ...TEXT,
          describe: String.raw`where a metric stands in what is printed: 'accuracy=^test acc (\S+)'; may be given again`,
        })
        .option('uses', {
          ...TEXT,
          describe:
            'a file or folder whose contents decide the runs, in place of the files that the lines name; may be given again',
        })
        .option('timeout', { ...TEXT, describe: 'end a run that takes longer, 90s, 20m or 2h: it counts as failed' })
        .option('shell', { ...SWITCH, describe: 'hand the lines to /bin/sh, for pipes and redirections' }),
    )
      .option('until', {
        ...TEXT,
        describe: 'with {split}: go on until every interval is narrower, either way: "accuracy.difference<0.005"',
      })
      .option('min-splits', { ...TEXT, describe: 'with --until: splits before the first look (default: 10)' })
      .option('queue', { ...TEXT, describe: 'let workers run them, over the Redis at redis://host:port' })
      .option('shard', { ...TEXT, describe: 'only part K of N, as 3/16; "merge" joins the parts' })
      .option('name', { ...TEXT, describe: 'names the results folder (default: after the variants)' })
      .option('out', { ...TEXT, describe: 'results folder (default: results/NAME)' })
      .option('fresh', { ...SWITCH, describe: 'delete the records in the folder and start over' })
      .option('force', { ...SWITCH, describe: 'replace also a report that rests on more records' })
      .option('dry-run', { ...SWITCH, describe: 'show the commands to the letter, and start none' })
      .option('fail-on', GATE)
      .option('json', JSON_FLAG)
      .option('quiet', { ...SWITCH, describe: 'no progress on stderr' }),
  );
}

function howToRun(y: Argv): Argv {
  return y
    .option('jobs', { ...TEXT, describe: 'this many programs at a time (default: 1)' })
    .option('check-seed', {
      ...SWITCH,
      describe: 'first see whether a run repeats with one seed, and whether another seed changes anything',
    })
    .option('keep-logs', { ...TEXT, describe: 'all (default), or failed: logs of failed runs alone' })
    .option('clean-out', { ...SWITCH, describe: 'delete what a program leaves in {out}, once its scores are found' })
    .option('disk', { ...TEXT, describe: 'stop when the {out} folders hold more, 500M, 20G (default) or 1T' })
    .option('gpus', { ...TEXT, describe: 'graphics cards, 0,1: each run gets its own in CUDA_VISIBLE_DEVICES' })
    .option('gpus-per-run', { ...TEXT, describe: 'this many cards a run (default: 1)' })
    .option('incident-codes', {
      ...TEXT,
      describe: 'exit codes that say nothing of the variant, 75,137: such a run is done again',
    });
}

function examples(y: Argv): Argv {
  return y
    .example(
      "$0 run --seeds 10 'plain=python train.py --seed {seed}' 'mixup=python train.py --seed {seed} --mixup .2'",
      'which is better, and how surely?',
    )
    .example(
      "$0 run --splits 20 --metric val_acc 'a=python a.py {split} {seed}' 'b=python b.py {split} {seed}'",
      'the programs divide their rows by the number of the split',
    )
    .example(
      String.raw`$0 run --match 'f1=^macro avg +\S+ +\S+ +(\S+)' 'a=./a.sh {seed}' 'b=./b.sh {seed}'`,
      'a score in the middle of a table',
    )
    .example("$0 run --shell 'a=./make {seed} | ./score' 'b=./make -x {seed} | ./score'", 'pipes need a shell');
}
