/**
 * A user's own model: a function in an experiment file that builds it with TensorFlow.js. Only the process that trains
 * calls it; everywhere else stands a placeholder that can be hashed, stored and sent. Knows no TensorFlow, so that its
 * types are not needed by those who write no model of their own.
 */
import type { SequentialModel } from './spec.js';

/** Widths that the table asks for: [rows, inputs] in; [rows, outputs] out: logits of the classes, or the scaled value. */
export interface ModelShape {
  readonly inputs: number;
  readonly outputs: number;
  readonly target: 'classes' | 'number';
}

/**
 * Builds a fresh `tf.LayersModel`: `inputs` wide, `outputs` wide, the last layer linear (the loss applies the softmax).
 * `tf` is tfjs-core and tfjs-layers together; `docs/OWN-MODELS.md` shows how to get its types.
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- an experiment file narrows it to the types that it imports
export type ModelBuilder = (tf: any, shape: ModelShape) => object;

/** `build` is there in the file's own module only; the rest is what loading and checking the file have found out. */
export interface OwnModel {
  readonly type: 'own';
  readonly build?: ModelBuilder;
  /** Covers the bytes of the experiment file and of its local imports, and the variant's name; stands in for the model in a run's hash. */
  readonly hash?: string;
  /** The experiment file on this machine; never stored. A model without it can be analysed, not trained. */
  readonly file?: string;
  /** Trained scalars, on the table of the bench. */
  readonly parameters?: number;
}

export type Model = SequentialModel | OwnModel;

/** Wraps a builder; what is a model already stays as it is. */
export function asModel(model: Model | ModelBuilder): Model {
  return typeof model === 'function' ? { type: 'own', build: model } : model;
}
