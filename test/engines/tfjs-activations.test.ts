import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { activate } from '../../src/engines/tfjs/activations.js';
import { openBackend } from '../../src/engines/tfjs/backends.js';
import { describeBackends } from './tfjs-task.js';

type Name = Parameters<typeof activate>[1];

const POINTS = [-6, -2.5, -1, -0.3, -1e-3, 1e-3, 0.2, 1, 1.7, 5];

/** erf by its Taylor series in float64; good to 1e-10 for |x| ≤ 4.5. */
function erf(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; n < 120; n++) {
    term *= (-x * x) / n;
    sum += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}

const gelu = (x: number): number => (x / 2) * (1 + erf(x / Math.SQRT2));
const logistic = (x: number): number => 1 / (1 + Math.exp(-x));
const density = (x: number): number => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);

/** Value and derivative in closed form. */
const CLOSED: Record<Name, (x: number) => readonly [number, number]> = {
  relu: (x) => [Math.max(0, x), x > 0 ? 1 : 0],
  prelu: (x) => [x > 0 ? x : 0.1 * x, x > 0 ? 1 : 0.1],
  leakyRelu: (x) => [x > 0 ? x : 0.25 * x, x > 0 ? 1 : 0.25],
  elu: (x) => (x > 0 ? [x, 1] : [Math.expm1(x), Math.exp(x)]),
  gelu: (x) => [gelu(x), (1 + erf(x / Math.SQRT2)) / 2 + x * density(x)],
  tanh: (x) => [Math.tanh(x), 1 - Math.tanh(x) ** 2],
  sigmoid: (x) => [logistic(x), logistic(x) * logistic(-x)],
};

describeBackends('activations', (backend) => {
  beforeAll(() => openBackend(backend));

  it.each(Object.keys(CLOSED) as Name[])('%s has the value and the derivative of its formula', (name) => {
    const [values, slopes] = tf.tidy(() => {
      const x = tf.tensor2d(POINTS, [1, POINTS.length]);
      const f = (input: tf.Tensor): tf.Tensor =>
        activate(input as tf.Tensor2D, name, { slope: 0.25, slopes: tf.fill([POINTS.length], 0.1) });
      return [f(x).dataSync(), tf.grad(f)(x).dataSync()];
    });
    POINTS.forEach((point, i) => {
      const [value, derivative] = CLOSED[name](point);
      expect(values[i]).toBeCloseTo(value, 5);
      expect(slopes[i]).toBeCloseTo(derivative, 5);
    });
  });

  it('prelu sends to each slope the sum of its negative inputs', () => {
    const gradient = tf.tidy(() => {
      const x = tf.tensor2d([-1, 2, -3, -4], [2, 2]);
      return tf
        .grad((slopes) => activate(x, 'prelu', { slope: 0, slopes }))(tf.tensor1d([0, 0]))
        .dataSync();
    });
    expect(Array.from(gradient)).toEqual([-4, -4]);
  });
});

describe('prelu', () => {
  it('without slopes is a programming error', async () => {
    await openBackend('cpu');
    expect(() => tf.tidy(() => activate(tf.zeros([1, 1]), 'prelu', { slope: 0 }))).toThrow(TypeError);
  });
});
