/**
 * A folder of files, or several files → one table. The files that are most alike are the runs; what is unlike them is left
 * out and named. Folders on the way and what differs in the files' names become columns.
 */
import { readFileSync, statSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { UserError } from '../../base/errors.js';
import { decodeText } from '../../data/decode.js';
import { quoted } from '../../data/names.js';
import { contentOf, createColumn, isMissing, stack } from './cells.js';
import type { CellColumn, CellTable } from './cells.js';
import { companionsOf, withoutCompanions } from './companions.js';
import type { Found } from './find-files.js';
import { roundsOfBoosting } from './boosting-rounds.js';
import { keyValues } from './key-values.js';
import { rowsOfDocument, tableOfDocument } from './nested.js';
import { readCsvCells } from './read-csv.js';
import type { CsvOptions } from './read-csv.js';
import { collectRows, flatten, isObject, readJson, readJsonLines } from './read-json.js';
import type { Json, Leaf } from './read-json.js';
import { LONGEST_LINE } from './limits.js';
import { copyCell } from './shapes/melt.js';
import { someOf } from './shown.js';
import { trecEval } from './trec-eval.js';
import { whole } from '../../base/how-many.js';

/** The largest group of files of one kind at one depth; tables before text files where two groups are equal. */
export function alike(files: readonly Found[]): { readonly chosen: readonly Found[]; readonly left: readonly Found[] } {
  const groups = new Map<string, Found[]>();
  for (const file of files) {
    const key = `${extname(file.path).toLowerCase()} ${file.parts.length}`;
    groups.set(key, [...(groups.get(key) ?? []), file]);
  }
  const rank = (some: readonly Found[]): number => (/\.(?:dat|txt)$/i.test(some[0]!.path) ? 0 : 1);
  const [chosen = []] = [...groups.values()].sort((a, b) => b.length - a.length || rank(b) - rank(a));
  return { chosen, left: files.filter((file) => !chosen.includes(file)) };
}

/** Columns for the folders on the way and for the file's name, without those that are the same for all. */
export function levelNames(files: readonly Found[]): (file: Found) => ReadonlyMap<string, Leaf> {
  const depth = Math.min(...files.map(({ parts }) => parts.length));
  const patterns = filePattern(files.map(({ parts }) => stem(parts.at(-1)!)));
  const varying = Array.from({ length: depth - 1 }, (_, i) => i).filter(
    (i) => new Set(files.map(({ parts }) => parts[i])).size > 1,
  );
  return ({ parts }) => {
    const levels = new Map<string, Leaf>();
    // A folder called `seed=3` or `seed_3` names its level itself.
    for (const i of varying)
      for (const [key, value] of namedPart(parts[i]!, `folder ${varying.indexOf(i) + 1}`)) levels.set(key, value);
    for (const [key, value] of patterns(stem(parts.at(-1)!))) levels.set(key, value);
    return levels;
  };
}

function stem(name: string): string {
  return name.replace(/\.[A-Za-z0-9]+$/, '');
}

/** `method=no_aug`, `lr=0.1,seed=3`, `lr=0.1_seed=3`: a value ends where the next name begins. */
const PAIR = /(?:^|[,_\-\s])([A-Za-z][A-Za-z]*)=([^,\s=]+?)(?=$|[,\s]|[_-][A-Za-z]+=|_\d{4}-\d\d-\d\d)/g;

function namedPart(part: string, fallback: string): [string, Leaf][] {
  const pairs = [...part.matchAll(PAIR)].map(([, key = '', value = '']): [string, Leaf] => [key, asCell(value)]);
  if (pairs.length > 0) return pairs;
  const numbered = /^(.*?)[_\-\s.]?(seed|fold|split|run|rep|repeat|trial)[_\-\s]?(\d+)$/i.exec(part);
  if (numbered === null) return [[fallback, asCell(part)]];
  const [, before = '', word = '', number = ''] = numbered;
  return [
    ...(before === '' ? [] : [[fallback, before.replace(/[_\-\s.]+$/, '')] as [string, Leaf]]),
    [word.toLowerCase(), Number(number)],
  ];
}

function asCell(text: string): Leaf {
  return text;
}

function filePattern(stems: readonly string[]): (stem: string) => [string, Leaf][] {
  if (new Set(stems).size === 1) return () => [];
  return (each) => namedPart(each, 'file');
}

/** What tools keep in files of their own, and how it becomes a table. */
export const ELSEWHERE =
  'Export the runs as CSV: mlflow.search_runs().to_csv(…), study.trials_dataframe().to_csv(…), the download of TensorBoard or W&B, df.to_csv(…).';

export interface FolderTable {
  readonly table: CellTable;
  readonly notes: readonly string[];
}

/** @throws {UserError} if there is nothing to read, or files of one folder do not fit together */
export async function tableOfFolder(
  files: readonly Found[],
  { name, onProgress, ...csv }: CsvOptions & { name: string },
): Promise<FolderTable> {
  const { chosen, left } = alike(withoutCompanions(files));
  const [first] = chosen;
  if (first === undefined) throw new UserError(`${quoted(name)} holds no CSV, TSV, JSON or JSON lines.`, ELSEWHERE);
  const places = levelNames(chosen);
  const levels = (file: Found): ReadonlyMap<string, Leaf> => new Map([...places(file), ...companionsOf(file)]);
  const notes =
    left.length > 0
      ? [
          `${whole(left.length)} files of another kind are left out: ${someOf(left.map(({ parts }) => parts.join('/')))}`,
        ]
      : [];
  const isJson = /\.json$/i.test(first.path);
  if (isJson)
    return { table: documents(chosen, { name, levels, ...(onProgress === undefined ? {} : { onProgress }) }), notes };
  const tables: CellTable[] = [];
  for (const [i, file] of chosen.entries()) {
    tables.push(withLevels(await oneFile(file.path, csv), levels(file)));
    onProgress?.((i + 1) / chosen.length, 0);
  }
  return { table: tables.length === 1 ? tables[0]! : stack(name, tables), notes };
}

/** A table from one file that is no JSON document. */
export async function oneFile(path: string, { columns, onProgress, ...dialect }: CsvOptions = {}): Promise<CellTable> {
  if (/\.(?:jsonl|ndjson)$/i.test(path)) {
    const collector = collectRows(basename(path));
    for await (const line of readJsonLines(path)) {
      collector.add(flatten(line, basename(path)));
      if (collector.rows() % 50_000 === 0) onProgress?.(0, collector.rows());
    }
    if (collector.rows() === 0) throw new UserError(`${basename(path)} is empty.`, 'It needs a line for each run.');
    return collector.finish();
  }
  const pairs = columns === undefined ? pairsOf(path) : undefined;
  if (pairs !== undefined) return pairs;
  const { table, headed } = await readCsvCells(path, {
    ...dialect,
    ...(columns === undefined ? {} : { columns }),
    ...(onProgress === undefined ? {} : { onProgress }),
  });
  if (!headed && columns === undefined)
    throw headless([{ name: basename(path), columns: table.columns.length, rows: table.rows }]);
  return table;
}

const LONGEST_PAIRS = 1 << 20;

/** A short text of names and values is one row, and what trec_eval prints a row a query. */
export function pairsOf(path: string): CellTable | undefined {
  const most = /\.eval$/i.test(path) ? LONGEST_LINE : /\.(?:txt|log)$/i.test(path) ? LONGEST_PAIRS : 0;
  if (statSync(path).size > most) return undefined;
  const name = basename(path);
  const { text } = decodeText(readFileSync(path), { name });
  return trecEval(text, name) ?? roundsOfBoosting(text, name) ?? keyValues(text, name);
}

export function headless(
  files: readonly { readonly name: string; readonly columns: number; readonly rows: number }[],
): UserError {
  const [first] = files;
  const list = files.map(({ name, rows }) => `${name} (${whole(rows)} lines)`).join(', ');
  return new UserError(
    files.length === 1
      ? `${first!.name} has no heading: its first line holds numbers only.`
      : `These files have no headings: ${list}.`,
    `Say what the columns are, for example --columns ${files.length === 1 ? Array.from({ length: first!.columns }, (_, i) => ['variant', 'dataset', 'accuracy'][i] ?? '-').join(',') : 'variant,dataset,accuracy'}`,
  );
}

function withLevels(table: CellTable, levels: ReadonlyMap<string, Leaf>): CellTable {
  const there = new Set(table.columns.map(({ name }) => name));
  const added = [...levels]
    .filter(([name]) => !there.has(name))
    .map(([name, value]) => everywhere(name, { value, rows: table.rows }));
  // A log may give its seed in one line only: the folder's name stands in the others.
  const own = table.columns.map((column) => {
    const value = levels.get(column.name);
    return value === undefined || value === null || contentOf(column).missing === 0
      ? column
      : everywhere(column.name, { value, rows: table.rows, unless: column });
  });
  return { ...table, columns: [...added, ...own] };
}

/** @param unless cells that are there */
function everywhere(
  name: string,
  { value, rows, unless }: { value: Leaf; rows: number; unless?: CellColumn },
): CellColumn {
  const builder = createColumn();
  for (let row = 0; row < rows; row++) {
    if (unless !== undefined && !isMissing(unless, row)) copyCell(builder, { column: unless, row });
    else if (typeof value === 'number') builder.pushNumber(value);
    else if (value === null) builder.pushMissing();
    else builder.push(value);
  }
  return builder.finish(name);
}

function documents(
  files: readonly Found[],
  {
    name,
    levels,
    onProgress,
  }: {
    name: string;
    levels: (file: Found) => ReadonlyMap<string, Leaf>;
    onProgress?: (share: number, rows: number) => void;
  },
): CellTable {
  const tables: CellTable[] = [];
  const collector = collectRows(name);
  for (const [i, file] of files.entries()) {
    const value: Json = readJson(file.path);
    const rows =
      files.length === 1 ? tableOfDocument(value, basename(file.path)) : rowsOfDocument(value, basename(file.path));
    if (rows !== undefined) tables.push(withLevels(rows.table, levels(file)));
    else if (isObject(value))
      collector.add(new Map<string, Leaf>([...levels(file), ...flatten(value, basename(file.path))]));
    onProgress?.((i + 1) / files.length, collector.rows());
  }
  if (collector.rows() > 0) tables.push(collector.finish());
  if (tables.length === 0) throw new UserError(`${quoted(name)} holds no records.`);
  return tables.length === 1 ? tables[0]! : stack(name, tables);
}
