/**
 * Which columns are scores, and which way is better. Names that are known everywhere answer for themselves; of anything else
 * the direction is asked for, and a column whose direction changes from data set to data set is refused.
 */
import { ask, flag } from './ask.js';
import { contentOf, valuesOf } from './cells.js';
import type { CellColumn, CellTable } from './cells.js';
import { findColumn } from './find-column.js';
import { areSummedUp } from './means-of-columns.js';
import { metricColumn } from './metric-column.js';
import type { Given, MetricColumn } from './metric-column.js';
import { aggregateOf, knownMetric, phaseOf, wordsOf } from './names.js';
import { isMadePlace, namedRole } from './role-names.js';
import type { Hint } from './shapes/shape.js';
import { trainingLog } from './training-log.js';
import { isCurves, noMetric, whichScore } from './which-score.js';

export interface MetricChoice {
  readonly metrics: readonly MetricColumn[];
  readonly aggregates: readonly CellColumn[];
  /** Columns of numbers that may be metrics and were not taken, and why. */
  readonly others: ReadonlyMap<CellColumn, string>;
}

/** @throws {UserError} if no metric can be told, or its direction cannot */
export function chooseMetrics(table: CellTable, given: Given): MetricChoice {
  const { hints, options, taken } = given;
  const numeric = table.columns.filter((column) => !taken.has(column) && isNumeric(column));
  const aggregates = aggregateColumns(numeric, hints);
  const candidates = numeric.filter((column) => !aggregates.includes(column) && maybeMetric(column, hints));
  const chosen =
    options.metrics === undefined
      ? preferred(candidates, { hints, aggregates, table })
      : options.metrics.map((name) => findColumn(table, name, 'metric'));
  const others = new Map(
    candidates
      .filter((column) => !chosen.includes(column))
      .map((column) => [column, whyNot(column, { hints, options, training: trainingLog(table.columns) })]),
  );
  const metrics = chosen.map((column) => metricColumn(column, { table, given, others: candidates }));
  return { metrics, aggregates, others };
}

function isNumeric(column: CellColumn): boolean {
  const { numbers, texts } = contentOf(column);
  const isNoScore = (level: string): boolean => /^[+-]?(?:nan|inf|infinity)$/i.test(level) || level.startsWith('[');
  return (
    (numbers > 0 || isCurves(column)) &&
    (texts === 0 || column.levels.every(isNoScore) || saysWhatFailed(column, { numbers, texts }))
  );
}

/** `OOM`, `diverged`, `–` in a column of scores by its name: runs that have none. A text with a digit may be a score itself. */
function saysWhatFailed({ name, levels }: CellColumn, { numbers, texts }: { numbers: number; texts: number }): boolean {
  return knownMetric(name) !== undefined && numbers >= texts && levels.every((level) => !/\d/.test(level));
}

function maybeMetric(column: CellColumn, hints: ReadonlyMap<string, Hint>): boolean {
  const hint = hints.get(column.name);
  if (hint !== undefined) return hint.role === 'metric' || hint.role === 'value';
  const role = namedRole(column.name);
  if (role === 'failure') return isMeasured(column);
  if (role !== undefined && role !== 'value') return false;
  return !isMadePlace(column.name) && (knownMetric(column.name) !== undefined || !isCurves(column));
}

/** `error` with numbers between whole ones is what a model gets wrong; with texts or codes it says what happened to a run. */
function isMeasured(column: CellColumn): boolean {
  return (
    knownMetric(column.name) !== undefined &&
    contentOf(column).texts === 0 &&
    column.numbers.some((value) => !Number.isNaN(value) && !Number.isInteger(value))
  );
}

