/**
 * Philox4x32, four blocks at a time: dropout masks (7 rounds) and the batch order (10 rounds), the very numbers that
 * `maskHalfwords` and `shuffledOrder` in src/base/streams.ts give.
 */
import { at, at4 } from './memory';

/** The generator's multipliers and key increments, in memory so that they are read once a call. */
const CONSTANTS: usize = memory.data<u32>([0xd2511f53, 0xcd9e8d57, 0x9e3779b9, 0xbb67ae85], 16);

let w0: v128 = i32x4.splat(0);
let w1: v128 = i32x4.splat(0);
let w2: v128 = i32x4.splat(0);
let w3: v128 = i32x4.splat(0);

/** Four blocks with counters (first + lane, c1, c2, c3), ten rounds: output word i of all lanes goes to the global w_i. */
// @ts-ignore: decorator
@inline
function fourBlocks(key0: u32, key1: u32, first: u32, c1: u32, c2: u32, c3: u32): void {
  const m0 = v128.load32_splat(CONSTANTS);
  const m1 = v128.load32_splat(CONSTANTS + 4);
  const add0 = v128.load32_splat(CONSTANTS + 8);
  const add1 = v128.load32_splat(CONSTANTS + 12);
  let a = i32x4.add(i32x4.splat(first), i32x4(0, 1, 2, 3));
  let b = i32x4.splat(c1);
  let c = i32x4.splat(c2);
  let d = i32x4.splat(c3);
  let k0 = i32x4.splat(key0);
  let k1 = i32x4.splat(key1);
  for (let round = 0; round < 10; round++) {
    const low0 = i64x2.extmul_low_i32x4_u(a, m0);
    const high0 = i64x2.extmul_high_i32x4_u(a, m0);
    const low1 = i64x2.extmul_low_i32x4_u(c, m1);
    const high1 = i64x2.extmul_high_i32x4_u(c, m1);
    a = v128.xor(v128.xor(v128.shuffle<i32>(low1, high1, 1, 3, 5, 7), b), k0);
    b = v128.shuffle<i32>(low1, high1, 0, 2, 4, 6);
    c = v128.xor(v128.xor(v128.shuffle<i32>(low0, high0, 1, 3, 5, 7), d), k1);
    d = v128.shuffle<i32>(low0, high0, 0, 2, 4, 6);
    k0 = i32x4.add(k0, add0);
    k1 = i32x4.add(k1, add1);
  }
  w0 = a;
  w1 = b;
  w2 = c;
  w3 = d;
}

/**
 * Mask entries from group `firstGroup` (32 entries each) on; writes `groups` × 64 bytes to `out`. The seven rounds are
 * written out, since this is a hot place and a loop of them is slower.
 */
