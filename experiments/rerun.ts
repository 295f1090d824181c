/**
 * The lecture: "if we were to rerun this we might get a different accuracy": 70 %, then 71 %.
 * Its own protocol, rerun 100 times: the folds stay, weights, batch order and masks change, as they did there.
 */
import { defineExperiment, dense, dropout, fixedEpochs, kFold, sequential, variant } from 'reseed';

const stopping = fixedEpochs(500);

export default defineExperiment({
  name: 'rerun',
  question: 'The lecture trained the same network twice and read 70 % and 71 %: what can a sample of two say?',
  protocol: kFold({ folds: 5, repeats: 1, seeds: 100 }),
  vary: ['init', 'order', 'mask'],
  baseline: 'none',
  variants: {
    none: variant(sequential([dense(50, { activation: 'relu' }), dense(25, { activation: 'relu' })]), { stopping }),
    dropout: variant(sequential([dense(50, { activation: 'relu' }), dropout(0.5), dense(25, { activation: 'relu' })]), {
      stopping,
    }),
  },
});
