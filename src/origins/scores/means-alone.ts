/** Files of means: what tools print as a summary holds no runs, and is refused with what to export instead. Pure. */
import { UserError } from '../../base/errors.js';
import { flag } from './ask.js';
import type { CellColumn, CellTable } from './cells.js';
import { aggregateOf } from './names.js';
import type { Roles } from './roles.js';
import { someOf } from './shown.js';

interface Summary {
  /** All of these headings are there. */
  readonly headings: readonly string[];
  readonly what: string;
  readonly instead: string;
}

const SUMMARIES: readonly Summary[] = [
  {
    headings: ['.metric', 'mean', 'n', 'std_err'],
    what: 'tidymodels’ means over resamples',
    instead: 'Write collect_metrics(…, summarize = FALSE) to a file: it has a row a resample.',
  },
  {
    headings: ['Model', 'TT (Sec)'],
    what: 'PyCaret’s means over folds',
    instead: 'Write pull() after create_model(…) for each model to a file: it has a row a fold.',
  },
];

/** The rows of pandas' `describe()`. */
const DESCRIBED = ['count', 'mean', 'std', 'min', 'max'];

/** @throws {UserError} for a summary that a tool is known to write */
export function refuseSummaries({ name, columns }: CellTable): void {
  const labels = columns[0]?.levels ?? [];
  if (DESCRIBED.every((label) => labels.includes(label)))
    throw new UserError(
      `${name} describes columns (a row for count, mean, std and so on), and holds no single runs.`,
      'Give the table that was described: one row a run.',
    );
  const there = new Set(columns.map((column) => column.name));
  const found = SUMMARIES.find(({ headings }) => headings.every((heading) => there.has(heading)));
  if (found !== undefined) throw new UserError(`${name} holds ${found.what}, and no single runs.`, found.instead);
}

/** The columns that give the spread of a score beside it: `acc_std` of `acc`, or a bare `std`. */
function spreadsOf({ aggregates, metrics }: Roles): readonly CellColumn[] {
  const bare = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');
  const names = metrics.map(({ name }) => bare(name));
  return aggregates.filter((column) => {
    const aggregate = aggregateOf(column.name);
    // A standard error over questions belongs to one score.
    if (/std\W?err|stderr|sem\b|standard.?error/i.test(column.name)) return false;
    return aggregate?.kind === 'spread' && (aggregate.of === '' || names.includes(bare(aggregate.of)));
  });
}

/**
 * A score with its SD beside it, one a variant, is a mean of runs that are not in the file. On several data sets such means can
 * still be compared, a data set each, and the words to say so come back.
 *
 * @param most  the most scores that a variant has on one data set
 * @throws {UserError} where there is one data set, and nobody named the score
 */
export function meansBesideSpreads(
  roles: Roles,
  {
    name,
    most,
    named,
    dataSets,
  }: { readonly name: string; readonly most: () => number; readonly named: boolean; readonly dataSets: number },
): readonly string[] {
  const spreads = spreadsOf(roles);
  if (spreads.length === 0 || most() > 1) return [];
  const names = someOf(spreads.map((column) => column.name));
  if (dataSets < 2 && !named)
    throw new UserError(
      `${name} holds one mean a variant with its spread beside it (${names}), and no single runs.`,
      `A mean and an SD do not tell how many runs they are of, or which were paired: give the file with one row a run. If it is no mean, name it: ${flag('metric', roles.metrics[0]!.name)}`,
    );
  return [
    `each score is a mean with its spread beside it (${names}): data sets are compared by their means, and what another run would bring cannot be told`,
  ];
}
