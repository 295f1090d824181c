/** The lecture: "most literature" advises against "dropping out from your final hidden layer". */
import { defineExperiment, dense, dropout, holdout, sequential, variant } from 'reseed';

const first = dense(50, { activation: 'relu' });
const final = dense(25, { activation: 'relu' });

export default defineExperiment({
  name: 'dropout-placement',
  question: 'Does it matter where dropout stands: on the input, the first hidden layer, the final one, or both?',
  protocol: holdout({ splits: 60, seeds: 4, test: 0.2, validation: 0.2 }),
  baseline: 'none',
  variants: {
    none: variant(sequential([first, final])),
    input: variant(sequential([dropout(0.2), first, final]), { label: 'input (.2)' }),
    first: variant(sequential([first, dropout(0.5), final]), { label: 'first hidden' }),
    final: variant(sequential([first, final, dropout(0.5)]), { label: 'final hidden' }),
    both: variant(sequential([first, dropout(0.5), final, dropout(0.5)]), { label: 'both hidden' }),
  },
});
