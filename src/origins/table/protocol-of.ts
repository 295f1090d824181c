import type { Experiment, Variant } from '../../experiment/experiment.js';
import type { TableProtocol } from '../../question/question.js';

/** The protocol of one variant: the experiment's, unless the variant divides the rows in its own way. */
export function protocolOf({ protocol }: Pick<Experiment, 'protocol'>, variant: Variant): TableProtocol {
  return variant.protocol ?? protocol;
}
