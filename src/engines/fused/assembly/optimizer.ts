/**
 * One pass over the flat block of parameters, which also clears the gradients for the next step. The padding holds
 * zeros everywhere and keeps them. Constants are derived in double precision and rounded once.
 */
import { at } from './memory';
import { ADAM, Plan, SGD } from './program';

/** Smallest denominator: where a gradient was never anything but zero and epsilon is 0, the step is 0 and not 0/0. */
const TINY: f64 = 1.2e-38;

/**
 * Moments below these are taken as zero, every sixteen steps. They would fade into denormal numbers where gradients stay
 * zero (a unit that is off for good), and those slow every later step, by two on one processor and by a hundred on another.
 */
const FADED: f32 = 1e-30;
const FADED_SQUARE: f32 = 1e-36;

let steps: i32 = 0;

/** Sets what is smaller than `least` to zero; NaN stays. */
export function dropFaded(moments: usize, bytes: usize, least: f32): void {
  const bound = f32x4.splat(least);
  for (let j: usize = 0; j < bytes; j += 16) {
    const v = v128.load(at(moments + j));
    v128.store(moments + j, v128.andnot(v, f32x4.lt(f32x4.abs(v), bound)));
  }
}

/** The powers of beta1 and beta2 after the steps so far. */
let power1: f64 = 1;
let power2: f64 = 1;

export function resetOptimizer(): void {
  power1 = 1;
  power2 = 1;
  steps = 0;
}

/**
 * Adam: p −= rate × m̂ / (√v̂ + ε), with m̂ = m/(1−β1^t) and v̂ = v/(1−β2^t), multiplied through by √(1−β2^t) so that a step
 * costs one root and one division. AdamW first shrinks every parameter by rate × decay.
 */
export function adam(p: usize, g: usize, m: usize, v: usize, bytes: usize, beta1: f32, beta2: f32, rate: f32, epsilon: f32, keep: f32): void {
  const b1 = f32x4.splat(beta1);
  const b2 = f32x4.splat(beta2);
  const a1 = f32x4.splat(<f32>(1 - <f64>beta1));
  const a2 = f32x4.splat(<f32>(1 - <f64>beta2));
  const r = f32x4.splat(rate);
  const e = f32x4.splat(epsilon);
  const k = f32x4.splat(keep);
  const zero = f32x4.splat(0);
  const last = p + bytes;
  // Two vectors at a time, every load before the first store: a compiler that knows wider registers can join them.
  for (; p + 16 < last; p += 32) {
    const d0 = v128.load(at(g));
    const d1 = v128.load(at(g, 16), 16);
    const m0 = f32x4.add(f32x4.mul(b1, v128.load(at(m))), f32x4.mul(a1, d0));
    const m1 = f32x4.add(f32x4.mul(b1, v128.load(at(m, 16), 16)), f32x4.mul(a1, d1));
    const v0 = f32x4.add(f32x4.mul(b2, v128.load(at(v))), f32x4.mul(a2, f32x4.mul(d0, d0)));
    const v1 = f32x4.add(f32x4.mul(b2, v128.load(at(v, 16), 16)), f32x4.mul(a2, f32x4.mul(d1, d1)));
    const p0 = f32x4.sub(f32x4.mul(v128.load(at(p)), k), f32x4.div(f32x4.mul(r, m0), f32x4.add(f32x4.sqrt(v0), e)));
    const p1 = f32x4.sub(f32x4.mul(v128.load(at(p, 16), 16), k), f32x4.div(f32x4.mul(r, m1), f32x4.add(f32x4.sqrt(v1), e)));
    v128.store(m, m0);
    v128.store(m, m1, 16);
    v128.store(v, v0);
    v128.store(v, v1, 16);
    v128.store(g, zero);
    v128.store(g, zero, 16);
    v128.store(p, p0);
    v128.store(p, p1, 16);
    g += 32;
    m += 32;
    v += 32;
  }
  if (p < last) adamVector(p, g, m, v, b1, b2, a1, a2, r, e, k);
}

