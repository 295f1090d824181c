/** One run, from its coordinates to its record: rows, encoding, network, training, scores. Knows no files and no pool. */
import { encodeTable } from '../../data/encode.js';
import type { Table } from '../../data/dataset.js';
import type { RowParts } from '../../data/split.js';
import type { EncodedTable, EncodedTarget, Trained, TrainResult } from '../../engines/engine.js';
import type { OpenedEngine } from '../../engines/open.js';
import { clock } from '../../base/environment.js';
import type { Experiment, Variant } from '../../experiment/experiment.js';
import { besideTruth, metricsOf, packPredictions, tallyOf } from '../../design/metrics.js';
import type { Tally } from '../../design/metrics.js';
import { ownModelReference } from '../../experiment/own-models.js';
import { trainingStreams } from '../../design/plan.js';
import type { Run } from '../../design/plan.js';
import { curveEpochs } from '../../design/record.js';
import type { CurveSummary, Outcome, RunRecord } from '../../design/record.js';
import { isTooLarge } from '../../design/possible.js';
import { impossibleSums } from '../../question/tally-check.js';
import { modelEndsOf, networkOf, rowsOf } from './rows.js';

interface PreparedSplit {
  readonly key: string;
  readonly parts: RowParts;
  readonly table: EncodedTable;
}

/** A function that trains runs of one experiment; it keeps the last encoded split, since the runs of a split come together. */
export function createTrainer(
  experiment: Experiment,
  table: Table,
): (run: Run, engine: OpenedEngine) => Promise<Outcome> {
  let last: PreparedSplit | undefined;
  return async (run, engine) => {
    const variant = experiment.variants[run.variant]!;
    const key = JSON.stringify([run.split, run.fold, variant.trainRows, variant.protocol]);
    if (last?.key !== key) last = prepareSplit(experiment, { table, run, key });
    return trainRun(experiment, { run, variant, prepared: last, engine });
  };
}

function prepareSplit(
  experiment: Experiment,
  { table, run, key }: { table: Table; run: Run; key: string },
): PreparedSplit {
  const parts = rowsOf(experiment, table, run);
  return { key, parts, table: encodeTable(table, { train: parts.train, encoding: experiment.encoding }) };
}

async function trainRun(
  experiment: Experiment,
  { run, variant, prepared, engine }: { run: Run; variant: Variant; prepared: PreparedSplit; engine: OpenedEngine },
): Promise<Outcome> {
  const startedAt = clock();
  const { parts, table } = prepared;
  const result = await train(experiment, { run, variant, prepared, engine });
  const { hash, split, fold, seed, cell } = run;
  const base = { hash, variant: run.variant, split, fold, seed, ...(cell === undefined ? {} : { cell }) };
  const timing = { durationMs: clock() - startedAt, startedAt };
  if (result.status === 'diverged') {
    return { record: { ...base, status: 'failed', reason: 'diverged', epoch: result.epoch, timing } };
  }
  const scored = { target: table.target, rows: parts.test };
  const stored = besideTruth(result.predictions, scored);
  const sums = tallyOf(stored);
  const monteCarlo = result.monteCarlo.map((mean) => tallyOf(besideTruth(mean, scored)));
  const { epochs, bestEpoch } = result;
  if (![sums, ...monteCarlo].every(isWithinReach)) {
    return { record: { ...base, status: 'failed', reason: 'diverged', epoch: epochs, timing } };
  }
  const record: RunRecord = {
    ...base,
    status: 'ok',
    metrics: metricsOf([sums]),
    tally: sums,
    training: {
      epochs,
      bestEpoch,
      validationLoss: result.curve.validation[bestEpoch - 1] ?? null,
      curve: summarizeCurve(result),
      ...(monteCarlo.length === 0 ? {} : { monteCarlo }),
    },
    timing,
  };
  return { record, predictions: packPredictions(stored) };
}

/** Asks the engine; a model of the user's own is built where the engine trains it. */
async function train(
  experiment: Experiment,
  { run, variant, prepared, engine }: { run: Run; variant: Variant; prepared: PreparedSplit; engine: OpenedEngine },
): Promise<TrainResult> {
  const { model, optimizer, batchSize, stopping, monteCarloSamples } = variant;
  const { parts: rows, table } = prepared;
  const weights = variant.classWeight === undefined ? undefined : balancedWeights(table.target, rows.train);
  const recipe = { optimizer, batchSize, stopping, ...(weights === undefined ? {} : { classWeights: weights }) };
  const task = { ...recipe, table, rows, streams: trainingStreams(experiment, run) };
  if (model.type === 'own') {
    if (engine.trainOwn === undefined) throw new RangeError(`the engine ${engine.name} trains no models of users`);
    return engine.trainOwn({ ...task, ends: modelEndsOf(table) }, ownModelReference(model, run.variant));
  }
  return engine.train({
    ...task,
    network: networkOf(model, table),
    ...(monteCarloSamples === undefined ? {} : { monteCarloSamples }),
  });
}

/** rows / (classes × rows of the class), as scikit-learn's `balanced`; classes without a training row count 0. */
function balancedWeights(target: EncodedTarget, train: Uint32Array): Float32Array | undefined {
  if (target.kind === 'number') return undefined;
  const counts = new Int32Array(target.classes);
  for (const row of train) counts[target.labels[row]!]!++;
  return Float32Array.from(counts, (count) => (count === 0 ? 0 : train.length / (target.classes * count)));
}

/** A network whose losses stayed finite can still answer test rows with something that is no number, or too large to reckon with. */
function isWithinReach(sums: Tally): boolean {
  return (
    Object.values(sums).every((sum) => typeof sum !== 'number' || Number.isFinite(sum)) &&
    impossibleSums(sums) === undefined &&
    !Object.values(metricsOf([sums])).some(isTooLarge)
  );
}

function summarizeCurve({ epochs, curve }: Trained): CurveSummary {
  const pick = (values: Float64Array): number[] =>
    values.length === 0 ? [] : curveEpochs(epochs).map((epoch) => Number(values[epoch - 1]!.toPrecision(4)));
  return { train: pick(curve.train), validation: pick(curve.validation) };
}
