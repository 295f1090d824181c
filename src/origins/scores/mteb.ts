/**
 * MTEB's results: a file a model and task, with the scores of each split and language. Tasks that train on samples keep the
 * scores of every sample (`scores_per_experiment`): these are the runs, and what stands above them is their mean.
 */
import { basename } from 'node:path';
import type { Found } from './find-files.js';
import { collectRows, isList, isObject, own, readJson, textOf } from './read-json.js';
import type { Json, JsonObject, Leaf } from './read-json.js';
import type { Hint, Shaped } from './shapes/shape.js';

const MAIN = 'main_score';
const ALIKE = 1e-6;

/** Whether a document is the result of one task. */
export function isMteb(value: Json): value is JsonObject {
  if (!isObject(value) || typeof own(value, 'task_name') !== 'string') return false;
  const scores = own(value, 'scores');
  return (
    isObject(scores) &&
    Object.values(scores).every((entries) => isList(entries) && entries.every((each) => isObject(each)))
  );
}

export function mtebShape(
  files: readonly Found[],
  { name, levels }: { name: string; levels: (file: Found) => ReadonlyMap<string, Leaf> },
): Shaped {
  const collector = collectRows(name);
  const metrics = new Set<string>();
  const folders = new Set<string>();
  let repeated = false;
  for (const file of files) {
    const value = readJson(file.path);
    if (!isMteb(value)) continue;
    for (const key of levels(file).keys()) folders.add(key);
    for (const { split, entry } of entriesOf(value)) {
      const place: [string, Leaf][] = [
        ...levels(file),
        ['task', textOf(value, 'task_name', basename(file.path))],
        ['split', split],
        ['subset', textOf(entry, 'hf_subset', 'default')],
      ];
      const runs = experimentsOf(entry);
      repeated ||= runs.length > 1;
      runs.forEach((run, i) => {
        for (const key of run.keys()) metrics.add(key);
        collector.add(new Map([...place, ['experiment', i + 1], ...run]));
      });
    }
  }
  const hints = new Map<string, Hint>([
    ...[...metrics].map((key): [string, Hint] => [
      key,
      { role: 'ignored', why: 'beside the main score; --metric takes it' },
    ]),
    [MAIN, { role: 'metric', why: 'the main score of each task', better: 'higher' }],
    ['task', { role: 'data set', why: 'a file a task' }],
    ['subset', { role: 'data set', why: 'languages and parts of a task' }],
    ['split', { role: 'setting', why: 'the split that was scored' }],
    ['experiment', { role: 'repeat', why: 'a sample of the training rows' }],
    ...(folders.has('folder 1') ? [['folder 1', MODEL] as const] : []),
  ]);
  return {
    table: withoutConstants(collector.finish()),
    shape: `MTEB results: a file a model and task (${files.length})`,
    hints,
    notes: repeated ? ['scores_per_experiment are the runs; the means of them that stand beside are left out'] : [],
  };
}

const MODEL: Hint = { role: 'variant', why: 'a folder a model' };

/** Places that are the same everywhere say nothing. */
function withoutConstants<
  T extends { readonly columns: readonly { readonly name: string; readonly levels: readonly string[] }[] },
>(table: T): T {
  const columns = table.columns.filter(({ name, levels }) => !/^(?:split|subset)$/.test(name) || levels.length > 1);
  return { ...table, columns };
}

function entriesOf(value: JsonObject): readonly { readonly split: string; readonly entry: JsonObject }[] {
  const scores = own(value, 'scores');
  return Object.entries(isObject(scores) ? scores : {}).flatMap(([split, entries]) =>
    isList(entries) ? entries.filter(isObject).map((entry) => ({ split, entry })) : [],
  );
}

/** Each with its main score: of the metric whose mean over the experiments is the main score of the entry. */
function experimentsOf(entry: JsonObject): readonly ReadonlyMap<string, Leaf>[] {
  const list = own(entry, 'scores_per_experiment');
  const runs = isList(list) ? list.filter(isObject).map(numbersOf) : [];
  const whole = numbersOf(entry);
  const main = whole.get(MAIN);
  if (runs.length === 0) return [whole];
  const meanOf = (key: string): number => runs.reduce((sum, run) => sum + Number(run.get(key) ?? NaN), 0) / runs.length;
  const key =
    main === undefined ? undefined : [...runs[0]!.keys()].find((each) => Math.abs(meanOf(each) - Number(main)) < ALIKE);
  if (key === undefined) return [whole];
  return runs.map((run) => new Map([...run, [MAIN, run.get(key)!]]));
}

function numbersOf(entry: JsonObject): ReadonlyMap<string, Leaf> {
  return new Map(
    Object.entries(entry).filter(
      (pair): pair is [string, number] => typeof pair[1] === 'number' && !/stderr|_std$/.test(pair[0]),
    ),
  );
}
