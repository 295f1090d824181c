/** Flags that several commands share, as yargs is told of them. What their values mean, `flags.ts` and the commands know. */
import type { Argv } from 'yargs';

/** A flag with a value: always text, which the command reads strictly. */
export const TEXT = { type: 'string', requiresArg: true } as const;
export const SWITCH = { type: 'boolean' } as const;
export const JSON_FLAG = { ...SWITCH, describe: 'print the result as JSON' } as const;

/** Of differences, or with `.sdRatio` and `.mean` of these. */
export const GATE = {
  ...TEXT,
  describe: 'exit 3 if the whole interval lies beyond, or cannot be judged: "accuracy<-0.005", "accuracy.sdRatio<0.8"',
} as const;

/** What is done about columns and rows that leave no answer for new rows. */
export const KEEP = {
  ...TEXT,
  describe: 'columns to use though they name the rows, or are a copy of the target',
} as const;
export const COPIES_FLAG = {
  ...TEXT,
  describe: 'rows equal to an earlier one: drop them, or keep them as rows of their own',
} as const;

/** The user's own table. */
export function dataFlags(y: Argv): Argv {
  return readingFlags(y)
    .option('data', { ...TEXT, describe: 'a CSV file with a header, in place of the experiment’s table' })
    .option('target', { ...TEXT, describe: 'with --data: the column to predict' })
    .option('drop', {
      ...TEXT,
      describe: 'with --data: columns to leave out, a,b,c; several times for names that hold commas',
    })
    .option('task', { ...TEXT, describe: 'with --data: classification or regression, where the column leaves it open' })
    .option('drop-missing-target', { ...SWITCH, describe: 'with --data: leave out rows whose target is missing' })
    .option('keep', KEEP)
    .option('copies', COPIES_FLAG);
}

/** Whether what is said of a table may hold values of its cells. */
export function valuesFlag(y: Argv): Argv {
  return y.option('values', {
    ...SWITCH,
    default: true,
    describe: 'show ranges and odd cells of a table; --no-values: for tables that hold personal data',
  });
}

/** How a table's file is to be read, where it leaves that open. */
export function readingFlags(y: Argv): Argv {
  return y
    .option('delimiter', { ...TEXT, describe: 'comma, semicolon, tab or bar, where the table leaves it open' })
    .option('decimal', { ...TEXT, describe: '"." or ",", for columns that leave it open' })
    .option('encoding', { ...TEXT, describe: 'UTF-8, UTF-16 or Windows-1252' })
    .option('missing', { ...TEXT, describe: 'more marks of a missing value, na,-,-999; in one column, price=0' })
    .option('skip-lines', { ...TEXT, describe: 'lines that are no rows: a title, units, a sum, 1-3,62' })
    .option('numeric', { ...TEXT, describe: 'columns of numbers; anything else in them counts as missing' })
    .option('category', { ...TEXT, describe: 'columns whose numbers are names' })
    .option('same-words', {
      ...TEXT,
      describe:
        'columns in which words that say the same (TRUE, 1, yes) are one; those that differ in capitals are, anyway',
    })
    .option('ignore-index', { ...SWITCH, describe: 'the first column only numbers the rows' });
}

/** An experiment, by name or file, and the table for it. */
export function experimentFlags(y: Argv): Argv {
  return dataFlags(
    y.positional('experiment', {
      type: 'string',
      describe: 'a name from "reseed list", or a path to an experiment file',
    }),
  );
}

/** What a report is about. */
export function metricFlags(y: Argv): Argv {
  return y
    .option('metric', { ...TEXT, describe: 'the metric that the verdict is about; the usual ones follow it' })
    .option('metrics', { ...TEXT, describe: 'these metrics and no others, a,b,c; the first is the verdict’s' })
    .option('threshold', {
      ...TEXT,
      describe: 'what counts as a small difference: accuracy=1 (points), rmse=2%, sd=20%; may be given again',
    });
}

/** What decides which runs there are, how they are trained and where they go. */
export function benchFlags(y: Argv): Argv {
  return valuesFlag(metricFlags(experimentFlags(y)))
    .option('better', { ...TEXT, describe: 'higher or lower, for a metric of programs that Reseed does not know' })
    .option('splits', {
      ...TEXT,
      describe: 'number of splits (k-fold: repeats); with --until the most (default: 10 times the usual)',
    })
    .option('group', {
      ...TEXT,
      describe: 'keep rows that share a value of this column on one side (a subject, a site)',
    })
    .option('time', { ...TEXT, describe: 'train on the past, by this column' })
    .option('folds', {
      ...TEXT,
      describe: 'k-fold cross-validation with this many folds, in place of a test part a split',
    })
    .option('class-weight', { ...TEXT, describe: 'balanced: every class weighs the same in training, however rare' })
    .option('log-target', {
      ...TEXT,
      describe: 'train on the logarithm of the target: log (all above 0) or log1p (from 0); scores stay in its unit',
    })
    .option('seeds', { ...TEXT, describe: 'number of seeds a split' })
    .option('engine', { ...TEXT, describe: 'fused (default) or tfjs' })
    .option('backend', { ...TEXT, describe: 'with --engine tfjs: tensorflow, wasm or cpu' })
    .option('workers', { ...TEXT, describe: 'worker threads (default: the cores of this machine)' })
    .option('seed', { ...TEXT, describe: 'the experiment seed, from which all randomness comes' })
    .option('out', { ...TEXT, describe: 'results folder (default: results/NAME)' })
    .option('masks', { ...SWITCH, describe: 'with the pictures of the dropout masks' })
    .option('fresh', { ...SWITCH, describe: 'delete the records in the folder and start over' })
    .option('force', { ...SWITCH, describe: 'replace also a report that rests on more records' });
}

/** What `plan` plans for, and on what it rests. */
export function needFlags(y: Argv): Argv {
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
    .option('total-sd-ratio', {
      ...TEXT,
      describe: 'the same for SDs over splits and seeds, which include the luck of the split',
    })
    .option('power', { ...TEXT, describe: 'how often it shall be told (default: 0.8)' })
    .option('budget', { ...TEXT, describe: 'how to spread this many runs over splits and seeds, and what they buy' })
    .option('sd-split', {
      ...TEXT,
      describe: 'assume this SD of a score between splits, in place of runs in the folder',
    })
    .option('sd-seed', { ...TEXT, describe: 'assume this SD of a score between seeds of one split' })
    .option('correlation', { ...TEXT, describe: 'assume that scores of two variants correlate so (default: 0)' });
}

/** The page to explore. */
export function htmlFlags(y: Argv): Argv {
  return y
    .option('html', { type: 'boolean', describe: 'write report.html, a page to explore; --no-html leaves it out' })
    .option('open', { type: 'boolean', describe: 'show report.html in the browser' })
    .option('markdown', { ...SWITCH, describe: 'print the answer as Markdown, for a comment or a job’s summary' });
}
