/**
 * New rows, these trained models: every scored row with its mean loss over the runs that scored it, variants side by side. Reads
 * predictions once and keeps moments alone, so that any pair can be compared at any level. No verdict reads it. Pure.
 */
import type { WalkedList } from '../base/walked-list.js';
import type { ReferenceRecord } from '../design/reference.js';
import { chosenMetrics } from '../question/choose-metrics.js';
import type { Metric, Task } from '../question/metric.js';
import type { Question } from '../question/question.js';
import { isAbout, rowScores } from '../question/row-scores.js';
import type { Run } from '../design/plan.js';
import { openLossesByRow, rowMoments } from '../stats/index.js';
import type { RowMoments } from '../stats/index.js';
import type { ScoredRecords } from './scores.js';

/** By metric; those that are no mean over rows have none. */
export type MomentsOverRows = Readonly<Record<string, RowMoments>>;

interface Asked {
  readonly question: Question;
  readonly runs: WalkedList<Run>;
  readonly records: ScoredRecords;
  /** They know which rows each split scored. */
  readonly references: readonly ReferenceRecord[];
  /** Of a table; undefined of programs, whose predictions may say less than the scores they print. */
  readonly task: Task | undefined;
}

/**
 * Undefined where rows are not told apart or predictions are not whole, and where rows belong to subjects or to a time: then
 * they are no draws of their own. Of programs a metric counts where predictions give the very score of every run.
 */
export function momentsOverRows({ question, runs, records, references, task }: Asked): MomentsOverRows | undefined {
  const { protocol, variants } = question;
  if ('group' in protocol || 'time' in protocol || records.predictionsOf === undefined) return undefined;
  const planned = runs.filter(({ cell }) => cell === undefined);
  const scored = rowsOfSplits(references) ?? (task === undefined ? theSameRows(planned, records) : undefined);
  if (scored === undefined) return undefined;
  const known = chosenMetrics(question, task).filter(({ overRows }) => overRows !== undefined);
  const metrics = task === undefined ? known.filter((metric) => isMadeFrom(metric, { runs: planned, records })) : known;
  if (metrics.length === 0) return undefined;
  const losses = Object.keys(variants).map((variant) => {
    const own = planned.filter((run) => run.variant === variant);
    return lossesOf(own, { records, metrics, ...scored });
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

/** Which rows a run scored, by their numbers below `size`. */
interface ScoredRows {
  readonly rowsOf: (run: Pick<Run, 'split' | 'fold'>) => readonly number[] | undefined;
  readonly size: number;
}

function rowsOfSplits(references: readonly ReferenceRecord[]): ScoredRows | undefined {
  const bySplit = new Map(references.map(({ split, rows = [] }) => [split, rows]));
  const all = references.flatMap(({ rows = [] }) => rows).flat();
  if (all.length === 0) return undefined;
  const size = all.reduce((most, row) => Math.max(most, row), 0) + 1;
  return { rowsOf: ({ split, fold }) => bySplit.get(split)?.[fold], size };
}

/** Where every run of the plan scored one and the same set of rows, whatever these are called. */
function theSameRows(runs: WalkedList<Run>, records: ScoredRecords): ScoredRows | undefined {
  const good = runs.map(({ hash }) => records.get(hash)).filter((record) => record?.status === 'ok');
  const [first] = good;
  if (first?.rows === undefined || good.some(({ rows }) => rows !== first.rows)) return undefined;
  const size = records.predictionsOf?.(first)?.truth.length;
  if (size === undefined) return undefined;
  const all = Array.from({ length: size }, (_, row) => row);
  return { rowsOf: () => all, size };
}

/** Predictions of classes without probabilities, for instance, give no log loss, which the program may have printed. */
function isMadeFrom(
  { name, overRows }: Metric,
  { runs, records }: { runs: WalkedList<Run>; records: ScoredRecords },
): boolean {
  return runs.every(({ hash }) => {
    const record = records.get(hash);
    if (record?.status !== 'ok') return true;
    const predictions = records.predictionsOf?.(record);
    const said = record.metrics[name];
    if (predictions === undefined || typeof said !== 'number' || !isAbout(predictions, overRows!.part)) return false;
    const losses = rowScores(predictions, overRows!.part);
    const loss = losses.reduce((sum, value) => sum + value, 0) / losses.length;
    const made = overRows!.root === true ? Math.sqrt(loss) : loss;
    return Math.abs(made - said) <= ROUNDING * Math.max(1, Math.abs(said));
  });
}

/** Predictions are kept as 32-bit numbers. */
const ROUNDING = 1e-4;

interface Read extends ScoredRows {
  readonly records: ScoredRecords;
  readonly metrics: readonly Metric[];
}

/** Of one variant: for each metric the mean loss by row; undefined where a good run’s predictions are not there. */
function lossesOf(runs: WalkedList<Run>, { records, rowsOf, metrics, size }: Read): Float64Array[] | undefined {
  const losses = metrics.map(() => openLossesByRow(size));
  let good = 0;
  for (const run of runs) {
    const record = records.get(run.hash);
    if (record?.status !== 'ok') continue;
    const rows = rowsOf(run);
    const predictions = records.predictionsOf?.(record);
    if (rows === undefined || predictions?.truth.length !== rows.length) return undefined;
    metrics.forEach(({ overRows }, m) => {
      losses[m]!.add({ rows, losses: rowScores(predictions, overRows!.part) });
    });
    good++;
  }
  return good === 0 ? undefined : losses.map((each) => each.means());
}
