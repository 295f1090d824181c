/**
 * Lists of what is not exactly zero: a sequence of pairs, offset and value, 8 bytes each; how they are written, four lanes
 * at a time, and how lists by row become lists by unit.
 */
import { COMPACT, at } from './memory';

/**
 * For every unit the list of rows in which h is not zero: offset r × `ldd` and value h, `stride` bytes a unit, with counts.
 * This is h transposed and compacted, four rows and four units at a time; what is exactly zero adds nothing to a gradient.
 */
export function unitLists(h: usize, ldh: usize, rows: i32, bytes: usize, ldd: usize, lists: usize, stride: usize, counts: usize): void {
  const zero = f32x4.splat(0);
  const offsetStep = i32x4.splat(4 * <i32>ldd);
  for (let j: usize = 0; j < bytes; j += 16) {
    let p0 = lists;
    let p1 = p0 + stride;
    let p2 = p1 + stride;
    let p3 = p2 + stride;
    let from = h + j;
    let offsets = i32x4.mul(i32x4(0, 1, 2, 3), i32x4.splat(<i32>ldd));
    for (let row = 0; row < rows; row += 4) {
      const left = rows - row;
      const a = v128.load(at(from));
      let b = zero;
      let c = zero;
      let d = zero;
      if (left > 1) b = v128.load(at(from + ldh));
      if (left > 2) c = v128.load(at(from + 2 * ldh));
      if (left > 3) d = v128.load(at(from + 3 * ldh));
      const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
      const cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
      const abHigh = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
      const cdHigh = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
      p0 = appendListed(p0, v128.shuffle<i64>(ab, cd, 0, 2), offsets);
      p1 = appendListed(p1, v128.shuffle<i64>(ab, cd, 1, 3), offsets);
      p2 = appendListed(p2, v128.shuffle<i64>(abHigh, cdHigh, 0, 2), offsets);
      p3 = appendListed(p3, v128.shuffle<i64>(abHigh, cdHigh, 1, 3), offsets);
      offsets = i32x4.add(offsets, offsetStep);
      from += 4 * ldh;
    }
    const ends = i32x4(<i32>(p0 - lists), <i32>(p1 - lists - stride), <i32>(p2 - lists - 2 * stride), <i32>(p3 - lists - 3 * stride));
    v128.store(at(counts), i32x4.shr_u(ends, 3));
    counts += 16;
    lists += 4 * stride;
  }
}

/** Appends the lanes of v that are not zero, with their offsets; returns the new end. */
// @ts-ignore: decorator
@inline
function appendListed(p: usize, v: v128, offsets: v128): usize {
  const bits = i32x4.bitmask(f32x4.ne(v, f32x4.splat(0)));
  storePairs(p, v, offsets, bits);
  return p + (<usize>popcnt(bits) << 3);
}

/** Writes pairs of offset and value for the lanes that are set, in order, to the front; 32 bytes are written, zeros at the end. */
// @ts-ignore: decorator
@inline
export function storePairs(p: usize, v: v128, offsets: v128, bits: i32): void {
  const order = v128.load(COMPACT + (<usize>bits << 4));
  const o = v128.swizzle(offsets, order);
  const x = v128.swizzle(v, order);
  v128.store(at(p), v128.shuffle<f32>(o, x, 0, 4, 1, 5));
  v128.store(at(p, 16), v128.shuffle<f32>(o, x, 2, 6, 3, 7), 16);
}
