/** A small made table, tasks on it, and the backends that this machine has, for the tests of the tfjs engine. */
import { fileURLToPath } from 'node:url';
import { describe } from 'vitest';
import type { EncodedTable, Engine, TrainTask } from '../../src/engines/engine.js';
import { missingNativePart, TFJS_BACKENDS } from '../../src/engines/tfjs-packages.js';
import type { TfjsBackend } from '../../src/engines/tfjs-packages.js';
import { openBackend, selectBackend } from '../../src/engines/tfjs/backends.js';
import { trainNetwork } from '../../src/engines/tfjs/train-network.js';
import { createTfjsEngine } from '../../src/engines/tfjs.js';
import { resolveNetwork } from '../../src/model/network.js';
import { adam, fixedEpochs, type SequentialModel } from '../../src/model/spec.js';
import { streamKey, uniforms, type TrainingStreams } from '../../src/base/streams.js';

export const STREAMS: TrainingStreams = {
  init: streamKey('test', 'init'),
  order: streamKey('test', 'order'),
  mask: streamKey('test', 'mask'),
};

/** Two numbers and one category of three levels (some unseen); the class follows the numbers, the value is a sum. */
export function smallTable(kind: 'classes' | 'number', { rows = 60, classes = 3 } = {}): EncodedTable {
  const next = uniforms(streamKey('test', 'table'));
  const numeric = Float32Array.from({ length: rows * 2 }, () => 2 * next() - 1);
  const levels = [Int32Array.from({ length: rows }, () => Math.floor(next() * 4) - 1)];
  const sums = Array.from({ length: rows }, (_, row) => numeric[2 * row]! + numeric[2 * row + 1]!);
  return {
    rows,
    numeric,
    numericWidth: 2,
    levels,
    widths: [3],
    target:
      kind === 'number'
        ? { kind, values: Float32Array.from(sums), scale: 1, shift: 0 }
        : {
            kind,
            classes,
            labels: Int32Array.from(sums, (sum) => Math.min(classes - 1, Math.floor(((sum + 2) / 4) * classes))),
          },
  };
}

export const SMALL_INPUTS = 5;

/** Rows 0–29 train, 30–44 validate, 45–59 test. */
export function smallTask(
  model: SequentialModel,
  changes: Partial<TrainTask> & { table?: EncodedTable } = {},
): TrainTask {
  const table = changes.table ?? smallTable('classes');
  const { target } = table;
  const network = resolveNetwork(model, {
    inputs: SMALL_INPUTS,
    target: target.kind === 'classes' ? { kind: 'classes', classes: target.classes } : { kind: 'number' },
  });
  return {
    network,
    optimizer: adam(0.01),
    batchSize: 8,
    stopping: fixedEpochs(3),
    table,
    rows: { train: rowRange(0, 30), validation: rowRange(30, 45), test: rowRange(45, 60) },
    streams: STREAMS,
    ...changes,
  };
}

export function rowRange(from: number, to: number): Uint32Array {
  return Uint32Array.from({ length: to - from }, (_, i) => from + i);
}

/** The compiled entry of the child process; `npm test` builds it first. */
export const CHILD_FILE = fileURLToPath(new URL('../../dist/src/engines/tfjs/child.js', import.meta.url));

/** The same tests on every backend; the native one is skipped, and counted so, where it is not built. */
export function describeBackends(title: string, body: (backend: TfjsBackend) => void): void {
  for (const backend of TFJS_BACKENDS) {
    describe.runIf(backend !== 'tensorflow' || missingNativePart() === null)(`${title} on ${backend}`, () =>
      body(backend),
    );
  }
}

/** The engine inside this process, the native one too, so that a test can look at its tensors. */
export async function openEngineHere(backend: TfjsBackend): Promise<Engine> {
  if (backend !== 'tensorflow') return createTfjsEngine({ backend });
  await openBackend(backend);
  const train: Engine['train'] = (task) => trainNetwork(task, { beforeEpoch: () => selectBackend(backend) });
  return { name: 'tfjs', backend, train, dispose: () => undefined };
}
