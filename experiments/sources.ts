/** The lecture speaks of "the effects of the random weights": how much of the spread is theirs, and how much is not? */
import { defineExperiment, dense, dropout, holdout, pickFreeze, sequential, variant } from 'reseed';

export default defineExperiment({
  name: 'sources',
  question: 'How much of the spread comes from the random weights, the batch order, the dropout masks and the split?',
  protocol: holdout({ splits: 20, seeds: 5, test: 0.2, validation: 0.2 }),
  sources: pickFreeze({ samples: 100 }),
  baseline: 'none',
  variants: {
    none: variant(sequential([dense(50, { activation: 'relu' }), dense(25, { activation: 'relu' })])),
    dropout: variant(sequential([dense(50, { activation: 'relu' }), dropout(0.5), dense(25, { activation: 'relu' })])),
  },
});