export function fillMask(out: usize, groups: i32, firstGroup: u32, key0: u32, key1: u32, step: u32, layer: u32, purpose: u32): void {
  const m0 = v128.load32_splat(CONSTANTS);
  const m1 = v128.load32_splat(CONSTANTS + 4);
  const add0 = v128.load32_splat(CONSTANTS + 8);
  const add1 = v128.load32_splat(CONSTANTS + 12);
  let counters = i32x4.add(i32x4.splat(4 * firstGroup), i32x4(0, 1, 2, 3));
  for (let group = 0; group < groups; group++) {
    let a = counters;
    let b = i32x4.splat(step);
    let c = i32x4.splat(layer);
    let d = i32x4.splat(purpose);
    let k0 = i32x4.splat(key0);
    let k1 = i32x4.splat(key1);
    let low0 = i64x2.extmul_low_i32x4_u(a, m0);
    let high0 = i64x2.extmul_high_i32x4_u(a, m0);
    let low1 = i64x2.extmul_low_i32x4_u(c, m1);
    let high1 = i64x2.extmul_high_i32x4_u(c, m1);
    a = v128.xor(v128.xor(v128.shuffle<i32>(low1, high1, 1, 3, 5, 7), b), k0);
    b = v128.shuffle<i32>(low1, high1, 0, 2, 4, 6);
    c = v128.xor(v128.xor(v128.shuffle<i32>(low0, high0, 1, 3, 5, 7), d), k1);
    d = v128.shuffle<i32>(low0, high0, 0, 2, 4, 6);
    k0 = i32x4.add(k0, add0);
    k1 = i32x4.add(k1, add1);
    low0 = i64x2.extmul_low_i32x4_u(a, m0);
    high0 = i64x2.extmul_high_i32x4_u(a, m0);
    low1 = i64x2.extmul_low_i32x4_u(c, m1);
    high1 = i64x2.extmul_high_i32x4_u(c, m1);
    a = v128.xor(v128.xor(v128.shuffle<i32>(low1, high1, 1, 3, 5, 7), b), k0);
    b = v128.shuffle<i32>(low1, high1, 0, 2, 4, 6);
    c = v128.xor(v128.xor(v128.shuffle<i32>(low0, high0, 1, 3, 5, 7), d), k1);
    d = v128.shuffle<i32>(low0, high0, 0, 2, 4, 6);
    k0 = i32x4.add(k0, add0);
    k1 = i32x4.add(k1, add1);
    low0 = i64x2.extmul_low_i32x4_u(a, m0);
    high0 = i64x2.extmul_high_i32x4_u(a, m0);
    low1 = i64x2.extmul_low_i32x4_u(c, m1);
    high1 = i64x2.extmul_high_i32x4_u(c, m1);
    a = v128.xor(v128.xor(v128.shuffle<i32>(low1, high1, 1, 3, 5, 7), b), k0);
    b = v128.shuffle<i32>(low1, high1, 0, 2, 4, 6);
    c = v128.xor(v128.xor(v128.shuffle<i32>(low0, high0, 1, 3, 5, 7), d), k1);
    d = v128.shuffle<i32>(low0, high0, 0, 2, 4, 6);
    k0 = i32x4.add(k0, add0);
    k1 = i32x4.add(k1, add1);
    low0 = i64x2.extmul_low_i32x4_u(a, m0);
    high0 = i64x2.extmul_high_i32x4_u(a, m0);
    low1 = i64x2.extmul_low_i32x4_u(c, m1);
    high1 = i64x2.extmul_high_i32x4_u(c, m1);
    a = v128.xor(v128.xor(v128.shuffle<i32>(low1, high1, 1, 3, 5, 7), b), k0);
    b = v128.shuffle<i32>(low1, high1, 0, 2, 4, 6);
    c = v128.xor(v128.xor(v128.shuffle<i32>(low0, high0, 1, 3, 5, 7), d), k1);
    d = v128.shuffle<i32>(low0, high0, 0, 2, 4, 6);
    k0 = i32x4.add(k0, add0);
    k1 = i32x4.add(k1, add1);
    low0 = i64x2.extmul_low_i32x4_u(a, m0);
    high0 = i64x2.extmul_high_i32x4_u(a, m0);
    low1 = i64x2.extmul_low_i32x4_u(c, m1);
    high1 = i64x2.extmul_high_i32x4_u(c, m1);
    a = v128.xor(v128.xor(v128.shuffle<i32>(low1, high1, 1, 3, 5, 7), b), k0);
    b = v128.shuffle<i32>(low1, high1, 0, 2, 4, 6);
    c = v128.xor(v128.xor(v128.shuffle<i32>(low0, high0, 1, 3, 5, 7), d), k1);
    d = v128.shuffle<i32>(low0, high0, 0, 2, 4, 6);
    k0 = i32x4.add(k0, add0);
    k1 = i32x4.add(k1, add1);
    low0 = i64x2.extmul_low_i32x4_u(a, m0);
    high0 = i64x2.extmul_high_i32x4_u(a, m0);
    low1 = i64x2.extmul_low_i32x4_u(c, m1);
    high1 = i64x2.extmul_high_i32x4_u(c, m1);
    a = v128.xor(v128.xor(v128.shuffle<i32>(low1, high1, 1, 3, 5, 7), b), k0);
    b = v128.shuffle<i32>(low1, high1, 0, 2, 4, 6);
    c = v128.xor(v128.xor(v128.shuffle<i32>(low0, high0, 1, 3, 5, 7), d), k1);
    d = v128.shuffle<i32>(low0, high0, 0, 2, 4, 6);
    k0 = i32x4.add(k0, add0);
    k1 = i32x4.add(k1, add1);
    low0 = i64x2.extmul_low_i32x4_u(a, m0);
    high0 = i64x2.extmul_high_i32x4_u(a, m0);
    low1 = i64x2.extmul_low_i32x4_u(c, m1);
    high1 = i64x2.extmul_high_i32x4_u(c, m1);
    a = v128.xor(v128.xor(v128.shuffle<i32>(low1, high1, 1, 3, 5, 7), b), k0);
    b = v128.shuffle<i32>(low1, high1, 0, 2, 4, 6);
    c = v128.xor(v128.xor(v128.shuffle<i32>(low0, high0, 1, 3, 5, 7), d), k1);
    d = v128.shuffle<i32>(low0, high0, 0, 2, 4, 6);
    v128.store(at(out), a);
    v128.store(at(out, 16), b, 16);
    v128.store(at(out, 32), c, 32);
    v128.store(at(out, 48), d, 48);
    counters = i32x4.add(counters, i32x4.splat(4));
    out += 64;
  }
}

/** Writes the permutation of 0..rows−1 for this epoch; `words` is room for 16 words. */
export function fillOrder(order: usize, rows: i32, words: usize, key0: u32, key1: u32, epoch: u32): void {
  for (let i = 0; i < rows; i++) store<u32>(at4(order + (<usize>i << 2)), i);
  let drawn = 0;
  for (let i = rows - 1; i > 0; i--) {
    if ((drawn & 15) == 0) {
      fourBlocks(key0, key1, drawn >> 2, epoch, 0, 0);
      // Blocks in turn: word w of lane l is draw 4l + w.
      const low01 = v128.shuffle<i32>(w0, w1, 0, 4, 1, 5);
      const high01 = v128.shuffle<i32>(w0, w1, 2, 6, 3, 7);
      const low23 = v128.shuffle<i32>(w2, w3, 0, 4, 1, 5);
      const high23 = v128.shuffle<i32>(w2, w3, 2, 6, 3, 7);
      v128.store(at(words), v128.shuffle<i64>(low01, low23, 0, 2));
      v128.store(at(words, 16), v128.shuffle<i64>(low01, low23, 1, 3), 16);
      v128.store(at(words, 32), v128.shuffle<i64>(high01, high23, 0, 2), 32);
      v128.store(at(words, 48), v128.shuffle<i64>(high01, high23, 1, 3), 48);
    }
    const word = <u64>load<u32>(at4(words + (<usize>(drawn & 15) << 2)));
    drawn++;
    const k = <usize>((word * <u64>(i + 1)) >> 32);
    const here = order + (<usize>i << 2);
    const there = order + (k << 2);
    const kept = load<u32>(at4(here));
    store<u32>(here, load<u32>(at4(there)));
    store<u32>(there, kept);
  }
}
