/** JSON lets a key stand twice in one object, and parsers keep the last value: a score would be lost, and nobody told. Pure. */
import { UserError } from '../../base/errors.js';
import { quoted } from '../../data/names.js';
import { DEEPEST_JSON } from './limits.js';

/**
 * @param value what the text was parsed to
 * @param place the file, or the line of it, for the message
 * @throws {UserError} naming the first key that an object has twice
 */
export function refuseRepeatedKeys(text: string, value: unknown, place: string): void {
  // Counting is cheap and decides nothing: a colon behind a quotation mark may stand within a text, too.
  if (colonsIn(text) <= keysIn(value)) return;
  const found = firstRepeated(text);
  if (found === undefined) return;
  const line = text.slice(0, found.at).split('\n').length;
  throw new UserError(
    `${place} has the key ${quoted(found.key)} twice in one object${line > 1 ? ` (the second on line ${line})` : ''}.`,
    'Only one of the two values can be read: rename or remove the other one.',
  );
}

/** Quotation marks with a colon behind them. */
function colonsIn(text: string): number {
  if (/"\s/.test(text)) return text.match(/"\s*:/g)?.length ?? 0;
  let count = 0;
  for (let at = text.indexOf('":'); at >= 0; at = text.indexOf('":', at + 2)) count++;
  return count;
}

/** Infinity where it nests deeper than is read at all: that is refused elsewhere, and must not fill the stack here. */
function keysIn(value: unknown, depth = 0): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (depth > DEEPEST_JSON) return Infinity;
  let count = 0;
  if (Array.isArray(value)) for (const inner of value) count += keysIn(inner, depth + 1);
  else
    for (const key in value) {
      count++;
      const inner = (value as Record<string, unknown>)[key];
      if (typeof inner === 'object') count += keysIn(inner, depth + 1);
    }
  return count;
}

const TOKEN = /"([^"\\]*(?:\\.[^"\\]*)*)"(\s*:)?|[{}]/gs;

function firstRepeated(text: string): { readonly key: string; readonly at: number } | undefined {
  const open: Set<string>[] = [];
  for (const { 0: token, 1: inner, 2: colon, index } of text.matchAll(TOKEN)) {
    if (token === '{') open.push(new Set());
    else if (token === '}') open.pop();
    else if (colon !== undefined) {
      const key = JSON.parse(`"${inner}"`) as string;
      if (open.at(-1)?.has(key) === true) return { key, at: index };
      open.at(-1)?.add(key);
    }
  }
  return undefined;
}
