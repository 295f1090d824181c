/**
 * A model spec meets its table: shapes are filled in, the output layer is added, and what is left is a flat list of
 * operations that an engine carries out one after the other. Pure; both engines read this and nothing else.
 */
import type { Activation, Regularizer, SequentialModel } from './spec.js';

/** What the target asks of the last layer. */
export type PredictedKind = { readonly kind: 'classes'; readonly classes: number } | { readonly kind: 'number' };

export type Loss = 'softmaxCrossEntropy' | 'sigmoidCrossEntropy' | 'meanSquaredError';

export type Operation =
  /** y = x W + b; W is [inputs, units], Glorot uniform from the `init` stream at `denseIndex`; b starts at zero. */
  | {
      readonly op: 'dense';
      readonly inputs: number;
      readonly units: number;
      readonly denseIndex: number;
      readonly kernel: Regularizer;
      /** Largest norm of a column of W after a step; absent where there is no limit. */
      readonly maxNorm?: number;
    }
  /** Elementwise; `prelu` has one trained slope a unit, from zero; `leakyRelu` reads `slope`. */
  | {
      readonly op: 'activation';
      readonly activation: Exclude<Activation, 'linear'>;
      readonly width: number;
      readonly slope: number;
    }
  /** Adds (l1 Σ|x| + l2 Σx²) / batch rows to the loss; passes x on. */
  | { readonly op: 'activityPenalty'; readonly width: number; readonly activity: Regularizer }
  /** Mask from the `mask` stream at `dropoutIndex`, scaled by 1/(1−rate); the identity at inference. */
  | { readonly op: 'dropout'; readonly width: number; readonly rate: number; readonly dropoutIndex: number };

export interface Network {
  /** Width of the encoded input: numbers first, then one column a level of every category. */
  readonly inputs: number;
  /** Width of the last dense operation: classes, or 1. */
  readonly outputs: number;
  readonly loss: Loss;
  readonly operations: readonly Operation[];
  /** Trained scalars: kernels, biases and PReLU slopes. */
  readonly parameters: number;
}

const NONE: Regularizer = { l1: 0, l2: 0 };

/** @throws {RangeError} if a width is not a positive whole number, a rate is outside [0, 1), or sigmoid meets other than two classes */
export function resolveNetwork(
  model: SequentialModel,
  { inputs, target }: { inputs: number; target: PredictedKind },
): Network {
  const operations: Operation[] = [];
  let width = positive(inputs, 'input width');
  let denseIndex = 0;
  let dropoutIndex = 0;
  let parameters = 0;
  const addActivation = (activation: Activation, slope = 0.3): void => {
    if (activation === 'linear') return;
    if (activation === 'prelu') parameters += width;
    operations.push({ op: 'activation', activation, width, slope });
  };
  const addDense = (units: number, kernel: Regularizer, maxNorm?: number): void => {
    const limit = maxNorm === undefined ? {} : { maxNorm: aboveZero(maxNorm) };
    const shape = { inputs: width, units: positive(units, 'units'), denseIndex: denseIndex++ };
    operations.push({ op: 'dense', ...shape, kernel, ...limit });
    parameters += width * units + units;
    width = units;
  };
  for (const layer of model.layers) {
    if (layer.type === 'dense') {
      addDense(layer.units, layer.kernelRegularizer ?? NONE, layer.maxNorm);
      addActivation(layer.activation);
      const activity = layer.activityRegularizer ?? NONE;
      if (activity.l1 !== 0 || activity.l2 !== 0) operations.push({ op: 'activityPenalty', width, activity });
    } else if (layer.type === 'activation') addActivation(layer.activation, layer.slope);
    else {
      if (!(layer.rate >= 0 && layer.rate < 1))
        throw new RangeError(`dropout rate ${layer.rate}: expected 0 ≤ rate < 1`);
      const index = dropoutIndex++;
      if (layer.rate > 0) operations.push({ op: 'dropout', width, rate: layer.rate, dropoutIndex: index });
    }
  }
  const loss = lossFor(model, target);
  const outputs = loss === 'softmaxCrossEntropy' && target.kind === 'classes' ? target.classes : 1;
  addDense(outputs, NONE);
  return { inputs, outputs, loss, operations, parameters };
}

function lossFor(model: SequentialModel, target: PredictedKind): Loss {
  if (target.kind === 'number') return 'meanSquaredError';
  if (model.output === 'auto') return 'softmaxCrossEntropy';
  if (target.classes !== 2)
    throw new RangeError(`output 'sigmoid' needs a target of 2 classes, this one has ${target.classes}`);
  return 'sigmoidCrossEntropy';
}

function positive(value: number, what: string): number {
  if (!Number.isInteger(value) || value < 1)
    throw new RangeError(`${what} ${value}: expected a whole number of at least 1`);
  return value;
}

function aboveZero(maxNorm: number): number {
  if (!(maxNorm > 0)) throw new RangeError(`max-norm ${maxNorm}: expected a number above 0`);
  return maxNorm;
}
