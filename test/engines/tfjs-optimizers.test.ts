import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { openBackend } from '../../src/engines/tfjs/backends.js';
import { createStepper } from '../../src/engines/tfjs/optimizers.js';
import { adam, adamW, rmsprop, sgd, type Optimizer } from '../../src/model/spec.js';
import { describeBackends } from './tfjs-task.js';

const START = [1, -0.5, 0];
const GRADIENTS = [
  [0.1, -2, 1e-4],
  [0.3, 1, -1e-4],
  [-0.2, 0.5, 2e-4],
  [0.05, 0, 1e-4],
];

/** Parameters after each of the fixed gradients. */
function run(optimizer: Optimizer): number[][] {
  const stepper = createStepper(optimizer, START.length);
  let parameters = tf.tensor1d(START);
  const path = GRADIENTS.map((gradient) => {
    parameters = tf.tidy(() => stepper.step(parameters, tf.tensor1d(gradient)));
    return Array.from(parameters.dataSync());
  });
  stepper.dispose();
  return path;
}

/** The same in float64, one parameter at a time; `rule` returns the update function of one parameter with its own state. */
function byHand(rule: () => (p: number, g: number, t: number) => number): number[][] {
  const updates = START.map(() => rule());
  let parameters = START;
  return GRADIENTS.map((gradient, step) => {
    parameters = parameters.map((p, i) => updates[i]!(p, gradient[i]!, step + 1));
    return parameters;
  });
}

function adamByHand(rate: number, decay = 0, epsilon = 1e-7): ReturnType<typeof byHand> {
  return byHand(() => {
    let m = 0;
    let v = 0;
    return (p, g, t) => {
      m = 0.9 * m + 0.1 * g;
      v = 0.999 * v + 0.001 * g * g;
      const decayed = p - rate * decay * p;
      return decayed - (rate * (m / (1 - 0.9 ** t))) / (Math.sqrt(v / (1 - 0.999 ** t)) + epsilon);
    };
  });
}

function momentumByHand(rate: number, momentum: number, nesterov: boolean): ReturnType<typeof byHand> {
  return byHand(() => {
    let a = 0;
    return (p, g) => {
      a = momentum * a + g;
      return p - rate * (nesterov ? g + momentum * a : a);
    };
  });
}

function rmspropByHand(rate: number, momentum: number, epsilon: number): ReturnType<typeof byHand> {
  return byHand(() => {
    let s = 0;
    let a = 0;
    return (p, g) => {
      s = 0.9 * s + 0.1 * g * g;
      a = momentum * a + (rate * g) / Math.sqrt(s + epsilon);
      return p - a;
    };
  });
}

const CASES: [string, Optimizer, number[][]][] = [
  ['adam', adam(0.01), adamByHand(0.01)],
  ['adam with a large epsilon, outside the root', adam(0.01, { epsilon: 0.1 }), adamByHand(0.01, 0, 0.1)],
  ['adamW: decay, then the step of Adam', adamW(0.01, { weightDecay: 0.5 }), adamByHand(0.01, 0.5)],
  ['sgd', sgd(0.1), momentumByHand(0.1, 0, false)],
  ['sgd with momentum', sgd(0.1, { momentum: 0.9 }), momentumByHand(0.1, 0.9, false)],
  ['sgd with Nesterov momentum', sgd(0.1, { momentum: 0.9, nesterov: true }), momentumByHand(0.1, 0.9, true)],
  ['rmsprop', rmsprop(0.01), rmspropByHand(0.01, 0, 1e-7)],
  ['rmsprop with momentum', rmsprop(0.01, { momentum: 0.5 }), rmspropByHand(0.01, 0.5, 1e-7)],
  ['rmsprop with a large epsilon, inside the root', rmsprop(0.01, { epsilon: 0.1 }), rmspropByHand(0.01, 0, 0.1)],
];

describeBackends('optimizers', (backend) => {
  beforeAll(() => openBackend(backend));

  it.each(CASES)('%s follows its formula on fixed gradients', (_, optimizer, expected) => {
    run(optimizer).forEach((parameters, step) => {
      parameters.forEach((value, i) => expect(value).toBeCloseTo(expected[step]![i]!, 5));
    });
  });

  it('adam, momentum and rmsprop agree with those of tf.train', () => {
    const pairs: [Optimizer, tf.Optimizer][] = [
      [adam(0.01), tf.train.adam(0.01, 0.9, 0.999, 1e-7)],
      [sgd(0.1, { momentum: 0.9 }), tf.train.momentum(0.1, 0.9, false)],
      [sgd(0.1, { momentum: 0.9, nesterov: true }), tf.train.momentum(0.1, 0.9, true)],
      [rmsprop(0.01, { momentum: 0.5 }), tf.train.rmsprop(0.01, 0.9, 0.5, 1e-7)],
    ];
    for (const [ours, theirs] of pairs) {
      const variable = tf.variable(tf.tensor1d(START), true, `compared ${ours.type} ${theirs.getClassName()}`);
      run(ours).forEach((parameters, step) => {
        theirs.applyGradients({ [variable.name]: tf.tensor1d(GRADIENTS[step]!) });
        const reference = variable.dataSync();
        parameters.forEach((value, i) => expect(value).toBeCloseTo(reference[i]!, 6));
      });
      variable.dispose();
    }
  });
});
