/**
 * One JSON document → rows. A list of objects is rows already; lists of one length are columns; and where numbers lie at the
 * ends of nested keys, each level of keys is a column. Summaries that repeat the values are left out and said to be.
 */
import { UserError } from '../../base/errors.js';
import { tableOf } from './cells.js';
import type { CellTable } from './cells.js';
import { listCells } from './list-cells.js';
import { nestedTable, plain } from './number-leaves.js';
import type { Document } from './number-leaves.js';
import { collectRows, flatten, isList, isObject } from './read-json.js';
import type { Json, JsonObject } from './read-json.js';

/** A document of a folder with one a run: one row, unless it is plainly a list. */
export function rowsOfDocument(value: Json, name: string): Document | undefined {
  const cells = isObject(value) && Object.values(value).every(isList) ? columnsOf(value) : undefined;
  if (cells !== undefined && listCells(value, name) === undefined)
    return plain(tableOf(name, Object.keys(value as JsonObject), cells));
  const list = listOfObjects(value);
  if (list !== undefined)
    return { ...plain(fromObjects(list.items, name)), notes: list.note === undefined ? [] : [list.note] };
  if (!isObject(value)) return tensorboardScalars(value, name);
  const lists = listCells(value, name);
  if (lists !== undefined) return plain(lists);
  const columns = columnsOf(value);
  return columns === undefined ? undefined : plain(tableOf(name, Object.keys(value), columns));
}

/** @throws {UserError} if nothing in the document can be rows of scores */
export function tableOfDocument(value: Json, name: string): Document {
  const rows = matricesIn(value, name) ?? rowsOfDocument(value, name);
  if (rows !== undefined) return rows;
  if (
    isList(value) &&
    value.length > 1 &&
    value.every((row) => isList(row) && row.length === (value[0] as readonly Json[]).length)
  ) {
    const [head, ...body] = value as readonly (readonly Json[])[];
    if (head!.some((cell) => typeof cell !== 'string'))
      throw new UserError(
        `${name} is a list of rows without names for their columns.`,
        'Write objects, as df.to_json(…, orient="records") does, or a CSV with a heading.',
      );
    return plain(
      tableOf(
        name,
        head!.map(String),
        body.map((row) => row.map(cellOf)),
      ),
    );
  }
  const nested = isObject(value) ? nestedTable(value, name) : undefined;
  if (nested !== undefined) return nested;
  if (isObject(value)) {
    const collector = collectRows(name);
    collector.add(flatten(value, name));
    return plain(collector.finish());
  }
  throw new UserError(
    `${name} holds no list of runs, and no keys with numbers below them.`,
    'See docs/SCORES.md for the shapes that are read.',
  );
}

/** TensorBoard's download as JSON: a list of time, step and value. */
function tensorboardScalars(value: Json, name: string): Document | undefined {
  const isScalar = (row: Json): boolean =>
    isList(row) &&
    row.length === 3 &&
    row.every((cell) => typeof cell === 'number') &&
    Number(row[0]) > 1e9 &&
    Number.isInteger(row[1]);
  if (!isList(value) || value.length === 0 || !value.every(isScalar)) return undefined;
  return plain(tableOf(name, ['Wall time', 'Step', 'Value'], value as readonly (readonly number[])[]));
}

/** rliable's form: a matrix for each algorithm, a row a run and a column a task. */
function matricesIn(value: Json, name: string): Document | undefined {
  if (!isObject(value)) return undefined;
  const entries = Object.entries(value);
  const width = (matrix: Json): number =>
    isList(matrix) && isList(matrix[0] ?? null) ? (matrix[0] as readonly Json[]).length : 0;
  const tasks = width(entries[0]?.[1] ?? null);
  const alike = ([, matrix]: readonly [string, Json]): boolean =>
    isList(matrix) &&
    matrix.every((row) => isList(row) && row.length === tasks && row.every((cell) => typeof cell === 'number'));
  if (entries.length < 2 || tasks === 0 || !entries.every(alike)) return undefined;
  const rows = entries.flatMap(([variant, matrix]) =>
    (matrix as readonly (readonly number[])[]).flatMap((row, run) =>
      row.map((cell, task) => [variant, `task ${task + 1}`, run + 1, cell]),
    ),
  );
  return {
    table: tableOf(name, ['variant', 'task', 'run', 'value'], rows),
    notes: ['a matrix for each variant: its rows are taken for runs, its columns for tasks (as rliable has them)'],
    summaries: [],
  };
}

function cellOf(value: Json): string | number | null {
  if (value === null || typeof value === 'number') return value;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function fromObjects(items: readonly JsonObject[], name: string): CellTable {
  const collector = collectRows(name);
  for (const item of items) collector.add(flatten(item, name));
  return collector.finish();
}

/** The document itself, or the one list of objects in it. */
function listOfObjects(value: Json): { items: readonly JsonObject[]; note?: string } | undefined {
  if (isList(value)) return value.length > 0 && value.every(isObject) ? { items: value } : undefined;
  if (!isObject(value)) return undefined;
  const numbered = numberedRows(value);
  if (numbered !== undefined) return { items: numbered };
  const lists = Object.entries(value).filter(([, inner]) => isList(inner) && inner.length > 1 && inner.every(isObject));
  if (lists.length !== 1) return undefined;
  const [key, items] = lists[0]!;
  const others = Object.keys(value).length - 1;
  const note =
    others > 0
      ? `rows are the ${(items as readonly Json[]).length} entries of "${key}"; ${others} other keys are left out`
      : undefined;
  return { items: items as readonly JsonObject[], ...(note === undefined ? {} : { note }) };
}

/** pandas' other forms: `{ "0": { … }, "1": { … } }`, and `{ "columns": [..], "data": [[..], ..] }`. */
function numberedRows(value: JsonObject): readonly JsonObject[] | undefined {
  const { columns, data } = value;
  if (isList(columns) && isList(data) && data.every((row) => isList(row) && row.length === columns.length))
    return data.map((row) =>
      Object.fromEntries((row as readonly Json[]).map((cell, i) => [String(cellOf(columns[i] ?? null)), cell])),
    );
  const rows = Object.values(value);
  const isNumbered = rows.length > 1 && Object.keys(value).every((key, i) => key === String(i));
  const hasWords = rows.every((row) => isObject(row) && Object.values(row).some((cell) => typeof cell === 'string'));
  return isNumbered && hasWords ? (rows as readonly JsonObject[]) : undefined;
}

/** `{ "a": [..], "b": [..] }`, or pandas' `{ "a": { "0": .. }, "b": { "0": .. } }`: rows of cells. */
function columnsOf(value: JsonObject): (string | number | null)[][] | undefined {
  const parts = Object.values(value);
  if (parts.length < 2) return undefined;
  const lists = parts.map((part) =>
    isList(part)
      ? part
      : isObject(part) && Object.keys(part).every((key, i) => key === String(i))
        ? Object.values(part)
        : undefined,
  );
  const length = lists[0]?.length ?? 0;
  if (length < 2 || lists.some((each) => each?.length !== length) || lists.every((each) => each!.some(isObject)))
    return undefined;
  return Array.from({ length }, (_, row) => lists.map((each) => cellOf(each![row]!)));
}
