/** Notebook 5.5, regression on age: 20-10-1, patience 5, beside honest three-way splits. */
import {
  courseBootstrap,
  defineExperiment,
  dense,
  earlyStopping,
  holdout,
  sequential,
  simple,
  variant,
  wholeTable,
} from 'reseed';

const model = sequential([dense(20, { activation: 'relu' }), dense(10, { activation: 'relu' })]);
const stopping = earlyStopping({ patience: 5, minDelta: 1e-3, maxEpochs: 1000 });

export default defineExperiment({
  name: 'course-bootstrap-age',
  question: 'Predicting age by the course’s bootstrap: how far does the error move from split to split?',
  background:
    'This table is made; the published figure (RMSE .7446 ± .184 years over 50 splits, 117 epochs) is context, not a target. With your own copy of the course’s file use --data.',
  data: simple({ target: 'age' }),
  encoding: wholeTable({ zscore: ['income', 'aspect', 'save_rate', 'subscriptions'] }),
  protocol: courseBootstrap({ splits: 50, test: 0.1, stratified: false }),
  baseline: 'threeWay',
  variants: {
    threeWay: variant(model, {
      stopping,
      label: 'honest three-way split',
      protocol: holdout({ test: 0.1, validation: 0.1, stratified: false }),
    }),
    course: variant(model, { stopping, label: 'the course’s way' }),
  },
});
