/**
 * Many values of few shapes in little memory: their numbers stand one after the other outside the heap, their keys once for
 * all values alike. Knows nothing of what the values mean.
 */
import { readNumber, tapeOver, writeNumber } from './number-tape.js';
import type { NumberTape } from './number-tape.js';
import { createNumbering } from '../base/numbering.js';
import type { Numbering } from '../base/numbering.js';
import { ANY_SHAPE, createShapeBook, isFiniteNumber } from './value-shape.js';
import type { ObjectShape, Shape } from './value-shape.js';

export interface PackedValues {
  /**
   * Keeps a copy, and returns where it stands.
   *
   * @param value as JSON gives it: objects, lists, words, finite numbers and null; anything else in it is held as it is
   * @param key a word of this value alone, which the caller keeps
   */
  pack(value: unknown, key: string): number;
  /** The value again, keys in the same order; a new one at each call. */
  unpack(place: number, key: string): unknown;
}

export function createPackedValues(): PackedValues {
  const shapes = createShapeBook();
  const store = createByteStore();
  const beside = { key: '', words: createNumbering<string>(), others: createNumbering() };
  const writing: Tape = { ...tapeOver(new Uint8Array(1024)), ...beside };
  const reading: Tape = { ...writing };
  const write = (value: unknown, shape: number): boolean => {
    writing.at = 0;
    writeNumber(writing, shape);
    return flatten(value, shapes.shapeOf(shape), writing);
  };
  let usual = ANY_SHAPE;
  return {
    pack(value, key) {
      writing.key = key;
      if (usual === ANY_SHAPE || !write(value, usual)) {
        usual = shapes.numberOf(value, key);
        write(value, usual);
      }
      return store.keep(writing.bytes.subarray(0, writing.at));
    },
    unpack(place, key) {
      reading.key = key;
      store.open(place, reading);
      return build(shapes.shapeOf(readNumber(reading)), reading);
    },
  };
}

/** This many bytes are allocated at once, and never copied. */
const CHUNK = 1 << 20;

function createByteStore(): { keep(bytes: Uint8Array): number; open(place: number, on: NumberTape): void } {
  const chunks: NumberTape[] = [];
  let end = CHUNK;
  return {
    keep(bytes) {
      if (end + bytes.length > CHUNK) {
        chunks.push(tapeOver(new Uint8Array(Math.max(CHUNK, bytes.length))));
        end = 0;
      }
      chunks.at(-1)!.bytes.set(bytes, end);
      const place = (chunks.length - 1) * CHUNK + end;
      end += bytes.length;
      return place;
    },
    open(place, on) {
      const { bytes, view } = chunks[Math.floor(place / CHUNK)]!;
      on.bytes = bytes;
      on.view = view;
      on.at = place % CHUNK;
    },
  };
}

/** The numbers of a value; words stand for themselves by number, as does what no number can hold. */
interface Tape extends NumberTape {
  key: string;
  readonly words: Numbering<string>;
  readonly others: Numbering<unknown>;
}

/** Writes the value's numbers, NaN for null; false, with some of them written, if the value has another shape. */
function flatten(value: unknown, shape: Shape, to: Tape): boolean {
  switch (shape.kind) {
    case 'key':
      return value === to.key;
    case 'number':
      if (value !== null && !isFiniteNumber(value)) return false;
      writeNumber(to, value ?? NaN);
      return true;
    case 'word':
      if (typeof value !== 'string') return false;
      writeNumber(to, to.words.numberOf(value));
      return true;
    case 'other':
      writeNumber(to, to.others.numberOf(value));
      return true;
    case 'numbers':
      return Array.isArray(value) && flattenNumbers(value, to);
    case 'list':
      if (!Array.isArray(value) || value.length !== shape.parts.length) return false;
      return shape.parts.every((part, i) => flatten(value[i], part, to));
    case 'object':
      return flattenObject(value, shape, to);
  }
}

function flattenNumbers(values: readonly unknown[], to: Tape): boolean {
  writeNumber(to, values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (!isFiniteNumber(value)) return false;
    writeNumber(to, value);
  }
  return true;
}

function flattenObject(value: unknown, { keys, parts }: ObjectShape, to: Tape): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  let i = 0;
  for (const name in value) {
    if (name !== keys[i] || !flatten((value as Record<string, unknown>)[name], parts[i]!, to)) return false;
    i++;
  }
  return i === keys.length;
}

function build(shape: Shape, from: Tape): unknown {
  switch (shape.kind) {
    case 'key':
      return from.key;
    case 'number': {
      const number = readNumber(from);
      return Number.isNaN(number) ? null : number;
    }
    case 'word':
      return from.words.valueOf(readNumber(from));
    case 'other':
      return from.others.valueOf(readNumber(from));
    case 'numbers': {
      const values: number[] = [];
      for (let left = readNumber(from); left > 0; left--) values.push(readNumber(from));
      return values;
    }
    case 'list':
      return shape.parts.map((part) => build(part, from));
    case 'object': {
      const value: Record<string, unknown> = {};
      for (let i = 0; i < shape.keys.length; i++) value[shape.keys[i]!] = build(shape.parts[i]!, from);
      return value;
    }
  }
}
