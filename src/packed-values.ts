/**
 * Many values of few shapes in little memory: their numbers stand one after the other outside the heap, their keys once for
 * all values alike. Knows nothing of what the values mean.
 */

/** How a value is built. Words are numbered; null is kept as a number that is none; `other` is held as it is. */
type Shape =
  | { readonly kind: 'number' | 'numbers' | 'word' | 'key' | 'other' }
  | { readonly kind: 'list'; readonly parts: readonly Shape[] }
  | ObjectShape;

interface ObjectShape {
  readonly kind: 'object';
  readonly keys: readonly string[];
  readonly parts: readonly Shape[];
}

export interface PackedValues {
  /**
   * Keeps a copy, and returns where it stands.
   *
   * @param value as JSON gives it: objects, lists, words, finite numbers and null; anything else in it is held as it is
   * @param key a word of this value alone, which the caller keeps
   */
  pack(value: unknown, key: string): number;
  /** The value again, keys in the same order; a new one at each call. */
  unpack(at: number, key: string): unknown;
}

/** The numbers of a value, written or read one by one, and what no number can hold. */
interface Tape {
  numbers: Float64Array;
  at: number;
  key: string;
  readonly words: Numbering<string>;
  readonly others: Numbering<unknown>;
}

/** No deeper does a shape go: a value from a file may be nested without end. */
const DEEPEST = 6;
/** Numbers are allocated so many at once, and never copied. */
const CHUNK = 1 << 16;

export function createPackedValues(): PackedValues {
  const shapes: Shape[] = [];
  const texts = createNumbering<string>();
  const tape: Tape = {
    numbers: new Float64Array(256),
    at: 0,
    key: '',
    words: createNumbering(),
    others: createNumbering(),
  };
  const chunks: Float64Array[] = [];
  let end = CHUNK;
  let usual = 0;
  const keep = (numbers: Float64Array): number => {
    if (chunks.length === 0 || end + numbers.length > chunks.at(-1)!.length) {
      chunks.push(new Float64Array(Math.max(CHUNK, numbers.length)));
      end = 0;
    }
    chunks.at(-1)!.set(numbers, end);
    const place = (chunks.length - 1) * CHUNK + end;
    end += numbers.length;
    return place;
  };
  return {
    pack(value, key) {
      tape.key = key;
      for (;;) {
        tape.at = 0;
        write(tape, usual);
        const shape = shapes[usual];
        if (shape !== undefined && flatten(value, shape, tape)) return keep(tape.numbers.subarray(0, tape.at));
        const needed = shapeOf(value, { key, depth: 0 });
        usual = texts.numberOf(JSON.stringify(needed));
        shapes[usual] = needed;
      }
    },
    unpack(at, key) {
      const from: Tape = { ...tape, numbers: chunks[Math.floor(at / CHUNK)]!, at: at % CHUNK, key };
      return build(shapes[read(from)]!, from);
    },
  };
}

function shapeOf(value: unknown, { key, depth }: { key: string; depth: number }): Shape {
  if (value === key) return { kind: 'key' };
  if (value === null || isFiniteNumber(value)) return { kind: 'number' };
  if (typeof value === 'string') return { kind: 'word' };
  if (typeof value !== 'object' || depth === DEEPEST) return { kind: 'other' };
  const below = (part: unknown): Shape => shapeOf(part, { key, depth: depth + 1 });
  if (Array.isArray(value)) {
    return value.every(isFiniteNumber) ? { kind: 'numbers' } : { kind: 'list', parts: value.map(below) };
  }
  // Set like other keys, this one would make a prototype.
  if (Object.hasOwn(value, '__proto__')) return { kind: 'other' };
  return { kind: 'object', keys: Object.keys(value), parts: Object.values(value).map(below) };
}

/** Writes the value's numbers; false, with some of them written, if the value has another shape. */
function flatten(value: unknown, shape: Shape, to: Tape): boolean {
  switch (shape.kind) {
    case 'key':
      return value === to.key;
    case 'number':
      if (value !== null && !isFiniteNumber(value)) return false;
      write(to, value ?? NaN);
      return true;
    case 'word':
      if (typeof value !== 'string') return false;
      write(to, to.words.numberOf(value));
      return true;
    case 'other':
      write(to, to.others.numberOf(value));
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
  write(to, values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (!isFiniteNumber(value)) return false;
    write(to, value);
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
      const number = read(from);
      return Number.isNaN(number) ? null : number;
    }
    case 'word':
      return from.words.valueOf(read(from));
    case 'other':
      return from.others.valueOf(read(from));
    case 'numbers': {
      const values: number[] = [];
      for (let left = read(from); left > 0; left--) values.push(read(from));
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

function write(tape: Tape, number: number): void {
  if (tape.at === tape.numbers.length) {
    const longer = new Float64Array(tape.at * 2);
    longer.set(tape.numbers);
    tape.numbers = longer;
  }
  tape.numbers[tape.at++] = number;
}

function read(tape: Tape): number {
  return tape.numbers[tape.at++]!;
}

function isFiniteNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

interface Numbering<T> {
  numberOf(value: T): number;
  valueOf(number: number): T;
}

function createNumbering<T>(): Numbering<T> {
  const numbers = new Map<T, number>();
  const values: T[] = [];
  return {
    numberOf(value) {
      let number = numbers.get(value);
      if (number === undefined) {
        number = values.push(value) - 1;
        numbers.set(value, number);
      }
      return number;
    },
    valueOf: (number) => values[number]!,
  };
}