// @ts-ignore: decorator
@inline
function adamVector(p: usize, g: usize, m: usize, v: usize, b1: v128, b2: v128, a1: v128, a2: v128, rate: v128, epsilon: v128, keep: v128): void {
  const d = v128.load(at(g));
  const first = f32x4.add(f32x4.mul(b1, v128.load(at(m))), f32x4.mul(a1, d));
  const second = f32x4.add(f32x4.mul(b2, v128.load(at(v))), f32x4.mul(a2, f32x4.mul(d, d)));
  v128.store(m, first);
  v128.store(v, second);
  v128.store(g, f32x4.splat(0));
  const step = f32x4.div(f32x4.mul(rate, first), f32x4.add(f32x4.sqrt(second), epsilon));
  v128.store(p, f32x4.sub(f32x4.mul(v128.load(at(p)), keep), step));
}

/** a = momentum × a + g; p −= rate × a, or Nesterov's rate × (g + momentum × a). */
export function sgd(p: usize, g: usize, m: usize, bytes: usize, rate: f32, momentum: f32, nesterov: bool): void {
  const r = f32x4.splat(rate);
  const u = f32x4.splat(momentum);
  const zero = f32x4.splat(0);
  for (let j: usize = 0; j < bytes; j += 16) {
    const d = v128.load(at(g + j));
    const a = f32x4.add(f32x4.mul(u, v128.load(at(m + j))), d);
    v128.store(m + j, a);
    v128.store(g + j, zero);
    const step = nesterov ? f32x4.add(d, f32x4.mul(u, a)) : a;
    v128.store(p + j, f32x4.sub(v128.load(at(p + j)), f32x4.mul(r, step)));
  }
}

/** s = ρ s + (1 − ρ) g²; a = momentum × a + rate × g / √(s + ε); p −= a. */
export function rmsprop(p: usize, g: usize, s: usize, a: usize, bytes: usize, rho: f32, momentum: f32, rate: f32, epsilon: f32): void {
  const decay = f32x4.splat(rho);
  const fresh = f32x4.splat(<f32>(1 - <f64>rho));
  const u = f32x4.splat(momentum);
  const r = f32x4.splat(rate);
  const e = f32x4.splat(epsilon);
  const zero = f32x4.splat(0);
  for (let j: usize = 0; j < bytes; j += 16) {
    const d = v128.load(at(g + j));
    const square = f32x4.add(f32x4.mul(decay, v128.load(at(s + j))), f32x4.mul(fresh, f32x4.mul(d, d)));
    const step = f32x4.div(f32x4.mul(r, d), f32x4.sqrt(f32x4.add(square, e)));
    const moved = f32x4.add(f32x4.mul(u, v128.load(at(a + j))), step);
    v128.store(s + j, square);
    v128.store(a + j, moved);
    v128.store(g + j, zero);
    v128.store(p + j, f32x4.sub(v128.load(at(p + j)), moved));
  }
}

/** One step of the plan's optimizer. */
export function optimizerStep(plan: Plan): void {
  const bytes = plan.parameterBytes;
  const rate = plan.learningRate;
  steps++;
  if ((steps & 15) == 0) {
    dropFaded(plan.moment1, bytes, FADED);
    dropFaded(plan.moment2, bytes, FADED_SQUARE);
  }
  if (plan.optimizer == ADAM) {
    power1 *= plan.beta1;
    power2 *= plan.beta2;
    const root = sqrt(1 - power2);
    const keep = <f32>(1 - rate * plan.weightDecay);
    adam(plan.parameters, plan.gradients, plan.moment1, plan.moment2, bytes, <f32>plan.beta1, <f32>plan.beta2,
      <f32>((rate * root) / (1 - power1)), <f32>max(plan.epsilon * root, TINY), keep);
  } else if (plan.optimizer == SGD) {
    sgd(plan.parameters, plan.gradients, plan.moment1, bytes, <f32>rate, <f32>plan.beta1, plan.nesterov != 0);
  } else {
    rmsprop(plan.parameters, plan.gradients, plan.moment1, plan.moment2, bytes, <f32>plan.beta1, <f32>plan.beta2, <f32>rate,
      <f32>max(plan.epsilon, TINY));
  }
}
