/** The kinds of JSON documents that are known, and a file or a folder of them as a table. */
import type { Found } from '../find-files.js';
import { levelNames } from '../folder.js';
import { isLmEval, lmEvalShape } from '../lm-eval.js';
import { isMteb, mtebShape } from '../mteb.js';
import { isObject, readJson } from '../read-json.js';
import type { Json, Leaf } from '../read-json.js';
import type { Shaped } from '../shapes/shape.js';
import { helmShape, isHelm } from './helm.js';
import { INSPECT } from './inspect.js';
import { KERAS_TUNER } from './keras-tuner.js';
import type { DocumentKind, JsonFile } from './kind.js';
import { RESEED_SUMMARY } from './reseed-summary.js';
import { SWE_BENCH } from './swe-bench.js';
import { TIMINGS } from './timings.js';

const KINDS: readonly DocumentKind[] = [
  { is: isLmEval, shape: lmEvalShape },
  { is: isMteb, shape: mtebShape },
  INSPECT,
  KERAS_TUNER,
  RESEED_SUMMARY,
  SWE_BENCH,
  ...TIMINGS,
];

export interface KnownDocuments extends Shaped {
  readonly files: readonly string[];
}

/** Undefined where none of them is of a kind that is known; documents of other kinds beside them are left out. */
export function knownDocuments(files: readonly Found[], name: string): KnownDocuments | undefined {
  const read = files.map((file) => ({ ...file, value: readJson(file.path) }));
  const stats = read.flatMap(({ value, ...file }) => (isHelm(value) ? [{ ...file, stats: value }] : []));
  if (stats.length > 0) return { ...helmShape(stats, name), files: pathsOf(stats) };
  for (const kind of KINDS) {
    const own = read.filter((file): file is JsonFile => isObject(file.value) && kind.is(file.value));
    if (own.length > 0) return { ...kind.shape(own, { name, levels: levelsOf(own) }), files: pathsOf(own) };
  }
  return undefined;
}

/** The same of one document that is read already. */
export function knownDocument(value: Json, file: Found & { readonly name: string }): KnownDocuments | undefined {
  const kind = KINDS.find(({ is }) => is(value));
  if (kind === undefined || !isObject(value)) return undefined;
  return { ...kind.shape([{ ...file, value }], { name: file.name, levels: () => new Map() }), files: [file.path] };
}

/** Tools write the time into file names: no setting. */
function levelsOf(files: readonly Found[]): (file: Found) => ReadonlyMap<string, Leaf> {
  if (files.length < 2) return () => new Map();
  const levels = levelNames(files);
  return (file) => new Map([...levels(file)].filter(([key]) => key !== 'file'));
}

function pathsOf(files: readonly Found[]): readonly string[] {
  return files.map(({ path }) => path);
}
