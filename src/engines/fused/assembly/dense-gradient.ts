/**
 * The kernel's gradient of a dense product, register-blocked: 4 rows of the kernel × 8 columns at a time (16 where registers
 * are wide), narrower at the edges. All matrices are row-major with a leading dimension of whole vectors (here in bytes),
 * zero in the padding. Knows addresses and sizes only.
 */
import { N1, N2, N4, at, at4, count, wide } from './memory';

/** g[R rows of the kernel, C vectors] += xᵀ d, the sum over batch rows in order. */
// @ts-ignore: decorator
@inline
function gradientBlock<R, C>(x: usize, ldx: usize, d: usize, ldd: usize, rows: i32, g: usize, ldg: usize): void {
  let s00 = f32x4.splat(0);
  let s01 = f32x4.splat(0);
  let s10 = f32x4.splat(0);
  let s11 = f32x4.splat(0);
  let s20 = f32x4.splat(0);
  let s21 = f32x4.splat(0);
  let s30 = f32x4.splat(0);
  let s31 = f32x4.splat(0);
  s00 = v128.load(at(g));
  if (count<C>() > 1) s01 = v128.load(at(g, 16), 16);
  if (count<R>() > 1) s10 = v128.load(at(g + ldg));
  if (count<R>() > 1 && count<C>() > 1) s11 = v128.load(at(g + ldg, 16), 16);
  if (count<R>() > 2) s20 = v128.load(at(g + 2 * ldg));
  if (count<R>() > 2 && count<C>() > 1) s21 = v128.load(at(g + 2 * ldg, 16), 16);
  if (count<R>() > 3) s30 = v128.load(at(g + 3 * ldg));
  if (count<R>() > 3 && count<C>() > 1) s31 = v128.load(at(g + 3 * ldg, 16), 16);
  for (let row = 0; row < rows; row++) {
    const d0 = v128.load(at(d));
    let d1 = d0;
    if (count<C>() > 1) d1 = v128.load(at(d, 16), 16);
    let a = v128.load32_splat(at4(x));
    s00 = f32x4.add(s00, f32x4.mul(a, d0));
    if (count<C>() > 1) s01 = f32x4.add(s01, f32x4.mul(a, d1));
    if (count<R>() > 1) {
      a = v128.load32_splat(at4(x, 4), 4);
      s10 = f32x4.add(s10, f32x4.mul(a, d0));
      if (count<C>() > 1) s11 = f32x4.add(s11, f32x4.mul(a, d1));
    }
    if (count<R>() > 2) {
      a = v128.load32_splat(at4(x, 8), 8);
      s20 = f32x4.add(s20, f32x4.mul(a, d0));
      if (count<C>() > 1) s21 = f32x4.add(s21, f32x4.mul(a, d1));
    }
    if (count<R>() > 3) {
      a = v128.load32_splat(at4(x, 12), 12);
      s30 = f32x4.add(s30, f32x4.mul(a, d0));
      if (count<C>() > 1) s31 = f32x4.add(s31, f32x4.mul(a, d1));
    }
    x += ldx;
    d += ldd;
  }
  v128.store(at(g), s00);
  if (count<C>() > 1) v128.store(at(g, 16), s01, 16);
  if (count<R>() > 1) v128.store(at(g + ldg), s10);
  if (count<R>() > 1 && count<C>() > 1) v128.store(at(g + ldg, 16), s11, 16);
  if (count<R>() > 2) v128.store(at(g + 2 * ldg), s20);
  if (count<R>() > 2 && count<C>() > 1) v128.store(at(g + 2 * ldg, 16), s21, 16);
  if (count<R>() > 3) v128.store(at(g + 3 * ldg), s30);
  if (count<R>() > 3 && count<C>() > 1) v128.store(at(g + 3 * ldg, 16), s31, 16);
}

