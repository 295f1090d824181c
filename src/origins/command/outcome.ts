/** What a program left → its scores, or why there are none: for a run that has just ended, and for kept logs. Pure of processes. */
import { outsideRange } from '../../design/possible.js';
import { chosenMetrics } from '../../question/choose-metrics.js';
import type { FailedRecord, OkRecord, Outcome } from '../../design/record.js';
import { findScores } from './find-scores.js';
import type { Left } from './find-scores.js';
import { PREDICTIONS_NAME } from './command-line.js';
import { readPredictions } from './read-predictions.js';
import { scorePredictions } from './score-predictions.js';
import type { Expected, Scored } from './score-predictions.js';
import type { CommandQuestion } from './variant.js';

type Base = Omit<FailedRecord, 'status' | 'reason'>;

export type ScoredRun = {
  readonly record: Pick<OkRecord, 'metrics' | 'tally' | 'rows'>;
  readonly predictions?: Float32Array;
};

/** @param expected  of the predictions, where the rows are known */
export function scoreRun(
  question: CommandQuestion,
  { left, expected }: { left: Left; expected: Expected },
): ScoredRun | { readonly reason: string } {
  const wanted = metricNames(question);
  const scored = predictionsIn(left, { expected, wanted });
  if (scored !== undefined && 'reason' in scored) return scored;
  const rules = question.score === undefined ? {} : { rules: question.score };
  const found = findScores(left, { wanted, ...rules, ...(scored === undefined ? {} : { predicted: scored.scores }) });
  if ('reason' in found) return found;
  // Of a question that names none yet, `findScores` has looked at those that everybody knows.
  const outside = wanted.length === 0 ? undefined : outsideRange(found.scores, chosenMetrics(question, undefined));
  if (outside !== undefined) return { reason: outside };
  // Metrics that are made from predictions are made again whenever they are asked for: a record holds those of its sums.
  if (scored === undefined) return { record: { metrics: found.scores } };
  const { tally, rows, packed } = scored;
  return { record: { metrics: { ...scored.scores, ...found.scores }, tally, rows }, predictions: packed };
}

function predictionsIn(
  { read }: Left,
  { expected, wanted }: { expected: Expected; wanted: readonly string[] },
): Scored | { readonly reason: string } | undefined {
  const text = read(PREDICTIONS_NAME);
  if (text === undefined) return undefined;
  const rows = readPredictions(text);
  return 'reason' in rows ? rows : scorePredictions(rows, { expected, wanted });
}

export function metricNames({ metric, metrics = [] }: CommandQuestion): readonly string[] {
  const all = [...(metric === undefined ? [] : [metric]), ...metrics];
  return [...new Set(all.map((each) => (typeof each === 'string' ? each : each.name)))];
}

export function failedOutcome(base: Base, reason: string): Outcome {
  return { record: { ...base, status: 'failed', reason } };
}

const LAST_LINES = 3;
const LONGEST = 300;

export function withLastWords(reason: string, stderr: string): string {
  const last = stderr.trim().split('\n').slice(-LAST_LINES).join(' / ').slice(-LONGEST);
  return last === '' ? reason : `${reason}: ${last}`;
}
