/** The lecture's first claim: dropout "can lower the variability of the output of the neural network". */
import { defineExperiment, dense, dropout, holdout, sequential, variant } from 'reseed';

export default defineExperiment({
  name: 'dropout-vs-none',
  question: 'Does dropout steady the accuracy of a small network, and does it cost any?',
  protocol: holdout({ splits: 50, seeds: 5, test: 0.2, validation: 0.2 }),
  baseline: 'none',
  variants: {
    none: variant(sequential([dense(50, { activation: 'relu' }), dense(25, { activation: 'relu' })])),
    dropout: variant(sequential([dense(50, { activation: 'relu' }), dropout(0.5), dense(25, { activation: 'relu' })])),
  },
});
