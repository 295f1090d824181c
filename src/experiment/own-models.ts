/**
 * Users' own models on this side of the training process: which variants have one, their placeholders, where the process
 * finds their builders. Never calls a builder.
 */
import { createHash } from 'node:crypto';
import type { OwnModelReference } from '../engines/tfjs.js';
import { UserError } from '../base/errors.js';
import type { Experiment, Variant } from './experiment.js';
import type { OwnModel } from '../model/own.js';
import { sourcesDigest } from './source-files.js';

/** What the loader in the training process needs to find a builder, and to see that it is still the one of the plan. */
export interface OwnModelPlace {
  readonly file: string;
  readonly variant: string;
  readonly hash: string;
}

export function hasOwnModels({ variants }: Experiment): boolean {
  return Object.values(variants).some(({ model }) => model.type === 'own');
}

/** Names of the variants with a model of their own, in the experiment's order. */
export function ownModelVariants({ variants }: Experiment): readonly string[] {
  return Object.keys(variants).filter((name) => variants[name]!.model.type === 'own');
}

/** Each builder replaced by a placeholder that knows the file and the hash of its sources: fit to be sent to workers. */
export function sealOwnModels(experiment: Experiment, file: string): Experiment {
  if (!hasOwnModels(experiment)) return experiment;
  const sources = sourcesDigest(file);
  return changeOwnModels(experiment, (_model, variant) => ({
    type: 'own',
    hash: ownModelHash(sources, variant),
    file,
  }));
}

/** The experiment as a manifest keeps it: nothing that only this machine has. */
export function withoutModelFiles(experiment: Experiment): Experiment {
  return changeOwnModels(experiment, ({ file: _file, build: _build, ...model }) => model);
}

export function changeOwnModels(
  experiment: Experiment,
  change: (model: OwnModel, variant: string) => OwnModel,
): Experiment {
  const entries = Object.entries(experiment.variants).map(([name, variant]): [string, Variant] => [
    name,
    variant.model.type === 'own' ? { ...variant, model: change(variant.model, name) } : variant,
  ]);
  return { ...experiment, variants: Object.fromEntries(entries) };
}

/** Two variants of one file have the same sources, and are told apart by their names. */
export function ownModelHash(sources: string, variant: string): string {
  return createHash('sha256')
    .update(JSON.stringify([sources, variant]))
    .digest('hex');
}

/** @throws {UserError} if the model comes from a results folder, which holds no code */
export function ownModelReference({ hash, file }: OwnModel, variant: string): OwnModelReference {
  if (hash === undefined || file === undefined) {
    throw new UserError(
      `The model of ${variant} is not here: a results folder keeps no code.`,
      'Train it with "reseed bench" and its experiment file.',
    );
  }
  const place: OwnModelPlace = { file, variant, hash };
  return { loader: new URL('./own-model-loader.js', import.meta.url).href, reference: place };
}
