/** Made tasks of any shape for the tests of the fused engine, and the pieces of one step of it. */
import { createFusedEngine } from '../../src/engines/fused/index.js';
import { openSession, readParameter, writeParameter, type Session } from '../../src/engines/fused/session.js';
import { instantiateTrainer, type Trainer } from '../../src/engines/fused/trainer.js';
import type { EncodedTable, TrainTask } from '../../src/engines/engine.js';
import { resolveNetwork } from '../../src/model/network.js';
import { fixedEpochs, sgd, type SequentialModel } from '../../src/model/spec.js';
import { maskHalfwords, maskThreshold, shuffledOrder, streamKey, uniforms } from '../../src/base/streams.js';
import type { ReferenceBatch } from '../reference/network-float64.js';

export interface MadeShape {
  readonly rows?: number;
  readonly numericWidth?: number;
  readonly widths?: readonly number[];
  /** Number of classes; 0 for a number as target. */
  readonly classes?: number;
  readonly seed?: number;
}

/** Numbers in (−1, 1), levels with some unseen (−1), targets without pattern. */
export function madeTable({
  rows = 40,
  numericWidth = 3,
  widths = [4],
  classes = 3,
  seed = 0,
}: MadeShape): EncodedTable {
  const next = uniforms(streamKey('test', 'fused', seed));
  const draw = (from: number, to: number): number => from + Math.floor(next() * (to - from));
  return {
    rows,
    numeric: Float32Array.from({ length: rows * numericWidth }, () => 2 * next() - 1),
    numericWidth,
    levels: widths.map((width) => Int32Array.from({ length: rows }, () => draw(-1, width))),
    widths,
    target:
      classes === 0
        ? { kind: 'number', values: Float32Array.from({ length: rows }, () => 4 * next() - 2), scale: 1, shift: 0 }
        : { kind: 'classes', classes, labels: Int32Array.from({ length: rows }, () => draw(0, classes)) },
  };
}

/** Three fifths train, one fifth validates, one fifth is predicted. */
export function madeTask(model: SequentialModel, shape: MadeShape, changes: Partial<TrainTask> = {}): TrainTask {
  const table = changes.table ?? madeTable(shape);
  const classes = shape.classes ?? 3;
  const rows = Array.from({ length: table.rows }, (_, row) => row);
  const share = (from: number, to: number): Uint32Array =>
    Uint32Array.from(rows.slice(Math.floor(from * table.rows), Math.floor(to * table.rows)));
  return {
    network: resolveNetwork(model, {
      inputs: table.numericWidth + table.widths.reduce((sum, width) => sum + width, 0),
      target: classes === 0 ? { kind: 'number' } : { kind: 'classes', classes },
    }),
    optimizer: sgd(0.1),
    batchSize: 8,
    stopping: fixedEpochs(2),
    table,
    rows: { train: share(0, 0.6), validation: share(0.6, 0.8), test: share(0.8, 1) },
    streams: streamsOf(shape.seed ?? 0),
    ...changes,
  };
}

export function streamsOf(seed: number): TrainTask['streams'] {
  const key = (name: string): ReturnType<typeof streamKey> => streamKey('test', name, seed);
  return { init: key('init'), order: key('order'), mask: key('mask') };
}

const trainers = new Map<boolean, Trainer>();

/** A session on one of two shared instances: that of the release build, or of the one that checks every access. */
export function open(task: TrainTask, { checked = true } = {}): Session {
  let trainer = trainers.get(checked);
  if (trainer === undefined) trainers.set(checked, (trainer = instantiateTrainer({ checked })));
  return openSession(trainer, task);
}

export const fused = createFusedEngine();
export const fusedChecked = createFusedEngine({ checked: true });

export type Trained = Extract<Awaited<ReturnType<typeof fused.train>>, { status: 'trained' }>;

/** The result of a run that must not diverge; the same run in the checked build must agree to the bit. */
export function train(task: TrainTask): Trained {
  const [result, again] = [fused.train(task), fusedChecked.train(task)] as Trained[];
  if (result?.status !== 'trained') throw new Error('diverged');
  if (Buffer.compare(Buffer.from(result.predictions.buffer), Buffer.from(again!.predictions.buffer)) !== 0) {
    throw new Error('the checked build gives other predictions');
  }
  return result;
}

export function parametersOf(session: Session, block = 0): Float32Array[] {
  return session.layout.parameters.map((span) => readParameter(session, span, block));
}

/** Replaces every parameter by small numbers of both signs, so that biases and slopes matter too. */
export function scatterParameters(session: Session): void {
  const next = uniforms(streamKey('test', 'parameters'));
  for (const span of session.layout.parameters) {
    const scale = span.name === 'kernel' ? 1.5 / Math.sqrt(span.rows) : 0.5;
    writeParameter(
      session,
      span,
      Float32Array.from({ length: span.rows * span.width }, () => scale * (2 * next() - 1)),
    );
  }
}

/** One row with its dummies written out. */
export function expandedRow({ numeric, numericWidth, levels, widths }: EncodedTable, row: number): number[] {
  const x = Array.from(numeric.subarray(row * numericWidth, (row + 1) * numericWidth));
  widths.forEach((width, c) => {
    for (let level = 0; level < width; level++) x.push(levels[c]![row] === level ? 1 : 0);
  });
  return x;
}

/** The batch that starts at position `first` of the first epoch's order, as the reference wants it, masks of step 0. */
export function referenceBatch(task: TrainTask, first: number, count: number): ReferenceBatch {
  const order = shuffledOrder(task.streams.order, 0, task.rows.train.length);
  const rows = Array.from(order.subarray(first, first + count), (position) => task.rows.train[position]!);
  const { target } = task.table;
  const masks = new Map<number, (row: number, unit: number) => number>();
  for (const o of task.network.operations) {
    if (o.op !== 'dropout') continue;
    const entries = maskHalfwords(task.streams.mask, count * o.width, { step: 0, layer: o.dropoutIndex });
    const factor = Math.fround(1 / (1 - o.rate));
    const threshold = maskThreshold(o.rate);
    masks.set(o.dropoutIndex, (row, unit) => (entries[row * o.width + unit]! >= threshold ? factor : 0));
  }
  return {
    x: rows.map((row) => expandedRow(task.table, row)),
    targets: rows.map((row) => (target.kind === 'classes' ? target.labels[row]! : target.values[row]!)),
    ...(task.classWeights && target.kind === 'classes'
      ? { weights: rows.map((row) => task.classWeights![target.labels[row]!]!) }
      : {}),
    mask: (index, row, unit) => masks.get(index)!(row, unit),
  };
}
