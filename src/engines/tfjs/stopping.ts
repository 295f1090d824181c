/** When training ends, by Keras's rules. Pure; sees losses and nothing else. */
import type { Stopping } from '../../model/spec.js';

export interface StoppingWatch {
  /** Takes the validation loss of the epoch just ended; undefined without validation rows. */
  readonly observe: (loss: number | undefined) => { readonly improved: boolean; readonly stop: boolean };
  readonly maxEpochs: number;
}

/**
 * A loss is better iff it lies below the best so far by more than `minDelta`; training stops after `patience` epochs
 * without a better one. Fixed epochs, or early stopping with nothing to watch, run to the end, and every epoch counts
 * as better, so that the last weights are kept.
 *
 * @see Keras, `EarlyStopping`
 */
export function watchStopping(stopping: Stopping): StoppingWatch {
  if (stopping.type === 'fixedEpochs') {
    return { observe: () => ({ improved: true, stop: false }), maxEpochs: stopping.epochs };
  }
  let best = Infinity;
  let waited = 0;
  const observe = (loss: number | undefined): { improved: boolean; stop: boolean } => {
    if (loss === undefined) return { improved: true, stop: false };
    if (loss < best - stopping.minDelta) {
      best = loss;
      waited = 0;
      return { improved: true, stop: false };
    }
    waited++;
    return { improved: false, stop: waited >= stopping.patience };
  };
  return { observe, maxEpochs: stopping.maxEpochs };
}
