import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '../../src/engines/tfjs/backends.js';
import { forward } from '../../src/engines/tfjs/forward.js';
import { placeParameters, splitParameters } from '../../src/engines/tfjs/parameters.js';
import { differentiate } from '../../src/engines/tfjs/training-step.js';
import { resolveNetwork } from '../../src/model/network.js';
import { activation, dense, dropout, l1, l1l2, l2, sequential, type SequentialModel } from '../../src/model/spec.js';

/** inputs 2 → 2 → 1 value. Kernel 1 [[1, -2], [0, 0.5]], bias 1 [0.25, -1], kernel 2 [[1], [3]], bias 2 [0]. */
const WEIGHTS = [1, -2, 0, 0.5, 0.25, -1, 1, 3, 0];
const INPUTS = [1, 2, -1, 4];

function networkOf(model: SequentialModel): ReturnType<typeof resolveNetwork> {
  return resolveNetwork(model, { inputs: 2, target: { kind: 'number' } });
}

/** Penalties of one pass over the two rows of INPUTS. */
function penaltiesOf(model: SequentialModel, mask?: readonly number[]): number[] {
  const network = networkOf(model);
  return tf.tidy(() => {
    const penalties: tf.Scalar[] = [];
    const parameters = splitParameters(tf.tensor1d(WEIGHTS), placeParameters(network));
    const input = tf.tensor2d(INPUTS, [2, 2]);
    forward(network, parameters, { input, penalties, ...(mask && { mask: () => tf.tensor2d([...mask], [2, 2]) }) });
    return penalties.map((penalty) => penalty.dataSync()[0]!);
  });
}

/** Gradient of the parameters with the penalty, minus that without. */
function penaltyGradient(model: SequentialModel): number[] {
  const gradient = (candidate: SequentialModel): number[] =>
    tf.tidy(() => {
      const network = networkOf(candidate);
      const parameters = splitParameters(tf.tensor1d(WEIGHTS), placeParameters(network));
      const batch = { rows: 2, inputs: Float32Array.from(INPUTS), targets: Float32Array.of(0, 0) };
      const { gradients } = differentiate(network, parameters, { batch, maskOf: () => new Float32Array(4).fill(2) });
      return gradients.flatMap((part) => Array.from(part.dataSync()));
    });
  const bare = sequential(
    model.layers.map((layer) =>
      layer.type === 'dense' ? dense(layer.units, { activation: layer.activation }) : layer,
    ),
  );
  const plain = gradient(bare);
  return gradient(model).map((value, i) => value - plain[i]!);
}

function expectClose(actual: readonly number[], expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length);
  expected.forEach((value, i) => expect(actual[i]).toBeCloseTo(value, 4));
}

beforeAll(() => openBackend('wasm'));

describe('kernel penalties', () => {
  it('are l1 Σ|W| + l2 ΣW², kernel only, whatever the batch size', () => {
    expectClose(penaltiesOf(sequential([dense(2, { kernelRegularizer: l1(0.1) })])), [0.1 * 3.5]);
    expectClose(penaltiesOf(sequential([dense(2, { kernelRegularizer: l2(0.1) })])), [0.1 * 5.25]);
    expectClose(penaltiesOf(sequential([dense(2, { kernelRegularizer: l1l2(0.1, 0.2) })])), [0.35, 1.05]);
  });

  it('have gradient l1 sign(W) + 2 l2 W, zero at a weight of zero, none for biases', () => {
    const gradient = penaltyGradient(sequential([dense(2, { kernelRegularizer: l1l2(0.1, 0.2) })]));
    expectClose(gradient, [0.1 + 0.4, -0.1 - 0.8, 0, 0.1 + 0.2, 0, 0, 0, 0, 0]);
  });

  it('cost nothing where there are none', () => {
    expect(penaltiesOf(sequential([dense(2), dropout(0.5)]))).toEqual([]);
  });
});

describe('activity penalties', () => {
  // Outputs of the first layer: row 1 (1.25, -2), row 2 (-0.75, 3).
  it('are (l1 Σ|x| + l2 Σx²) divided by the rows of the batch', () => {
    const model = sequential([dense(2, { activityRegularizer: l1l2(0.1, 0.2) })]);
    expectClose(penaltiesOf(model), [(0.1 * 7) / 2, (0.2 * (1.5625 + 4 + 0.5625 + 9)) / 2]);
  });

  it('act on the output after the activation of their layer', () => {
    const model = sequential([dense(2, { activation: 'relu', activityRegularizer: l1(0.1) })]);
    expectClose(penaltiesOf(model), [(0.1 * (1.25 + 3)) / 2]);
  });

  it('see the output before a dropout that follows, and before an activation layer', () => {
    const model = sequential([dense(2, { activityRegularizer: l1(0.1) }), activation('relu'), dropout(0.5)]);
    expectClose(penaltiesOf(model, [0, 0, 0, 0]), [(0.1 * 7) / 2]);
  });

  it('have gradient (l1 sign(x) + 2 l2 x) / rows, carried back through the layer', () => {
    const gradient = penaltyGradient(sequential([dense(2, { activityRegularizer: l1l2(0.1, 0.2) })]));
    const back = (x: number): number => (0.1 * Math.sign(x) + 0.4 * x) / 2;
    const [a, b, c, d] = [back(1.25), back(-2), back(-0.75), back(3)] as const;
    expectClose(gradient, [a - c, b - d, 2 * a + 4 * c, 2 * b + 4 * d, a + c, b + d, 0, 0, 0]);
  });
});
