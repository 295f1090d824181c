import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '../../src/engines/tfjs/backends.js';
import { placeParameters } from '../../src/engines/tfjs/parameters.js';
import { withinNorms } from '../../src/engines/tfjs/training-step.js';
import { trainNetwork } from '../../src/engines/tfjs/train-network.js';
import type { TrainTask } from '../../src/engines/engine.js';
import { resolveNetwork } from '../../src/model/network.js';
import { adam, dense, dropout, fixedEpochs, sequential } from '../../src/model/spec.js';
import type { SequentialModel } from '../../src/model/spec.js';
import { madeTask, open, parametersOf, scatterParameters, train } from './fused-task.js';

const MOST = 0.87;
const SHAPE = { numericWidth: 5, widths: [7, 2], classes: 3 };

function model(maxNorm?: number): SequentialModel {
  const limit = maxNorm === undefined ? {} : { maxNorm };
  return sequential([
    dense(18, { activation: 'relu', ...limit }),
    dropout(0.5),
    dense(14, { activation: 'tanh', ...limit }),
  ]);
}

/** The parameters before and after one step on scattered parameters. */
function oneStep(task: TrainTask, { checked = true } = {}): { after: Float32Array[] } {
  const session = open(task, { checked });
  scatterParameters(session);
  const { exports } = session.trainer;
  exports.orderRows(0);
  exports.batchGradients(0, task.batchSize, 0);
  exports.applyGradients();
  return { after: parametersOf(session) };
}

/** Norms of the columns of a flat kernel, in float64. */
function norms(kernel: Float32Array, units: number): number[] {
  return Array.from({ length: units }, (_, unit) =>
    Math.sqrt(kernel.reduce((sum, w, i) => (i % units === unit ? sum + w * w : sum), 0)),
  );
}

describe('max-norm in the fused engine', () => {
  const free = oneStep(madeTask(model(), SHAPE)).after;
  const bound = oneStep(madeTask(model(MOST), SHAPE)).after;

  it.each([
    ['the first layer, numbers and categories', 0, 18],
    ['a hidden layer', 2, 14],
  ])('scales columns that are too long to the limit and leaves the others bit for bit: %s', (_, at, units) => {
    const before = norms(free[at]!, units);
    expect(before.some((norm) => norm > MOST) && before.some((norm) => norm <= MOST)).toBe(true);
    bound[at]!.forEach((w, i) => {
      const norm = before[i % units]!;
      if (norm <= MOST) expect(w).toBe(free[at]![i]!);
      else expect(w).toBeCloseTo((free[at]![i]! * MOST) / norm, 6);
    });
    expect(Math.max(...norms(bound[at]!, units))).toBeLessThan(MOST * (1 + 1e-6));
  });

  it('leaves biases and the output layer alone', () => {
    for (const i of [1, 3, 4, 5]) expect(bound[i]).toEqual(free[i]);
  });

  it('gives the same bits in the build that checks every access', () => {
    expect(oneStep(madeTask(model(MOST), SHAPE), { checked: false }).after).toEqual(bound);
  });

  it('changes no bit where nothing is too long, and trains otherwise to other weights', () => {
    const task = (maxNorm?: number): TrainTask =>
      madeTask(model(maxNorm), SHAPE, { optimizer: adam(0.03), stopping: fixedEpochs(8) });
    const plain = train(task()).predictions;
    expect(train(task(1e6)).predictions).toEqual(plain);
    expect(train(task(0.3)).predictions).not.toEqual(plain);
  });
});

describe('max-norm and class weights in both engines', () => {
  beforeAll(() => openBackend('cpu'));

  it('tfjs scales the same columns', () => {
    const network = resolveNetwork(sequential([dense(2, { maxNorm: 1 })]), { inputs: 2, target: { kind: 'number' } });
    tf.tidy(() => {
      // Columns (3, 4) and (0.6, 0.1); then bias, kernel and bias of the output layer.
      const flat = tf.tensor1d([3, 0.6, 4, 0.1, 5, 5, 7, 8, 9]);
      const after = Array.from(withinNorms(network, flat, placeParameters(network)).dataSync());
      [0.6, 0.6, 0.8, 0.1, 5, 5, 7, 8, 9].forEach((value, i) => expect(after[i]).toBeCloseTo(value, 6));
    });
  });

  it.each([
    ['max-norm', model(MOST), undefined],
    ['class weights', model(), Float32Array.of(0.5, 1.5, 3)],
    [
      'class weights and a sigmoid',
      sequential([dense(9, { activation: 'tanh', maxNorm: 0.5 })], { output: 'sigmoid' }),
      Float32Array.of(0.6, 3),
    ],
  ])('give the same nets to 1e-4: %s', async (_, spec, classWeights) => {
    const shape = { ...SHAPE, classes: classWeights?.length === 2 ? 2 : 3 };
    const task = madeTask(spec, shape, { stopping: fixedEpochs(4), ...(classWeights && { classWeights }) });
    const mine = train(task);
    const theirs = await trainNetwork(task, { beforeEpoch: () => undefined });
    if (theirs.status !== 'trained') throw new Error('diverged');
    mine.predictions.forEach((p, i) => expect(theirs.predictions[i]).toBeCloseTo(p, 4));
    mine.curve.validation.forEach((loss, i) => expect(theirs.curve.validation[i]).toBeCloseTo(loss, 4));
  });

  it('weights of 1 change no bit, others do', () => {
    const plain = train(madeTask(model(), SHAPE)).predictions;
    expect(train(madeTask(model(), SHAPE, { classWeights: Float32Array.of(1, 1, 1) })).predictions).toEqual(plain);
    expect(train(madeTask(model(), SHAPE, { classWeights: Float32Array.of(1, 2, 1) })).predictions).not.toEqual(plain);
  });

  it.each([0, -1, NaN])('a max-norm of %d is none', (maxNorm) => {
    const spec = sequential([dense(2, { maxNorm })]);
    expect(() => resolveNetwork(spec, { inputs: 2, target: { kind: 'number' } })).toThrow(RangeError);
  });
});
