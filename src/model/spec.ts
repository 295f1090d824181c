/**
 * The words a model is written in: layers, penalties, optimizers, stopping rules. Plain read-only data, safe to send to
 * a worker and to hash. Knows nothing of the table or of engines; names and defaults are Keras's.
 */

export type Activation = 'linear' | 'relu' | 'prelu' | 'leakyRelu' | 'elu' | 'gelu' | 'tanh' | 'sigmoid';

/** l1 × Σ|x| + l2 × Σx². On activities the sum is divided by the batch size, as Keras does. */
export interface Regularizer {
  readonly l1: number;
  readonly l2: number;
}

export interface DenseLayer {
  readonly type: 'dense';
  readonly units: number;
  readonly activation: Activation;
  readonly kernelRegularizer?: Regularizer;
  /** Acts on the layer's output, after its activation. */
  readonly activityRegularizer?: Regularizer;
  /**
   * After every step each unit's incoming weights (a column of the kernel, without the bias) are scaled down to this Euclidean
   * norm where theirs is larger (Srivastava et al. 2014, with dropout: 3 or 4).
   */
  readonly maxNorm?: number;
}

export interface DropoutLayer {
  readonly type: 'dropout';
  /** Probability that a unit is dropped, 0 ≤ rate < 1. */
  readonly rate: number;
}

export interface ActivationLayer {
  readonly type: 'activation';
  readonly activation: Activation;
  /** Slope below zero of leakyRelu (default 0.3, as Keras's layer). */
  readonly slope?: number;
}

export type Layer = DenseLayer | DropoutLayer | ActivationLayer;

/** The hidden part of a network; the output layer and the loss follow from the target. */
export interface SequentialModel {
  readonly type: 'sequential';
  readonly layers: readonly Layer[];
  /** `sigmoid`: one logit and sigmoid cross-entropy for a two-class target, instead of softmax. */
  readonly output: 'auto' | 'sigmoid';
}

export type Optimizer =
  | {
      readonly type: 'adam';
      readonly learningRate: number;
      readonly beta1: number;
      readonly beta2: number;
      readonly epsilon: number;
    }
  | {
      readonly type: 'adamW';
      readonly learningRate: number;
      readonly beta1: number;
      readonly beta2: number;
      readonly epsilon: number;
      readonly weightDecay: number;
    }
  | { readonly type: 'sgd'; readonly learningRate: number; readonly momentum: number; readonly nesterov: boolean }
  | {
      readonly type: 'rmsprop';
      readonly learningRate: number;
      readonly rho: number;
      readonly momentum: number;
      readonly epsilon: number;
    };

/** When training ends. Early stopping watches the loss on the validation rows (without penalties) and restores the best weights. */
export type Stopping =
  | { readonly type: 'earlyStopping'; readonly patience: number; readonly minDelta: number; readonly maxEpochs: number }
  | { readonly type: 'fixedEpochs'; readonly epochs: number };

/**
 * The hidden part of a network, layer after layer. The output layer and the loss follow from the target, so leave them out.
 *
 * @param options.output `sigmoid`: one output for a target of two classes, in place of a softmax of two
 * @example
 * sequential([dense(50, { activation: 'relu' }), dropout(0.5)]).layers.length; // 2
 */
export function sequential(layers: readonly Layer[], options: { output?: 'auto' | 'sigmoid' } = {}): SequentialModel {
  return { type: 'sequential', layers, output: options.output ?? 'auto' };
}

/**
 * A dense layer: y = activation(x W + b).
 *
 * @param units how many outputs it has
 * @param options.activation `linear` by default
 * @param options.kernelRegularizer a penalty on W: `l1(…)`, `l2(…)` or `l1l2(…)`
 * @param options.activityRegularizer a penalty on y
 * @param options.maxNorm no unit's incoming weights are longer than this after a step
 * @example
 * dense(50, { activation: 'relu', kernelRegularizer: l2(1e-4) }).units; // 50
 */
export function dense(units: number, options: Partial<Omit<DenseLayer, 'type' | 'units'>> = {}): DenseLayer {
  return { type: 'dense', units, activation: 'linear', ...options };
}

/**
 * Dropout: in training each unit is left out of a step with this probability, and the others are scaled by 1/(1 − rate).
 *
 * @param rate from 0 to below 1
 * @example
 * dropout(0.5).rate; // 0.5
 */
export function dropout(rate: number): DropoutLayer {
  return { type: 'dropout', rate };
}

