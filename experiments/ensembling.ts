/** The lecture: dropout is "almost like built-in ensembling". So: how many plain nets is one dropout net worth? */
import { defineExperiment, dense, dropout, holdout, sequential, variant } from 'reseed';

export default defineExperiment({
  name: 'ensembling',
  question: 'Dropout is "almost like built-in ensembling": how many plain nets is one dropout net worth?',
  background:
    'Mean-probability ensembles of plain nets, from the stored predictions of 40 seeds a split, beside one dropout net and its Monte-Carlo form (masks kept on, 1 to 100 of them averaged).',
  protocol: holdout({ splits: 20, seeds: 40, test: 0.2, validation: 0.2 }),
  ensembles: [2, 5, 10, 25],
  baseline: 'none',
  variants: {
    none: variant(sequential([dense(50, { activation: 'relu' }), dense(25, { activation: 'relu' })]), {
      label: 'one plain net',
    }),
    dropout: variant(sequential([dense(50, { activation: 'relu' }), dropout(0.5), dense(25, { activation: 'relu' })]), {
      label: 'one dropout net',
      monteCarloSamples: [1, 2, 5, 10, 25, 50, 100],
    }),
  },
});
