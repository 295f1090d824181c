/**
 * A network as the trainer carries it out: activation and dropout merged into one pass, and the places chosen where
 * rows are compacted to what is not zero. Pure; knows no addresses.
 */
import type { Network, Operation } from '../../model/network.js';
import type { Activation, Regularizer } from '../../model/spec.js';

export interface DenseStage {
  readonly kind: 'dense';
  /** Place among the dense layers, for the stream of initial weights. */
  readonly denseIndex: number;
  readonly inputs: number;
  readonly units: number;
  readonly kernel: Regularizer;
  /** 0: no limit. */
  readonly maxNorm: number;
  /** Reads numbers and level numbers instead of a matrix. */
  readonly first: boolean;
}

export interface PiecewiseStage {
  readonly kind: 'piecewise';
  readonly width: number;
  readonly activation: 'relu' | 'trained' | 'fixed';
  /** Slope below zero of `fixed`; 1 for dropout alone. */
  readonly slope: number;
  readonly dropout: { readonly rate: number; readonly index: number } | undefined;
  /** Lists of units instead of rows, for the dense stage that follows: in training, and at inference. */
  readonly lists: { readonly training: boolean; readonly inference: boolean };
}

export interface SmoothStage {
  readonly kind: 'smooth';
  readonly width: number;
  readonly activation: 'elu' | 'gelu' | 'tanh' | 'sigmoid';
}

export interface PenaltyStage {
  readonly kind: 'penalty';
  readonly width: number;
  readonly activity: Regularizer;
}

export type Stage = DenseStage | PiecewiseStage | SmoothStage | PenaltyStage;

/** Below this many outputs a list costs more than the zeros it leaves out. */
const LIST_MIN_UNITS = 13;

const PIECEWISE: Partial<Record<Activation, PiecewiseStage['activation']>> = {
  relu: 'relu',
  prelu: 'trained',
  leakyRelu: 'fixed',
};

/** The stages of a network, in order; the last is the dense output layer. */
export function lowerNetwork(network: Network): readonly Stage[] {
  const stages: Stage[] = [];
  const { operations } = network;
  for (let i = 0; i < operations.length; i++) {
    const operation = operations[i]!;
    const next = operations[i + 1];
    if (operation.op === 'dense') {
      const { denseIndex, inputs, units, kernel, maxNorm = 0 } = operation;
      stages.push({ kind: 'dense', denseIndex, inputs, units, kernel, maxNorm, first: i === 0 });
    } else if (operation.op === 'activityPenalty') {
      stages.push({ kind: 'penalty', width: operation.width, activity: operation.activity });
    } else if (operation.op === 'activation' && PIECEWISE[operation.activation] === undefined) {
      stages.push({
        kind: 'smooth',
        width: operation.width,
        activation: operation.activation as SmoothStage['activation'],
      });
    } else {
      const dropout = operation.op === 'dropout' ? operation : next?.op === 'dropout' ? next : undefined;
      if (operation.op === 'activation' && dropout !== undefined) i++;
      stages.push(piecewise(operation, { dropout, next: operations[i + 1] }));
    }
  }
  return stages;
}

type DropoutOperation = Extract<Operation, { op: 'dropout' }>;

function piecewise(
  operation: Exclude<Operation, { op: 'dense' | 'activityPenalty' }>,
  { dropout, next }: { dropout: DropoutOperation | undefined; next: Operation | undefined },
): PiecewiseStage {
  const activation = operation.op === 'dropout' ? 'fixed' : PIECEWISE[operation.activation]!;
  const readsLists = next?.op === 'dense' && next.units >= LIST_MIN_UNITS;
  return {
    kind: 'piecewise',
    width: operation.width,
    activation,
    slope: operation.op === 'dropout' ? 1 : activation === 'fixed' ? operation.slope : 0,
    dropout: dropout && { rate: dropout.rate, index: dropout.dropoutIndex },
    lists: {
      training: readsLists && (activation === 'relu' || dropout !== undefined),
      inference: readsLists && activation === 'relu',
    },
  };
}
