/** Files without headings, one a column, side by side: `--columns variant,dataset,accuracy`, or FILE=NAME for files of a folder. */
import { basename } from 'node:path';
import { UserError } from '../../base/errors.js';
import { quoted } from '../../data/names.js';
import { createColumn, textAt, valuesOf } from './cells.js';
import type { CellColumn, CellTable } from './cells.js';
import type { Found } from './find-files.js';
import { headless, pairsOf } from './folder.js';
import { readCsvCells } from './read-csv.js';
import type { Dialect } from './read-csv.js';
import { shapeOf } from './shape-of.js';
import type { ScoresFile } from './source.js';
import { whole } from '../../base/how-many.js';

export async function refuseHeadless(
  files: readonly Found[],
  columns: readonly string[] | undefined,
  dialect: Dialect,
): Promise<void> {
  if (columns !== undefined || files.length < 2 || /\.(?:json|jsonl|ndjson)$/i.test(files[0]!.path)) return;
  if (pairsOf(files[0]!.path) !== undefined) return;
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

export async function parallel(
  paths: readonly string[],
  { name, columns }: { readonly name: string; readonly columns: readonly string[] | undefined },
): Promise<ScoresFile> {
  if (columns?.length !== paths.length)
    throw new UserError(
      `${whole(paths.length)} files need ${paths.length} names.`,
      'Write --columns variant,dataset,accuracy, a name a file; or give one folder.',
    );
  const shaped = shapeOf(await parallelFiles(paths, columns, name));
  return { ...shaped, shape: `parallel files without headings (${paths.length})`, name, summaries: [], files: paths };
}

/** `--columns ClassifierID.dat=variant,…`: the named files of a folder. Short files of texts name the numbers of a column. */
export async function named(
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

/** Headless files side by side, one a column. */
async function parallelFiles(paths: readonly string[], columns: readonly string[], name: string): Promise<CellTable> {
  const tables: CellTable[] = [];
  for (const [i, path] of paths.entries()) {
    const { table } = await readCsvCells(path, { columns: [columns[i]!] });
    tables.push(table);
  }
  const rows = tables[0]!.rows;
  const other = tables.findIndex((table) => table.rows !== rows);
  if (other >= 0)
    throw new UserError(
      `${basename(paths[other]!)} has ${tables[other]!.rows} lines where ${basename(paths[0]!)} has ${rows}.`,
      'Parallel files need a line for each run, all in the same order.',
    );
  return { name, rows, columns: tables.map((table) => table.columns[0]!) };
}
