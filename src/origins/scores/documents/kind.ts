/** JSON documents that a tool writes one of for each run or model, known by their keys. */
import type { Found } from '../find-files.js';
import { isObject, own } from '../read-json.js';
import type { Json, JsonObject, Leaf } from '../read-json.js';
import type { Shaped } from '../shapes/shape.js';

export interface JsonFile extends Found {
  readonly value: JsonObject;
}

export interface DocumentKind {
  readonly is: (value: Json) => boolean;
  /** @param how.levels folders on the way and what differs in the files' names, as columns */
  readonly shape: (
    files: readonly JsonFile[],
    how: { readonly name: string; readonly levels: (file: Found) => ReadonlyMap<string, Leaf> },
  ) => Shaped;
}

/** The object under a key; an empty one where there is none. */
export function objectAt(value: JsonObject, key: string): JsonObject {
  const inner = own(value, key);
  return isObject(inner) ? inner : {};
}
