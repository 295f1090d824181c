/**
 * The random block numbers of the bootstrap: xoshiro128** started from Philox. Philox alone would do, but costs several
 * times more a word, and a report draws tens of millions. Same key, same numbers, on every machine.
 *
 * @see Blackman & Vigna (2021), "Scrambled linear pseudorandom number generators" (known answers in the tests)
 */
import { philox4x32, type StreamKey } from '../base/streams.js';

/** Four 32-bit words of state, never all zero. */
export type GeneratorState = Int32Array;

/** The state for a key: the Philox block of counter zero (an all-zero block, 1 in 2^128, would be moved to the next). */
export function seedGenerator(key: StreamKey): GeneratorState {
  const block = new Uint32Array(4);
  for (let counter = 0; block.every((word) => word === 0); counter++) {
    philox4x32(key, [counter, 0, 0, 0], { out: block });
  }
  return new Int32Array(block.buffer);
}

/** The next unsigned 32-bit word; advances the state. */
export function nextWord(state: GeneratorState): number {
  const s1 = state[1]!;
  const times5 = Math.imul(s1, 5);
  const word = Math.imul((times5 << 7) | (times5 >>> 25), 9);
  state[2]! ^= state[0]!;
  state[3]! ^= s1;
  state[1] = s1 ^ state[2]!;
  state[0]! ^= state[3]!;
  state[2]! ^= s1 << 9;
  state[3] = (state[3]! << 11) | (state[3]! >>> 21);
  return word >>> 0;
}

/**
 * Fills `out[from..to)` with numbers drawn evenly, with replacement, from [from, to): one stratum of a resample.
 * Multiply-shift of a 32-bit word; its bias is below (to − from) / 2³².
 */
export function fillIndices(state: GeneratorState, out: Int32Array, { from, to }: { from: number; to: number }): void {
  let s0 = state[0]!;
  let s1 = state[1]!;
  let s2 = state[2]!;
  let s3 = state[3]!;
  const scale = (to - from) / 4294967296;
  const shift = from + (to - from) / 2; // the word is read as signed, half the range lower
  for (let i = from; i < to; i++) {
    const times5 = Math.imul(s1, 5);
    const word = Math.imul((times5 << 7) | (times5 >>> 25), 9);
    const s1Left = s1 << 9;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= s1Left;
    s3 = (s3 << 11) | (s3 >>> 21);
    out[i] = (word * scale + shift) | 0;
  }
  state[0] = s0;
  state[1] = s1;
  state[2] = s2;
  state[3] = s3;
}
