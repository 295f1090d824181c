/** Reads the reference values and remembers which were asked for, so that a test file can prove it left none out. */
import { readFileSync } from 'node:fs';

import { expect } from 'vitest';

type Json = null | string | number | boolean | Json[] | { [key: string]: Json };

const root = JSON.parse(readFileSync(new URL('../reference/statistics.json', import.meta.url), 'utf8')) as Record<
  string,
  Json
>;
const asked = new Set<string>();

/** The number at a path of keys. */
export function reference(...path: readonly (string | number)[]): number {
  return find(path) as number;
}

/** The list of numbers at a path. */
export function referenceList(...path: readonly (string | number)[]): number[] {
  return find(path) as number[];
}

/** The table at a path, a list of rows of numbers. */
export function referenceTable(...path: readonly (string | number)[]): number[][] {
  return find(path) as number[][];
}

/** Whatever stands at a path of keys; everything below it counts as asked for. */
function find(path: readonly (string | number)[]): Json {
  let at: Json = root;
  for (const key of path) {
    if (at === null || typeof at !== 'object' || !(key in at))
      throw new Error(`no reference value ${path.join(' / ')}`);
    at = (at as Record<string, Json>)[key] as Json;
  }
  asked.add(path.join(' / '));
  return at;
}

/** The keys below a path, without asking for their values. */
export function keysOf(...path: readonly string[]): string[] {
  let at: Json = root;
  for (const key of path) at = (at as Record<string, Json>)[key]!;
  return Object.keys(at as object);
}

/** Data of the file by name. */
export function data(name: string): number[] {
  return referenceList('data', name);
}

/** Numbers of a section that nobody asked for. */
export function unasked(section: string): string[] {
  const missing: string[] = [];
  const walk = (at: Json, path: readonly string[]): void => {
    if (path.some((_, i) => asked.has(path.slice(0, i + 1).join(' / ')))) return;
    if (at !== null && typeof at === 'object') {
      for (const [key, value] of Object.entries(at)) walk(value, [...path, key]);
    } else missing.push(path.join(' / '));
  };
  walk(root[section]!, [section]);
  return missing;
}

/** Equal to within `tolerance` relative, or to rounding (1e-13) where the reference is itself rounding noise about 0. */
export function expectClose(actual: number | null | undefined, expected: number, tolerance = 1e-9): void {
  const error = Math.abs((actual ?? NaN) - expected);
  expect(error, `${String(actual)} against ${expected}`).toBeLessThanOrEqual(tolerance * Math.abs(expected) + 1e-13);
}

/** The same for lists of numbers. */
export function expectAllClose(
  actual: readonly (number | null)[],
  expected: readonly number[],
  tolerance = 1e-9,
): void {
  expect(actual).toHaveLength(expected.length);
  expected.forEach((value, i) => expectClose(actual[i], value, tolerance));
}
