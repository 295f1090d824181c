/** lm-evaluation-harness: results of models on tasks (`results*.json`), and its logs question by question (`samples_*.jsonl`). */
import type { Found } from './find-files.js';
import { collectRows, isObject, own, readJsonLines, textOf } from './read-json.js';
import type { Json, JsonObject, Leaf } from './read-json.js';
import type { Hint, Shaped } from './shapes/shape.js';
import { someOf } from './shown.js';
import { whole } from '../../base/how-many.js';

/** Whether a document is one of the harness's results. */
export function isLmEval(value: Json): value is JsonObject {
  if (!isObject(value)) return false;
  const results = own(value, 'results');
  if (!isObject(results) || !Object.values(results).every(isObject)) return false;
  // Anybody's `results` may lie beside a `config`: below the harness's tasks numbers stand, and its config names a model.
  if (!Object.values(results).some((task) => isObject(task) && Object.values(task).some(isNumber))) return false;
  const config = own(value, 'config');
  return (
    isObject(own(value, 'versions')) ||
    isObject(own(value, 'configs')) ||
    (isObject(config) && typeof (own(config, 'model') ?? own(config, 'model_name')) === 'string')
  );
}

function isNumber(value: Json): boolean {
  return typeof value === 'number';
}

export interface ResultsFile extends Found {
  readonly value: JsonObject;
}

export function lmEvalShape(
  files: readonly ResultsFile[],
  { name, levels }: { name: string; levels: (file: Found) => ReadonlyMap<string, Leaf> },
): Shaped {
  const collector = collectRows(name);
  const errors = new Map<string, string>();
  const groups = new Set<string>();
  for (const file of files) {
    const { value } = file;
    const sums = groupsIn(value);
    for (const [task, numbers] of Object.entries(objectAt(value, 'results'))) {
      if (sums.has(task)) {
        groups.add(task);
        continue;
      }
      const row = new Map<string, Leaf>([['model', modelOf(value)], ...levels(file), ['task', task]]);
      for (const [key, number] of Object.entries(isObject(numbers) ? numbers : {})) {
        if (typeof number !== 'number') continue;
        const metric = metricName(key);
        const match = /^(.*)_stderr$/.exec(metric);
        if (match !== null) errors.set(metric, match[1]!);
        row.set(metric, number);
      }
      collector.add(row);
    }
  }
  const hints = new Map<string, Hint>([
    ['model', { role: 'variant', why: 'from the file’s config' }],
    ['task', { role: 'data set', why: 'a key of results' }],
  ]);
  for (const [error, metric] of errors)
    hints.set(error, { role: 'aggregate', why: `the standard error of ${metric}`, errorOf: metric });
  return {
    table: collector.finish(),
    shape: `lm-evaluation-harness results: a file a model (${files.length}), one number a task`,
    hints,
    notes: [
      ...(groups.size > 0 ? [`${groupWords([...groups])} left out`] : []),
      'a model answers each task once: runs are not repeated, and *_stderr is the error from the questions, no metric',
    ],
  };
}

/** Rows that sum up other rows: said by the file, or, in older ones, a name without settings of its own that others begin with. */
function groupsIn(value: JsonObject): ReadonlySet<string> {
  const said = Object.entries(objectAt(value, 'group_subtasks')).flatMap(([key, tasks]) =>
    Array.isArray(tasks) && tasks.length > 0 ? [key] : [],
  );
  const [names, configs] = [Object.keys(objectAt(value, 'results')), objectAt(value, 'configs')];
  const guessed = names.filter(
    (name) =>
      Object.keys(configs).length > 0 &&
      own(configs, name) === undefined &&
      names.some((other) => other.startsWith(`${name}_`)),
  );
  return new Set([...Object.keys(objectAt(value, 'groups')), ...said, ...guessed]);
}

function groupWords(groups: readonly string[]): string {
  const one = groups.length === 1;
  return `${one ? 'a group' : `${groups.length} groups`} of tasks (${someOf(groups)}) ${one ? 'sums up its' : 'sum up their'} tasks and ${one ? 'is' : 'are'}`;
}

/** `acc,none` → `acc`; `exact_match,strict-match` keeps its filter. */
function metricName(key: string): string {
  return key.replace(/,none$/, '').replace(/_stderr,(.+)$/, ',$1_stderr');
}

function objectAt(value: JsonObject, key: string): JsonObject {
  const inner = own(value, key);
  return isObject(inner) ? inner : {};
}

function modelOf(value: JsonObject): string {
  const named = own(value, 'model_name');
  if (typeof named === 'string' && named !== '') return named;
  const config = objectAt(value, 'config');
  const args = own(config, 'model_args');
  if (typeof args === 'string') return /(?:^|,)pretrained=([^,]+)/.exec(args)?.[1] ?? args;
  if (isObject(args)) return textOf(args, 'pretrained', 'model');
  return textOf(config, 'model', 'model');
}

const SAMPLES = /^samples_(.+?)(?:_\d{4}-\d\d-\d\dT.*)?\.jsonl$/;

export function samplesTask(file: string): string | undefined {
  return SAMPLES.exec(file)?.[1];
}

/** One row a question: which, in which task and by whom, with the metrics of it. */
export async function samplesShape(
  files: readonly Found[],
  { name, levels }: { name: string; levels: (file: Found) => ReadonlyMap<string, Leaf> },
): Promise<Shaped> {
  const collector = collectRows(name);
  const metrics = new Set<string>();
  for (const file of files) {
    const base = new Map<string, Leaf>([...levels(file), ['task', samplesTask(file.parts.at(-1)!)!]]);
    for await (const line of readJsonLines(file.path)) {
      if (!isObject(line)) continue;
      const row = new Map<string, Leaf>(base);
      for (const key of ['doc_id', 'doc_hash', 'filter']) {
        const value = own(line, key);
        if (typeof value === 'number' || typeof value === 'string') row.set(key, value);
      }
      const named = own(line, 'metrics');
      const keys = Array.isArray(named)
        ? named.map(String)
        : Object.keys(line).filter((key) => typeof line[key] === 'number' && key !== 'doc_id');
      for (const key of keys) {
        const value = own(line, key);
        if (typeof value !== 'number' && typeof value !== 'boolean') continue;
        metrics.add(key);
        row.set(key, Number(value));
      }
      collector.add(row);
    }
  }
  const table = collector.finish();
  const hints = new Map<string, Hint>([
    ['task', { role: 'data set', why: 'from the file’s name' }],
    ['doc_id', { role: 'row', why: 'the question' }],
    ['doc_hash', { role: 'ignored', why: 'the question’s text, hashed' }],
    ...[...metrics].map((metric): [string, Hint] => [metric, { role: 'metric', why: 'of one question' }]),
  ]);
  const folder = table.columns.find(({ name: column }) => column.startsWith('folder'));
  if (folder !== undefined) hints.set(folder.name, { role: 'variant', why: 'the harness writes a folder a model' });
  return {
    table,
    shape: `lm-evaluation-harness logs: a row a question (${whole(files.length)} files)`,
    hints,
    notes: [],
  };
}
