/** One pass through a network: operations in, logits and penalties out. Knows nothing of losses, optimizers or epochs. */
import * as tf from '@tensorflow/tfjs-core';
import type { Network, Operation } from '../../model/network.js';
import type { Regularizer } from '../../model/spec.js';
import { activate } from './activations.js';

export type DropoutOperation = Extract<Operation, { op: 'dropout' }>;

export interface ForwardOptions {
  /** Factors of a dropout mask, [rows, width]; without it every unit is there, as at inference. */
  readonly mask?: (operation: DropoutOperation) => tf.Tensor2D;
  /** Collects the penalties, one scalar each; without it they are not computed. */
  readonly penalties?: tf.Scalar[];
}

/** Logits (or scaled values), [rows, outputs]. `parameters` in the order of `placeParameters`. Call inside a tidy. */
export function forward(
  network: Network,
  parameters: readonly tf.Tensor[],
  { input, ...options }: ForwardOptions & { input: tf.Tensor2D },
): tf.Tensor2D {
  let x = input;
  let next = 0;
  for (const operation of network.operations) {
    switch (operation.op) {
      case 'dense': {
        const kernel = parameters[next++] as tf.Tensor2D;
        const bias = parameters[next++] as tf.Tensor1D;
        x = tf.fused.matMul({ a: x, b: kernel, transposeA: false, transposeB: false, bias }) as tf.Tensor2D;
        addPenalty(options.penalties, kernel, operation.kernel);
        break;
      }
      case 'activation': {
        const slopes = operation.activation === 'prelu' ? parameters[next++] : undefined;
        x = activate(x, operation.activation, { slope: operation.slope, slopes });
        break;
      }
      case 'activityPenalty':
        addPenalty(options.penalties, x, scaled(operation.activity, 1 / x.shape[0]));
        break;
      case 'dropout':
        if (options.mask !== undefined) x = tf.mul(x, options.mask(operation));
    }
  }
  return x;
}

/** l1 Σ|x| + l2 Σx². |x| is written x sign(x): its gradient is zero at zero, where that of tf.abs is −1. */
function addPenalty(penalties: tf.Scalar[] | undefined, x: tf.Tensor, { l1, l2 }: Regularizer): void {
  if (penalties === undefined) return;
  if (l1 !== 0) penalties.push(tf.mul(tf.sum(tf.mul(x, tf.sign(x))), l1));
  if (l2 !== 0) penalties.push(tf.mul(tf.sum(tf.square(x)), l2));
}

function scaled({ l1, l2 }: Regularizer, factor: number): Regularizer {
  return { l1: l1 * factor, l2: l2 * factor };
}
