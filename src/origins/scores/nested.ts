/**
 * One JSON document → rows. A list of objects is rows already; lists of one length are columns; and where numbers lie at the
 * ends of nested keys, each level of keys is a column. Summaries that repeat the values are left out and said to be.
 */
import { UserError } from '../../base/errors.js';
import { tableOf } from './cells.js';
import type { CellTable } from './cells.js';
import { DEEPEST_JSON } from './limits.js';
import { knownMetric, namedRole } from './names.js';
import { collectRows, flatten, isList, isObject } from './read-json.js';
import type { Json, JsonObject } from './read-json.js';

export interface Document {
  readonly table: CellTable;
  /** What was done, in sentences. */
  readonly notes: readonly string[];
  /** The mean, SD and values that the document itself gives for a group, to be checked against the rows. */
  readonly summaries: readonly Summary[];
}

export interface Summary {
  readonly group: string;
  readonly mean?: number;
  readonly sd?: number;
}

/** A document of a folder with one a run: one row, unless it is plainly a list. */
export function rowsOfDocument(value: Json, name: string): Document | undefined {
  const list = listOfObjects(value);
  if (list !== undefined)
    return { ...plain(fromObjects(list.items, name)), notes: list.note === undefined ? [] : [list.note] };
  if (!isObject(value)) return undefined;
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

function plain(table: CellTable): Document {
  return { table, notes: [], summaries: [] };
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
  if (length < 2 || lists.some((each) => each?.length !== length || each.some((item) => isObject(item))))
    return undefined;
  return Array.from({ length }, (_, row) => lists.map((each) => cellOf(each![row]!)));
}

interface NumberLeaf {
  readonly path: readonly string[];
  readonly value: number;
}

const SUMMARY_KEYS = new Set(
  'mean avg average std sd stddev stderr sem median min max n count var values scores ci low high lower upper'.split(
    ' ',
  ),
);

function nestedTable(value: JsonObject, name: string): Document | undefined {
  const leaves = numberLeaves(value, name);
  const isSummary = ({ path }: NumberLeaf): boolean =>
    path.some((key, i) => i > 0 && SUMMARY_KEYS.has(key.toLowerCase()));
  const values = leaves.filter((leaf) => !isSummary(leaf));
  const group = largestUniform(values);
  if (group.length < 2) return undefined;
  const left = values.length - group.length;
  const summaries = summariesOf(leaves.filter(isSummary));
  const notes = [
    ...(summaries.length > 0
      ? ['means and SDs that the file gives beside the values are left out: they repeat them']
      : []),
    ...(left > 0 ? [`${left} other numbers of the document stand elsewhere in it and are left out`] : []),
  ];
  return { table: levelsTable(group, name), notes, summaries };
}

function numberLeaves(value: Json, name: string): readonly NumberLeaf[] {
  const result: NumberLeaf[] = [];
  const visit = (each: Json, path: readonly string[]): void => {
    if (path.length > DEEPEST_JSON) throw new UserError(`${name} nests deeper than ${DEEPEST_JSON} levels.`);
    if (typeof each === 'number') result.push({ path, value: each });
    else if (isList(each)) each.forEach((inner, i) => visit(inner, [...path, String(i)]));
    else if (isObject(each)) for (const [key, inner] of Object.entries(each)) visit(inner, [...path, key]);
  };
  visit(value, []);
  return result;
}

/** The leaves of the whole if all lie equally deep, else of the top key that has most. */
function largestUniform(leaves: readonly NumberLeaf[]): readonly NumberLeaf[] {
  const uniform = (some: readonly NumberLeaf[]): boolean =>
    some.length > 0 && some.every(({ path }) => path.length === some[0]!.path.length);
  if (uniform(leaves) && leaves[0]!.path.length > 1) return leaves;
  const byKey = new Map<string, NumberLeaf[]>();
  for (const leaf of leaves) byKey.set(leaf.path[0]!, [...(byKey.get(leaf.path[0]!) ?? []), leaf]);
  const groups = [...byKey.values()].filter((some) => uniform(some) && some[0]!.path.length > 1);
  return groups.sort((a, b) => b.length - a.length)[0] ?? [];
}

/** A level with one key only is no column: it names the next one, as `per_seed` does. */
function levelsTable(leaves: readonly NumberLeaf[], name: string): CellTable {
  const depth = leaves[0]!.path.length;
  const levels: { readonly at: number; readonly name: string }[] = [];
  let wrapper: string | undefined;
  for (let at = 0; at < depth; at++) {
    const keys = [...new Set(leaves.map(({ path }) => path[at]!))];
    if (keys.length === 1 && at < depth - 1) wrapper = keys[0];
    else {
      levels.push({ at, name: levelName(keys, { wrapper, number: at + 1 }) });
      wrapper = undefined;
    }
  }
  const rowsOf = ({ path }: NumberLeaf): readonly string[] => levels.map(({ at }) => path[at]!);
  const pivot =
    levels.length > 1 ? levels.findIndex(({ at }) => areMetrics(new Set(leaves.map(({ path }) => path[at]!)))) : -1;
  if (pivot < 0) {
    return tableOf(
      name,
      [...levels.map((level) => level.name), 'value'],
      leaves.map((leaf) => [...rowsOf(leaf), leaf.value]),
    );
  }
  const metrics = [...new Set(leaves.map(({ path }) => path[levels[pivot]!.at]!))];
  const keys = levels.filter((_, i) => i !== pivot);
  const rows = new Map<string, (string | number | null)[]>();
  for (const { path, value } of leaves) {
    const own = keys.map(({ at }) => path[at]!);
    const row = rows.get(JSON.stringify(own)) ?? [...own, ...metrics.map(() => null)];
    row[keys.length + metrics.indexOf(path[levels[pivot]!.at]!)] = value;
    rows.set(JSON.stringify(own), row);
  }
  return tableOf(name, [...keys.map((level) => level.name), ...metrics], rows.values());
}

/** Most keys that are no times are names of scores. */
function areMetrics(keys: ReadonlySet<string>): boolean {
  const others = [...keys].filter((key) => namedRole(key) !== 'cost');
  return others.filter((key) => knownMetric(key) !== undefined).length * 2 > others.length;
}

function levelName(
  keys: readonly string[],
  { wrapper, number }: { wrapper: string | undefined; number: number },
): string {
  const hinted = wrapper?.replace(/^(?:per|by|each|for)[_\s-]|s$/gi, '');
  if (hinted !== undefined && namedRole(hinted) !== undefined) return hinted;
  const prefix = /^([a-z]+)[_\s-]?\d+$/i.exec(keys[0] ?? '')?.[1];
  if (prefix !== undefined && namedRole(prefix) !== undefined && keys.every((key) => key.startsWith(prefix)))
    return prefix;
  return `key ${number}`;
}

function summariesOf(leaves: readonly NumberLeaf[]): readonly Summary[] {
  const groups = new Map<string, { mean?: number; sd?: number }>();
  for (const { path, value } of leaves) {
    const word = path.at(-1)!.toLowerCase();
    const group = path.at(-2) ?? '';
    const entry = groups.get(group) ?? {};
    if (/^(?:mean|avg|average)$/.test(word)) entry.mean = value;
    else if (/^(?:std|sd|stddev)$/.test(word)) entry.sd = value;
    else continue;
    groups.set(group, entry);
  }
  return [...groups].map(([group, entry]) => ({ group, ...entry }));
}
