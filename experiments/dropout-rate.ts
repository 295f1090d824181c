/** The lecture: the dropout rate is "yet another hyperparameter that we need to optimize". */
import { defineExperiment, dense, dropout, holdout, sequential, variant } from 'reseed';

const rates = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8];

function network(rate: number) {
  return sequential([dense(50, { activation: 'relu' }), dropout(rate), dense(25, { activation: 'relu' })]);
}

export default defineExperiment({
  name: 'dropout-rate',
  question: 'Which dropout rate is best, and how sure can one be of it?',
  background: 'Dropout after the first hidden layer (50 relu), rates 0 to .8; everything else stays.',
  protocol: holdout({ splits: 60, seeds: 4, test: 0.2, validation: 0.2 }),
  baseline: 'rate 0',
  variants: Object.fromEntries(
    rates.map((rate) => [
      `rate ${rate}`,
      variant(network(rate), { label: String(rate), at: rate, axis: 'dropout rate' }),
    ]),
  ),
});
