/**
 * Addresses handed out one after the other, and the strides of matrices. Arrays start on multiples of 64 bytes and keep
 * 64 bytes between them; nothing is allocated here, only counted.
 */

/** A stretch of memory. */
export interface Span {
  readonly at: number;
  readonly bytes: number;
}

/** Bytes of a row of `width` floats in whole vectors. */
export function vectorBytes(width: number): number {
  return Math.ceil(width / 4) * 16;
}

/**
 * Bytes from row to row: whole vectors; in rows of sixteen vectors or more whole pairs, so that no pair lies across two
 * cache lines; and not a multiple of 128 in wide matrices, whose columns would share cache sets.
 */
export function strideOf(width: number): number {
  const vectors = vectorBytes(width);
  const bytes = vectors < 256 ? vectors : Math.ceil(vectors / 32) * 32;
  return bytes >= 512 && bytes % 128 === 0 ? bytes + 64 : bytes;
}

export interface Arena {
  readonly spans: Span[];
  next: number;
}

/** Address of a new array of this many bytes. */
export function allocate(arena: Arena, bytes: number): number {
  const at = Math.ceil(arena.next / 64) * 64;
  arena.next = at + Math.ceil(bytes / 16) * 16 + 64;
  arena.spans.push({ at, bytes });
  return at;
}
