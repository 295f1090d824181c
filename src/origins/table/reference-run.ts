/** The references of one split: the constant answer and the linear model, trained and scored on the rows of the baseline. */
import { encodeTable } from '../../data/encode.js';
import type { Table } from '../../data/dataset.js';
import type { RowParts } from '../../data/split.js';
import type { ReferenceRecord, ReferenceRun, ReferenceScore } from '../../design/reference.js';
import type { EncodedTable } from '../../engines/engine.js';
import type { OpenedEngine } from '../../engines/open.js';
import type { Experiment } from '../../experiment/experiment.js';
import { besideTruth, metricsOf, tallyOf } from '../../design/metrics.js';
import type { StoredPredictions } from '../../design/metrics.js';
import { foldCount, trainingStreams } from '../../design/plan.js';
import type { Metrics } from '../../question/metric.js';
import { metricsOfPredictions, metricsOfTask } from '../../question/registry.js';
import { joinPredictions } from '../../question/tally.js';
import { LINEAR_ENCODING, linearVariant } from './linear-model.js';
import { networkOf, rowsOf } from './rows.js';

interface Fold {
  readonly fold: number;
  readonly parts: RowParts;
  readonly table: EncodedTable;
}

export async function scoreReferences(
  experiment: Experiment,
  { table, run, engine }: { table: Table; run: ReferenceRun; engine: OpenedEngine },
): Promise<ReferenceRecord> {
  const { hash, split } = run;
  const constant: StoredPredictions[] = [];
  const linear: StoredPredictions[] = [];
  const rows: number[][] = [];
  for (let fold = 0; fold < foldCount(experiment.protocol); fold++) {
    const parts = rowsOf(experiment, table, { split, fold, variant: experiment.baseline });
    const encoded = encodeTable(table, { train: parts.train, encoding: LINEAR_ENCODING });
    rows.push(Array.from(parts.test));
    const scored = { target: encoded.target, rows: parts.test };
    constant.push(besideTruth(constantPredictions(encoded, parts), scored));
    const predictions = await trainLinear(experiment, { split, fold: { fold, parts, table: encoded }, engine });
    if (predictions !== undefined) linear.push(besideTruth(predictions, scored));
  }
  const isWhole = linear.length === constant.length;
  return { hash, split, scores: { constant: scoreOf(constant), linear: isWhole ? scoreOf(linear) : null }, rows };
}

/** Undefined if training diverged. */
async function trainLinear(
  experiment: Experiment,
  { split, fold: { fold, parts: rows, table }, engine }: { split: number; fold: Fold; engine: OpenedEngine },
): Promise<Float32Array | undefined> {
  const { model, optimizer, batchSize, stopping } = linearVariant(experiment);
  if (model.type === 'own') return undefined;
  const network = networkOf(model, table);
  const streams = trainingStreams(experiment, { fold, streams: { split, init: 0, order: 0, mask: 0 } });
  const result = await engine.train({ network, optimizer, batchSize, stopping, table, rows, streams });
  if (result.status === 'diverged') return undefined;
  return result.predictions.every(Number.isFinite) ? result.predictions : undefined;
}

/** Row-major, as an engine returns them: the share of every class among the training rows, or their mean. */
function constantPredictions({ target }: EncodedTable, { train, test }: RowParts): Float32Array {
  if (target.kind === 'number') {
    const [first = 0] = train;
    const base = target.values[first] ?? 0;
    const sum = train.reduce((total, row) => total + (target.values[row]! - base), 0);
    return new Float32Array(test.length).fill(base + sum / train.length);
  }
  const shares = new Float64Array(target.classes);
  for (const row of train) shares[target.labels[row]!]! += 1 / train.length;
  return Float32Array.from({ length: test.length * target.classes }, (_, i) => shares[i % target.classes]!);
}

function scoreOf(folds: readonly StoredPredictions[]): ReferenceScore {
  const metrics = allMetrics(folds);
  return folds.length === 1 ? { metrics } : { metrics, folds: folds.map((fold) => allMetrics([fold])) };
}

/** Every metric that the task has, so that a report may ask for any. */
function allMetrics(folds: readonly StoredPredictions[]): Metrics {
  const joined = joinPredictions(folds);
  const names = metricsOfTask(joined.kind === 'classes' ? 'classification' : 'regression').map(({ name }) => name);
  return { ...metricsOf(folds.map(tallyOf)), ...metricsOfPredictions(joined, names) };
}
