import fc from 'fast-check';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '../../src/engines/tfjs/backends.js';
import { expandTargets } from '../../src/engines/tfjs/inputs.js';
import { maskFactors } from '../../src/engines/tfjs/masks.js';
import { splitParameters, placeParameters } from '../../src/engines/tfjs/parameters.js';
import { differentiate } from '../../src/engines/tfjs/training-step.js';
import type { TrainTask } from '../../src/engines/engine.js';
import { writeParameter } from '../../src/engines/fused/session.js';
import { dense, dropout, sequential } from '../../src/model/spec.js';
import { shuffledOrder } from '../../src/base/streams.js';
import { parameterSizes, referenceGradients } from '../reference/network-float64.js';
import {
  expandedRow,
  madeTable,
  madeTask,
  open,
  parametersOf,
  referenceBatch,
  scatterParameters,
} from './fused-task.js';
import { NETWORK_CASES } from './fused-networks.js';

const LEARNING_RATE = 0.1;

/** One batch of the first epoch: loss, parameters before, gradients, parameters after one step of gradient descent. */
function fusedStep(task: TrainTask, { checked = true } = {}) {
  const session = open(task, { checked });
  scatterParameters(session);
  const { exports } = session.trainer;
  exports.orderRows(0);
  const loss = exports.batchGradients(0, task.batchSize, 0) / task.batchSize;
  const [before, gradients] = [parametersOf(session), parametersOf(session, 1)];
  exports.applyGradients();
  return { loss, before, gradients, after: parametersOf(session) };
}

/** Largest difference as a share of the largest magnitude of the expected tensor. */
function shareOff(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  let off = 0;
  let largest = 0;
  expect(actual.length).toBe(expected.length);
  for (let i = 0; i < expected.length; i++) {
    off = Math.max(off, Math.abs(actual[i]! - expected[i]!));
    largest = Math.max(largest, Math.abs(expected[i]!));
  }
  return largest === 0 ? off : off / largest;
}

function tfjsGradients(
  task: TrainTask,
  parameters: readonly Float32Array[],
): { loss: number; gradients: Float32Array[] } {
  const order = shuffledOrder(task.streams.order, 0, task.rows.train.length).subarray(0, task.batchSize);
  const rows = Uint32Array.from(order, (position) => task.rows.train[position]!);
  const batch = {
    rows: rows.length,
    inputs: Float32Array.from(Array.from(rows).flatMap((row) => expandedRow(task.table, row))),
    targets: expandTargets(task.table, rows, task.network),
  };
  const flat = Float32Array.from(parameters.flatMap((tensor) => Array.from(tensor)));
  return tf.tidy(() => {
    const tensors = splitParameters(tf.tensor1d(flat), placeParameters(task.network));
    const maskOf = (place: Parameters<typeof maskFactors>[1] extends infer P ? Omit<P, 'step' | 'purpose'> : never) =>
      maskFactors(task.streams.mask, { ...(place as Parameters<typeof maskFactors>[1]), step: 0, purpose: 0 });
    const { dataLoss, gradients } = differentiate(task.network, tensors, {
      batch,
      maskOf,
      classWeights: task.classWeights,
    });
    return { loss: dataLoss, gradients: gradients.map((tensor) => Float32Array.from(tensor.dataSync())) };
  });
}

describe.each(NETWORK_CASES)('$title', ({ model, shape = {}, batch = 8, classWeights }) => {
  const task = madeTask(model, shape, { batchSize: batch, ...(classWeights && { classWeights }) });

  beforeAll(() => openBackend('cpu'));

  it('gradients and loss agree with the float64 reference to 1e-5 of the largest of their tensor', () => {
    const { loss, before, gradients } = fusedStep(task);
    const reference = referenceGradients(task.network, before, referenceBatch(task, 0, batch));
    expect(Math.abs(loss - reference.loss)).toBeLessThan(1e-5 * Math.max(1, reference.loss));
    gradients.forEach((tensor, i) => expect(shareOff(tensor, reference.gradients[i]!)).toBeLessThan(1e-5));
  });

  it('gradients and one step agree with the automatic differentiation of tfjs to 1e-5', () => {
    const { loss, before, gradients, after } = fusedStep(task);
    const expected = tfjsGradients(task, before);
    expect(Math.abs(loss - expected.loss)).toBeLessThan(1e-5 * Math.max(1, expected.loss));
    expected.gradients.forEach((tensor, i) => {
      expect(shareOff(gradients[i]!, tensor)).toBeLessThan(1e-5);
      const stepped = before[i]!.map((value, k) => value - LEARNING_RATE * tensor[k]!);
      expect(shareOff(after[i]!, stepped)).toBeLessThan(1e-5);
    });
  });

  it('the release build and the build that checks every access give the same bits', () => {
    expect(fusedStep(task, { checked: false })).toEqual(fusedStep(task));
  });

  it('the reference itself agrees with central differences', () => {
    const { before } = fusedStep(task);
    const data = referenceBatch(task, 0, batch);
    const parameters = before.map((tensor) => Float64Array.from(tensor));
    const { gradients } = referenceGradients(task.network, parameters, data);
    const sizes = parameterSizes(task.network);
    const h = 1e-6;
    sizes.forEach((size, t) => {
      for (let k = 0; k < size; k += Math.ceil(size / 5)) {
        const at = (value: number): number => {
          const moved = parameters.map((tensor) => Float64Array.from(tensor));
          moved[t]![k]! += value;
          return referenceGradients(task.network, moved, data).objective;
        };
        expect(Math.abs((at(h) - at(-h)) / (2 * h) - gradients[t]![k]!)).toBeLessThan(1e-6);
      }
    });
  });
});

