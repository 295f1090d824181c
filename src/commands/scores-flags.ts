/** The flags of `scores`, as yargs is told of them: each overrules what a file's names suggest. */
import type { Argv } from 'yargs';
import { GATE, SWITCH, TEXT } from './flag-groups.js';

export function scoresFlags(y: Argv): Argv {
  return y
    .option('variant', { ...TEXT, describe: 'columns that tell variants apart: a,b; "columns": a column each; "none"' })
    .option('baseline', { ...TEXT, describe: 'the variant that the others are held against (default: the first)' })
    .option('dataset', {
      ...TEXT,
      describe: 'the column that names the data set; "columns": a column each, or "columns,a,b"; "none"',
    })
    .option('block', {
      ...TEXT,
      describe:
        'what variants share: a split, a fold; "row": the order of the rows; "list": that of the numbers in a cell; "columns"; "none"',
    })
    .option('repeat', {
      ...TEXT,
      describe:
        'runs within a block: a seed; "row": each row a run of its own; "list": each number in a cell; "columns"; "none"',
    })
    .option('metric', { ...TEXT, describe: 'the scores, a,b; the verdict is about the first' })
    .option('better', { ...TEXT, describe: 'higher or lower, or loss=lower,gain=higher' })
    .option('scale', {
      ...TEXT,
      describe:
        'share, percent, mixed (shares up to 1, per cent above), by:COLUMN (each value its own) or plain, where the file leaves it open',
    })
    .option('take', { ...TEXT, describe: 'which step of a curve: last, best, mean:5, at-best:val_loss' })
    .option('step', { ...TEXT, describe: 'the column of steps, or none' })
    .option('status', { ...TEXT, describe: 'the column that says whether a run ended well, or none' })
    .option('reruns', { ...SWITCH, describe: 'a run without a score was started again: the later row counts' })
    .option('row', { ...TEXT, describe: 'the column of questions, where scores come one by one' })
    .option('cluster', { ...TEXT, describe: 'with --row: questions of one passage or topic' })
    .option('fill', {
      ...TEXT,
      describe: 'columns in which an empty cell means what stands above it, as merged cells do',
    })
    .option('where', { ...TEXT, describe: 'only rows with COLUMN=VALUE,VALUE; may be given again' })
    .option('derive', { ...TEXT, describe: 'new columns from a name: "size,kind=model:net-([0-9]+)(-wide)?"' })
    .option('columns', { ...TEXT, describe: 'names for files without headings: variant,dataset,accuracy' })
    .option('delimiter', { ...TEXT, describe: 'comma, semicolon, tab or bar, where the file leaves it open' })
    .option('encoding', { ...TEXT, describe: 'UTF-8, UTF-16 or Windows-1252' })
    .option('test-share', { ...TEXT, describe: 'test rows over all rows of a split, 0.2 or 1/10; or none' })
    .option('threshold', {
      ...TEXT,
      describe: 'differences that count as none: accuracy=1 is a point, rmse=2%; sd=20% for spreads',
    })
    .option('level', { ...TEXT, describe: 'confidence level (default: 0.95)' })
    .option('seed', { ...TEXT, describe: 'the seed of the resampling (default: 1)' })
    .option('fail-on', GATE)
    .option('out', { ...TEXT, describe: 'results folder (default: results/FILE)' });
}
