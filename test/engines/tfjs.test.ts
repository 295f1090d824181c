import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import type { EncodedTable, Trained, TrainTask } from '../../src/engines/engine.js';
import type { TfjsBackend } from '../../src/engines/tfjs-packages.js';
import { expandInputs } from '../../src/engines/tfjs/inputs.js';
import { createTfjsEngine } from '../../src/engines/tfjs.js';
import { UserError } from '../../src/base/errors.js';
import {
  activation,
  adam,
  adamW,
  dense,
  dropout,
  earlyStopping,
  fixedEpochs,
  l1l2,
  leakyRelu,
  prelu,
  rmsprop,
  sequential,
  sgd,
} from '../../src/model/spec.js';
import { streamKey } from '../../src/base/streams.js';
import { describeBackends, openEngineHere, smallTable, smallTask, STREAMS } from './tfjs-task.js';

/** Every kind of layer that there is. */
const everything = sequential([
  dropout(0.1),
  dense(6, { activation: 'gelu', kernelRegularizer: l1l2(1e-3, 1e-3) }),
  dropout(0.3),
  dense(6),
  prelu(),
  dense(5, { activation: 'tanh', activityRegularizer: l1l2(1e-3, 1e-3) }),
  leakyRelu(0.2),
  dense(5, { activation: 'elu' }),
  activation('sigmoid'),
]);

async function train(task: TrainTask, backend: TfjsBackend = 'wasm'): Promise<Trained> {
  const result = await (await openEngineHere(backend)).train(task);
  if (result.status !== 'trained') throw new Error('diverged');
  return result;
}

describe('the tfjs engine', () => {
  it('gives the same bits when run again, and others for another initialisation, order or mask', async () => {
    const first = await train(smallTask(everything));
    expect(await train(smallTask(everything))).toEqual(first);
    for (const source of ['init', 'order', 'mask'] as const) {
      const changed = await train(smallTask(everything, { streams: { ...STREAMS, [source]: streamKey('other') } }));
      expect(changed.predictions).not.toEqual(first.predictions);
    }
  });

  it('learns: the loss of a separable table falls well below chance', async () => {
    const { curve } = await train(
      smallTask(sequential([dense(16, { activation: 'relu' })]), { stopping: fixedEpochs(80) }),
    );
    expect(curve.train.at(-1)).toBeLessThan(0.5 * Math.log(3));
  });

  it('returns probabilities that sum to one for a softmax output', async () => {
    const { predictions } = await train(smallTask(everything));
    expect(predictions).toHaveLength(15 * 3);
    for (let row = 0; row < 15; row++) {
      expect(predictions.subarray(3 * row, 3 * row + 3).reduce((a, b) => a + b, 0)).toBeCloseTo(1, 5);
    }
  });

  it('returns two columns, 1−p and p, for a sigmoid output, as a softmax of two classes would', async () => {
    const table = smallTable('classes', { classes: 2 });
    const model = sequential([dense(8, { activation: 'relu' })], { output: 'sigmoid' });
    const { predictions, curve } = await train(smallTask(model, { table, stopping: fixedEpochs(60) }));
    if (table.target.kind !== 'classes') throw new TypeError();
    let right = 0;
    for (let row = 0; row < 15; row++) {
      expect(predictions[2 * row]! + predictions[2 * row + 1]!).toBeCloseTo(1, 6);
      right += Number(predictions[2 * row + 1]! > 0.5) === table.target.labels[45 + row] ? 1 : 0;
    }
    expect(right).toBeGreaterThanOrEqual(12);
    expect(curve.train.at(-1)).toBeLessThan(0.5 * Math.log(2));
  });

  it('fits a number: scaled values, one a row, and the mean squared error as its loss', async () => {
    const table = smallTable('number');
    const task = smallTask(sequential([dense(16, { activation: 'relu' })]), { table, stopping: fixedEpochs(80) });
    const { predictions, curve } = await train({ ...task, rows: { ...task.rows, test: task.rows.validation } });
    if (table.target.kind !== 'number') throw new TypeError();
    const { values } = table.target;
    const errors = Array.from(task.rows.validation, (row, i) => (predictions[i]! - values[row]!) ** 2);
    expect(curve.validation.at(-1)).toBeCloseTo(errors.reduce((a, b) => a + b) / errors.length, 5);
    expect(curve.validation.at(-1)).toBeLessThan(0.05);
  });

  it('means the Monte-Carlo predictions over the first t masks: those of 1 do not change when 5 are asked for', async () => {
    const some = await train(smallTask(everything, { monteCarloSamples: [1] }));
    const more = await train(smallTask(everything, { monteCarloSamples: [1, 2, 5] }));
    expect(more.monteCarlo).toHaveLength(3);
    expect(more.monteCarlo[0]).toEqual(some.monteCarlo[0]);
    expect(more.monteCarlo[2]).not.toEqual(more.monteCarlo[1]);
    expect(more.predictions).toEqual(some.predictions);
  });

  it('expands categories to dummies after the numbers, an unseen level to zeros', () => {
    const table: EncodedTable = {
      rows: 2,
      numeric: Float32Array.of(7, 8),
      numericWidth: 1,
      levels: [Int32Array.of(1, -1), Int32Array.of(0, 2)],
      widths: [2, 3],
      target: { kind: 'number', values: new Float32Array(2), scale: 1, shift: 0 },
    };
    expect(Array.from(expandInputs(table, Uint32Array.of(1, 0)))).toEqual([8, 0, 0, 0, 0, 1, 7, 0, 1, 1, 0, 0]);
  });
});

