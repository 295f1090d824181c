import { describe, expect, it } from 'vitest';
import { instantiateTrainer } from '../../src/engines/fused/trainer.js';
import { normalCdf } from '../reference/network-float64.js';

const { exports, memory } = instantiateTrainer();
const base = Math.ceil(exports.heapBase() / 16) * 16;
memory.grow(4);

/** The function at place `which`, over the values, by the trainer's own arithmetic. */
function apply(which: number, values: readonly number[]): Float32Array {
  const bytes = Math.ceil(values.length / 4) * 16;
  new Float32Array(memory.buffer, base, values.length).set(values);
  exports.mapUnary(which, base, base + bytes, bytes);
  return Float32Array.from(new Float32Array(memory.buffer, base + bytes, values.length));
}

/** Evenly spread float32 numbers. */
function spread(from: number, to: number): number[] {
  return Array.from({ length: 4001 }, (_, i) => Math.fround(from + ((to - from) * i) / 4000));
}

const ULP = 2 ** -23;

/** Largest error as a share of the exact value, in units of float32's last place. */
function relativeUlps(which: number, exact: (x: number) => number, values: readonly number[]): number {
  const results = apply(which, values);
  return Math.max(
    ...values.map((x, i) => {
      const expected = exact(x);
      return results[i] === expected ? 0 : Math.abs(results[i]! - expected) / Math.abs(expected) / ULP;
    }),
  );
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

describe.each([
  { title: 'exp', which: 0, exact: Math.exp, from: -87, to: 88, ulps: 2 },
  { title: 'exp of x ≤ 0', which: 1, exact: Math.exp, from: -87, to: 0, ulps: 2 },
  { title: 'log', which: 2, exact: Math.log, from: 1e-3, to: 50, ulps: 3 },
  { title: 'log(1 + x)', which: 3, exact: Math.log1p, from: 0, to: 1, ulps: 3 },
  { title: 'exp(x) − 1', which: 4, exact: Math.expm1, from: -20, to: 0, ulps: 3 },
  { title: 'sigmoid', which: 5, exact: sigmoid, from: -80, to: 80, ulps: 4 },
  { title: 'tanh', which: 6, exact: Math.tanh, from: -9, to: 9, ulps: 4 },
  { title: 'tanh near zero', which: 6, exact: Math.tanh, from: -1e-4, to: 1e-4, ulps: 4 },
  { title: 'Φ', which: 7, exact: normalCdf, from: -1, to: 8, ulps: 3 },
  {
    title: 'the normal density',
    which: 8,
    exact: (x: number) => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI),
    from: -3,
    to: 3,
    ulps: 6,
  },
])('$title', ({ which, exact, from, to, ulps }) => {
  it(`stays within ${ulps} units of the last place between ${from} and ${to}`, () => {
    expect(relativeUlps(which, exact, spread(from, to))).toBeLessThanOrEqual(ulps);
  });
});

it('the lower tail of Φ keeps its relative precision', () => {
  // x² / 2 is rounded before exp takes it: up to x²/4 units of the last place, 25 at x = −10.
  expect(relativeUlps(7, normalCdf, spread(-10, -1))).toBeLessThanOrEqual(40);
});

it('infinities and NaN come out as the function has them', () => {
  expect(Array.from(apply(0, [Infinity, -Infinity, NaN, 100]))).toEqual([Infinity, 0, NaN, Infinity]);
  expect(Array.from(apply(1, [-Infinity, -1000, NaN, -0]))).toEqual([0, 0, NaN, 1]);
  expect(Array.from(apply(2, [Infinity, 1, NaN, 2]))).toEqual([Infinity, 0, NaN, Math.fround(Math.LN2)]);
  expect(Array.from(apply(5, [Infinity, -Infinity, NaN, 0]))).toEqual([1, 0, NaN, 0.5]);
  expect(Array.from(apply(6, [Infinity, -Infinity, NaN, -0]))).toEqual([1, -1, NaN, -0]);
  expect(Array.from(apply(7, [Infinity, -Infinity, NaN, 9]))).toEqual([1, 0, NaN, 1]);
});
