/** JSON and JSON lines → values, and flat records → a table of cells. What a record means is not known here. */
import { createReadStream, readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { createInterface } from 'node:readline';
import { refuseNoFile, startOf } from '../../base/open-file.js';
import { decodeText } from '../../data/decode.js';
import { refusePacked } from '../../data/packed.js';
import { UserError } from '../../base/errors.js';
import { createColumn } from './cells.js';
import type { CellTable, ColumnBuilder } from './cells.js';
import { refuseRepeatedKeys } from './repeated-keys.js';
import { DEEPEST_JSON, LONGEST_JSON, LONGEST_LINE, MOST_COLUMNS, MOST_ROWS } from './limits.js';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** The value of a key of the object's own; `__proto__` is a key like any other. */
export function own(object: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** The text of a key of the object's own, or the fallback where it is no text. */
export function textOf(object: JsonObject, key: string, fallback: string): string {
  const value = own(object, key);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : fallback;
}

/** @throws {UserError} if the file is no JSON, or beyond the limits */
export function readJson(path: string): Json {
  const name = basename(path);
  refuseNoFile(path);
  if (statSync(path).size > LONGEST_JSON)
    throw new UserError(
      `${name} is a JSON text of more than ${LONGEST_JSON / 1e6} MB.`,
      'Write it as JSON lines (one object a line) or as CSV.',
    );
  const { text } = decodeText(readFileSync(path), { name });
  return jsonLines(text, name) ?? parseJson(text, name);
}

/** Tools write JSON lines into files called .json as well: two objects on two lines, and one on every other. */
function jsonLines(text: string, name: string): readonly Json[] | undefined {
  if (!/^\s*\{[^\n]*\}[^\S\n]*\n\s*\{/.test(text)) return undefined;
  const lines = text.split('\n');
  const isLine = (line: string): boolean => line.trim() !== '';
  let values: readonly Json[];
  try {
    values = lines.filter(isLine).map((line) => parsed(line, ''));
  } catch {
    return undefined;
  }
  let next = 0;
  for (const [i, line] of lines.entries())
    if (isLine(line)) refuseRepeatedKeys(line, values[next++], `Line ${i + 1} of ${name}`);
  return values;
}

/** @throws {UserError} if it is no JSON, or an object has a key twice */
export function parseJson(text: string, name: string): Json {
  const value = parsed(text, name);
  refuseRepeatedKeys(text, value, name);
  return value;
}

/** Python writes NaN and Infinity, which are no JSON: outside of texts they are read as the words. */
function parsed(text: string, name: string): Json {
  try {
    return JSON.parse(text.replace(/^\ufeff/, '')) as Json;
  } catch (error) {
    const mended = text.replace(/("(?:[^"\\]|\\.)*")|-?\b(?:NaN|Infinity)\b/g, (all, quotedText: string | undefined) =>
      quotedText === undefined ? `"${all}"` : all,
    );
    try {
      return JSON.parse(mended) as Json;
    } catch {
      throw new UserError(
        `${name} is not JSON: ${error instanceof Error ? error.message.slice(0, 120) : 'it cannot be parsed'}.`,
        'Is it cut off, or another format?',
      );
    }
  }
}

/** One value a line; empty lines do not count. @throws {UserError} naming the line that is no JSON */
export async function* readJsonLines(path: string): AsyncGenerator<Json> {
  const name = basename(path);
  refusePacked(startOf(path), name);
  let line = 0;
  const input = createReadStream(path, { encoding: 'utf8', highWaterMark: 1 << 20 });
  let since = 0;
  input.on('data', (piece) => {
    const text = String(piece);
    const at = text.lastIndexOf('\n');
    since = at < 0 ? since + text.length : text.length - at;
    if (since > LONGEST_LINE)
      input.destroy(new UserError(`${name} has a line of more than ${LONGEST_LINE / 1e6} million characters.`));
  });
  try {
    for await (const text of createInterface({ input, crlfDelay: Infinity })) {
      line++;
      if (text.trim() !== '') yield parseJson(text, `Line ${line} of ${name}`);
    }
  } finally {
    input.destroy();
  }
  if (input.errored !== null) throw input.errored;
}

/** What may stand in a cell. A list of numbers is kept as its JSON text: it may be a curve. */
export type Leaf = string | number | null;

/**
 * The leaves of a value by path, keys joined by dots. Lists of plain values are one leaf; lists of objects are numbered.
 *
 * @throws {UserError} beyond the limits of depth and number
 */
export function flatten(value: Json, name: string): Map<string, Leaf> {
  const result = new Map<string, Leaf>();
  const visit = (each: Json, { path, depth }: { path: string; depth: number }): void => {
    if (depth > DEEPEST_JSON) throw new UserError(`${name} nests deeper than ${DEEPEST_JSON} levels.`);
    if (isObject(each)) {
      for (const [key, inner] of Object.entries(each))
        visit(inner, { path: path === '' ? key : `${path}.${key}`, depth: depth + 1 });
    } else if (isList(each) && areNamed(each)) {
      // MLflow's way to write an object: a list of names with their values.
      for (const { key, value: inner } of each) visit(inner, { path: `${path}.${key}`, depth: depth + 1 });
    } else if (isList(each) && each.some((item) => typeof item === 'object' && item !== null)) {
      each.forEach((inner, i) => visit(inner, { path: `${path}.${i}`, depth: depth + 1 }));
    } else {
      result.set(path, leafOf(each));
      if (result.size > MOST_COLUMNS)
        throw new UserError(`${name} holds more than ${MOST_COLUMNS} values in one record.`);
    }
  };
  visit(value, { path: '', depth: 0 });
  return result;
}

/** `[{ "key": "lr", "value": "0.1" }, …]`, every name once. */
function areNamed(list: readonly Json[]): list is readonly { readonly key: string; readonly value: Json }[] {
  const names = list.map((item) => (isObject(item) && own(item, 'value') !== undefined ? own(item, 'key') : undefined));
  return list.length > 0 && names.every((name) => typeof name === 'string') && new Set(names).size === names.length;
}

function leafOf(value: Json): Leaf {
  if (value === null || typeof value === 'string' || typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  return JSON.stringify(value);
}

export interface RecordCollector {
  readonly add: (record: ReadonlyMap<string, Leaf>) => void;
  readonly rows: () => number;
  readonly finish: () => CellTable;
}

/** Records with other keys than the ones before them add columns, which are missing above. */
export function collectRows(name: string): RecordCollector {
  const builders = new Map<string, ColumnBuilder>();
  let rows = 0;
  return {
    add: (record) => {
      for (const [key, value] of record) {
        let builder = builders.get(key);
        if (builder === undefined) {
          if (builders.size === MOST_COLUMNS)
            throw new UserError(`${name} has more than ${MOST_COLUMNS} different keys.`, 'Is it a table of scores?');
          builder = createColumn();
          while (builder.length() < rows) builder.pushMissing();
          builders.set(key, builder);
        }
        if (value === null) builder.pushMissing();
        else if (typeof value === 'number') builder.pushNumber(value);
        else builder.push(value.trim());
      }
      if (++rows > MOST_ROWS) throw new UserError(`${name} has more than ${MOST_ROWS / 1e6} million rows.`);
      for (const builder of builders.values()) while (builder.length() < rows) builder.pushMissing();
    },
    rows: () => rows,
    finish: () => ({ name, rows, columns: [...builders].map(([key, builder]) => builder.finish(key)) }),
  };
}
