/**
 * The lecture's question in the lecture's framework: 50 relu, dropout .5, 25 relu, softmax in Keras; 5-fold, folds that stay,
 * 500 epochs. The experiment "rerun" asks the same of Reseed's own engine, on the same rows in the same folds. Needs Python
 * with keras and jax. Not part of "bench --all", and nobody promises the same bytes: other versions of Keras, and other
 * machines, give other numbers. folds.csv was written by folds.mjs.
 */
import { command, defineExperiment } from 'reseed';

const line = 'python3 train.py {seed} {predictions}';
const options = { uses: ['train.py', 'folds.csv'], timeout: '30m' };

export default defineExperiment({
  name: 'keras-dropout',
  question: 'Does dropout steady the accuracy of the lecture’s network in Keras, and does it cost any?',
  background:
    'The lecture’s protocol in its own framework: 500 epochs of Adam, batches of 32, five folds that stay, another seed at each rerun; the score is of the out-of-fold predictions of all rows. The table is made.',
  seeds: 10,
  metrics: ['accuracy', 'balancedAccuracy', 'logLoss'],
  needs: {
    // Keras asks for TensorFlow unless it is told to use JAX, as train.py tells it.
    'Python 3 with keras and jax': ['python3', '-c', 'import os; os.environ["KERAS_BACKEND"] = "jax"; import keras'],
  },
  variants: {
    none: command(line, {}, options),
    dropout: command(`${line} --dropout .5`, {}, options),
  },
});
