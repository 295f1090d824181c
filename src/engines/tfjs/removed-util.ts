/**
 * tfjs-node 4.22 calls two functions of `util` that Node 22 warns of and Node 23 began to remove. Puts plain ones in their
 * place; knows nothing else.
 */
import { createRequire } from 'node:module';

const REPLACEMENTS = {
  isArray: (value: unknown): boolean => Array.isArray(value),
  isNullOrUndefined: (value: unknown): boolean => value === null || value === undefined,
};

/** Gives a `util` module object (default: Node's own) both functions, without their deprecation warnings. */
export function replaceRemovedUtil(
  util: Record<string, unknown> = createRequire(import.meta.url)('node:util') as Record<string, unknown>,
): void {
  Object.assign(util, REPLACEMENTS);
}
