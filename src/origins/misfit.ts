/**
 * Is this record one of this bench's? A sound record may still belong to another question: another number of classes, more rows
 * than the table has, more epochs than the variant may train, a value outside the range that the question declares. Asked of
 * every record of a folder and of every answer from a queue. Pure.
 */
import { impossibility, outsideRange } from '../design/possible.js';
import type { RunRecord } from '../design/record.js';
import { chosenMetrics } from '../question/choose-metrics.js';
import type { Question } from '../question/question.js';
import type { Tally } from '../question/tally.js';
import type { Stopping } from '../model/spec.js';
import { isTable, taskOf } from './facts.js';
import type { OriginFacts, TableFacts } from './facts.js';

/** Why a record cannot be one of a question's runs, fit for "its …"; undefined if it can. */
export type Fitting = (record: RunRecord, variant: string) => string | undefined;

export function fittingFor(question: Question, facts: OriginFacts): Fitting {
  const metrics = chosenMetrics(question, taskOf(facts));
  return (record, variant) => {
    const impossible = impossibility(record);
    if (impossible !== undefined || record.status === 'failed') return impossible;
    const outside = isTable(facts) && record.tally !== undefined ? undefined : outsideRange(record.metrics, metrics);
    if (outside !== undefined || !isTable(facts)) return outside;
    const { tally, training } = record;
    const foreign = tally === undefined ? 'sums are missing' : foreignSums(tally, facts);
    if (foreign !== undefined || training === undefined) return foreign ?? 'training is missing';
    const most = mostEpochs(question.variants[variant]);
    return training.epochs > most ? `number of epochs is ${training.epochs}, above ${most}` : undefined;
  };
}

function foreignSums(tally: Tally, { data: { task, classes, rows } }: TableFacts): string | undefined {
  if ((tally.kind === 'classes') !== (task === 'classification')) return 'sums are of another kind of target';
  if (tally.kind === 'number') return tally.rows > rows ? `sums are of more rows than the table has` : undefined;
  if (tally.rows.length !== classes.length) return `sums are of ${tally.rows.length} classes, not ${classes.length}`;
  const more = classes.find(({ rows: all }, c) => tally.rows[c]! > all);
  return more === undefined ? undefined : 'sums are of more rows than the table has';
}

function mostEpochs(variant: object | undefined): number {
  const { stopping } = (variant ?? {}) as { readonly stopping?: Stopping };
  if (stopping === undefined) return Infinity;
  return stopping.type === 'fixedEpochs' ? stopping.epochs : stopping.maxEpochs;
}
