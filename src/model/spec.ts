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

export function sequential(layers: readonly Layer[], options: { output?: 'auto' | 'sigmoid' } = {}): SequentialModel {
  return { type: 'sequential', layers, output: options.output ?? 'auto' };
}

export function dense(units: number, options: Partial<Omit<DenseLayer, 'type' | 'units'>> = {}): DenseLayer {
  return { type: 'dense', units, activation: 'linear', ...options };
}

export function dropout(rate: number): DropoutLayer {
  return { type: 'dropout', rate };
}

export function activation(name: Activation): ActivationLayer {
  return { type: 'activation', activation: name };
}

/** Parametric ReLU: one trained slope a unit, from zero. */
export function prelu(): ActivationLayer {
  return activation('prelu');
}

export function leakyRelu(slope = 0.3): ActivationLayer {
  return { type: 'activation', activation: 'leakyRelu', slope };
}

export function l1(factor: number): Regularizer {
  return { l1: factor, l2: 0 };
}

export function l2(factor: number): Regularizer {
  return { l1: 0, l2: factor };
}

export function l1l2(l1Factor: number, l2Factor: number): Regularizer {
  return { l1: l1Factor, l2: l2Factor };
}

export function adam(
  learningRate = 1e-3,
  options: { beta1?: number; beta2?: number; epsilon?: number } = {},
): Optimizer {
  return { type: 'adam', learningRate, beta1: 0.9, beta2: 0.999, epsilon: 1e-7, ...options };
}

/** Adam with decoupled weight decay on every parameter, Keras's form: p ← p − learningRate × weightDecay × p before the step. */
export function adamW(
  learningRate = 1e-3,
  options: { beta1?: number; beta2?: number; epsilon?: number; weightDecay?: number } = {},
): Optimizer {
  return { type: 'adamW', learningRate, beta1: 0.9, beta2: 0.999, epsilon: 1e-7, weightDecay: 0.004, ...options };
}

export function sgd(learningRate = 0.01, options: { momentum?: number; nesterov?: boolean } = {}): Optimizer {
  return { type: 'sgd', learningRate, momentum: 0, nesterov: false, ...options };
}

export function rmsprop(
  learningRate = 1e-3,
  options: { rho?: number; momentum?: number; epsilon?: number } = {},
): Optimizer {
  return { type: 'rmsprop', learningRate, rho: 0.9, momentum: 0, epsilon: 1e-7, ...options };
}

export function earlyStopping(options: { patience?: number; minDelta?: number; maxEpochs?: number } = {}): Stopping {
  return { type: 'earlyStopping', patience: 25, minDelta: 1e-3, maxEpochs: 1000, ...options };
}

export function fixedEpochs(epochs: number): Stopping {
  return { type: 'fixedEpochs', epochs };
}