/** g[4 rows of the kernel, 4 vectors] += xᵀ d: sixteen sums, which fit where a register holds two vectors. */
function wideGradientBlock(x: usize, ldx: usize, d: usize, ldd: usize, rows: i32, g: usize, ldg: usize): void {
  const g1 = g + ldg;
  const g2 = g1 + ldg;
  const g3 = g2 + ldg;
  let s00 = v128.load(at(g));
  let s01 = v128.load(at(g, 16), 16);
  let s02 = v128.load(at(g, 32), 32);
  let s03 = v128.load(at(g, 48), 48);
  let s10 = v128.load(at(g1));
  let s11 = v128.load(at(g1, 16), 16);
  let s12 = v128.load(at(g1, 32), 32);
  let s13 = v128.load(at(g1, 48), 48);
  let s20 = v128.load(at(g2));
  let s21 = v128.load(at(g2, 16), 16);
  let s22 = v128.load(at(g2, 32), 32);
  let s23 = v128.load(at(g2, 48), 48);
  let s30 = v128.load(at(g3));
  let s31 = v128.load(at(g3, 16), 16);
  let s32 = v128.load(at(g3, 32), 32);
  let s33 = v128.load(at(g3, 48), 48);
  for (let row = 0; row < rows; row++) {
    const d0 = v128.load(at(d));
    const d1 = v128.load(at(d, 16), 16);
    const d2 = v128.load(at(d, 32), 32);
    const d3 = v128.load(at(d, 48), 48);
    let a = v128.load32_splat(at4(x));
    s00 = f32x4.add(s00, f32x4.mul(a, d0));
    s01 = f32x4.add(s01, f32x4.mul(a, d1));
    s02 = f32x4.add(s02, f32x4.mul(a, d2));
    s03 = f32x4.add(s03, f32x4.mul(a, d3));
    a = v128.load32_splat(at4(x, 4), 4);
    s10 = f32x4.add(s10, f32x4.mul(a, d0));
    s11 = f32x4.add(s11, f32x4.mul(a, d1));
    s12 = f32x4.add(s12, f32x4.mul(a, d2));
    s13 = f32x4.add(s13, f32x4.mul(a, d3));
    a = v128.load32_splat(at4(x, 8), 8);
    s20 = f32x4.add(s20, f32x4.mul(a, d0));
    s21 = f32x4.add(s21, f32x4.mul(a, d1));
    s22 = f32x4.add(s22, f32x4.mul(a, d2));
    s23 = f32x4.add(s23, f32x4.mul(a, d3));
    a = v128.load32_splat(at4(x, 12), 12);
    s30 = f32x4.add(s30, f32x4.mul(a, d0));
    s31 = f32x4.add(s31, f32x4.mul(a, d1));
    s32 = f32x4.add(s32, f32x4.mul(a, d2));
    s33 = f32x4.add(s33, f32x4.mul(a, d3));
    x += ldx;
    d += ldd;
  }
  v128.store(at(g), s00);
  v128.store(at(g, 16), s01, 16);
  v128.store(at(g, 32), s02, 32);
  v128.store(at(g, 48), s03, 48);
  v128.store(at(g1), s10);
  v128.store(at(g1, 16), s11, 16);
  v128.store(at(g1, 32), s12, 32);
  v128.store(at(g1, 48), s13, 48);
  v128.store(at(g2), s20);
  v128.store(at(g2, 16), s21, 16);
  v128.store(at(g2, 32), s22, 32);
  v128.store(at(g2, 48), s23, 48);
  v128.store(at(g3), s30);
  v128.store(at(g3, 16), s31, 16);
  v128.store(at(g3, 32), s32, 32);
  v128.store(at(g3, 48), s33, 48);
}

/** g[k, vectors] += x[rows, k]ᵀ d[rows, vectors]. */
export function denseGradient(x: usize, ldx: usize, d: usize, ldd: usize, rows: i32, k: i32, g: usize, ldg: usize, bytes: usize): void {
  const end = g + bytes;
  if (wide) {
    while (g + 48 < end) {
      wideGradientPanel(x, ldx, d, ldd, rows, k, g, ldg);
      g += 64;
      d += 64;
    }
  }
  while (g + 16 < end) {
    gradientPanel<N2>(x, ldx, d, ldd, rows, k, g, ldg);
    g += 32;
    d += 32;
  }
  if (g < end) gradientPanel<N1>(x, ldx, d, ldd, rows, k, g, ldg);
}

function wideGradientPanel(x: usize, ldx: usize, d: usize, ldd: usize, rows: i32, k: i32, g: usize, ldg: usize): void {
  let i = 0;
  for (; i + 4 <= k; i += 4) {
    wideGradientBlock(x, ldx, d, ldd, rows, g, ldg);
    x += 16;
    g += 4 * ldg;
  }
  if (i == k) return;
  gradientPanel<N2>(x, ldx, d, ldd, rows, k - i, g, ldg);
  gradientPanel<N2>(x, ldx, d + 32, ldd, rows, k - i, g + 32, ldg);
}

function gradientPanel<C>(x: usize, ldx: usize, d: usize, ldd: usize, rows: i32, k: i32, g: usize, ldg: usize): void {
  let i = 0;
  for (; i + 4 <= k; i += 4) {
    gradientBlock<N4, C>(x, ldx, d, ldd, rows, g, ldg);
    x += 16;
    g += 4 * ldg;
  }
  if (i + 2 <= k) {
    gradientBlock<N2, C>(x, ldx, d, ldd, rows, g, ldg);
    x += 8;
    g += 2 * ldg;
    i += 2;
  }
  if (i < k) gradientBlock<N1, C>(x, ldx, d, ldd, rows, g, ldg);
}