/**
 * An activation as a layer of its own, for use after something other than a dense layer.
 *
 * @example
 * activation('gelu').activation; // 'gelu'
 */
export function activation(name: Activation): ActivationLayer {
  return { type: 'activation', activation: name };
}

/**
 * Parametric ReLU: each unit has a slope below zero that is trained, starting from 0.
 *
 * @example
 * prelu().activation; // 'prelu'
 */
export function prelu(): ActivationLayer {
  return activation('prelu');
}

/**
 * Leaky ReLU: a fixed slope below zero.
 *
 * @example
 * leakyRelu(0.1).slope; // 0.1
 */
export function leakyRelu(slope = 0.3): ActivationLayer {
  return { type: 'activation', activation: 'leakyRelu', slope };
}

/**
 * An L1 penalty: factor × Σ|x| is added to the loss.
 *
 * @example
 * l1(1e-4).l1; // 0.0001
 */
export function l1(factor: number): Regularizer {
  return { l1: factor, l2: 0 };
}

/**
 * An L2 penalty: factor × Σx² is added to the loss.
 *
 * @example
 * l2(1e-4).l2; // 0.0001
 */
export function l2(factor: number): Regularizer {
  return { l1: 0, l2: factor };
}

/**
 * Both penalties: l1Factor × Σ|x| + l2Factor × Σx².
 *
 * @example
 * l1l2(1e-5, 1e-4).l2; // 0.0001
 */
export function l1l2(l1Factor: number, l2Factor: number): Regularizer {
  return { l1: l1Factor, l2: l2Factor };
}

/**
 * Adam (Kingma & Ba 2015), with Keras's defaults.
 *
 * @param learningRate 0.001 by default
 * @example
 * adam(1e-2).learningRate; // 0.01
 */
export function adam(
  learningRate = 1e-3,
  options: { beta1?: number; beta2?: number; epsilon?: number } = {},
): Optimizer {
  return { type: 'adam', learningRate, beta1: 0.9, beta2: 0.999, epsilon: 1e-7, ...options };
}

/**
 * Adam with decoupled weight decay on every parameter, Keras's form: p ← p − learningRate × weightDecay × p before the step.
 *
 * @example
 * adamW(1e-3, { weightDecay: 0.01 }).type; // 'adamW'
 */
export function adamW(
  learningRate = 1e-3,
  options: { beta1?: number; beta2?: number; epsilon?: number; weightDecay?: number } = {},
): Optimizer {
  return { type: 'adamW', learningRate, beta1: 0.9, beta2: 0.999, epsilon: 1e-7, weightDecay: 0.004, ...options };
}

/**
 * Stochastic gradient descent, plain by default.
 *
 * @param learningRate 0.01 by default
 * @param options.momentum 0 by default
 * @param options.nesterov false by default
 * @example
 * sgd(0.1, { momentum: 0.9 }).learningRate; // 0.1
 */
export function sgd(learningRate = 0.01, options: { momentum?: number; nesterov?: boolean } = {}): Optimizer {
  return { type: 'sgd', learningRate, momentum: 0, nesterov: false, ...options };
}

/**
 * RMSprop, with Keras's defaults.
 *
 * @param learningRate 0.001 by default
 * @example
 * rmsprop().learningRate; // 0.001
 */
export function rmsprop(
  learningRate = 1e-3,
  options: { rho?: number; momentum?: number; epsilon?: number } = {},
): Optimizer {
  return { type: 'rmsprop', learningRate, rho: 0.9, momentum: 0, epsilon: 1e-7, ...options };
}

/**
 * Stops when the loss on the validation rows has not improved for a while, and keeps the best weights.
 *
 * @param options.patience epochs without improvement, 25 by default
 * @param options.minDelta what counts as an improvement, 0.001 by default
 * @param options.maxEpochs 1000 by default
 * @example
 * earlyStopping({ patience: 10 }).type; // 'earlyStopping'
 */
export function earlyStopping(options: { patience?: number; minDelta?: number; maxEpochs?: number } = {}): Stopping {
  return { type: 'earlyStopping', patience: 25, minDelta: 1e-3, maxEpochs: 1000, ...options };
}

/**
 * Trains for this many epochs and keeps the last weights.
 *
 * @example
 * fixedEpochs(200).type; // 'fixedEpochs'
 */
export function fixedEpochs(epochs: number): Stopping {
  return { type: 'fixedEpochs', epochs };
}
