/** Numbers at the ends of nested keys → rows, each level of keys a column; summaries that repeat the values are left out. Pure. */
import { UserError } from '../../base/errors.js';
import { tableOf } from './cells.js';
import type { CellTable } from './cells.js';
import { DEEPEST_JSON } from './limits.js';
import { knownMetric } from './names.js';
import { namedRole } from './role-names.js';
import { isList, isObject } from './read-json.js';
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

export function plain(table: CellTable): Document {
  return { table, notes: [], summaries: [] };
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

export function nestedTable(value: JsonObject, name: string): Document | undefined {
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
  const isList = keys.length > 1 && keys.every((key, i) => key === String(i));
  const hinted = wrapper?.replace(/^(?:per|by|each|for)[_\s-]|s$/gi, '');
  if (hinted !== undefined && namedRole(hinted) !== undefined) return hinted;
  const prefix = /^([a-z]+)[_\s-]?\d+$/i.exec(keys[0] ?? '')?.[1];
  if (prefix !== undefined && namedRole(prefix) !== undefined && keys.every((key) => key.startsWith(prefix)))
    return prefix;
  return isList ? 'entry' : `key ${number}`;
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
