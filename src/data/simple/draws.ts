/** The random draws of the built-in table, all from one seeded generator, in the order in which they are asked for. */
import { cos, ln } from '../../base/math.js';

export interface Draws {
  /** In [0, 1). */
  readonly uniform: () => number;
  readonly normal: () => number;
  readonly gumbel: () => number;
  /** Shuffles in place (Fisher–Yates, from the end) and returns the same array. */
  readonly shuffle: <T>(items: T[]) => T[];
}

const TAU = 6.283185307179586;

/**
 * Uniforms by mulberry32, normals by Box and Muller (the cosine half), Gumbels by inversion.
 *
 * @param seed a 32-bit whole number
 * @see Tommy Ettinger (2017), mulberry32, in the public domain
 */
export function drawsOf(seed: number): Draws {
  let state = seed | 0;
  const uniform = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const positive = (): number => Math.max(uniform(), 1e-12);
  return {
    uniform,
    normal: () => Math.sqrt(-2 * ln(positive())) * cos(TAU * uniform()),
    gumbel: () => -ln(-ln(positive())),
    shuffle: (items) => {
      for (let i = items.length - 1; i > 0; i--) {
        const k = Math.floor(uniform() * (i + 1));
        [items[i], items[k]] = [items[k]!, items[i]!];
      }
      return items;
    },
  };
}
