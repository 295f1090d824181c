/**
 * Node 23 removed `util.isNullOrUndefined` and its kin, which tfjs-node 4.22 still calls. Puts back what is missing, and
 * only that; knows nothing else.
 */
import { createRequire } from 'node:module';
import { types } from 'node:util';

const REMOVED: Readonly<Record<string, (value: unknown) => boolean>> = {
  isArray: Array.isArray,
  isBoolean: (value) => typeof value === 'boolean',
  isDate: types.isDate,
  isError: (value) => value instanceof Error,
  isFunction: (value) => typeof value === 'function',
  isNull: (value) => value === null,
  isNullOrUndefined: (value) => value === null || value === undefined,
  isNumber: (value) => typeof value === 'number',
  isObject: (value) => value !== null && typeof value === 'object',
  isPrimitive: (value) => value === null || (typeof value !== 'object' && typeof value !== 'function'),
  isRegExp: types.isRegExp,
  isString: (value) => typeof value === 'string',
  isSymbol: (value) => typeof value === 'symbol',
  isUndefined: (value) => value === undefined,
};

/** Adds the removed predicates to a `util` module object (default: Node's own) where they are missing. */
export function restoreRemovedUtil(
  util: Record<string, unknown> = createRequire(import.meta.url)('node:util') as Record<string, unknown>,
): void {
  for (const [name, predicate] of Object.entries(REMOVED)) util[name] ??= predicate;
}
