/**
 * scikit-learn's MLP with and without early stopping, on rows that Reseed divides; the script hands its predictions back.
 * Needs Python with scikit-learn; "bench --all" leaves it out where that is missing. Other versions give other numbers.
 * Ten splits: twenty were planned, and cut when the first were seen, for want of time; the committed interval does not know of that.
 */
import { command, defineExperiment, holdout, simple } from 'reseed';

const line = 'python3 programs/mlp.py {trainCsv} {testCsv} {seed} {predictions}';

export default defineExperiment({
  question: 'Does early stopping help scikit-learn’s MLP on a small table?',
  background:
    'Two hundred epochs of Adam, or a stop once a tenth of the training rows, held back, gets no better for ten epochs.',
  data: simple(),
  protocol: holdout({ splits: 10, seeds: 1, test: 0.2, validation: 0 }),
  metrics: ['accuracy', 'balancedAccuracy', 'logLoss'],
  needs: { 'Python 3 with scikit-learn': ['python3', '-c', 'import sklearn'] },
  variants: {
    plain: command(line, {}, { label: '200 epochs' }),
    early: command(`${line} --early-stopping`, {}, { label: 'early stopping' }),
  },
});
