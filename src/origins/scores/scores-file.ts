/** A path (a file, a folder, several files) → a table in a shape that is known. The only part of the readers that meets the disk. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename, extname, resolve } from 'node:path';
import { UserError } from '../../base/errors.js';
import type { CellTable } from './cells.js';
import { withoutCompanions } from './companions.js';
import { knownDocument, knownDocuments } from './documents/known.js';
import { RESEED_SUMMARY } from './documents/reseed-summary.js';
import { findFiles, isFolder, refuseOthers, refuseWorkbook } from './find-files.js';
import type { Found } from './find-files.js';
import { alike, oneFile, tableOfFolder } from './folder.js';
import { isLmEval, samplesShape, samplesTask } from './lm-eval.js';
import { tableOfDocument } from './nested.js';
import { named, parallel, refuseHeadless } from './parallel-files.js';
import type { Dialect } from './read-csv.js';
import { readJson } from './read-json.js';
import type { Leaf } from './read-json.js';
import { sacredRuns, sacredShape } from './sacred.js';
import { shapeOf } from './shape-of.js';
import { count } from './shown.js';
import type { ScoresFile } from './source.js';

export interface SourceOptions extends Dialect {
  readonly columns?: readonly string[];
  readonly onProgress?: (share: number, rows: number) => void;
}

/** @throws {UserError} if there is nothing to read, or it is refused */
export async function openSource(paths: readonly string[], options: SourceOptions = {}): Promise<ScoresFile> {
  const [path] = paths;
  if (path === undefined) throw new UserError('scores needs a file or a folder.', 'Write reseed scores results.csv.');
  const name = basename(resolve(path)).replace(/\.(?:csv|tsv|tab|json|jsonl|ndjson|arff|dat|txt|eval)$/i, '');
  if (paths.length > 1) return parallel(paths, { name, columns: options.columns });
  if (isFolder(path)) return folder(path, { name, ...options });
  refuseWorkbook(path);
  return file(path, { name, ...options });
}

type Named = SourceOptions & { readonly name: string };

async function file(path: string, { name, ...csv }: Named): Promise<ScoresFile> {
  if (/\.json$/i.test(path)) {
    const value = readJson(path);
    const known = knownDocument(value, { path, parts: [basename(path)], name });
    if (known !== undefined) return { ...known, name, summaries: [] };
    const { table, notes, summaries } = tableOfDocument(value, basename(path));
    const shaped = shapeOf(table);
    return { ...shaped, notes: [...notes, ...shaped.notes], name, summaries, files: [path] };
  }
  if (samplesTask(basename(path)) !== undefined) {
    return {
      ...(await samplesShape([{ path, parts: [basename(path)] }], { name, levels: () => new Map<string, Leaf>() })),
      name,
      summaries: [],
      files: [path],
    };
  }
  const table = await oneFile(path, csv);
  const shaped = shapeOf(table);
  return { ...shaped, notes: [...markNotes(table), ...shaped.notes], name, summaries: [], files: [path] };
}

function markNotes({ columns, aside = [] }: CellTable): readonly string[] {
  const marked = columns.reduce((sum, column) => sum + (column.marked ?? 0), 0);
  return marked === 0
    ? aside
    : [
        ...aside,
        `${count(marked, 'cell')} with bold type, stars or dollar signs around a number ${marked === 1 ? 'is' : 'are'} read as the number`,
      ];
}

async function folder(path: string, { name, columns, onProgress, ...dialect }: Named): Promise<ScoresFile> {
  const files = findFiles(path);
  if (files.length === 0) refuseOthers(path);
  const ours = files.find(({ parts }) => parts.length === 1 && parts[0] === 'runs.csv');
  if (ours !== undefined && files.some(({ parts }) => parts.length === 1 && parts[0] === 'summary.json'))
    return { ...(await file(ours.path, { name })), name };
  const summary = files.find(({ parts }) => parts.length === 1 && parts[0] === 'summary.json');
  // Its runs are gone; summary.csv beside it says the same, and less.
  if (summary !== undefined && RESEED_SUMMARY.is(readJson(summary.path)))
    return { ...(await file(summary.path, { name })), name };
  const sacred = sacredRuns(files);
  if (sacred.length > 0)
    return { ...sacredShape(sacred, { files, name }), name, summaries: [], files: files.map((each) => each.path) };
  const samples = files.filter(({ parts }) => samplesTask(parts.at(-1)!) !== undefined);
  if (samples.length > 0 && !files.some(({ path: each }) => /\.json$/i.test(each) && isLmEval(readJson(each))))
    return samplesOf(samples, name);
  const { chosen } = alike(withoutCompanions(files));
  if (chosen.length > 0 && extname(chosen[0]!.path).toLowerCase() === '.json') {
    const known = knownDocuments(chosen, name);
    if (known !== undefined) return { ...known, name, summaries: [] };
  }
  if (columns?.some((column) => column.includes('=')) === true) return named(files, { name, columns });
  await refuseHeadless(chosen, columns, dialect);
  const { table, notes } = await tableOfFolder(files, {
    name,
    ...dialect,
    ...(columns === undefined ? {} : { columns }),
    ...(onProgress === undefined ? {} : { onProgress }),
  });
  const shaped = shapeOf(table);
  const shape = chosen.length > 1 ? `${count(chosen.length, 'file')}; ${shaped.shape}` : shaped.shape;
  return {
    ...shaped,
    shape,
    notes: [...notes, ...shaped.notes],
    name,
    summaries: [],
    files: chosen.map((each) => each.path),
  };
}

async function samplesOf(files: readonly Found[], name: string): Promise<ScoresFile> {
  const depth = Math.min(...files.map(({ parts }) => parts.length));
  const levels = (each: Found): ReadonlyMap<string, string> =>
    depth > 1 ? new Map([['folder 1', each.parts.at(-2)!]]) : new Map();
  return {
    ...(await samplesShape(files, { name, levels })),
    name,
    summaries: [],
    files: files.map(({ path }) => path),
  };
}

/** SHA-256 of the files' bytes, in order, first 32 hex digits: what a report calls the scores it read. */
export async function fingerprintOf(files: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const path of files)
    for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) hash.update(piece);
  return hash.digest('hex');
}
