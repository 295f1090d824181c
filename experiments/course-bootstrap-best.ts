/** Notebook 5.5, the best net: 100 PReLU three times, L2 on kernel and activities, dropout .5 twice, patience 100. */
import {
  courseBootstrap,
  defineExperiment,
  dense,
  dropout,
  earlyStopping,
  holdout,
  l2,
  sequential,
  variant,
  wholeTable,
} from 'reseed';

const model = sequential([
  dense(100, { activation: 'prelu', kernelRegularizer: l2(1e-4) }),
  dropout(0.5),
  dense(100, { activation: 'prelu', activityRegularizer: l2(1e-4) }),
  dropout(0.5),
  dense(100, { activation: 'prelu', activityRegularizer: l2(1e-4) }),
]);
const stopping = earlyStopping({ patience: 100, minDelta: 1e-3, maxEpochs: 1000 });

export default defineExperiment({
  name: 'course-bootstrap-best',
  question: 'The course’s best network by its bootstrap: how much of its score is the early stopping?',
  background:
    'This table is made; the published figure (log loss .6496 ± .0425 over 100 splits, 196 epochs, about 50 minutes) is context, not a target. With your own copy of the course’s file use --data.',
  encoding: wholeTable({ zscore: ['income', 'aspect', 'save_rate', 'subscriptions', 'age'] }),
  protocol: courseBootstrap({ splits: 100, test: 0.1 }),
  baseline: 'threeWay',
  variants: {
    threeWay: variant(model, {
      stopping,
      label: 'honest three-way split',
      protocol: holdout({ test: 0.1, validation: 0.1 }),
    }),
    course: variant(model, { stopping, label: 'the course’s way' }),
  },
});
