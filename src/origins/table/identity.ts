/**
 * What of a table's variant decides an outcome, and what plan, analysis and report may know of it. Pure; needs no rows, so that
 * a results folder can be read where the table is not.
 */
import { digest } from '../../design/digest.js';
import type { Experiment, Variant } from '../../experiment/experiment.js';
import type { OwnModel } from '../../model/own.js';
import { describeRecipe } from '../../model/recipe.js';
import { protocolOf } from './protocol-of.js';
import { LINEAR_ENCODING, linearVariant } from './linear-model.js';
import type { Source } from '../../question/question.js';
import type { TableFacts } from '../facts.js';
import type { Origin, VariantTraits } from '../origin.js';

export function tableOrigin(experiment: Experiment, facts: TableFacts): Origin {
  const { data, engine, backend, numericsVersion, scoring } = facts;
  return {
    facts,
    ...tableRuns(experiment, {
      ...{ fingerprint: data.fingerprint, engine, backend, numericsVersion, task: data.task },
      ...(scoring === undefined ? {} : { scoring }),
    }),
  };
}

/** The part of the facts that decides outcomes, and the task, which decides how a recipe is told. */
export interface TableContext extends Pick<TableFacts, 'engine' | 'backend' | 'numericsVersion' | 'scoring'> {
  readonly fingerprint: string;
  readonly task?: TableFacts['data']['task'];
}

/** Identity and traits of the variants, for a plan. */
export function tableRuns(
  experiment: Experiment,
  { task = 'classification', ...context }: TableContext,
): Pick<Origin, 'identity' | 'traits' | 'referencesOn'> {
  const variantNamed = (name: string): Variant => experiment.variants[name]!;
  let linear: string | undefined;
  const linearHash = (): string =>
    (linear ??= recipeHash({ ...experiment, encoding: LINEAR_ENCODING }, linearVariant(experiment), context));
  return {
    identity: (name) => recipeHash(experiment, variantNamed(name), context),
    traits: (name) => traitsOf(variantNamed(name), task),
    referencesOn: (split) => ({
      references: true,
      split,
      hash: digest({ references: REFERENCES_VERSION, split, identity: linearHash() }),
    }),
  };
}

function traitsOf(variant: Variant, task: TableFacts['data']['task']): VariantTraits {
  const { stopping, monteCarloSamples } = variant;
  return {
    recipe: describeRecipe(variant, task),
    ...(stopping.type === 'earlyStopping' ? { maxEpochs: stopping.maxEpochs } : {}),
    ...(monteCarloSamples === undefined ? {} : { monteCarloSamples }),
    unused: unusedSources(variant),
  };
}

/** A model without dropout draws no masks; a user's own may. */
function unusedSources({ model }: Variant): readonly Source[] {
  if (model.type === 'own') return [];
  return model.layers.some((layer) => layer.type === 'dropout' && layer.rate > 0) ? [] : ['mask'];
}

function recipeHash(experiment: Experiment, variant: Variant, context: object): string {
  const { seed, encoding } = experiment;
  const { splits, seeds, ...division } = protocolOf(experiment, variant);
  const { label, at, axis, series, against, protocol, ...recipe } = variant;
  const model = recipe.model.type === 'own' ? { type: 'own', hash: hashOfOwn(recipe.model) } : recipe.model;
  return digest({ ...context, seed, encoding, division, recipe: { ...recipe, model } });
}

/** Raised when references are made in another way. */
const REFERENCES_VERSION = 1;

function hashOfOwn({ hash }: OwnModel): string {
  if (hash === undefined)
    throw new RangeError('a model of the user’s own has no hash: load its file with loadExperiment');
  return hash;
}
