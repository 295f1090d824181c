import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '../../src/engines/tfjs/backends.js';
import { createEvaluator } from '../../src/engines/tfjs/evaluation.js';
import { forward } from '../../src/engines/tfjs/forward.js';
import { maskFactors } from '../../src/engines/tfjs/masks.js';
import { initialParameters, placeParameters, splitParameters } from '../../src/engines/tfjs/parameters.js';
import { createTrainer, differentiate } from '../../src/engines/tfjs/training-step.js';
import { resolveNetwork } from '../../src/model/network.js';
import { dense, dropout, fixedEpochs, sequential, sgd } from '../../src/model/spec.js';
import { maskHalfwords, streamKey } from '../../src/base/streams.js';
import { trainReference } from './reference-network.js';
import { describeBackends, openEngineHere, rowRange, smallTable, smallTask, STREAMS } from './tfjs-task.js';

const UNITS = 4;
const ROWS = 3;
/** inputs 2 → 4 relu → dropout → 3 classes; parameters: kernel [2, 4], bias [4], kernel [4, 3], bias [3]. */
const network = resolveNetwork(sequential([dense(UNITS, { activation: 'tanh' }), dropout(0.5)]), {
  inputs: 2,
  target: { kind: 'classes', classes: 3 },
});
const batch = {
  rows: ROWS,
  inputs: Float32Array.of(0.5, -1, 1, 0.25, -0.75, 2),
  targets: Float32Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1),
};

/** Gradients with a given mask, as plain arrays: [kernel 1, bias 1, kernel 2, bias 2]. */
function gradientsUnder(mask: readonly number[]): Float32Array[] {
  return tf.tidy(() => {
    const parameters = splitParameters(tf.tensor1d(initialParameters(network, STREAMS.init)), placeParameters(network));
    const { gradients } = differentiate(network, parameters, { batch, maskOf: () => Float32Array.from(mask) });
    return gradients.map((gradient) => gradient.dataSync() as Float32Array);
  });
}

beforeAll(() => openBackend('wasm'));

describe('the mask', () => {
  const place = { rows: 100, width: 10, rate: 0.3, dropoutIndex: 1, purpose: 0 } as const;

  it('keeps a unit iff its 16-bit entry divided by 65536 is at least the rate', () => {
    const entries = maskHalfwords(STREAMS.mask, 1000, { step: 5, layer: 1, purpose: 0 });
    const factors = maskFactors(STREAMS.mask, { ...place, step: 5 });
    expect(Array.from(factors, (factor) => factor > 0)).toEqual(Array.from(entries, (entry) => entry / 65536 >= 0.3));
  });

  it('scales every kept unit by 1/(1−rate), rounded to float32', () => {
    const kept = maskFactors(STREAMS.mask, { ...place, step: 0 }).filter((factor) => factor !== 0);
    expect(new Set(kept)).toEqual(new Set([Math.fround(1 / 0.7)]));
  });

  it('is another one at every step, in every row and for every unit', () => {
    const first = maskFactors(STREAMS.mask, { ...place, step: 0 });
    const second = maskFactors(STREAMS.mask, { ...place, step: 1 });
    const rowsOf = (mask: Float32Array): string[] =>
      Array.from({ length: 100 }, (_, r) => mask.subarray(r * 10, r * 10 + 10).join());
    const columnsOf = (mask: Float32Array): string[] =>
      Array.from({ length: 10 }, (_, u) => mask.filter((_, i) => i % 10 === u).join());
    expect(rowsOf(first).filter((row, r) => row === rowsOf(second)[r]).length).toBeLessThan(10);
    expect(new Set(rowsOf(first)).size).toBeGreaterThan(80);
    expect(new Set(columnsOf(first)).size).toBe(10);
  });

  it('differs between dropout layers and between training and Monte-Carlo sampling', () => {
    const base = maskFactors(STREAMS.mask, { ...place, step: 0 });
    expect(maskFactors(STREAMS.mask, { ...place, step: 0, dropoutIndex: 0 })).not.toEqual(base);
    expect(maskFactors(STREAMS.mask, { ...place, step: 0, purpose: 1 })).not.toEqual(base);
  });

  it('of a higher rate is nested in that of a lower one', () => {
    const low = maskFactors(STREAMS.mask, { ...place, step: 0, rate: 0.2 });
    const high = maskFactors(STREAMS.mask, { ...place, step: 0, rate: 0.6 });
    expect(high.every((factor, i) => factor === 0 || low[i] !== 0)).toBe(true);
    expect(high.filter((factor) => factor === 0).length).toBeGreaterThan(low.filter((factor) => factor === 0).length);
  });
});

