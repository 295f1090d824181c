/** Notebook 5.5, classification: "run it a number of times and average", beside honest three-way splits. */
import {
  courseBootstrap,
  defineExperiment,
  dense,
  earlyStopping,
  holdout,
  sequential,
  variant,
  wholeTable,
} from 'reseed';

const model = sequential([dense(50, { activation: 'relu' }), dense(25, { activation: 'relu' })]);
const stopping = earlyStopping({ patience: 25, minDelta: 1e-3, maxEpochs: 1000 });

export default defineExperiment({
  name: 'course-bootstrap',
  question: 'How much does the course’s bootstrap flatter, when early stopping watches the rows that give the score?',
  background:
    'This table is made; the published figure (log loss .6737 ± .0486 over 50 splits, 66 epochs, about 7 minutes) is context, not a target. With your own copy of the course’s file use --data.',
  encoding: wholeTable({ zscore: ['income', 'aspect', 'save_rate', 'subscriptions', 'age'] }),
  protocol: courseBootstrap({ splits: 50, test: 0.1 }),
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
