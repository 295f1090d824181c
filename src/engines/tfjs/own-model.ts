/**
 * The user's own model: how it is built, and what is refused. Runs in the child process only, since it replaces
 * `Math.random`, which belongs to everybody.
 */
import * as core from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { UserError } from '../../base/errors.js';
import type { ModelShape } from '../../model/own.js';
import { uniforms, type StreamKey } from '../../base/streams.js';
import type { ModelEnds } from './inputs.js';

/** What a model builder is given as `tf`: tensors and operations of tfjs-core, layers and models of tfjs-layers. */
export type Tfjs = typeof core & typeof layers;

export type { ModelShape } from '../../model/own.js';

/** Builds a fresh model: `inputs` wide, `outputs` wide, the last layer linear (the loss applies the softmax). */
export type ModelBuilder = (tf: Tfjs, shape: ModelShape) => layers.LayersModel;

export const tfjs = { ...core, ...layers } as Tfjs;

/** Runs `body` with `Math.random` drawing from a stream, and puts the old one back, however it ends. */
export async function withRandomFrom<T>(key: StreamKey, body: () => T | Promise<T>): Promise<T> {
  /* eslint-disable no-restricted-properties -- layers of TensorFlow.js know no other source of randomness */
  const own = Math.random;
  Math.random = uniforms(key);
  try {
    return await body();
  } finally {
    Math.random = own;
  }
  /* eslint-enable no-restricted-properties */
}

/**
 * Builds the model from the `init` stream and checks that it can be trained here.
 *
 * @throws {UserError} if the builder fails, the widths do not fit, the last layer is a softmax, or a dropout is seeded
 */
export async function buildModel(
  build: ModelBuilder,
  { ends, init }: { ends: ModelEnds; init: StreamKey },
): Promise<layers.LayersModel> {
  const { inputs, outputs, loss } = ends;
  const target = loss === 'meanSquaredError' ? 'number' : 'classes';
  const model = await withRandomFrom(init, () => {
    try {
      return build(tfjs, { inputs, outputs, target });
    } catch (error) {
      throw refused(
        `cannot be built: ${error instanceof Error ? error.message : String(error)}`,
        'Mend it in the experiment file.',
      );
    }
  });
  try {
    checkModel(model, { inputs, outputs });
  } catch (error) {
    if (model instanceof layers.LayersModel) model.dispose();
    throw error;
  }
  return model;
}

function checkModel(model: layers.LayersModel, { inputs, outputs }: { inputs: number; outputs: number }): void {
  if (!(model instanceof layers.LayersModel)) {
    throw refused('is not a tf.LayersModel', 'Return what tf.sequential(…) or tf.model(…) gives.');
  }
  checkWidth(
    'input',
    model.inputs.map(({ shape }) => shape),
    inputs,
  );
  checkWidth(
    'output',
    model.outputs.map(({ shape }) => shape),
    outputs,
  );
  for (const layer of model.layers) checkLayer(layer);
  if (model.layers.at(-1)?.getConfig()['activation'] === 'softmax') {
    throw refused(
      'ends in a softmax',
      'Leave the last layer linear: the loss applies the softmax itself, which keeps small probabilities exact.',
    );
  }
}

function checkWidth(end: 'input' | 'output', shapes: readonly layers.SymbolicTensor['shape'][], width: number): void {
  const shape = shapes[0] ?? [];
  if (shapes.length === 1 && shape.length === 2 && shape[1] === width) return;
  const found = shapes.map((one) => `[${one.map((size) => size ?? 'rows').join(', ')}]`).join(' and ');
  throw refused(
    `has the ${end} ${found}`,
    `It must have one ${end} of shape [rows, ${width}]: take the width from \`shape.${end}s\`.`,
  );
}

function checkLayer(layer: layers.layers.Layer): void {
  if (layer instanceof layers.LayersModel) {
    for (const inner of layer.layers) checkLayer(inner);
    return;
  }
  const { seed, name } = layer.getConfig() as { seed?: unknown; name?: string };
  if (typeof seed === 'number' && /Dropout|Noise/.test(layer.getClassName())) {
    throw refused(
      `has a seeded dropout layer (${name ?? layer.getClassName()})`,
      'Leave its seed out: TensorFlow.js repeats a seeded mask at every step. Unseeded it draws from the run’s mask stream, and is repeatable.',
    );
  }
}

function refused(what: string, remedy: string): UserError {
  return new UserError(`The model ${what}.`, remedy);
}
