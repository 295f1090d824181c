/** The losses, and what a network's output says at inference. Knows logits and targets, nothing of how they came about. */
import * as tf from '@tensorflow/tfjs-core';
import type { Loss } from '../../model/network.js';

/**
 * Mean loss over the rows, a scalar. Targets as `expandTargets` writes them for this loss.
 *
 * @param options.classWeights  what the loss of a row counts, by its class; the mean is over rows, not over weights
 */
export function meanLoss(
  loss: Loss,
  logits: tf.Tensor2D,
  { targets, classWeights }: { targets: tf.Tensor2D; classWeights?: Float32Array | undefined },
): tf.Scalar {
  const rows = logits.shape[0];
  switch (loss) {
    case 'softmaxCrossEntropy': {
      const weighted =
        classWeights === undefined ? targets : tf.mul(targets, tf.tensor2d(classWeights, [1, classWeights.length]));
      return tf.div(tf.sum(tf.mul(tf.logSoftmax(logits), weighted)), -rows);
    }
    case 'sigmoidCrossEntropy': {
      const each = tf.softplus(tf.mul(logits, targets));
      if (classWeights === undefined) return tf.div(tf.sum(each), rows);
      const [first = 1, second = 1] = classWeights;
      const weights = tf.where(tf.less(targets, 0), tf.fill(targets.shape, second), tf.fill(targets.shape, first));
      return tf.div(tf.sum(tf.mul(each, weights)), rows);
    }
    case 'meanSquaredError':
      return tf.div(tf.sum(tf.square(tf.sub(logits, targets))), rows);
  }
}

/** Row-major [rows, classes] probabilities (sigmoid: 1−p, p), or [rows, 1] scaled values. Reads the tensor. */
export function readPredictions(loss: Loss, logits: tf.Tensor2D): Float32Array {
  if (loss === 'meanSquaredError') return Float32Array.from(logits.dataSync());
  if (loss === 'softmaxCrossEntropy') return Float32Array.from(tf.softmax(logits).dataSync());
  const positive = tf.sigmoid(logits).dataSync();
  const negative = tf.sigmoid(tf.neg(logits)).dataSync();
  const result = new Float32Array(2 * positive.length);
  for (let i = 0; i < positive.length; i++) {
    result[2 * i] = negative[i]!;
    result[2 * i + 1] = positive[i]!;
  }
  return result;
}