describe('a dropped unit', () => {
  it('passes no value: where all are dropped only the bias of the next layer is left', () => {
    const shifted = initialParameters(network, STREAMS.init);
    shifted.set([0.1, 0.2, 0.3], shifted.length - 3);
    const gradient = tf.tidy(() => {
      const parameters = splitParameters(tf.tensor1d(shifted), placeParameters(network));
      const result = differentiate(network, parameters, { batch, maskOf: () => new Float32Array(ROWS * UNITS) });
      return result.gradients[3]!.dataSync();
    });
    const exponentials = [0.1, 0.2, 0.3].map(Math.exp);
    const total = exponentials.reduce((a, b) => a + b);
    exponentials.forEach((value, k) => expect(gradient[k]).toBeCloseTo(value / total - 1 / 3, 6));
  });

  it('passes no gradient: none reaches its incoming weights, its bias or its outgoing weights', () => {
    const [kernel1, bias1, kernel2] = gradientsUnder([2, 0, 2, 2, 2, 0, 2, 2, 2, 0, 2, 2]);
    for (const input of [0, 1]) expect(kernel1![input * UNITS + 1]).toBe(0);
    expect(bias1![1]).toBe(0);
    for (const output of [0, 1, 2]) expect(kernel2![1 * 3 + output]).toBe(0);
    expect(kernel1!.filter((value) => value === 0).length).toBe(2);
    expect(kernel2!.filter((value) => value === 0).length).toBe(3);
  });

  it('is dropped for its own row only: the gradient is that of the rows that kept it', () => {
    const [, bias1] = gradientsUnder([2, 0, 2, 2, 2, 2, 2, 2, 2, 0, 2, 2]);
    expect(bias1![1]).not.toBe(0);
  });

  it('keeps its weights under plain gradient descent while the others move', () => {
    const mask = streamKey('test', 'mask of the one step');
    const trainer = createTrainer(network, { optimizer: sgd(0.5), streams: { ...STREAMS, mask } });
    const before = trainer.parameters().dataSync().slice();
    const one = { rows: 1, inputs: batch.inputs.slice(0, 2), targets: batch.targets.slice(0, 3) };
    trainer.step(one);
    const after = trainer.parameters().dataSync().slice();
    trainer.dispose();
    const kept = maskFactors(mask, { rows: 1, width: UNITS, rate: 0.5, dropoutIndex: 0, step: 0, purpose: 0 });
    expect(new Set(kept)).toEqual(new Set([0, 2]));
    const moved = (index: number): boolean => before[index] !== after[index];
    kept.forEach((factor, unit) => {
      const own = [unit, UNITS + unit, 2 * UNITS + unit, ...[0, 1, 2].map((k) => 3 * UNITS + 3 * unit + k)];
      expect(own.map(moved)).toEqual(own.map(() => factor > 0));
    });
  });
});

describe('biases and inference', () => {
  it('never drops the bias of the next layer: its gradient is there though every unit is dropped', () => {
    const [, , , bias2] = gradientsUnder(new Array<number>(ROWS * UNITS).fill(0));
    expect(bias2!.every((value) => Number.isFinite(value))).toBe(true);
    const shifted = gradientsUnder([2, 0, 2, 2, 2, 0, 2, 2, 2, 0, 2, 2])[3]!;
    expect(shifted.every((value) => value !== 0)).toBe(true);
  });

  it('has every unit back at inference, unscaled', () => {
    const with_ = resolveNetwork(sequential([dense(6, { activation: 'relu' }), dropout(0.7)]), {
      inputs: 5,
      target: { kind: 'classes', classes: 3 },
    });
    const without = resolveNetwork(sequential([dense(6, { activation: 'relu' })]), {
      inputs: 5,
      target: { kind: 'classes', classes: 3 },
    });
    const flat = tf.tensor1d(initialParameters(with_, STREAMS.init));
    const predict = (candidate: typeof with_): Float32Array => {
      const evaluator = createEvaluator(candidate, { table: smallTable('classes'), rows: rowRange(0, 20) });
      const parameters = (): tf.Tensor[] => splitParameters(flat, placeParameters(candidate));
      const predictions = evaluator.predict((input) => forward(candidate, parameters(), { input }));
      evaluator.dispose();
      return predictions;
    };
    expect(predict(with_)).toEqual(predict(without));
    flat.dispose();
  });
});

describeBackends('training held against float64 loops', (backend) => {
  it('takes the same steps: masks, order, weights and a last short batch', async () => {
    const epochs = 4;
    const model = sequential([
      dense(7, { activation: 'relu' }),
      dropout(0.5),
      dense(6, { activation: 'relu' }),
      dropout(0.25),
    ]);
    const task = smallTask(model, {
      optimizer: sgd(0.3),
      stopping: fixedEpochs(epochs),
      batchSize: 8,
      monteCarloSamples: [1, 3],
    });
    const engine = await openEngineHere(backend);
    const result = await engine.train(task);
    const expected = trainReference(task, { widths: [7, 6], rates: [0.5, 0.25], learningRate: 0.3, epochs });
    if (result.status !== 'trained') throw new Error('diverged');
    expected.predictions.forEach((p, i) => expect(result.predictions[i]).toBeCloseTo(p, 5));
    expected.trainCurve.forEach((loss, i) => expect(result.curve.train[i]).toBeCloseTo(loss, 5));
    expected.monteCarlo(1).forEach((p, i) => expect(result.monteCarlo[0]![i]).toBeCloseTo(p, 5));
    expected.monteCarlo(3).forEach((p, i) => expect(result.monteCarlo[1]![i]).toBeCloseTo(p, 5));
    expect(result.monteCarlo[0]).not.toEqual(result.predictions);
  });

  it('shares initial weights and batches between a net with dropout and one without', async () => {
    const engine = await openEngineHere(backend);
    const plain = sequential([dense(7, { activation: 'relu' })]);
    const dropped = sequential([dense(7, { activation: 'relu' }), dropout(0)]);
    expect(await engine.train(smallTask(dropped))).toEqual(await engine.train(smallTask(plain)));
  });
});