/** `acc_std` always sums up; `acc_mean` does where its spread or its values stand beside it. */
function aggregateColumns(columns: readonly CellColumn[], hints: ReadonlyMap<string, Hint>): readonly CellColumn[] {
  const names = new Set(columns.map(({ name }) => name));
  const spreads = new Set(
    columns.flatMap(({ name }) => (aggregateOf(name)?.kind === 'centre' ? [] : [aggregateOf(name)?.of ?? ''])),
  );
  return columns.filter(({ name }) => {
    const hint = hints.get(name);
    if (hint !== undefined) return hint.role === 'aggregate';
    const aggregate = aggregateOf(name);
    if (aggregate === undefined) return false;
    return aggregate.kind !== 'centre' || names.has(aggregate.of) || spreads.has(aggregate.of);
  });
}

function preferred(
  candidates: readonly CellColumn[],
  {
    hints,
    aggregates,
    table,
  }: { hints: ReadonlyMap<string, Hint>; aggregates: readonly CellColumn[]; table: CellTable },
): readonly CellColumn[] {
  const hinted = candidates.filter(({ name }) => hints.get(name)?.role === 'metric');
  const known = (hinted.length > 0 ? hinted : candidates).filter(
    ({ name }) => hints.get(name)?.better !== undefined || knownMetric(name) !== undefined,
  );
  const training = trainingLog(table.columns);
  const scored = known.filter(({ name }) => phaseOf(name) !== 'train' && !training.has(name));
  const phases = new Set(scored.map(({ name }) => phaseOf(name)));
  const kept =
    phases.has('test') && phases.has('validation')
      ? scored.filter(({ name }) => phaseOf(name) !== 'validation')
      : scored;
  if (kept.length > 12) {
    throw ask(
      `${table.name} has ${kept.length} columns that may be the score.`,
      [...kept]
        .sort((a, b) => wordsOf(a.name).length - wordsOf(b.name).length)
        .slice(0, 12)
        .map(({ name }) => ({ flag: flag('metric', name), means: 'is the score' })),
    );
  }
  if (kept.length > 0) return kept;
  const untrained = (hinted.length > 0 ? hinted : candidates).filter(({ name }) => phaseOf(name) !== 'train');
  const varying = untrained.filter((column) => valuesOf(column, 2).length > 1);
  const open = varying.length > 0 ? varying : untrained;
  // One of them may hold the same number in every row.
  const sumsUp = sumsUpScores(aggregates);
  const areRuns = sumsUp && areSummedUp(untrained, aggregates);
  if (open.length === 0 || (sumsUp && !areRuns && !open.some(saysScore)))
    throw noMetric(table, { aggregates, costs: costsIn(table, hints) });
  if (open.length === 1) return open;
  throw whichScore(open, table, { areRuns });
}

/** Whether means of known scores stand in the file: numbers beside them that say nothing are counts of what was averaged. */
function sumsUpScores(aggregates: readonly CellColumn[]): boolean {
  const found = aggregates.map(({ name }) => aggregateOf(name));
  const isSpread = found.some((each) => each?.kind === 'spread' && each.of === '');
  return found.some(
    (each) => each?.kind === 'centre' && (each.of === '' ? isSpread : knownMetric(each.of) !== undefined),
  );
}

function saysScore({ name }: CellColumn): boolean {
  return /score|value|result/i.test(name);
}

/** Times and their like: beside scores they are none, and alone they may be what was measured. */
function costsIn({ columns }: CellTable, hints: ReadonlyMap<string, Hint>): readonly CellColumn[] {
  return columns.filter(
    (column) =>
      contentOf(column).numbers > 0 &&
      contentOf(column).texts === 0 &&
      (hints.get(column.name)?.role ?? namedRole(column.name)) === 'cost',
  );
}

function whyNot(
  { name }: CellColumn,
  { hints, options, training }: Pick<Given, 'hints' | 'options'> & { training: ReadonlySet<string> },
): string {
  if (options.metrics !== undefined) return 'not named by --metric';
  if ((phaseOf(name) === 'train' || training.has(name)) && knownMetric(name) !== undefined)
    return 'a score of the training rows';
  if (hints.get(name)?.better === undefined && knownMetric(name) === undefined)
    return 'not known to be a score; --metric takes it';
  return 'a score of the validation rows; the test rows’ is there';
}
