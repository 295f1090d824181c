/**
 * Models of your own, built with TensorFlow.js: is batch normalisation the steadier choice? The functions below run only in
 * the process that trains; what they draw comes from the run's own streams, so that every run can be repeated.
 */
import type * as Layers from '@tensorflow/tfjs-layers';
import { adam, defineExperiment, earlyStopping, holdout, variant } from 'reseed';
import type { ModelShape } from 'reseed';

type Tf = typeof Layers;

/** 50 relu → 25 relu, with what `after` makes behind the first layer; the last layer stays linear. */
function network(tf: Tf, { inputs, outputs }: ModelShape, after: Layers.layers.Layer[] = []) {
  return tf.sequential({
    layers: [
      tf.layers.dense({ units: 50, activation: 'relu', inputShape: [inputs], kernelInitializer: 'glorotUniform' }),
      ...after,
      tf.layers.dense({ units: 25, activation: 'relu', kernelInitializer: 'glorotUniform' }),
      tf.layers.dense({ units: outputs, kernelInitializer: 'glorotUniform' }),
    ],
  });
}

const training = { optimizer: adam(), batchSize: 128, stopping: earlyStopping({ patience: 10 }) };

export default defineExperiment({
  name: 'own-model',
  question: 'Which is the steadier small network: plain, with batch normalisation, or with dropout?',
  protocol: holdout({ splits: 10, seeds: 2, test: 0.2, validation: 0.2 }),
  baseline: 'none',
  variants: {
    none: variant((tf: Tf, shape) => network(tf, shape), training),
    'batch normalisation': variant((tf: Tf, shape) => network(tf, shape, [tf.layers.batchNormalization()]), training),
    dropout: variant((tf: Tf, shape) => network(tf, shape, [tf.layers.dropout({ rate: 0.5 })]), training),
  },
});
