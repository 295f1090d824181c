/** Do two results folders belong to one bench? Compares manifests only. */
import { UserError } from '../base/errors.js';
import type { Question } from '../question/question.js';
import { fingerprintOf, isTable, repeatsOf } from '../origins/facts.js';
import type { OriginFacts, TableFacts } from '../origins/facts.js';
import type { Manifest } from './manifest.js';

interface Folder {
  readonly folder: string;
  readonly manifest: Manifest;
}

/** @throws {UserError} that names the first thing in which they differ, and both values */
export function refuseStrangers(first: Folder, other: Folder, { allowMixed }: { allowMixed: boolean }): void {
  const [a, b] = [first.manifest, other.manifest];
  const differs = (what: string, one: unknown, two: unknown, remedy = 'Merge folders of one bench only.'): void => {
    const [left = '', right = ''] = [one, two].map((value) => (value === undefined ? 'absent' : JSON.stringify(value)));
    if (left === right) return;
    throw new UserError(
      `${other.folder} does not belong to ${first.folder}: ${what} is ${shortened(right)}, not ${shortened(left)}.`,
      remedy,
    );
  };
  differs('the experiment', a.setup.name, b.setup.name);
  differs('the version of Reseed', a.reseed, b.reseed, 'Train all parts with one version.');
  for (const { what, value, other, remedy } of originParts(a.setup.origin, b.setup.origin)) {
    differs(what, value, other, remedy);
  }
  const place = firstDifference(withoutPath(a.experiment), withoutPath(b.experiment));
  if (place !== undefined) differs(place.at, place.one, place.two);
  if (repeatsOf(a.setup.origin) === 'one machine' && !allowMixed) {
    const remedy = "TensorFlow's kernels repeat on one kind of processor only; --allow-mixed takes them together.";
    differs('the processor', processor(a.machine), processor(b.machine), remedy);
  }
}

interface Part {
  readonly what: string;
  readonly value: unknown;
  readonly other: unknown;
  readonly remedy: string;
}

/** What of two origins must be equal for their runs to be of one bench. */
function originParts(one: OriginFacts, two: OriginFacts): readonly Part[] {
  if (!isTable(one) || !isTable(two)) {
    const [value, other] = [one, two].map((facts) => [facts.kind, fingerprintOf(facts)]);
    return [{ what: 'the origin of the scores', value, other, remedy: 'Merge folders of one bench only.' }];
  }
  const part = (what: string, pick: (facts: TableFacts) => unknown, remedy: string): Part => ({
    what,
    value: pick(one),
    other: pick(two),
    remedy,
  });
  return [
    part('the numerics version', ({ numericsVersion }) => numericsVersion, 'Train all parts with one version.'),
    part('the scoring version', ({ scoring = 1 }) => scoring, 'Train all parts with one version.'),
    part('the fingerprint of the data', ({ data }) => data.fingerprint, 'Train all parts on one table.'),
    part('the engine', ({ engine }) => engine, 'Train all parts with one engine.'),
    part('the backend', ({ backend }) => backend, 'Train all parts with one backend.'),
  ];
}

/**
 * Where a table lies differs from machine to machine; what it holds, without the dropped columns, is compared by fingerprint. Which metrics a report shows
 * changes no run.
 */
function withoutPath(experiment: Question): unknown {
  const {
    data,
    folder: _folder,
    metric: _metric,
    metrics: _metrics,
    ...rest
  } = experiment as Question & {
    readonly data?: object;
    readonly folder?: string;
  };
  return data === undefined ? rest : { ...rest, data: { ...data, path: '', drop: [] } };
}

function firstDifference(one: unknown, two: unknown, at = ''): { at: string; one: unknown; two: unknown } | undefined {
  if (!isObject(one) || !isObject(two)) return Object.is(one, two) ? undefined : { at, one, two };
  const keys = Object.keys(one);
  const others = Object.keys(two);
  // The order of variants must be equal, since tables and figures follow it.
  if (at === 'variants' && keys.join('\n') !== others.join('\n')) return { at, one: keys, two: others };
  for (const key of new Set([...keys, ...others])) {
    const found = firstDifference(own(one, key), own(two, key), at === '' ? key : `${at}.${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function own(object: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

function processor(machine: object): unknown {
  const { merged } = machine as { merged?: readonly object[] };
  if (Array.isArray(merged)) return merged.length === 0 ? undefined : processor(merged[0] as object);
  const { platform, simd, cpu } = machine as { platform?: unknown; simd?: unknown; cpu?: unknown };
  return { platform, features: typeof simd === 'string' && simd !== '' ? simd : cpu };
}

function shortened(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
