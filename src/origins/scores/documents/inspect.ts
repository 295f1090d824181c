/**
 * Logs of inspect_ai as JSON: a file a model and task, with every sample's score in each epoch. A log of the header alone
 * (without samples) has the mean and its standard error.
 */
import { isList, isObject, own, textOf, collectRows } from '../read-json.js';
import type { Json, JsonObject, Leaf } from '../read-json.js';
import type { Hint } from '../shapes/shape.js';
import type { DocumentKind, JsonFile } from './kind.js';
import { objectAt } from './kind.js';

/** Its grades as numbers, as `value_to_float` of the tool has them: correct, incorrect, partly correct, no answer. */
const GRADES: Readonly<Record<string, number>> = { C: 1, I: 0, P: 0.5, N: 0 };

const isLog = (value: Json): boolean =>
  isObject(value) &&
  isObject(own(value, 'eval')) &&
  textOf(objectAt(value, 'eval'), 'task', '') !== '' &&
  'plan' in value;

export const INSPECT: DocumentKind = {
  is: isLog,
  shape(files, { name, levels }) {
    const withSamples = files.filter(({ value }) => samplesOf(value).length > 0);
    return withSamples.length > 0
      ? bySample(withSamples, { name, levels, left: files.length - withSamples.length })
      : byHeader(files, { name, levels });
  },
};

type How = Parameters<DocumentKind['shape']>[1];

function bySample(
  files: readonly JsonFile[],
  { name, levels, left }: How & { left: number },
): ReturnType<DocumentKind['shape']> {
  const collector = collectRows(name);
  const [graded, metrics] = [new Set<string>(), new Set<string>()];
  for (const file of files) {
    for (const sample of samplesOf(file.value)) {
      const row = new Map<string, Leaf>([...placeOf(file, levels), ['sample', textOf(sample, 'id', '')]]);
      row.set('epoch', Number(textOf(sample, 'epoch', '1')));
      for (const [key, value] of valuesOf(objectAt(sample, 'scores'))) {
        const grade = typeof value === 'string' ? GRADES[value] : undefined;
        if (grade !== undefined) graded.add(key);
        metrics.add(key);
        row.set(key, grade ?? (typeof value === 'boolean' ? Number(value) : typeof value === 'object' ? null : value));
      }
      const error = own(sample, 'error');
      if (isObject(error)) row.set('error', textOf(error, 'message', 'error'));
      collector.add(row);
    }
  }
  const why = (metric: string): Hint =>
    graded.has(metric)
      ? { role: 'metric', why: 'a grade: C counts 1, P ½, I and N 0', better: 'higher' }
      : { role: 'metric', why: 'of one sample' };
  return {
    table: collector.finish(),
    shape: `logs of inspect_ai: a row a sample and epoch (${files.length} files)`,
    hints: new Map<string, Hint>([
      ...HINTS,
      ['sample', { role: 'row', why: 'the question' }],
      ['epoch', { role: 'repeat', why: 'the sample answered anew' }],
      ...[...metrics].map((metric): [string, Hint] => [metric, why(metric)]),
    ]),
    notes: left === 0 ? [] : [`${left} logs without samples are left out`],
  };
}

function byHeader(files: readonly JsonFile[], { name, levels }: How): ReturnType<DocumentKind['shape']> {
  const collector = collectRows(name);
  const hints = new Map<string, Hint>(HINTS);
  for (const file of files) {
    const row = new Map<string, Leaf>(placeOf(file, levels));
    const scores = own(objectAt(file.value, 'results'), 'scores');
    for (const score of isList(scores) ? scores.filter(isObject) : []) {
      const metrics = Object.entries(objectAt(score, 'metrics'));
      const mean = metrics.find(([metric]) => metric !== 'stderr')?.[0];
      for (const [metric, inner] of metrics) {
        const value = isObject(inner) ? own(inner, 'value') : undefined;
        if (typeof value !== 'number') continue;
        row.set(metric, value);
        if (metric === 'stderr' && mean !== undefined)
          hints.set(metric, { role: 'aggregate', why: `the standard error of ${mean}`, errorOf: mean });
      }
    }
    collector.add(row);
  }
  return {
    table: collector.finish(),
    shape: `logs of inspect_ai without their samples: a row a file (${files.length})`,
    hints,
    notes: [
      'a mean over the samples of a log is one score; with samples in the log (no --log-header) every answer counts',
    ],
  };
}

const HINTS: readonly [string, Hint][] = [
  ['model', { role: 'variant', why: 'from the log' }],
  ['task', { role: 'data set', why: 'from the log' }],
];

function placeOf(file: JsonFile, levels: How['levels']): [string, Leaf][] {
  const about = objectAt(file.value, 'eval');
  return [['model', textOf(about, 'model', 'model')], ...levels(file), ['task', textOf(about, 'task', 'task')]];
}

function samplesOf(value: JsonObject): readonly JsonObject[] {
  const samples = own(value, 'samples');
  return isList(samples) ? samples.filter(isObject) : [];
}

/** A scorer gives one value, or several by name. */
function* valuesOf(scores: JsonObject): Generator<[string, Json]> {
  for (const [scorer, score] of Object.entries(scores)) {
    const value = isObject(score) ? (own(score, 'value') ?? null) : score;
    if (isObject(value)) for (const [key, inner] of Object.entries(value)) yield [`${scorer}.${key}`, inner];
    else yield [scorer, value];
  }
}
