/**
 * Objects of lists under the names of scores, as Keras' history, scikit-learn's `cross_validate` and XGBoost's `evals_result`
 * are: a row an object, its lists kept as cells, so that somebody says whether they are curves, folds or runs. Pure.
 */
import { tableOf } from './cells.js';
import type { CellTable } from './cells.js';
import { DEEPEST_JSON } from './limits.js';
import { knownMetric } from './names.js';
import { namedRole } from './role-names.js';
import { isList, isObject, own } from './read-json.js';
import type { Json, JsonObject } from './read-json.js';

interface Holder {
  readonly path: readonly string[];
  readonly lists: ReadonlyMap<string, readonly Json[]>;
}

/** Undefined unless all lists of numbers in the document lie in such objects, at one depth. */
export function listCells(value: Json, name: string): CellTable | undefined {
  const found = holdersIn(value, []);
  if (found === undefined || found.length === 0) return undefined;
  const holders = withPhases(found);
  const depth = holders[0]!.path.length;
  if (!holders.every(({ path }) => path.length === depth)) return undefined;
  const keys = [...new Set(holders.flatMap(({ lists }) => [...lists.keys()]))];
  const levels = Array.from({ length: depth }, (_, i) => i).filter(
    (i) => new Set(holders.map(({ path }) => path[i])).size > 1,
  );
  if (isCrossValidate(keys)) return foldRows(holders, { name, keys, levels });
  return tableOf(
    name,
    [...levels.map((i) => `key ${i + 1}`), ...keys],
    holders.map(({ path, lists }) => [
      ...levels.map((i) => path[i]!),
      ...keys.map((key) => (lists.has(key) ? JSON.stringify(lists.get(key)) : null)),
    ]),
  );
}

const PHASE = /^(?:train|training|eval|valid|validation|val|test|dev)(?:[_-]?\d+)?$/i;

/** `{ "train": { "logloss": [..] }, "valid": { .. } }` is one run: its lists are `train.logloss` and `valid.logloss`. */
function withPhases(holders: readonly Holder[]): readonly Holder[] {
  if (!holders.every(({ path }) => PHASE.test(path.at(-1) ?? ''))) return holders;
  const runs = new Map<string, { path: readonly string[]; lists: Map<string, readonly Json[]> }>();
  for (const { path, lists } of holders) {
    const above = path.slice(0, -1);
    const run = runs.get(JSON.stringify(above)) ?? { path: above, lists: new Map<string, readonly Json[]>() };
    for (const [key, list] of lists) run.lists.set(`${path.at(-1)!}.${key}`, list);
    runs.set(JSON.stringify(above), run);
  }
  return [...runs.values()];
}

/** scikit-learn's own names: the lists are folds, one entry each. */
function isCrossValidate(keys: readonly string[]): boolean {
  return keys.includes('fit_time') && keys.includes('score_time') && keys.some((key) => key.startsWith('test_'));
}

function foldRows(
  holders: readonly Holder[],
  { name, keys, levels }: { name: string; keys: readonly string[]; levels: readonly number[] },
): CellTable {
  const rows = holders.flatMap(({ path, lists }) => {
    const length = Math.max(...[...lists.values()].map((list) => list.length));
    return Array.from({ length }, (_, fold) => [
      ...levels.map((i) => path[i]!),
      fold,
      ...keys.map((key) => {
        const cell = lists.get(key)?.[fold];
        return typeof cell === 'number' || typeof cell === 'string' ? cell : null;
      }),
    ]);
  });
  return tableOf(name, [...levels.map((i) => `key ${i + 1}`), 'fold', ...keys], rows);
}

/** Undefined where an object holds lists beside which other numbers stand, or lists that are no scores. */
function holdersIn(value: Json, path: readonly string[]): readonly Holder[] | undefined {
  if (!isObject(value) || path.length > DEEPEST_JSON) return undefined;
  if (isHolder(value))
    return [{ path, lists: new Map(Object.keys(value).map((key) => [key, own(value, key) as readonly Json[]])) }];
  const found: Holder[] = [];
  for (const [key, inner] of Object.entries(value)) {
    if (!isObject(inner)) return undefined;
    const below = holdersIn(inner, [...path, key]);
    if (below === undefined) return undefined;
    found.push(...below);
  }
  return found;
}

function isHolder(value: JsonObject): boolean {
  const entries = Object.entries(value);
  return (
    entries.length > 0 &&
    entries.every(([key, list]) => isNumbers(list) && isScoreOrCost(key)) &&
    entries.some(([key]) => knownMetric(key) !== undefined)
  );
}

function isScoreOrCost(key: string): boolean {
  return (
    knownMetric(key) !== undefined ||
    namedRole(key) === 'cost' ||
    /^(?:lr|learning_rate|test_score|train_score)$/.test(key)
  );
}

function isNumbers(list: Json): boolean {
  return (
    isList(list) && list.length > 1 && list.every((each) => typeof each === 'number' || each === null || each === 'NaN')
  );
}
