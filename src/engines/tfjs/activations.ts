/** The activations in terms of TensorFlow.js operations, with the definitions of Keras. Knows one tensor at a time. */
import * as tf from '@tensorflow/tfjs-core';
import type { Activation } from '../../model/spec.js';

const SQRT_HALF = Math.SQRT1_2;

/**
 * Elementwise; `slope` is the slope below zero of leakyRelu, `slopes` the trained ones of prelu, [width].
 * elu has alpha 1; gelu is x Φ(x) with the exact normal distribution function.
 */
export function activate(
  x: tf.Tensor2D,
  activation: Exclude<Activation, 'linear'>,
  { slope, slopes }: { slope: number; slopes?: tf.Tensor | undefined },
): tf.Tensor2D {
  switch (activation) {
    case 'relu':
      return tf.relu(x);
    case 'leakyRelu':
      return tf.leakyRelu(x, slope);
    case 'prelu':
      if (slopes === undefined) throw new TypeError('prelu needs its slopes');
      return tf.prelu(x, slopes) as tf.Tensor2D;
    case 'elu':
      return tf.elu(x);
    case 'gelu':
      return tf.mul(tf.mul(x, 0.5), tf.add(tf.erf(tf.mul(x, SQRT_HALF)), 1));
    case 'tanh':
      return tf.tanh(x);
    case 'sigmoid':
      return tf.sigmoid(x);
  }
}
