/** The lecture: put L1, L2 and dropout "all together" and see "which you should be using". */
import { defineExperiment, dense, dropout, holdout, l1, l1l2, l2, sequential, variant } from 'reseed';
import type { Regularizer } from 'reseed';

/** 50 relu → 25 relu, with a penalty on both kernels and dropout after the first layer, where asked for. */
function network({ penalty, rate = 0 }: { penalty?: Regularizer; rate?: number } = {}) {
  const options = { activation: 'relu', ...(penalty === undefined ? {} : { kernelRegularizer: penalty }) } as const;
  return sequential([dense(50, options), ...(rate > 0 ? [dropout(rate)] : []), dense(25, options)]);
}

export default defineExperiment({
  name: 'regularizers',
  question: 'L1, L2, dropout, or all together: which regularizer should you be using?',
  protocol: holdout({ splits: 60, seeds: 4, test: 0.2, validation: 0.2 }),
  baseline: 'none',
  variants: {
    none: variant(network()),
    l1: variant(network({ penalty: l1(1e-4) }), { label: 'L1' }),
    l2: variant(network({ penalty: l2(1e-3) }), { label: 'L2' }),
    'l1+l2': variant(network({ penalty: l1l2(1e-4, 1e-3) }), { label: 'L1 + L2' }),
    dropout: variant(network({ rate: 0.5 })),
    'dropout+l2': variant(network({ penalty: l2(1e-3), rate: 0.5 }), { label: 'dropout + L2' }),
    all: variant(network({ penalty: l1l2(1e-4, 1e-3), rate: 0.5 }), { label: 'all three' }),
  },
});
