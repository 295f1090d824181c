/** A variant in plain words, for reports: `50 relu → dropout .5 → 25 relu → softmax`. */
import type { Variant } from '../experiment/experiment.js';
import type { OwnModel } from './own.js';
import type { Layer, Optimizer, Regularizer, SequentialModel, Stopping } from './spec.js';

export function describeRecipe(
  { model, optimizer, batchSize, stopping, trainRows, classWeight }: Variant,
  task: 'classification' | 'regression',
): string {
  const network = model.type === 'own' ? describeOwn(model) : describeNetwork(model, task);
  const rows = trainRows === undefined ? '' : `; ${trainRows} training rows`;
  const weights = classWeight === undefined ? '' : '; classes weighted alike';
  return `${network}; ${describeOptimizer(optimizer)}, batches of ${batchSize}; ${describeStopping(stopping)}${weights}${rows}`;
}

function describeNetwork({ layers, output }: SequentialModel, task: 'classification' | 'regression'): string {
  const last = task === 'regression' ? 'linear' : output === 'sigmoid' ? 'sigmoid' : 'softmax';
  return [...layers.map(describeLayer), last].join(' → ');
}

function describeOwn({ parameters }: OwnModel): string {
  return parameters === undefined ? 'own model' : `own model (${parameters} parameters)`;
}

function describeLayer(layer: Layer): string {
  if (layer.type === 'dropout') return `dropout ${decimal(layer.rate)}`;
  if (layer.type === 'activation') return layer.activation;
  const penalties = [
    penalty('kernel', layer.kernelRegularizer),
    penalty('activity', layer.activityRegularizer),
    layer.maxNorm === undefined ? '' : `max-norm ${decimal(layer.maxNorm)}`,
  ].filter((text) => text !== '');
  const notes = penalties.length > 0 ? ` (${penalties.join(', ')})` : '';
  return `${layer.units}${layer.activation === 'linear' ? '' : ` ${layer.activation}`}${notes}`;
}

function penalty(what: string, regularizer: Regularizer | undefined): string {
  if (regularizer === undefined) return '';
  const parts = [
    regularizer.l1 > 0 ? `L1 ${decimal(regularizer.l1)}` : '',
    regularizer.l2 > 0 ? `L2 ${decimal(regularizer.l2)}` : '',
  ];
  const text = parts.filter((part) => part !== '').join(' + ');
  return text === '' ? '' : `${what} ${text}`;
}

function describeOptimizer(optimizer: Optimizer): string {
  const names = { adam: 'Adam', adamW: 'AdamW', sgd: 'SGD', rmsprop: 'RMSprop' } as const;
  return `${names[optimizer.type]} ${decimal(optimizer.learningRate)}`;
}

function describeStopping(stopping: Stopping): string {
  if (stopping.type === 'fixedEpochs') return `${stopping.epochs} epochs`;
  return `early stopping (patience ${stopping.patience}, min delta ${decimal(stopping.minDelta)})`;
}

/** As people write it: .5, 1e-4. */
function decimal(value: number): string {
  const text = value !== 0 && Math.abs(value) < 0.01 ? value.toExponential() : String(value);
  return text.replace(/^0\./, '.');
}
