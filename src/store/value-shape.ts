/** How a value is built, apart from its numbers and words: many values have few shapes. Knows nothing of what they mean. */
import { createNumbering } from '../base/numbering.js';

/**
 * `number` is one or null, `numbers` a list of any length, `key` the word that is the value's own, `other` whatever fits
 * nothing else.
 */
export type Shape =
  | { readonly kind: 'number' | 'numbers' | 'word' | 'key' | 'other' }
  | { readonly kind: 'list'; readonly parts: readonly Shape[] }
  | ObjectShape;

export interface ObjectShape {
  readonly kind: 'object';
  readonly keys: readonly string[];
  readonly parts: readonly Shape[];
}

/** The number of the shape `other`, which every value has. */
export const ANY_SHAPE = 0;

/** The depth at which a shape ends: a value from a file may be nested without end. */
const DEEPEST = 6;
/** The most shapes that are kept. Where every value has a shape of its own, values take less room as they are. */
const MOST_SHAPES = 100;

/** The shapes that were met, by number. */
export interface ShapeBook {
  /** Of the value's shape; `ANY_SHAPE` if that is new and the book is full. */
  numberOf(value: unknown, key: string): number;
  shapeOf(number: number): Shape;
}

export function createShapeBook(): ShapeBook {
  const shapes: Shape[] = [{ kind: 'other' }];
  const texts = createNumbering<string>();
  texts.numberOf(JSON.stringify(shapes[ANY_SHAPE]));
  return {
    numberOf(value, key) {
      const shape = shapeOf(value, { key, depth: 0 });
      const text = JSON.stringify(shape);
      if (!texts.has(text)) {
        if (texts.size() >= MOST_SHAPES) return ANY_SHAPE;
        shapes.push(shape);
      }
      return texts.numberOf(text);
    },
    shapeOf: (number) => shapes[number]!,
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
  // Assigning to `__proto__` like to other keys would change the object's prototype.
  if (Object.hasOwn(value, '__proto__')) return { kind: 'other' };
  return { kind: 'object', keys: Object.keys(value), parts: Object.values(value).map(below) };
}

export function isFiniteNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}
