/** Which step of a curve is the score: what was said, or else the question. Pure. */
import { ask, flag } from './ask.js';
import { valuesOf } from './cells.js';
import type { CellColumn, CellTable } from './cells.js';
import type { MetricColumn } from './metric-column.js';
import { knownMetric, phaseOf } from './names.js';
import { trainingLog } from './training-log.js';
import type { ReadOptions, Take } from './options.js';
import type { Roles } from './roles.js';
import type { RowsByGroup } from './rows-by-group.js';
import { shown } from './shown.js';
import { whole } from '../../base/how-many.js';

/** Cells that hold lists need be no curves. */
const LISTS = [
  { flag: '--repeat list', means: 'no curves: each number in a list is a run of its own' },
  { flag: '--block list', means: 'no curves: the k-th numbers of all lists belong together (folds in a fixed order)' },
];

export interface Taking {
  readonly take: Take;
  readonly guide?: CellColumn;
  readonly guideBetter: 'higher' | 'lower';
  readonly notes: readonly string[];
}

export function hasCurves(metrics: readonly MetricColumn[]): boolean {
  return metrics.some(({ column }) => column.levels.some((level) => level.startsWith('[')));
}

/** Scores of other rows than the metric's, such as a validation loss; none of the training rows, which keep improving. */
function guidesIn({ columns }: CellTable, { metrics: [metric] }: Roles): readonly string[] {
  const training = trainingLog(columns);
  const others = columns.filter(
    (column) =>
      column !== metric?.column &&
      knownMetric(column.name) !== undefined &&
      phaseOf(column.name) !== 'train' &&
      !training.has(column.name),
  );
  const first = (name: string): number => (phaseOf(name) === 'validation' ? 0 : 1);
  return [...others]
    .sort((a, b) => first(a.name) - first(b.name))
    .slice(0, 2)
    .map(({ name }) => name);
}

export function takeOf(
  table: CellTable,
  {
    roles,
    options,
    groups,
    step,
  }: { roles: Roles; options: ReadOptions; groups: RowsByGroup; step: CellColumn | undefined },
): Taking {
  const { longest } = groups;
  const [metric] = roles.metrics;
  const { take } = options;
  if (take === undefined) {
    const what =
      step === undefined
        ? `The cells of ${shown(metric!.name)} hold curves`
        : `Runs of ${table.name} have up to ${whole(longest)} rows, one a step (${shown(step.name)})`;
    throw ask(`${what}: which step is the score?`, [
      { flag: '--take last', means: 'the last one' },
      { flag: '--take mean:5', means: 'the mean of the last five' },
      ...guidesIn(table, roles).map((name) => ({
        flag: flag('take', `at-best:${name}`),
        means: `where ${shown(name)} is best`,
      })),
      { flag: '--take best', means: 'the best one: flattering where it is chosen on the scored rows' },
      ...(step === undefined
        ? LISTS
        : [
            ...(roles.variant.length > 0 || valuesOf(step, 13).length > 12
              ? []
              : [{ flag: `--step none ${flag('variant', step.name)}`, means: 'no curve: each value is a variant' }]),
            { flag: `--step none ${flag('repeat', step.name)}`, means: 'no curve: each value is a run of its own' },
            {
              flag: `--step none ${flag('block', step.name)}`,
              means: 'no curve: runs with one value belong together, as folds and splits do',
            },
          ]),
    ]);
  }
  if (take.kind === 'at-best') {
    const guide =
      table.columns.find(({ name }) => name === take.metric) ??
      table.columns.find(({ name }) => name.endsWith(`.${take.metric}`));
    if (guide === undefined)
      throw ask(
        `--take at-best:${shown(take.metric)}: there is no such column.`,
        table.columns
          .filter(({ name }) => knownMetric(name) !== undefined)
          .map(({ name }) => ({ flag: flag('take', `at-best:${name}`), means: '' })),
      );
    const guideBetter = options.better?.get(guide.name) ?? knownMetric(guide.name)?.better;
    if (guideBetter === undefined)
      throw ask(`Which way is ${shown(guide.name)} better?`, [
        { flag: flag('better', `${guide.name}=lower`), means: 'as a loss' },
        { flag: flag('better', `${guide.name}=higher`), means: 'as an accuracy' },
      ]);
    return { take, guide, guideBetter, notes: [] };
  }
  const notes =
    take.kind === 'best'
      ? ['the best step is chosen on the rows that are scored: every score is flattered, noisy curves most']
      : [];
  return { take, guideBetter: 'higher', notes };
}
