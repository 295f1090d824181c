/** Is this an experiment? Checks the shape, then the sense, of what an experiment file exports; names the place of a mistake. */
import * as v from 'valibot';
import { quoted, didYouMean } from '../data/names.js';
import { UserError } from '../base/errors.js';
import { protocolOf } from '../origins/table/protocol-of.js';
import { checkMetricNames } from '../question/choose-metrics.js';
import { divisionOf } from './experiment.js';
import { EXPERIMENT_SHAPE, VARIANT_SHAPE } from './experiment-shape.js';
import { checkIntervals } from '../question/intervals.js';
import type { Experiment } from './experiment.js';

/** @throws {UserError} that names the file and the place in it, what stands there and what was expected */
export function checkExperiment(value: unknown, { file, name }: { file: string; name: string }): Experiment {
  if (typeof value !== 'object' || value === null) {
    throw new UserError(`${file} exports no experiment.`, 'Write: export default defineExperiment({ … }).');
  }
  const { variants } = value as { variants?: unknown };
  if (typeof variants !== 'object' || variants === null || Object.keys(variants).length === 0)
    throw new UserError(
      `${file} has no variants.`,
      'Give variants: { … }, at least a baseline and one to compare with it.',
    );
  checkShape(EXPERIMENT_SHAPE, { name, ...value }, file);
  const experiment = { name, ...value } as Experiment;
  const names = Object.keys(experiment.variants);
  for (const key of names) {
    if (key === '__proto__' || key.trim() === '')
      throw new UserError(`${file}: a variant is called ${quoted(key)}.`, 'Give it another name.');
    checkShape(VARIANT_SHAPE, experiment.variants[key], `${file}: variants.${key}`);
  }
  if (!names.includes(experiment.baseline)) {
    throw new UserError(
      `${file}: the baseline ${quoted(experiment.baseline)} is not one of the variants.`,
      didYouMean(experiment.baseline, names),
    );
  }
  if (experiment.intervals !== undefined) checkIntervals(experiment.intervals, file);
  return checkSense(experiment, file);
}

function checkSense(experiment: Experiment, file: string): Experiment {
  const { protocol, variants } = experiment;
  checkMetricNames(experiment, `${file}: metrics`);
  const stops = Object.entries(variants).find(([, each]) => {
    const own = protocolOf(experiment, each);
    return each.stopping.type === 'earlyStopping' && own.kind !== 'courseBootstrap' && own.validation === 0;
  });
  if (stops !== undefined) {
    throw new UserError(
      `${file}: ${stops[0]} stops early, but the protocol has no validation rows to watch.`,
      'Give the protocol a validation share, such as validation: 0.2, or the variant fixedEpochs(…).',
    );
  }
  const mixed = Object.entries(variants).find(
    ([, each]) => (protocolOf(experiment, each).kind === 'kFold') !== (protocol.kind === 'kFold'),
  );
  if (mixed !== undefined) {
    throw new UserError(
      `${file}: ${mixed[0]} mixes k-fold with another protocol.`,
      'Use k-fold for all variants or for none.',
    );
  }
  refuseOtherDivision(experiment, file);
  for (const { against } of Object.values(variants)) {
    if (against !== undefined && !Object.keys(variants).includes(against)) {
      throw new UserError(
        `${file}: a variant is compared with ${quoted(against)}, which is not one.`,
        didYouMean(against, Object.keys(variants)),
      );
    }
  }
  for (const [name, { model, monteCarloSamples }] of Object.entries(variants)) {
    if (model.type === 'own' && monteCarloSamples !== undefined) {
      throw new UserError(
        `${file}: ${name} has a model of its own, and asks for Monte-Carlo samples.`,
        'Leave monteCarloSamples out: masks are kept on only in models made with sequential([…]).',
      );
    }
  }
  if (protocol.kind !== 'kFold' && protocol.test <= 0)
    throw new UserError(`${file}: the test share is 0.`, 'Give a share such as test: 0.2.');
  return experiment;
}

/** The table carries one column by which rows are divided. */
function refuseOtherDivision(experiment: Experiment, file: string): void {
  const { protocol, variants } = experiment;
  const whole = divisionOf(protocol);
  if (protocol.kind === 'holdout' && protocol.group !== undefined && protocol.time !== undefined) {
    throw new UserError(`${file}: the protocol divides rows by a group and by time.`, 'Give it one of them.');
  }
  for (const [name, each] of Object.entries(variants)) {
    const own = divisionOf(protocolOf(experiment, each));
    if (own === undefined || own === whole) continue;
    throw new UserError(
      `${file}: ${name} divides rows by ${quoted(own)}, and the experiment does not.`,
      'Give the protocol of the experiment the same group or time.',
    );
  }
}

/** @throws {UserError} that names the place, what stands there and what was expected */
export function checkShape(shape: v.GenericSchema, value: unknown, where: string): void {
  const result = v.safeParse(shape, value, { abortEarly: true });
  if (result.success) return;
  const issue = result.issues[0];
  const path = v.getDotPath(issue) ?? '';
  const key = keyAmiss(issue);
  if (key !== undefined) {
    const inner = path.includes('.') ? path.slice(0, path.lastIndexOf('.')) : '';
    const place = [where, inner].filter((part) => part !== '').join(where.includes(': ') ? '.' : ': ');
    throw key.missing
      ? new UserError(`${place} has no ${quoted(key.name)}.`, `Write ${key.name}: …`)
      : new UserError(`${place} has ${quoted(key.name)}, which is not known.`, didYouMean(key.name, keysOf(shape)));
  }
  throw new UserError(
    `${where}${path === '' ? '' : `${where.includes(': ') ? '.' : ': '}${path}`} is ${issue.received}.`,
    `${issue.message.charAt(0).toUpperCase()}${issue.message.slice(1)}.`,
  );
}

/** The key that an object lacks, or has and should not. */
function keyAmiss(issue: v.BaseIssue<unknown>): { readonly name: string; readonly missing: boolean } | undefined {
  if (issue.kind !== 'schema' || !/object$/.test(issue.type)) return undefined;
  const last = issue.path?.at(-1);
  if (last === undefined || typeof last.key !== 'string' || last.origin !== 'key') return undefined;
  return { name: last.key, missing: issue.received === 'undefined' };
}

/** Every name that a shape knows, at any depth. */
function keysOf(shape: unknown): readonly string[] {
  if (Array.isArray(shape)) return shape.flatMap((each: unknown) => keysOf(each));
  if (typeof shape !== 'object' || shape === null) return [];
  const { entries, options, item, wrapped, pipe, value } = shape as Readonly<Record<string, unknown>>;
  const own = typeof entries === 'object' && entries !== null ? entries : {};
  const within = [
    ...Object.values(own as Readonly<Record<string, unknown>>),
    options,
    item,
    wrapped,
    pipe,
    value,
  ].flatMap((each) => keysOf(each));
  return [...new Set([...Object.keys(own), ...within])];
}
