/**
 * Logs of inspect_ai as JSON: a file a model and task, with every sample's score in each epoch. A log of the header alone
 * (without samples) has the mean and its standard error.
 */
import { isList, isObject, own, textOf, collectRows } from '../read-json.js';
import type { Json, JsonObject, Leaf } from '../read-json.js';
import type { Hint } from '../shapes/shape.js';
import type { DocumentKind, JsonFile } from './kind.js';
import { objectAt } from './kind.js';
import { whole } from '../../../base/how-many.js';

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
  let epochs = 1;
  for (const file of files) {
    const answers = new Map<string, JsonObject[]>();
    for (const sample of samplesOf(file.value)) {
      const id = textOf(sample, 'id', '');
      answers.set(id, [...(answers.get(id) ?? []), sample]);
    }
    for (const [id, own] of answers) {
      epochs = Math.max(epochs, own.length);
      const row = new Map<string, Leaf>([...placeOf(file, levels), ['sample', id], ...meansOf(own, graded)]);
      for (const key of row.keys()) if (!PLACES.has(key) && !levels(file).has(key)) metrics.add(key);
      collector.add(row);
    }
  }
  const why = (metric: string): Hint =>
    graded.has(metric)
      ? { role: 'metric', why: 'a grade: C counts 1, P ½, I and N 0', better: 'higher' }
      : { role: 'metric', why: 'of one sample' };
  return {
    table: collector.finish(),
    shape: `logs of inspect_ai: a row a sample (${whole(files.length)} files)`,
    hints: new Map<string, Hint>([
      ...HINTS,
      ['sample', { role: 'row', why: 'the question' }],
      ...[...metrics].map((metric): [string, Hint] => [metric, why(metric)]),
    ]),
    notes: [
      ...(epochs > 1
        ? [`a sample counts with the mean of its answers, up to ${whole(epochs)} epochs: each was drawn by itself`]
        : []),
      ...(left === 0 ? [] : [`${left} logs without samples are left out`]),
    ],
  };
}

const PLACES: ReadonlySet<string> = new Set(['model', 'task', 'sample']);

/** Of every scorer over the epochs of one sample; answers without a score do not count. */
function meansOf(answers: readonly JsonObject[], graded: Set<string>): ReadonlyMap<string, number> {
  const values = new Map<string, number[]>();
  for (const answer of answers) {
    for (const [key, value] of valuesOf(objectAt(answer, 'scores'))) {
      const grade = typeof value === 'string' ? GRADES[value] : undefined;
      if (grade !== undefined) graded.add(key);
      const number = grade ?? (typeof value === 'boolean' ? Number(value) : value);
      if (typeof number === 'number') values.set(key, [...(values.get(key) ?? []), number]);
    }
  }
  return new Map([...values].map(([key, own]) => [key, own.reduce((sum, value) => sum + value, 0) / own.length]));
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
