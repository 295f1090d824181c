/**
 * The linear model that stands beside the variants as a reference: trained by the same engine on the same rows, but by a
 * recipe of its own. With the baseline's, whose steps suit a deeper net, it would stop long before it fits.
 */
import { perSplit } from '../../data/encoding.js';
import type { Experiment, Variant } from '../../experiment/experiment.js';
import { protocolOf } from './protocol-of.js';
import { adam, earlyStopping, fixedEpochs, sequential } from '../../model/spec.js';

/** Epochs where no validation rows say when to stop. */
const EPOCHS = 100;

export function linearVariant(experiment: Experiment): Variant {
  const { trainRows, protocol } = experiment.variants[experiment.baseline]!;
  const own = protocolOf(experiment, experiment.variants[experiment.baseline]!);
  const watches = own.kind === 'courseBootstrap' || own.validation > 0;
  return {
    model: sequential([]),
    optimizer: adam(0.01),
    batchSize: 32,
    stopping: watches ? earlyStopping({ minDelta: 1e-4 }) : fixedEpochs(EPOCHS),
    ...(trainRows === undefined ? {} : { trainRows }),
    ...(protocol === undefined ? {} : { protocol }),
  };
}

/** Everything learnt from the training rows, whatever the variants are given. */
export const LINEAR_ENCODING = perSplit();
