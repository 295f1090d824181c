/** Builds every model of a user's own once, on the table of the bench, before anything is trained. */
import type { Table } from '../data/dataset.js';
import { encodeTable } from '../data/encode.js';
import { openEngine } from '../engines/open.js';
import { UserError } from '../base/errors.js';
import type { Experiment } from './experiment.js';
import { changeOwnModels, ownModelReference, ownModelVariants } from './own-models.js';
import { modelEndsOf, rowsOf } from '../origins/table/rows.js';

/**
 * The experiment with the number of parameters of each own model, and the backend that will train them.
 *
 * @throws {UserError} that names the variant, if its model cannot be built or is refused; or if the backend cannot be had
 */
export async function checkOwnModels(
  experiment: Experiment,
  table: Table,
  { backend }: { backend?: string | undefined } = {},
): Promise<{ readonly experiment: Experiment; readonly backend: string }> {
  const engine = await openEngine('tfjs', { backend, ownModels: true });
  if (engine.checkOwn === undefined) throw new TypeError('an engine for own models cannot check them');
  const parameters = new Map<string, number>();
  try {
    for (const name of ownModelVariants(experiment)) {
      const { model } = experiment.variants[name]!;
      if (model.type !== 'own') continue;
      const rows = rowsOf(experiment, table, { split: 0, fold: 0, variant: name });
      const ends = modelEndsOf(encodeTable(table, { train: rows.train, encoding: experiment.encoding }));
      const checked = await naming(name, engine.checkOwn(ownModelReference(model, name), ends));
      parameters.set(name, checked.parameters);
    }
  } finally {
    engine.dispose();
  }
  const counted = changeOwnModels(experiment, (model, name) => ({ ...model, parameters: parameters.get(name)! }));
  return { experiment: counted, backend: engine.backend };
}

async function naming<T>(variant: string, answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof UserError) throw new UserError(`variants.${variant}: ${error.message}`, error.hint);
    throw error;
  }
}
