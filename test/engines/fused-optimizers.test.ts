import { expect, it } from 'vitest';
import { adam, adamW, dense, rmsprop, sequential, sgd, type Optimizer } from '../../src/model/spec.js';
import { uniforms, streamKey } from '../../src/base/streams.js';
import { madeTask, open, parametersOf, scatterParameters } from './fused-task.js';

const STEPS = 30;

/** Update of one parameter in float64, with its own state: new value from (value, gradient, step from 1). */
type Rule = (p: number, g: number, t: number) => number;

function adamRule({ rate, b1 = 0.9, b2 = 0.999, epsilon = 1e-7, decay = 0 }: Record<string, number>): () => Rule {
  return () => {
    let m = 0;
    let v = 0;
    return (p, g, t) => {
      m = b1 * m + (1 - b1) * g;
      v = b2 * v + (1 - b2) * g * g;
      const step = (rate! * (m / (1 - b1 ** t))) / (Math.sqrt(v / (1 - b2 ** t)) + epsilon);
      return p - rate! * decay * p - step;
    };
  };
}

function sgdRule({ rate, momentum, nesterov }: { rate: number; momentum: number; nesterov: boolean }): () => Rule {
  return () => {
    let a = 0;
    return (p, g) => {
      a = momentum * a + g;
      return p - rate * (nesterov ? g + momentum * a : a);
    };
  };
}

function rmspropRule({ rate, rho, momentum, epsilon }: Record<string, number>): () => Rule {
  return () => {
    let s = 0;
    let a = 0;
    return (p, g) => {
      s = rho! * s + (1 - rho!) * g * g;
      a = momentum! * a + (rate! * g) / Math.sqrt(s + epsilon!);
      return p - a;
    };
  };
}

const CASES: readonly { title: string; optimizer: Optimizer; rule: () => Rule }[] = [
  { title: 'adam', optimizer: adam(0.01), rule: adamRule({ rate: 0.01 }) },
  {
    title: 'adam with other constants',
    optimizer: adam(0.02, { beta1: 0.5, beta2: 0.9, epsilon: 1e-3 }),
    rule: adamRule({ rate: 0.02, b1: 0.5, b2: 0.9, epsilon: 1e-3 }),
  },
  {
    title: 'adamW',
    optimizer: adamW(0.01, { weightDecay: 0.3 }),
    rule: adamRule({ rate: 0.01, decay: 0.3 }),
  },
  { title: 'sgd', optimizer: sgd(0.05), rule: sgdRule({ rate: 0.05, momentum: 0, nesterov: false }) },
  {
    title: 'sgd with momentum',
    optimizer: sgd(0.05, { momentum: 0.9 }),
    rule: sgdRule({ rate: 0.05, momentum: 0.9, nesterov: false }),
  },
  {
    title: 'sgd with Nesterov momentum',
    optimizer: sgd(0.05, { momentum: 0.9, nesterov: true }),
    rule: sgdRule({ rate: 0.05, momentum: 0.9, nesterov: true }),
  },
  {
    title: 'rmsprop',
    optimizer: rmsprop(0.01),
    rule: rmspropRule({ rate: 0.01, rho: 0.9, momentum: 0, epsilon: 1e-7 }),
  },
  {
    title: 'rmsprop with momentum',
    optimizer: rmsprop(0.01, { rho: 0.8, momentum: 0.6, epsilon: 1e-4 }),
    rule: rmspropRule({ rate: 0.01, rho: 0.8, momentum: 0.6, epsilon: 1e-4 }),
  },
];

/** Large, small and tiny gradients of both signs, and some that are always zero. */
function gradientOf(next: () => number, k: number): number {
  if (k % 7 === 6) return 0;
  return Math.fround((2 * next() - 1) * [1, 1e-3, 1e-6, 10][k % 4]!);
}

it.each(CASES)('$title follows its rule in float64 on fixed gradients', ({ optimizer, rule }) => {
  const session = open(madeTask(sequential([dense(5)]), {}, { optimizer }));
  scatterParameters(session);
  const span = session.layout.parameters[0]!;
  const start = parametersOf(session)[0]!;
  const rules = Array.from(start, () => rule());
  const expected = Array.from(start);
  const next = uniforms(streamKey('test', 'gradients'));
  for (let t = 1; t <= STEPS; t++) {
    const floats = new Float32Array(session.trainer.memory.buffer);
    for (let k = 0; k < start.length; k++) {
      const g = gradientOf(next, k);
      const at = session.layout.blocks[1] + span.offset + Math.floor(k / span.width) * span.stride;
      floats[at / 4 + (k % span.width)] = g;
      expected[k] = rules[k]!(expected[k]!, g, t);
    }
    session.trainer.exports.applyGradients();
  }
  parametersOf(session)[0]!.forEach((value, k) => {
    expect(Math.abs(value - expected[k]!)).toBeLessThan(3e-6 * Math.max(1, Math.abs(expected[k]!)));
  });
  expect(parametersOf(session, 1)[0]!.every((g) => g === 0)).toBe(true);
});

it('with epsilon 0 a parameter that never had a gradient stays where it is', () => {
  const session = open(madeTask(sequential([]), {}, { optimizer: adam(0.01, { epsilon: 0 }) }));
  const before = parametersOf(session);
  session.trainer.exports.applyGradients();
  expect(parametersOf(session)).toEqual(before);
});
