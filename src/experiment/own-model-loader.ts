/** The inside of the training process: from an experiment file and the name of a variant to the function that builds its model. */
import { UserError } from '../base/errors.js';
import { importDefault } from './load-experiment.js';
import type { ModelBuilder } from '../model/own.js';
import { ownModelHash } from './own-models.js';
import type { OwnModelPlace } from './own-models.js';
import { sourcesDigest } from './source-files.js';

/** @throws {UserError} if the file changed since the bench started, or the variant has no model of its own there */
export default async function loadOwnModel(reference: unknown): Promise<ModelBuilder> {
  const { file, variant, hash } = reference as OwnModelPlace;
  if (ownModelHash(sourcesDigest(file), variant) !== hash) {
    throw new UserError(
      'The experiment file, or a file that it imports, changed while the bench ran.',
      'Start the bench again.',
    );
  }
  const { variants } = (await importDefault(file)) as { variants: Record<string, { model: unknown }> };
  const model = variants[variant]?.model;
  const build = typeof model === 'object' && model !== null && 'build' in model ? model.build : model;
  if (typeof build !== 'function') throw new UserError(`${variant} has no model of its own in the experiment file.`);
  return build as ModelBuilder;
}
