/**
 * Every random number in Reseed comes from here: the Philox4x32 generator and the named streams on top of it.
 *
 * A stream is a 64-bit key (a hash of its name); a draw is a function of key and counter alone, so no draw depends on
 * what was drawn before. The fused engine's WebAssembly repeats `maskHalfwords` and `shuffledOrder` to the bit.
 *
 * @see Salmon et al. (2011), "Parallel random numbers: as easy as 1, 2, 3" (Philox; known answers in the tests)
 */
import { createHash } from 'node:crypto';

/** Two unsigned 32-bit words: the key of one stream. */
export type StreamKey = readonly [number, number];

/** The sources of randomness that belong to the training of one model. */
export interface TrainingStreams {
  readonly init: StreamKey;
  readonly order: StreamKey;
  readonly mask: StreamKey;
}

/** Rounds for everything but masks; ten is the authors' recommendation. */
const ROUNDS = 10;
/** Rounds for dropout masks, the one hot place; seven is the smallest number that passes BigCrush (Salmon et al., table 2). */
export const MASK_ROUNDS = 7;

/**
 * The key of the stream with this name: the first 8 bytes of SHA-256 over the JSON of its parts.
 *
 * @returns the key of a stream: two 32-bit numbers
 * @example
 * streamKey(1, 'split', 0).length; // 2
 */
export function streamKey(...parts: readonly (string | number)[]): StreamKey {
  const digest = createHash('sha256')
    .update(JSON.stringify(['reseed', ...parts]))
    .digest();
  return [digest.readUInt32LE(0), digest.readUInt32LE(4)];
}

/** One Philox4x32 block: writes the four 32-bit words for `counter` under `key` into `out[at..at+3]`. */
export function philox4x32(
  key: StreamKey,
  counter: readonly [number, number, number, number],
  { out, at = 0, rounds = ROUNDS }: { out: Uint32Array; at?: number; rounds?: number },
): void {
  let [c0, c1, c2, c3] = counter;
  let [k0, k1] = key;
  for (let round = 0; round < rounds; round++) {
    const high0 = multiplyHigh(0xd2511f53, c0);
    const low0 = Math.imul(0xd2511f53, c0);
    const high1 = multiplyHigh(0xcd9e8d57, c2);
    const low1 = Math.imul(0xcd9e8d57, c2);
    c0 = (high1 ^ c1 ^ k0) >>> 0;
    c1 = low1 >>> 0;
    c2 = (high0 ^ c3 ^ k1) >>> 0;
    c3 = low0 >>> 0;
    k0 = (k0 + 0x9e3779b9) >>> 0;
    k1 = (k1 + 0xbb67ae85) >>> 0;
  }
  out[at] = c0;
  out[at + 1] = c1;
  out[at + 2] = c2;
  out[at + 3] = c3;
}

/** Upper 32 bits of the 64-bit product of two unsigned 32-bit integers. */
function multiplyHigh(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16);
  const cross = aLow * bHigh + (middle & 0xffff);
  return (aHigh * bHigh + Math.floor(middle / 65536) + Math.floor(cross / 65536)) >>> 0;
}

/** The words of one sub-stream, in order; `at1..at3` name the sub-stream (counter words 1 to 3). */
export function* words(key: StreamKey, at1 = 0, at2 = 0, at3 = 0): Generator<number, never> {
  const out = new Uint32Array(4);
  for (let block = 0; ; block++) {
    philox4x32(key, [block, at1, at2, at3], { out });
    yield* out;
  }
}

/** A function that returns the next uniform in [0, 1) of a sub-stream, 53 bits each; the drop-in for a random() argument. */
export function uniforms(key: StreamKey, at1 = 0, at2 = 0, at3 = 0): () => number {
  const source = words(key, at1, at2, at3);
  return () => ((source.next().value >>> 5) * 67108864 + (source.next().value >>> 6)) / 9007199254740992;
}

/** Shuffles `items` in place (Fisher–Yates). Word t picks for position n−1−t by multiply-shift, whose bias is below n/2³². */
export function shuffle<T extends { length: number; [index: number]: number }>(items: T, source: Iterator<number>): T {
  for (let i = items.length - 1; i > 0; i--) {
    const k = Math.floor(((source.next().value as number) * (i + 1)) / 4294967296);
    const kept = items[i]!;
    items[i] = items[k]!;
    items[k] = kept;
  }
  return items;
}

/** The batch order of one epoch (from 0): a permutation of 0..rows−1, from the identity, by words of (block, epoch, 0, 0). */
export function shuffledOrder(key: StreamKey, epoch: number, rows: number): Uint32Array {
  return shuffle(
    Uint32Array.from({ length: rows }, (_, i) => i),
    words(key, epoch),
  );
}

/**
 * The uniforms behind one dropout mask, as 16-bit integers: unit u of batch row r reads entry r × width + u, and is kept
 * iff entry ≥ `maskThreshold(rate)`. The same entries serve every rate, so that masks of different rates are nested.
 *
 * Layout (what four-lane SIMD writes without shuffling): words come in groups of 16 from four consecutive counters;
 * word i of group g is output word ⌊i/4⌋ of block 4g + i mod 4; each word holds two entries, low half first.
 *
 * @param step    training step counted from 0 over all epochs, or the sample number of Monte-Carlo dropout
 * @param layer   place among the dropout layers, from 0
 * @param purpose 0 in training, 1 for Monte-Carlo predictions
 */
export function maskHalfwords(
  key: StreamKey,
  length: number,
  { step, layer, purpose = 0 }: { step: number; layer: number; purpose?: number },
): Uint16Array {
  const groups = Math.ceil(length / 32);
  const result = new Uint16Array(groups * 32);
  const block = new Uint32Array(4);
  for (let group = 0; group < groups; group++) {
    for (let lane = 0; lane < 4; lane++) {
      philox4x32(key, [4 * group + lane, step, layer, purpose], { out: block, rounds: MASK_ROUNDS });
      for (let word = 0; word < 4; word++) {
        const at = group * 32 + (word * 4 + lane) * 2;
        result[at] = block[word]! & 0xffff;
        result[at + 1] = block[word]! >>> 16;
      }
    }
  }
  return result.subarray(0, length);
}

/** The smallest 16-bit entry that keeps its unit: u = entry / 65536 ≥ rate. */
export function maskThreshold(rate: number): number {
  return Math.ceil(rate * 65536);
}

/**
 * Glorot-uniform initial values for one kernel, row-major [fanIn, fanOut], float32.
 *
 * @param layer place among the dense layers, from 0 (layers without a kernel shift nothing)
 * @see Glorot & Bengio (2010)
 */
export function glorotUniform(
  key: StreamKey,
  layer: number,
  { fanIn, fanOut }: { fanIn: number; fanOut: number },
): Float32Array {
  const limit = Math.sqrt(6 / (fanIn + fanOut));
  const result = new Float32Array(fanIn * fanOut);
  const block = new Uint32Array(4);
  for (let i = 0; i < result.length; i++) {
    if ((i & 3) === 0) philox4x32(key, [i >>> 2, layer, 0, 0], { out: block });
    result[i] = limit * (2 * ((block[i & 3]! >>> 8) / 16777216) - 1);
  }
  return result;
}
