/**
 * HELM's `stats.json`: a folder a scenario and model (`mmlu:subject=law,model=openai_gpt-4`), with the mean of every metric over
 * a few trials. The trials themselves are not in it.
 */
import { basename, dirname } from 'node:path';
import { collectRows, isList, isObject, own, textOf } from '../read-json.js';
import type { Json, JsonObject, Leaf } from '../read-json.js';
import type { Found } from '../find-files.js';
import type { Hint, Shaped } from '../shapes/shape.js';
import { objectAt } from './kind.js';

export function isHelm(value: Json): value is readonly JsonObject[] {
  return (
    isList(value) &&
    value.length > 0 &&
    value.every(
      (stat) =>
        isObject(stat) && isObject(own(stat, 'name')) && typeof own(stat, 'count') === 'number' && 'sum' in stat,
    )
  );
}

/** Counts, costs and lengths: no scores. */
const BESIDE = /^(?:num_|inference_|training_|finish_reason|estimated_|max_prob|logprob|batch_size)/;

export function helmShape(files: readonly (Found & { readonly stats: readonly JsonObject[] })[], name: string): Shaped {
  const collector = collectRows(name);
  for (const { path, stats } of files) {
    const parts = basename(dirname(path)).split(',');
    const model = parts.find((part) => part.startsWith('model='))?.slice('model='.length) ?? 'model';
    const scenario = parts
      .filter((part) => !part.startsWith('model='))
      .join(',')
      .replace(/:$/, '');
    const row = new Map<string, Leaf>([
      ['model', model],
      ['scenario', scenario],
    ]);
    for (const [metric, mean] of meansOf(stats)) row.set(metric, mean);
    collector.add(row);
  }
  return {
    table: collector.finish(),
    shape: `HELM’s stats.json: a file a scenario and model (${files.length})`,
    hints: new Map<string, Hint>([
      ['model', { role: 'variant', why: 'from the folder’s name' }],
      ['scenario', { role: 'data set', why: 'from the folder’s name' }],
    ]),
    notes: [
      'each score is HELM’s mean over its trials, of the test rows where there are some, without perturbations; single trials are not in stats.json',
    ],
  };
}

function meansOf(stats: readonly JsonObject[]): ReadonlyMap<string, number> {
  const plain = stats.filter((stat) => own(objectAt(stat, 'name'), 'perturbation') === undefined);
  const splits = new Set(plain.map((stat) => textOf(objectAt(stat, 'name'), 'split', '')));
  const split = ['test', 'valid'].find((each) => splits.has(each));
  const means = new Map<string, number>();
  for (const stat of plain) {
    const [about, mean] = [objectAt(stat, 'name'), own(stat, 'mean')];
    const metric = textOf(about, 'name', '');
    const ofSplit = textOf(about, 'split', '');
    if (typeof mean === 'number' && metric !== '' && !BESIDE.test(metric) && (split === undefined || ofSplit === split))
      means.set(metric, mean);
  }
  return means;
}
