/** The rows of one split (k-fold: of one fold), as a variant divides them, and the ends of its net on an encoded table. Pure. */
import type { Table } from '../../data/dataset.js';
import type { RowParts } from '../../data/split.js';
import type { EncodedTable } from '../../engines/engine.js';
import type { Experiment } from '../../experiment/experiment.js';
import { resolveNetwork } from '../../model/network.js';
import type { Network, PredictedKind } from '../../model/network.js';
import type { SequentialModel } from '../../model/spec.js';
import { splitKey } from '../../design/plan.js';
import type { Run } from '../../design/plan.js';
import { shuffle, words } from '../../base/streams.js';
import { divideRows } from './divide-rows.js';
import { protocolOf } from './protocol-of.js';

/** The sub-stream of a split's key that draws the training rows of a smaller training set. */
const SUBSET_STREAM = 2;

/** The rows of one split (k-fold: of one fold), as this variant divides them. */
export function rowsOf(experiment: Experiment, table: Table, run: Pick<Run, 'split' | 'fold' | 'variant'>): RowParts {
  const variant = experiment.variants[run.variant]!;
  const protocol = protocolOf(experiment, variant);
  const parts = divideRows(protocol, { table, key: splitKey(experiment, run.split), fold: run.fold });
  if (protocol.kind !== 'holdout') return parts;
  const limit = variant.trainRows ?? protocol.trainRows;
  if (limit === undefined || limit >= parts.train.length) return parts;
  const drawn = shuffle(parts.train.slice(), words(splitKey(experiment, run.split), SUBSET_STREAM));
  return { ...parts, train: drawn.slice(0, limit).sort() };
}

/** The network of a model on an encoded table. */
export function networkOf(model: SequentialModel, table: EncodedTable): Network {
  return resolveNetwork(model, { inputs: inputsOf(table), target: targetOf(table) });
}

/** The widths and the loss that the table asks of a model of the user's own. */
export function modelEndsOf(table: EncodedTable): Pick<Network, 'inputs' | 'outputs' | 'loss'> {
  const target = targetOf(table);
  const inputs = inputsOf(table);
  return target.kind === 'classes'
    ? { inputs, outputs: target.classes, loss: 'softmaxCrossEntropy' }
    : { inputs, outputs: 1, loss: 'meanSquaredError' };
}

function inputsOf(table: EncodedTable): number {
  return table.widths.reduce((sum, width) => sum + width, table.numericWidth);
}

function targetOf({ target }: EncodedTable): PredictedKind {
  return target.kind === 'classes' ? { kind: 'classes', classes: target.classes } : { kind: 'number' };
}
