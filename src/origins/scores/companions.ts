/**
 * What a run was started with, where its folder says so beside the scores: `config.json`, `hparams.yaml`, Hydra's hidden
 * `.hydra/config.yaml`. Of YAML only plain keys and values are read, by indentation; nothing in it is obeyed.
 */
import { lstatSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Found } from './find-files.js';
import { flatten, isObject, readJson } from './read-json.js';
import type { Leaf } from './read-json.js';

const JSON_FILES = ['config.json', 'params.json', 'args.json', 'hparams.json'];
const YAML_FILES = ['hparams.yaml', 'config.yaml', 'params.yaml', 'args.yaml', '.hydra/config.yaml'];
const LONGEST_YAML = 1 << 18;

/** Files that hold scores, without those that say how the run beside them was started. */
export function withoutCompanions(files: readonly Found[]): readonly Found[] {
  const scored = new Set(files.filter(({ path }) => !isCompanion(path)).map(({ path }) => dirname(path)));
  const whole = new Set(files.filter(({ path }) => basename(path) === ALL_RESULTS).map(({ path }) => dirname(path)));
  return files.filter(
    ({ path }) => (!isCompanion(path) || !scored.has(dirname(path))) && !(isPart(path) && whole.has(dirname(path))),
  );
}

/** Transformers' Trainer writes what its other files hold into this one as well. */
const ALL_RESULTS = 'all_results.json';

function isPart(path: string): boolean {
  return /^(?:train_results|eval_results|test_results|predict_results|trainer_state)\.json$/.test(basename(path));
}

function isCompanion(path: string): boolean {
  return JSON_FILES.includes(basename(path));
}

/** The settings beside a file of scores, each as `config.KEY`; none where there is no such file. */
export function companionsOf({ path }: Found): ReadonlyMap<string, Leaf> {
  const folder = dirname(path);
  const result = new Map<string, Leaf>();
  const add = (leaves: ReadonlyMap<string, Leaf>): void => {
    for (const [key, leaf] of leaves) if (!result.has(`config.${key}`)) result.set(`config.${key}`, leaf);
  };
  if (isCompanion(path)) return result;
  for (const name of JSON_FILES) {
    if (!isFile(join(folder, name))) continue;
    const value = readJson(join(folder, name));
    if (isObject(value)) add(flatten(value, name));
  }
  for (const name of YAML_FILES) if (isFile(join(folder, name))) add(plainYaml(join(folder, name)));
  return result;
}

function isFile(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

function plainYaml(path: string): ReadonlyMap<string, Leaf> {
  const result = new Map<string, Leaf>();
  if (lstatSync(path).size > LONGEST_YAML) return result;
  const above: { readonly indent: number; readonly key: string }[] = [];
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    const match = /^( *)([\w.-]+):(?: +(.*?))?\s*(?: #.*)?$/.exec(line);
    if (match === null) continue;
    const [, spaces = '', key = '', value = ''] = match;
    while (above.length > 0 && above.at(-1)!.indent >= spaces.length) above.pop();
    const whole = [...above.map((each) => each.key), key].join('.');
    if (value === '') above.push({ indent: spaces.length, key });
    else result.set(whole, leafOf(value.replace(/^(['"])(.*)\1$/, '$2')));
  }
  return result;
}

function leafOf(text: string): Leaf {
  if (/^(?:null|~)$/i.test(text)) return null;
  return /^[+-]?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(text) ? Number(text) : text;
}