describeBackends('training', (backend) => {
  it.each([
    ['adam', adam(0.02)],
    ['adamW', adamW(0.02)],
    ['sgd', sgd(0.1, { momentum: 0.9, nesterov: true })],
    ['rmsprop', rmsprop(0.01, { momentum: 0.5 })],
  ])('agrees with the JavaScript backend to float32 rounding (%s)', async (_, optimizer) => {
    const task = smallTask(everything, { optimizer, stopping: fixedEpochs(5), monteCarloSamples: [2] });
    const [here, cpu] = [await train(task, backend), await train(task, 'cpu')];
    here.predictions.forEach((p, i) => expect(p).toBeCloseTo(cpu.predictions[i]!, 4));
    here.curve.validation.forEach((loss, i) => expect(loss).toBeCloseTo(cpu.curve.validation[i]!, 4));
    here.monteCarlo[0]!.forEach((p, i) => expect(p).toBeCloseTo(cpu.monteCarlo[0]![i]!, 4));
  });
});

describeBackends('a run that diverges', (backend) => {
  const model = sequential([dense(8, { activation: 'relu' })]);

  it('is reported with its first epoch of a loss that is not finite, and leaves no tensor', async () => {
    const engine = await openEngineHere(backend);
    const before = tf.memory().numTensors;
    const table = smallTable('number');
    expect(await engine.train(smallTask(model, { table, optimizer: sgd(1e30) }))).toEqual({
      status: 'diverged',
      epoch: 1,
    });
    const slow = await engine.train(
      smallTask(model, { table, optimizer: sgd(2), batchSize: 30, stopping: fixedEpochs(200) }),
    );
    expect(slow.status).toBe('diverged');
    if (slow.status === 'diverged') expect(slow.epoch).toBeGreaterThan(1);
    expect(tf.memory().numTensors).toBe(before);
  });
});

describeBackends('tensors', (backend) => {
  it('stay constant over runs of every kind', async () => {
    const engine = await openEngineHere(backend);
    const before = tf.memory().numTensors;
    for (const optimizer of [adam(), adamW(), sgd(0.1), sgd(0.1, { momentum: 0.5 }), rmsprop()]) {
      for (const stopping of [fixedEpochs(2), earlyStopping({ patience: 1, maxEpochs: 3 })]) {
        await engine.train(smallTask(everything, { optimizer, stopping, monteCarloSamples: [2] }));
        expect(tf.memory().numTensors).toBe(before);
      }
    }
  });

  it('are gone after an abort in the middle of the training, which rejects with the reason', async () => {
    const engine = await openEngineHere(backend);
    const before = tf.memory().numTensors;
    const controller = new AbortController();
    const training = engine.train(smallTask(everything, { stopping: fixedEpochs(1e6), signal: controller.signal }));
    setTimeout(() => controller.abort(new Error('enough')), 20);
    await expect(training).rejects.toThrow('enough');
    expect(tf.memory().numTensors).toBe(before);
  });

  it('of two engines that train at the same time do not meet', async () => {
    const task = smallTask(everything);
    const [one, cpu] = [await openEngineHere(backend), await openEngineHere('cpu')];
    const alone = [await one.train(task), await cpu.train(task)];
    expect(await Promise.all([one.train(task), cpu.train(task)])).toEqual(alone);
  });
});

describe('a task that does not fit', () => {
  const engine = createTfjsEngine({ backend: 'cpu' });
  const good = smallTask(everything);

  it.each<[string, Partial<TrainTask>, string]>([
    ['another input width', { network: { ...good.network, inputs: 9 } }, '9 inputs'],
    ['a loss for numbers on classes', { network: { ...good.network, loss: 'meanSquaredError' } }, 'meanSquaredError'],
    ['no training rows', { rows: { ...good.rows, train: new Uint32Array(0) } }, 'no training rows'],
    ['a batch size of 0', { batchSize: 0 }, 'batch size 0'],
    ['half an epoch', { stopping: fixedEpochs(0.5) }, 'epochs 0.5'],
    ['samples that do not ascend', { monteCarloSamples: [3, 3] }, 'ascend'],
  ])('is a RangeError: %s', async (_, changes, message) => {
    const failure = (await engine).train({ ...good, ...changes });
    await expect(failure).rejects.toThrow(RangeError);
    await expect(failure).rejects.toThrow(message);
  });

  it('with an unknown backend is the user’s error, with the list', async () => {
    const failure = await createTfjsEngine({ backend: 'webgl' }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(UserError);
    expect((failure as UserError).hint).toContain('tensorflow, wasm, cpu');
  });
});
