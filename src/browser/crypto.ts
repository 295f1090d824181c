/** Stands in for `node:crypto` where there is none: SHA-256 of a text, as far as the streams of random numbers ask for it. */

const ROUNDS = constants(64, 3);
const START = constants(8, 2);

/** The same call, and the same eight bytes, as Node's. */
export function createHash(_name: 'sha256'): {
  update(text: string): { digest(): { readUInt32LE(at: number): number } };
} {
  return {
    update: (text) => ({
      digest: () => {
        const view = new DataView(sha256(new TextEncoder().encode(text)).buffer);
        return { readUInt32LE: (at) => view.getUint32(at, true) };
      },
    }),
  };
}

/** Only planning hashes runs, and no browser plans any. */
export function hash(): never {
  throw new RangeError('a page plans no runs');
}

/** @see FIPS 180-4, section 6.2 */
export function sha256(message: Uint8Array): Uint8Array {
  const bytes = new Uint8Array((Math.floor((message.length + 8) / 64) + 1) * 64);
  bytes.set(message);
  bytes[message.length] = 0x80;
  const view = new DataView(bytes.buffer);
  view.setUint32(bytes.length - 8, Math.floor(message.length / 0x20000000));
  view.setUint32(bytes.length - 4, (message.length * 8) >>> 0);
  const state = Uint32Array.from(START);
  for (let at = 0; at < bytes.length; at += 64) mix(state, schedule(view, at));
  const result = new DataView(new ArrayBuffer(32));
  state.forEach((word, i) => result.setUint32(4 * i, word));
  return new Uint8Array(result.buffer);
}

function schedule(view: DataView, at: number): Uint32Array {
  const words = new Uint32Array(64);
  for (let i = 0; i < 16; i++) words[i] = view.getUint32(at + 4 * i);
  for (let i = 16; i < 64; i++) {
    const [a, b] = [words[i - 15]!, words[i - 2]!];
    const small = turned(a, 7) ^ turned(a, 18) ^ (a >>> 3);
    const large = turned(b, 17) ^ turned(b, 19) ^ (b >>> 10);
    words[i] = words[i - 16]! + small + words[i - 7]! + large;
  }
  return words;
}

function mix(state: Uint32Array, words: Uint32Array): void {
  let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number];
  for (let i = 0; i < 64; i++) {
    const choice = (e & f) ^ (~e & g);
    const first = (h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + choice + ROUNDS[i]! + words[i]!) >>> 0;
    const majority = (a & b) ^ (a & c) ^ (b & c);
    const second = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + majority) >>> 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) >>> 0, c, b, a, (first + second) >>> 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, i) => (state[i] = state[i]! + word));
}

function turned(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by));
}

/**
 * The first 32 bits after the point of the square or cube roots of the first primes, which is what the standard's tables
 * hold. In whole numbers: the largest r with rⁿ ≤ p · 2³²ⁿ.
 */
function constants(count: number, root: 2 | 3): Uint32Array {
  const power = (r: bigint): bigint => (root === 2 ? r * r : r * r * r);
  return Uint32Array.from(primes(count), (prime) => {
    const target = BigInt(prime) << BigInt(32 * root);
    let [low, high] = [0n, BigInt(prime) << 32n];
    while (high - low > 1n) {
      const middle = (low + high) / 2n;
      if (power(middle) <= target) low = middle;
      else high = middle;
    }
    return Number(low & 0xffffffffn);
  });
}

function primes(count: number): number[] {
  const found: number[] = [];
  for (let n = 2; found.length < count; n++) if (found.every((prime) => n % prime !== 0)) found.push(n);
  return found;
}
