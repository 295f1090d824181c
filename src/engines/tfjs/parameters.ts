/**
 * The trained numbers of a network as one flat vector: kernels, biases and PReLU slopes in the order of the operations.
 * One vector, because an optimizer step over it costs a handful of tensor operations instead of a handful a tensor.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Network } from '../../model/network.js';
import { glorotUniform, type StreamKey } from '../../base/streams.js';

export interface ParameterPlace {
  readonly shape: readonly number[];
  readonly size: number;
  readonly offset: number;
}

/** Where each parameter lies in the flat vector: [kernel, bias] of a dense operation, [slopes] of a prelu. */
export function placeParameters(network: Network): readonly ParameterPlace[] {
  const places: ParameterPlace[] = [];
  let offset = 0;
  const place = (...shape: number[]): void => {
    const size = shape.reduce((a, b) => a * b, 1);
    places.push({ shape, size, offset });
    offset += size;
  };
  for (const operation of network.operations) {
    if (operation.op === 'dense') {
      place(operation.inputs, operation.units);
      place(operation.units);
    } else if (operation.op === 'activation' && operation.activation === 'prelu') place(operation.width);
  }
  return places;
}

/** Initial values: Glorot uniform kernels from the `init` stream, zeros elsewhere. Length `network.parameters`. */
export function initialParameters(network: Network, init: StreamKey): Float32Array {
  const result = new Float32Array(network.parameters);
  let offset = 0;
  for (const operation of network.operations) {
    if (operation.op === 'dense') {
      const { inputs, units, denseIndex } = operation;
      result.set(glorotUniform(init, denseIndex, { fanIn: inputs, fanOut: units }), offset);
      offset += inputs * units + units;
    } else if (operation.op === 'activation' && operation.activation === 'prelu') offset += operation.width;
  }
  return result;
}

/** The parameters as tensors of their shapes; the caller's tidy owns them. */
export function splitParameters(flat: tf.Tensor1D, places: readonly ParameterPlace[]): tf.Tensor[] {
  return places.map(({ shape, size, offset }) => tf.reshape(tf.slice1d(flat, offset, size), [...shape]));
}

/** Tensors in the order of the places, as one vector. */
export function joinParameters(tensors: readonly tf.Tensor[]): tf.Tensor1D {
  return tf.concat1d(tensors.map((tensor) => tf.reshape(tensor, [tensor.size])));
}