it.each(['two dropouts in a row', 'wide layers'])(
  'a last batch of one row sees nothing of the full batch before it: %s',
  (title) => {
    const { model } = NETWORK_CASES.find((network) => network.title === title)!;
    const task = madeTask(model, {}, { batchSize: 23 });
    expect(task.rows.train.length).toBe(24);
    const session = open(task);
    const { exports } = session.trainer;
    scatterParameters(session);
    exports.orderRows(0);
    exports.batchGradients(0, 23, 0);
    exports.applyGradients();
    exports.batchGradients(23, 1, 0);
    const reference = referenceGradients(task.network, parametersOf(session), referenceBatch(task, 23, 1));
    parametersOf(session, 1).forEach((tensor, i) =>
      expect(shareOff(tensor, reference.gradients[i]!)).toBeLessThan(1e-5),
    );
  },
);

it('a dropped unit passes no gradient: its kernel row keeps exactly zero', () => {
  const task = madeTask(NETWORK_CASES.find(({ title }) => title === 'a batch of one row')!.model, {}, { batchSize: 1 });
  const { gradients } = fusedStep(task);
  const { mask } = referenceBatch(task, 0, 1);
  const kernel = gradients[2]!;
  for (let unit = 0; unit < 6; unit++) {
    const row = Array.from(kernel.subarray(14 * unit, 14 * (unit + 1)));
    if (mask(0, 0, unit) === 0) expect(row.every((g) => g === 0)).toBe(true);
  }
  expect(kernel.some((g) => g !== 0)).toBe(true);
});

describe('symmetries of one step', () => {
  const model = sequential([dense(11, { activation: 'relu' }), dropout(0), dense(14, { activation: 'prelu' })]);

  /** Gradients after `change` has rewritten the parameters (flat, row-major). */
  function gradientsAfter(task: TrainTask, change: (parameters: Float32Array[]) => Float32Array[]) {
    const session = open(task);
    const reference = open(madeTask(model, PLAIN), { checked: false });
    scatterParameters(reference);
    const changed = change(parametersOf(reference));
    session.layout.parameters.forEach((span, i) => writeParameter(session, span, changed[i]!));
    session.trainer.exports.orderRows(0);
    const loss = session.trainer.exports.batchGradients(0, task.batchSize, 0);
    return { loss, gradients: parametersOf(session, 1) };
  }

  const PLAIN = { numericWidth: 4, widths: [] };
  const plain = gradientsAfter(madeTask(model, PLAIN), (parameters) => parameters);

  it('permuting hidden units permutes their gradients and changes nothing else', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10], { minLength: 11 }), (to) => {
        const columns = (w: Float32Array): Float32Array => w.map((_, i) => w[Math.floor(i / 11) * 11 + to[i % 11]!]!);
        const rows = (w: Float32Array): Float32Array => w.map((_, i) => w[to[Math.floor(i / 14)]! * 14 + (i % 14)]!);
        const permute = ([w1, b1, w2, ...rest]: Float32Array[]): Float32Array[] => [
          columns(w1!),
          columns(b1!),
          rows(w2!),
          ...rest,
        ];
        const permuted = gradientsAfter(madeTask(model, PLAIN), permute);
        expect(Math.abs(permuted.loss - plain.loss)).toBeLessThan(1e-5);
        permute(plain.gradients).forEach((tensor, i) =>
          expect(shareOff(permuted.gradients[i]!, tensor)).toBeLessThan(1e-5),
        );
      }),
      { numRuns: 30 },
    );
  });

  it('a constant zero column changes no loss and no gradient, bit for bit, and its own weights get none', () => {
    const narrow = madeTable(PLAIN);
    const numeric = Float32Array.from({ length: narrow.rows * 5 }, (_, i) =>
      i % 5 === 4 ? 0 : narrow.numeric[Math.floor(i / 5) * 4 + (i % 5)]!,
    );
    const wide = madeTask(model, PLAIN, { table: { ...narrow, numeric, numericWidth: 5 } });
    const extended = gradientsAfter(wide, ([w1, ...rest]) => [
      Float32Array.of(...w1!, ...w1!.subarray(0, 11)),
      ...rest,
    ]);
    expect(extended.loss).toBe(plain.loss);
    const [kernel, ...others] = extended.gradients;
    expect(kernel!.subarray(0, 44)).toEqual(plain.gradients[0]);
    expect(kernel!.subarray(44).every((g) => g === 0)).toBe(true);
    expect(others).toEqual(plain.gradients.slice(1));
  });
});
