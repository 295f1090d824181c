/**
 * New rows, these trained models: every scored row with its mean loss over the runs that scored it, variants side by side. Reads
 * predictions once and keeps moments alone, so that any pair can be compared at any level. No verdict reads it. Pure.
 */
import type { ReferenceRecord } from '../design/reference.js';
import { chosenMetrics } from '../question/choose-metrics.js';
import type { Metric, Task } from '../question/metric.js';
import type { Question } from '../question/question.js';
import { rowScores } from '../question/row-scores.js';
import type { Run } from '../design/plan.js';
import { openLossesByRow, rowMoments } from '../stats/index.js';
import type { RowMoments } from '../stats/index.js';
import type { ScoredRecords } from './scores.js';

/** By metric; those that are no mean over rows have none. */
export type MomentsOverRows = Readonly<Record<string, RowMoments>>;

interface Asked {
  readonly question: Question;
  readonly runs: readonly Run[];
  readonly records: ScoredRecords;
  /** They know which rows each split scored. */
  readonly references: readonly ReferenceRecord[];
  readonly task: Task | undefined;
}

/**
 * Undefined where rows are not told apart or predictions are not whole, and where rows belong to subjects or to a time: then
 * they are no draws of their own.
 */
export function momentsOverRows({ question, runs, records, references, task }: Asked): MomentsOverRows | undefined {
  const { protocol, variants } = question;
  if ('group' in protocol || 'time' in protocol || task === undefined) return undefined;
  const rowsOf = new Map(references.map(({ split, rows = [] }) => [split, rows]));
  const all = references.flatMap(({ rows = [] }) => rows).flat();
  if (all.length === 0 || records.predictionsOf === undefined) return undefined;
  const size = all.reduce((most, row) => Math.max(most, row), 0) + 1;
  const metrics = chosenMetrics(question, task).filter(({ overRows }) => overRows !== undefined);
  const losses = Object.keys(variants).map((variant) => {
    const own = runs.filter((run) => run.cell === undefined && run.variant === variant);
    return lossesOf(own, { records, rowsOf, metrics, size });
  });
  if (losses.some((each) => each === undefined)) return undefined;
  const names = Object.keys(variants);
  return Object.fromEntries(
    metrics.map(({ name, overRows }, m) => {
      const byVariant = Object.fromEntries(names.map((variant, at) => [variant, losses[at]![m]!]));
      return [name, rowMoments(byVariant, { root: overRows?.root === true })];
    }),
  );
}

interface Read {
  readonly records: ScoredRecords;
  readonly rowsOf: ReadonlyMap<number, readonly (readonly number[])[]>;
  readonly metrics: readonly Metric[];
  readonly size: number;
}

/** Of one variant: for each metric the mean loss by row; undefined where a good run’s predictions are not there. */
function lossesOf(runs: readonly Run[], { records, rowsOf, metrics, size }: Read): Float64Array[] | undefined {
  const losses = metrics.map(() => openLossesByRow(size));
  let good = 0;
  for (const { hash, split, fold } of runs) {
    const record = records.get(hash);
    if (record?.status !== 'ok') continue;
    const rows = rowsOf.get(split)?.[fold];
    const predictions = records.predictionsOf?.(record);
    if (rows === undefined || predictions?.truth.length !== rows.length) return undefined;
    metrics.forEach(({ overRows }, m) => {
      losses[m]!.add({ rows, losses: rowScores(predictions, overRows!.part) });
    });
    good++;
  }
  return good === 0 ? undefined : losses.map((each) => each.means());
}
