/**
 * The input's gradient of a dense product, register-blocked. All matrices are row-major with a leading dimension of whole
 * vectors (here in bytes), zero in the padding. Knows addresses and sizes only.
 */
import { N1, N2, at, count } from './memory';

/** The sums of the lanes of four vectors, as one vector. */
// @ts-ignore: decorator
@inline
export function sumLanes(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f32x4.add(v128.shuffle<f32>(a, b, 0, 4, 1, 5), v128.shuffle<f32>(a, b, 2, 6, 3, 7));
  const cd = f32x4.add(v128.shuffle<f32>(c, d, 0, 4, 1, 5), v128.shuffle<f32>(c, d, 2, 6, 3, 7));
  return f32x4.add(v128.shuffle<i64>(ab, cd, 0, 2), v128.shuffle<i64>(ab, cd, 1, 3));
}

/** dx[R rows, 4 units] = d wᵀ for four rows of w; no transposed copy is needed, the lanes are summed at the end. */
// @ts-ignore: decorator
@inline
function inputBlock<R>(d: usize, ldd: usize, w: usize, ldw: usize, bytes: usize, dx: usize, lddx: usize): void {
  let s00 = f32x4.splat(0);
  let s01 = f32x4.splat(0);
  let s02 = f32x4.splat(0);
  let s03 = f32x4.splat(0);
  let s10 = f32x4.splat(0);
  let s11 = f32x4.splat(0);
  let s12 = f32x4.splat(0);
  let s13 = f32x4.splat(0);
  const w1 = w + ldw;
  const w2 = w1 + ldw;
  const w3 = w2 + ldw;
  const d1 = d + ldd;
  for (let j: usize = 0; j < bytes; j += 16) {
    const a = v128.load(at(d + j));
    let b = a;
    if (count<R>() > 1) b = v128.load(at(d1 + j));
    let v = v128.load(at(w + j));
    s00 = f32x4.add(s00, f32x4.mul(a, v));
    if (count<R>() > 1) s10 = f32x4.add(s10, f32x4.mul(b, v));
    v = v128.load(at(w1 + j));
    s01 = f32x4.add(s01, f32x4.mul(a, v));
    if (count<R>() > 1) s11 = f32x4.add(s11, f32x4.mul(b, v));
    v = v128.load(at(w2 + j));
    s02 = f32x4.add(s02, f32x4.mul(a, v));
    if (count<R>() > 1) s12 = f32x4.add(s12, f32x4.mul(b, v));
    v = v128.load(at(w3 + j));
    s03 = f32x4.add(s03, f32x4.mul(a, v));
    if (count<R>() > 1) s13 = f32x4.add(s13, f32x4.mul(b, v));
  }
  v128.store(at(dx), sumLanes(s00, s01, s02, s03));
  if (count<R>() > 1) v128.store(at(dx + lddx), sumLanes(s10, s11, s12, s13));
}

/** dx[rows, k] = d[rows, vectors] w[k, vectors]ᵀ; writes zeros into the padding of dx. */
export function denseInputGradient(d: usize, ldd: usize, rows: i32, w: usize, ldw: usize, k: i32, bytes: usize, dx: usize, lddx: usize): void {
  let i = 0;
  for (; i + 4 <= k; i += 4) {
    let from = d;
    let to = dx;
    let row = 0;
    for (; row + 2 <= rows; row += 2) {
      inputBlock<N2>(from, ldd, w, ldw, bytes, to, lddx);
      from += 2 * ldd;
      to += 2 * lddx;
    }
    if (row < rows) inputBlock<N1>(from, ldd, w, ldw, bytes, to, lddx);
    w += 4 * ldw;
    dx += 16;
  }
  if (i < k) inputEdge(d, ldd, rows, w, ldw, k - i, bytes, dx, lddx);
}

/** The last one to three units. */
function inputEdge(d: usize, ldd: usize, rows: i32, w: usize, ldw: usize, units: i32, bytes: usize, dx: usize, lddx: usize): void {
  const zero = f32x4.splat(0);
  for (let row = 0; row < rows; row++) {
    let s0 = zero;
    let s1 = zero;
    let s2 = zero;
    for (let j: usize = 0; j < bytes; j += 16) {
      const a = v128.load(at(d + j));
      s0 = f32x4.add(s0, f32x4.mul(a, v128.load(at(w + j))));
      if (units > 1) s1 = f32x4.add(s1, f32x4.mul(a, v128.load(at(w + ldw + j))));
      if (units > 2) s2 = f32x4.add(s2, f32x4.mul(a, v128.load(at(w + 2 * ldw + j))));
    }
    v128.store(at(dx), sumLanes(s0, s1, s2, zero));
    d += ldd;
    dx += lddx;
  }
}
