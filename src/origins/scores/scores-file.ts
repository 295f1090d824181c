/** A path (a file, a folder, several files) → a table in a shape that is known. The only part of the readers that meets the disk. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename, extname, resolve } from 'node:path';
import { UserError } from '../../base/errors.js';
import { quoted } from '../../data/names.js';
import { createColumn, textAt, valuesOf } from './cells.js';
import type { CellColumn } from './cells.js';
import { alike, headless, levelNames, oneFile, parallelFiles, tableOfFolder } from './folder.js';
import { withoutCompanions } from './companions.js';
import { findFiles, isFolder, refuseWorkbook, workbookIn } from './find-files.js';
import { isMteb, mtebShape } from './mteb.js';
import type { Found } from './find-files.js';
import { isLmEval, lmEvalShape, samplesShape, samplesTask } from './lm-eval.js';
import type { ResultsFile } from './lm-eval.js';
import { tableOfDocument } from './nested.js';
import type { Summary } from './nested.js';
import { readCsvCells } from './read-csv.js';
import type { Dialect } from './read-csv.js';
import { readJson } from './read-json.js';
import type { Leaf } from './read-json.js';
import { sacredRuns, sacredShape } from './sacred.js';
import { shapeOf } from './shape-of.js';
import type { Shaped } from './shapes/shape.js';
import { count } from './shown.js';

export interface ScoresFile extends Shaped {
  readonly name: string;
  readonly summaries: readonly Summary[];
  /** Files that were read, in order, for the fingerprint. */
  readonly files: readonly string[];
}

export interface SourceOptions extends Dialect {
  readonly columns?: readonly string[];
  readonly onProgress?: (share: number, rows: number) => void;
}

/** @throws {UserError} if there is nothing to read, or it is refused */
export async function openSource(paths: readonly string[], options: SourceOptions = {}): Promise<ScoresFile> {
  const [path] = paths;
  if (path === undefined) throw new UserError('scores needs a file or a folder.', 'Write reseed scores results.csv.');
  const name = basename(resolve(path)).replace(/\.(?:csv|tsv|tab|json|jsonl|ndjson|dat|txt)$/i, '');
  if (paths.length > 1) return parallel(paths, { name, ...options });
  if (isFolder(path)) return folder(path, { name, ...options });
  refuseWorkbook(path);
  return file(path, { name, ...options });
}

type Named = SourceOptions & { readonly name: string };

