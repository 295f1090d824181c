/**
 * The optimizers, over one flat vector of parameters. Knows gradients, nothing of where they come from.
 * Formulas are those of TensorFlow.js 4.22 (`tf.train`); AdamW is Keras's: decay first, then Adam's step.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Optimizer } from '../../model/spec.js';

export interface Stepper {
  /** The next parameters; a new tensor in the caller's tidy. State tensors are kept here until `dispose`. */
  readonly step: (parameters: tf.Tensor1D, gradient: tf.Tensor1D) => tf.Tensor1D;
  readonly dispose: () => void;
}

export function createStepper(optimizer: Optimizer, size: number): Stepper {
  switch (optimizer.type) {
    case 'adam':
      return adamStepper(optimizer, size, 0);
    case 'adamW':
      return adamStepper(optimizer, size, optimizer.weightDecay);
    case 'sgd':
      return sgdStepper(optimizer, size);
    case 'rmsprop':
      return rmspropStepper(optimizer, size);
  }
}

/** A vector that outlives tidies and is replaced step by step. */
function cell(size: number): { get: () => tf.Tensor1D; set: (next: tf.Tensor1D) => tf.Tensor1D; dispose: () => void } {
  let value = tf.keep(tf.zeros<tf.Rank.R1>([size]));
  return {
    get: () => value,
    set: (next) => {
      value.dispose();
      return (value = tf.keep(next));
    },
    dispose: () => {
      value.dispose();
    },
  };
}

/** m ← β₁m + (1−β₁)g, v ← β₂v + (1−β₂)g², p ← p − η m̂ / (√v̂ + ε) with m̂ = m/(1−β₁ᵗ), v̂ = v/(1−β₂ᵗ). */
function adamStepper(
  { learningRate, beta1, beta2, epsilon }: Extract<Optimizer, { type: 'adam' | 'adamW' }>,
  size: number,
  weightDecay: number,
): Stepper {
  const first = cell(size);
  const second = cell(size);
  let power1 = 1;
  let power2 = 1;
  return {
    step: (parameters, gradient) => {
      power1 *= beta1;
      power2 *= beta2;
      const m = first.set(tf.add(tf.mul(first.get(), beta1), tf.mul(gradient, 1 - beta1)));
      const v = second.set(tf.add(tf.mul(second.get(), beta2), tf.mul(tf.square(gradient), 1 - beta2)));
      const root = tf.add(tf.sqrt(tf.div(v, 1 - power2)), epsilon);
      const update = tf.div(tf.mul(m, learningRate / (1 - power1)), root);
      const decayed = weightDecay === 0 ? parameters : tf.mul(parameters, 1 - learningRate * weightDecay);
      return tf.sub(decayed, update);
    },
    dispose: () => {
      first.dispose();
      second.dispose();
    },
  };
}

/** a ← μa + g, p ← p − η a (Nesterov: p ← p − η (g + μa)); without momentum p ← p − η g. */
function sgdStepper({ learningRate, momentum, nesterov }: Extract<Optimizer, { type: 'sgd' }>, size: number): Stepper {
  if (momentum === 0) {
    return {
      step: (parameters, gradient) => tf.sub(parameters, tf.mul(gradient, learningRate)),
      dispose: () => undefined,
    };
  }
  const velocity = cell(size);
  return {
    step: (parameters, gradient) => {
      const a = velocity.set(tf.add(tf.mul(velocity.get(), momentum), gradient));
      const direction = nesterov ? tf.add(gradient, tf.mul(a, momentum)) : a;
      return tf.sub(parameters, tf.mul(direction, learningRate));
    },
    dispose: velocity.dispose,
  };
}

/** s ← ρs + (1−ρ)g², a ← μa + η g / √(s + ε), p ← p − a. */
function rmspropStepper(
  { learningRate, rho, momentum, epsilon }: Extract<Optimizer, { type: 'rmsprop' }>,
  size: number,
): Stepper {
  const meanSquare = cell(size);
  const velocity = cell(size);
  return {
    step: (parameters, gradient) => {
      const s = meanSquare.set(tf.add(tf.mul(meanSquare.get(), rho), tf.mul(tf.square(gradient), 1 - rho)));
      const update = tf.div(tf.mul(gradient, learningRate), tf.sqrt(tf.add(s, epsilon)));
      const a = velocity.set(tf.add(tf.mul(velocity.get(), momentum), update));
      return tf.sub(parameters, a);
    },
    dispose: () => {
      meanSquare.dispose();
      velocity.dispose();
    },
  };
}
