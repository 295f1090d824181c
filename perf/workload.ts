/**
 * The work that every speed figure refers to: a made table with the shape of the course's (10 numbers, categories of 33
 * and 4 levels, 7 classes), and the two networks M and B on it. The cost does not depend on the values.
 */
import { resolveNetwork } from '../src/model/network.js';
import { adam, dense, dropout, fixedEpochs, sequential, type SequentialModel } from '../src/model/spec.js';
import type { EncodedTable, TrainTask } from '../src/engines/engine.js';
import { streamKey, uniforms, type TrainingStreams } from '../src/base/streams.js';

/** Shape of a made table: numbers, levels of each category, classes. */
export interface Shape {
  readonly rows: number;
  readonly numericWidth: number;
  readonly widths: readonly number[];
  readonly classes: number;
}

export const COURSE_SHAPE: Shape = { rows: 2000, numericWidth: 10, widths: [33, 4], classes: 7 };

export function madeTable({ rows, numericWidth, widths, classes }: Shape): EncodedTable {
  const next = uniforms(streamKey('bench', 'table'));
  return {
    rows,
    numeric: Float32Array.from({ length: rows * numericWidth }, () => 2 * next() - 1),
    numericWidth,
    levels: widths.map((width) => Int32Array.from({ length: rows }, () => Math.floor(next() * width))),
    widths,
    target: { kind: 'classes', classes, labels: Int32Array.from({ length: rows }, () => Math.floor(next() * classes)) },
  };
}

/** M: 47-50-25-7 relu, dropout .5 after the first layer. */
export const MODEL_M: SequentialModel = sequential([
  dense(50, { activation: 'relu' }),
  dropout(0.5),
  dense(25, { activation: 'relu' }),
]);

/** B: 47-100-100-100-7 PReLU, dropout .5 after the first two layers. */
export const MODEL_B: SequentialModel = sequential([
  dense(100, { activation: 'prelu' }),
  dropout(0.5),
  dense(100, { activation: 'prelu' }),
  dropout(0.5),
  dense(100, { activation: 'prelu' }),
]);

export type ModelName = 'M' | 'B';
export const MODELS: Readonly<Record<ModelName, SequentialModel>> = { M: MODEL_M, B: MODEL_B };

/** Four fifths of the rows train, the rest validate every epoch and are predicted at the end; Adam, batches of 32. */
export function workload(
  model: SequentialModel,
  { epochs, seed = 0, table = madeTable(COURSE_SHAPE) }: { epochs: number; seed?: number; table?: EncodedTable },
): TrainTask {
  const cut = Math.floor(table.rows * 0.8);
  const classes = table.target.kind === 'classes' ? table.target.classes : 1;
  const inputs = table.numericWidth + table.widths.reduce((sum, width) => sum + width, 0);
  const streams: TrainingStreams = {
    init: streamKey('bench', 'init', seed),
    order: streamKey('bench', 'order', seed),
    mask: streamKey('bench', 'mask', seed),
  };
  const all = Uint32Array.from({ length: table.rows }, (_, row) => row);
  return {
    network: resolveNetwork(model, { inputs, target: { kind: 'classes', classes } }),
    optimizer: adam(),
    batchSize: 32,
    stopping: fixedEpochs(epochs),
    table,
    rows: { train: all.slice(0, cut), validation: all.slice(cut), test: all.slice(cut) },
    streams,
  };
}

/** Multiply-adds of one replica-epoch as dense algebra has them, products with zeros included. */
export function denseOperations(model: ModelName): number {
  const { network, rows } = workload(MODELS[model], { epochs: 1 });
  let forward = 0;
  let backward = 0;
  for (const operation of network.operations) {
    if (operation.op !== 'dense') continue;
    const products = operation.inputs * operation.units;
    forward += products;
    backward += operation.denseIndex === 0 ? products : 2 * products;
  }
  return rows.train.length * (forward + backward) + rows.validation.length * forward;
}