async function file(path: string, { name, ...csv }: Named): Promise<ScoresFile> {
  if (/\.json$/i.test(path)) {
    const value = readJson(path);
    if (isLmEval(value)) return lmEval([{ path, parts: [basename(path)], value }], name);
    if (isMteb(value)) return mteb([{ path, parts: [basename(path)] }], name);
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
  const shaped = shapeOf(await oneFile(path, csv));
  return { ...shaped, name, summaries: [], files: [path] };
}

async function folder(path: string, { name, columns, onProgress, ...dialect }: Named): Promise<ScoresFile> {
  const files = findFiles(path);
  if (files.length === 0) refuseWorkbook(workbookIn(path) ?? '');
  const ours = files.find(({ parts }) => parts.length === 1 && parts[0] === 'runs.csv');
  if (ours !== undefined && files.some(({ parts }) => parts.length === 1 && parts[0] === 'summary.json'))
    return { ...(await file(ours.path, { name })), name };
  const sacred = sacredRuns(files);
  if (sacred.length > 0)
    return { ...sacredShape(sacred, { files, name }), name, summaries: [], files: files.map((each) => each.path) };
  const samples = files.filter(({ parts }) => samplesTask(parts.at(-1)!) !== undefined);
  if (samples.length > 0 && !files.some(({ path: each }) => /\.json$/i.test(each) && isLmEval(readJson(each))))
    return samplesOf(samples, name);
  const { chosen } = alike(withoutCompanions(files));
  if (chosen.length > 0 && extname(chosen[0]!.path).toLowerCase() === '.json') {
    const results = chosen.flatMap((each): ResultsFile[] => {
      const value = readJson(each.path);
      return isLmEval(value) ? [{ ...each, value }] : [];
    });
    if (results.length > 0) return lmEval(results, name);
    const tasks = chosen.filter((each) => isMteb(readJson(each.path)));
    if (tasks.length > 0) return mteb(tasks, name);
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

function lmEval(files: readonly ResultsFile[], name: string): ScoresFile {
  const levels = files.length > 1 ? levelNames(files) : (): ReadonlyMap<string, Leaf> => new Map<string, Leaf>();
  return {
    ...lmEvalShape(files, { name, levels: (each) => withoutDates(levels(each)) }),
    name,
    summaries: [],
    files: files.map(({ path }) => path),
  };
}

function mteb(files: readonly Found[], name: string): ScoresFile {
  const levels = files.length > 1 ? levelNames(files) : (): ReadonlyMap<string, Leaf> => new Map<string, Leaf>();
  return {
    ...mtebShape(files, { name, levels: (each) => withoutDates(levels(each)) }),
    name,
    summaries: [],
    files: files.map(({ path }) => path),
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

/** The harness writes the time into file names: no setting. */
function withoutDates<T>(levels: ReadonlyMap<string, T>): ReadonlyMap<string, T> {
  return new Map([...levels].filter(([key]) => key !== 'file'));
}

async function refuseHeadless(
  files: readonly Found[],
  columns: readonly string[] | undefined,
  dialect: Dialect,
): Promise<void> {
  if (columns !== undefined || files.length < 2 || /\.(?:json|jsonl|ndjson)$/i.test(files[0]!.path)) return;
  const first = await readCsvCells(files[0]!.path, dialect);
  if (first.headed && first.table.columns.length > 1) return;
  const all = await Promise.all(
    files.slice(0, 20).map(async ({ path }) => {
      const { table, headed } = await readCsvCells(path, dialect);
      return { name: basename(path), columns: table.columns.length, rows: headed ? table.rows + 1 : table.rows };
    }),
  );
  if (all.every((each) => each.columns === 1)) {
    const error = headless(all);
    const most = Math.max(...all.map(({ rows }) => rows));
    const roles = all.filter(({ rows }) => rows === most).map(({ name }) => `${name}=ROLE`);
    throw new UserError(
      error.message,
      `Say what they are: --columns ${roles.join(',')}, with variant, dataset and accuracy (or another score) for ROLE.`,
    );
  }
}

async function parallel(paths: readonly string[], { name, columns }: Named): Promise<ScoresFile> {
  if (columns?.length !== paths.length)
    throw new UserError(
      `${paths.length} files need ${paths.length} names.`,
      'Write --columns variant,dataset,accuracy, a name a file; or give one folder.',
    );
  const shaped = shapeOf(await parallelFiles(paths, columns, name));
  return { ...shaped, shape: `parallel files without headings (${paths.length})`, name, summaries: [], files: paths };
}

/** `--columns ClassifierID.dat=variant,…`: the named files of a folder. Short files of texts name the numbers of a column. */
async function named(
  files: readonly Found[],
  { name, columns }: { name: string; columns: readonly string[] },
): Promise<ScoresFile> {
  const pairs = columns.map((column) => {
    const at = column.lastIndexOf('=');
    const found = files.find(
      ({ parts }) =>
        parts.at(-1) === column.slice(0, at) || parts.at(-1)!.replace(/\.\w+$/, '') === column.slice(0, at),
    );
    if (found === undefined)
      throw new UserError(
        `--columns: there is no file ${quoted(column.slice(0, at))}.`,
        'Write FILE=NAME for each file.',
      );
    return { file: found, as: column.slice(at + 1) };
  });
  const table = await parallelFiles(
    pairs.map(({ file: each }) => each.path),
    pairs.map(({ as }) => as),
    name,
  );
  const others = files.filter(
    (each) => !pairs.some((pair) => pair.file === each) && /\.(?:dat|txt|csv)$/i.test(each.path),
  );
  const notes: string[] = [];
  const named: CellColumn[] = [];
  for (const [i, column] of table.columns.entries())
    named.push(await withNames(column, { others, file: pairs[i]!.file, notes }));
  const shaped = shapeOf({ ...table, columns: named });
  return {
    ...shaped,
    shape: `parallel files without headings (${pairs.length})`,
    notes: [...notes, ...shaped.notes],
    name,
    summaries: [],
    files: [...pairs.map((pair) => pair.file.path), ...others.map(({ path }) => path)],
  };
}

/** Numbers 1 … k get the k lines of a file with a like name; a name that comes twice keeps its number. */
async function withNames(
  column: CellColumn,
  { others, file: own, notes }: { others: readonly Found[]; file: Found; notes: string[] },
): Promise<CellColumn> {
  const values = valuesOf(column, 10_001);
  if (
    values.length > 10_000 ||
    !values.every((value) => /^\d+$/.test(value) && Number(value) >= 1 && Number(value) <= values.length)
  )
    return column;
  const stem = own.parts
    .at(-1)!
    .replace(/\.\w+$/, '')
    .replace(/(?:id|no|num|number|index)$/i, '')
    .toLowerCase();
  const file = others.find(({ parts }) => stem.length > 2 && parts.at(-1)!.toLowerCase().startsWith(stem));
  if (file === undefined) return column;
  const { table } = await readCsvCells(file.path, { columns: ['name'] });
  if (table.rows !== values.length) return column;
  const names = Array.from({ length: table.rows }, (_, row) => textAt(table.columns[0]!, row) ?? String(row + 1));
  const doubled = names.filter((each, i) => names.indexOf(each) !== i);
  const builder = createColumn();
  for (const number of column.numbers) {
    const label = names[number - 1]!;
    builder.push(doubled.includes(label) ? `${label} (${number})` : label);
  }
  notes.push(
    `the numbers of ${own.parts.at(-1)!} are named by the lines of ${file.parts.at(-1)!}${doubled.length > 0 ? `; ${doubled.join(', ')} is there twice and keeps its number` : ''}`,
  );
  return builder.finish(column.name);
}

/** SHA-256 of the files' bytes, in order, first 32 hex digits: what a report calls the scores it read. */
export async function fingerprintOf(files: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const path of files)
    for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) hash.update(piece);
  return hash.digest('hex');
}
