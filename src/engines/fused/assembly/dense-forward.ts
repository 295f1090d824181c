/**
 * The dense product, register-blocked: 4 rows × 8 columns at a time, narrower at the edges. All matrices are row-major with
 * a leading dimension of whole vectors (here in bytes), zero in the padding. Knows addresses and sizes only.
 */
import { N1, N2, N4, at, at4, count } from './memory';

/** z[R rows, C vectors] = init + x w, the sum over k in its natural order. */
// @ts-ignore: decorator
@inline
function forwardBlock<R, C>(x: usize, ldx: usize, k: i32, w: usize, ldw: usize, init: usize, ldinit: usize, z: usize, ldz: usize): void {
  let s00 = f32x4.splat(0);
  let s01 = f32x4.splat(0);
  let s10 = f32x4.splat(0);
  let s11 = f32x4.splat(0);
  let s20 = f32x4.splat(0);
  let s21 = f32x4.splat(0);
  let s30 = f32x4.splat(0);
  let s31 = f32x4.splat(0);
  s00 = v128.load(at(init));
  if (count<C>() > 1) s01 = v128.load(at(init, 16), 16);
  if (count<R>() > 1) s10 = v128.load(at(init + ldinit));
  if (count<R>() > 1 && count<C>() > 1) s11 = v128.load(at(init + ldinit, 16), 16);
  if (count<R>() > 2) s20 = v128.load(at(init + 2 * ldinit));
  if (count<R>() > 2 && count<C>() > 1) s21 = v128.load(at(init + 2 * ldinit, 16), 16);
  if (count<R>() > 3) s30 = v128.load(at(init + 3 * ldinit));
  if (count<R>() > 3 && count<C>() > 1) s31 = v128.load(at(init + 3 * ldinit, 16), 16);
  const x1 = x + ldx;
  const x2 = x1 + ldx;
  const x3 = x2 + ldx;
  const last = <usize>k << 2;
  const beforeLast = last - 4;
  let i: usize = 0;
  while (i < last) {
    let w0 = v128.load(at(w));
    let w1 = w0;
    if (count<C>() > 1) w1 = v128.load(at(w, 16), 16);
    let a = v128.load32_splat(at4(x + i));
    s00 = f32x4.add(s00, f32x4.mul(a, w0));
    if (count<C>() > 1) s01 = f32x4.add(s01, f32x4.mul(a, w1));
    if (count<R>() > 1) {
      a = v128.load32_splat(at4(x1 + i));
      s10 = f32x4.add(s10, f32x4.mul(a, w0));
      if (count<C>() > 1) s11 = f32x4.add(s11, f32x4.mul(a, w1));
    }
    if (count<R>() > 2) {
      a = v128.load32_splat(at4(x2 + i));
      s20 = f32x4.add(s20, f32x4.mul(a, w0));
      if (count<C>() > 1) s21 = f32x4.add(s21, f32x4.mul(a, w1));
    }
    if (count<R>() > 3) {
      a = v128.load32_splat(at4(x3 + i));
      s30 = f32x4.add(s30, f32x4.mul(a, w0));
      if (count<C>() > 1) s31 = f32x4.add(s31, f32x4.mul(a, w1));
    }
    w += ldw;
    if (i >= beforeLast) break;
    w0 = v128.load(at(w));
    w1 = w0;
    if (count<C>() > 1) w1 = v128.load(at(w, 16), 16);
    a = v128.load32_splat(at4(x + i, 4), 4);
    s00 = f32x4.add(s00, f32x4.mul(a, w0));
    if (count<C>() > 1) s01 = f32x4.add(s01, f32x4.mul(a, w1));
    if (count<R>() > 1) {
      a = v128.load32_splat(at4(x1 + i, 4), 4);
      s10 = f32x4.add(s10, f32x4.mul(a, w0));
      if (count<C>() > 1) s11 = f32x4.add(s11, f32x4.mul(a, w1));
    }
    if (count<R>() > 2) {
      a = v128.load32_splat(at4(x2 + i, 4), 4);
      s20 = f32x4.add(s20, f32x4.mul(a, w0));
      if (count<C>() > 1) s21 = f32x4.add(s21, f32x4.mul(a, w1));
    }
    if (count<R>() > 3) {
      a = v128.load32_splat(at4(x3 + i, 4), 4);
      s30 = f32x4.add(s30, f32x4.mul(a, w0));
      if (count<C>() > 1) s31 = f32x4.add(s31, f32x4.mul(a, w1));
    }
    w += ldw;
    i += 8;
  }
  v128.store(at(z), s00);
  if (count<C>() > 1) v128.store(at(z, 16), s01, 16);
  if (count<R>() > 1) v128.store(at(z + ldz), s10);
  if (count<R>() > 1 && count<C>() > 1) v128.store(at(z + ldz, 16), s11, 16);
  if (count<R>() > 2) v128.store(at(z + 2 * ldz), s20);
  if (count<R>() > 2 && count<C>() > 1) v128.store(at(z + 2 * ldz, 16), s21, 16);
  if (count<R>() > 3) v128.store(at(z + 3 * ldz), s30);
  if (count<R>() > 3 && count<C>() > 1) v128.store(at(z + 3 * ldz, 16), s31, 16);
}

/**
 * z[rows, vectors] = init + x[rows, k] w[k, vectors]. The columns are the outer loop, so that one panel of w stays in
 * the nearest cache for all rows. `ldinit` is 0 for a bias, or that of z to add to what z holds.
 */
export function denseForward(x: usize, ldx: usize, rows: i32, k: i32, w: usize, ldw: usize, bytes: usize, init: usize, ldinit: usize, z: usize, ldz: usize): void {
  const end = w + bytes;
  while (w + 16 < end) {
    forwardPanel<N2>(x, ldx, rows, k, w, ldw, init, ldinit, z, ldz);
    w += 32;
    init += 32;
    z += 32;
  }
  if (w < end) forwardPanel<N1>(x, ldx, rows, k, w, ldw, init, ldinit, z, ldz);
}

function forwardPanel<C>(x: usize, ldx: usize, rows: i32, k: i32, w: usize, ldw: usize, init: usize, ldinit: usize, z: usize, ldz: usize): void {
  let r = 0;
  for (; r + 4 <= rows; r += 4) {
    forwardBlock<N4, C>(x, ldx, k, w, ldw, init, ldinit, z, ldz);
    x += 4 * ldx;
    init += 4 * ldinit;
    z += 4 * ldz;
  }
  for (; r < rows; r++) {
    forwardBlock<N1, C>(x, ldx, k, w, ldw, init, ldinit, z, ldz);
    x += ldx;
    init += ldinit;
    z += ldz;
  }
}
