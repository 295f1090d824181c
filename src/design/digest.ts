/** Digests of what decides an outcome: 32 hex digits of SHA-256. */
import { hash } from 'node:crypto';

/** Canonical: object keys are sorted, so that the order in which a file writes them does not matter. */
export function digest(value: unknown): string {
  return digestText(JSON.stringify(sortKeys(value)));
}

export function digestText(text: string): string {
  // Sliced as text, the 32 digits would keep the whole digest in memory, once for each of a million runs.
  return hash('sha256', text, 'buffer').toString('hex', 0, 16);
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).filter(([, v]) => v !== undefined);
  return entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, v]) => [key, sortKeys(v)]);
}
