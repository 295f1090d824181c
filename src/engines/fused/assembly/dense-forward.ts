/**
 * The dense product, register-blocked: 4 rows × 8 columns at a time (16 where registers are wide), narrower at the edges. All matrices are row-major with
 * a leading dimension of whole vectors (here in bytes), zero in the padding. Knows addresses and sizes only.
 */
import { N1, N2, N4, at, at4, count, wide } from './memory';

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

/** z[4 rows, 4 vectors] = init + x w: sixteen sums, which fit where a register holds two vectors. */
// @ts-ignore: decorator
@inline
function wideBlock(x: usize, ldx: usize, k: i32, w: usize, ldw: usize, init: usize, ldinit: usize, z: usize, ldz: usize): void {
  const i1 = init + ldinit;
  const i2 = i1 + ldinit;
  const i3 = i2 + ldinit;
  let s00 = v128.load(at(init));
  let s01 = v128.load(at(init, 16), 16);
  let s02 = v128.load(at(init, 32), 32);
  let s03 = v128.load(at(init, 48), 48);
  let s10 = v128.load(at(i1));
  let s11 = v128.load(at(i1, 16), 16);
  let s12 = v128.load(at(i1, 32), 32);
  let s13 = v128.load(at(i1, 48), 48);
  let s20 = v128.load(at(i2));
  let s21 = v128.load(at(i2, 16), 16);
  let s22 = v128.load(at(i2, 32), 32);
  let s23 = v128.load(at(i2, 48), 48);
  let s30 = v128.load(at(i3));
  let s31 = v128.load(at(i3, 16), 16);
  let s32 = v128.load(at(i3, 32), 32);
  let s33 = v128.load(at(i3, 48), 48);
  const x1 = x + ldx;
  const x2 = x1 + ldx;
  const x3 = x2 + ldx;
  const last = <usize>k << 2;
  const beforeLast = last - 4;
  let i: usize = 0;
  while (i < last) {
    let w0 = v128.load(at(w));
    let w1 = v128.load(at(w, 16), 16);
    let w2 = v128.load(at(w, 32), 32);
    let w3 = v128.load(at(w, 48), 48);
    let a = v128.load32_splat(at4(x + i));
    s00 = f32x4.add(s00, f32x4.mul(a, w0));
    s01 = f32x4.add(s01, f32x4.mul(a, w1));
    s02 = f32x4.add(s02, f32x4.mul(a, w2));
    s03 = f32x4.add(s03, f32x4.mul(a, w3));
    a = v128.load32_splat(at4(x1 + i));
    s10 = f32x4.add(s10, f32x4.mul(a, w0));
    s11 = f32x4.add(s11, f32x4.mul(a, w1));
    s12 = f32x4.add(s12, f32x4.mul(a, w2));
    s13 = f32x4.add(s13, f32x4.mul(a, w3));
    a = v128.load32_splat(at4(x2 + i));
    s20 = f32x4.add(s20, f32x4.mul(a, w0));
    s21 = f32x4.add(s21, f32x4.mul(a, w1));
    s22 = f32x4.add(s22, f32x4.mul(a, w2));
    s23 = f32x4.add(s23, f32x4.mul(a, w3));
    a = v128.load32_splat(at4(x3 + i));
    s30 = f32x4.add(s30, f32x4.mul(a, w0));
    s31 = f32x4.add(s31, f32x4.mul(a, w1));
    s32 = f32x4.add(s32, f32x4.mul(a, w2));
    s33 = f32x4.add(s33, f32x4.mul(a, w3));
    w += ldw;
    if (i >= beforeLast) break;
    w0 = v128.load(at(w));
    w1 = v128.load(at(w, 16), 16);
    w2 = v128.load(at(w, 32), 32);
    w3 = v128.load(at(w, 48), 48);
    a = v128.load32_splat(at4(x + i, 4), 4);
    s00 = f32x4.add(s00, f32x4.mul(a, w0));
    s01 = f32x4.add(s01, f32x4.mul(a, w1));
    s02 = f32x4.add(s02, f32x4.mul(a, w2));
    s03 = f32x4.add(s03, f32x4.mul(a, w3));
    a = v128.load32_splat(at4(x1 + i, 4), 4);
    s10 = f32x4.add(s10, f32x4.mul(a, w0));
    s11 = f32x4.add(s11, f32x4.mul(a, w1));
    s12 = f32x4.add(s12, f32x4.mul(a, w2));
    s13 = f32x4.add(s13, f32x4.mul(a, w3));
    a = v128.load32_splat(at4(x2 + i, 4), 4);
    s20 = f32x4.add(s20, f32x4.mul(a, w0));
    s21 = f32x4.add(s21, f32x4.mul(a, w1));
    s22 = f32x4.add(s22, f32x4.mul(a, w2));
    s23 = f32x4.add(s23, f32x4.mul(a, w3));
    a = v128.load32_splat(at4(x3 + i, 4), 4);
    s30 = f32x4.add(s30, f32x4.mul(a, w0));
    s31 = f32x4.add(s31, f32x4.mul(a, w1));
    s32 = f32x4.add(s32, f32x4.mul(a, w2));
    s33 = f32x4.add(s33, f32x4.mul(a, w3));
    w += ldw;
    i += 8;
  }
  const z1 = z + ldz;
  const z2 = z1 + ldz;
  const z3 = z2 + ldz;
  v128.store(at(z), s00);
  v128.store(at(z, 16), s01, 16);
  v128.store(at(z, 32), s02, 32);
  v128.store(at(z, 48), s03, 48);
  v128.store(at(z1), s10);
  v128.store(at(z1, 16), s11, 16);
  v128.store(at(z1, 32), s12, 32);
  v128.store(at(z1, 48), s13, 48);
  v128.store(at(z2), s20);
  v128.store(at(z2, 16), s21, 16);
  v128.store(at(z2, 32), s22, 32);
  v128.store(at(z2, 48), s23, 48);
  v128.store(at(z3), s30);
  v128.store(at(z3, 16), s31, 16);
  v128.store(at(z3, 32), s32, 32);
  v128.store(at(z3, 48), s33, 48);
}

/**
 * z[rows, vectors] = init + x[rows, k] w[k, vectors]. The columns are the outer loop, so that one panel of w stays in
 * the nearest cache for all rows. `ldinit` is 0 for a bias, or that of z to add to what z holds.
 */
export function denseForward(x: usize, ldx: usize, rows: i32, k: i32, w: usize, ldw: usize, bytes: usize, init: usize, ldinit: usize, z: usize, ldz: usize): void {
  const end = w + bytes;
  if (wide) {
    while (w + 48 < end) {
      widePanel(x, ldx, rows, k, w, ldw, init, ldinit, z, ldz);
      w += 64;
      init += 64;
      z += 64;
    }
  }
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

function widePanel(x: usize, ldx: usize, rows: i32, k: i32, w: usize, ldw: usize, init: usize, ldinit: usize, z: usize, ldz: usize): void {
  let r = 0;
  for (; r + 4 <= rows; r += 4) {
    wideBlock(x, ldx, k, w, ldw, init, ldinit, z, ldz);
    x += 4 * ldx;
    init += 4 * ldinit;
    z += 4 * ldz;
  }
  if (r == rows) return;
  forwardPanel<N2>(x, ldx, rows - r, k, w, ldw, init, ldinit, z, ldz);
  forwardPanel<N2>(x, ldx, rows - r, k, w + 32, ldw, init + 32, ldinit, z + 32, ldz);
}
