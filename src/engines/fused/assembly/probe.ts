/** For the tests: the elementary functions over an array; for the benchmark: its yardstick. */
import { at, wide } from './memory';
import { density4, exp4, expNegative4, expm1Negative4, log1p4, log4, normal4, sigmoid4, tanh4 } from './transcendental';

/** to[i] = f(from[i]) for `bytes` / 4 floats; `which` in the order exp, exp of x ≤ 0, log, log1p, expm1, sigmoid, tanh, Φ, φ. */
export function mapUnary(which: i32, from: usize, to: usize, bytes: usize): void {
  for (let j: usize = 0; j < bytes; j += 16) {
    const x = v128.load(at(from + j));
    let y = x;
    switch (which) {
      case 0: y = exp4(x); break;
      case 1: y = expNegative4(x); break;
      case 2: y = log4(x); break;
      case 3: y = log1p4(x); break;
      case 4: y = expm1Negative4(x); break;
      case 5: y = sigmoid4(x); break;
      case 6: y = tanh4(x); break;
      case 7: y = normal4(x); break;
      default: y = density4(x);
    }
    v128.store(at(to + j), y);
  }
}

/** For the benchmark: `turns` × 12 independent multiply-adds of four floats, at the best rate that is to be had here. */
export function multiplyAdds(turns: i32, factor: f32, term: f32): f32 {
  return wide ? wideMultiplyAdds(turns >> 1, factor, term) : narrowMultiplyAdds(turns, factor, term);
}

/** Twelve chains, in twelve registers of one vector. */
function narrowMultiplyAdds(turns: i32, factor: f32, term: f32): f32 {
  const k = f32x4.splat(factor);
  const t = f32x4.splat(term);
  let a = t;
  let b = t;
  let c = t;
  let d = t;
  let e = t;
  let f = t;
  let g = t;
  let h = t;
  let i = t;
  let j = t;
  let l = t;
  let m = t;
  for (let turn = 0; turn < turns; turn++) {
    a = f32x4.add(f32x4.mul(a, k), t);
    b = f32x4.add(f32x4.mul(b, k), t);
    c = f32x4.add(f32x4.mul(c, k), t);
    d = f32x4.add(f32x4.mul(d, k), t);
    e = f32x4.add(f32x4.mul(e, k), t);
    f = f32x4.add(f32x4.mul(f, k), t);
    g = f32x4.add(f32x4.mul(g, k), t);
    h = f32x4.add(f32x4.mul(h, k), t);
    i = f32x4.add(f32x4.mul(i, k), t);
    j = f32x4.add(f32x4.mul(j, k), t);
    l = f32x4.add(f32x4.mul(l, k), t);
    m = f32x4.add(f32x4.mul(m, k), t);
  }
  const sum = f32x4.add(f32x4.add(f32x4.add(a, b), f32x4.add(c, d)), f32x4.add(f32x4.add(e, f), f32x4.add(g, h)));
  return f32x4.extract_lane(f32x4.add(sum, f32x4.add(f32x4.add(i, j), f32x4.add(l, m))), 0);
}

const SUMS: usize = memory.data(384, 32);

/** Twenty-four chains, in twelve registers of two vectors: pairs are joined where they are stored side by side. */
function wideMultiplyAdds(turns: i32, factor: f32, term: f32): f32 {
  const k = f32x4.splat(factor);
  const t = f32x4.splat(term);
  let s0 = t;
  let s1 = t;
  let s2 = t;
  let s3 = t;
  let s4 = t;
  let s5 = t;
  let s6 = t;
  let s7 = t;
  let s8 = t;
  let s9 = t;
  let s10 = t;
  let s11 = t;
  let s12 = t;
  let s13 = t;
  let s14 = t;
  let s15 = t;
  let s16 = t;
  let s17 = t;
  let s18 = t;
  let s19 = t;
  let s20 = t;
  let s21 = t;
  let s22 = t;
  let s23 = t;
  for (let turn = 0; turn < turns; turn++) {
    s0 = f32x4.add(f32x4.mul(s0, k), t);
    s1 = f32x4.add(f32x4.mul(s1, k), t);
    s2 = f32x4.add(f32x4.mul(s2, k), t);
    s3 = f32x4.add(f32x4.mul(s3, k), t);
    s4 = f32x4.add(f32x4.mul(s4, k), t);
    s5 = f32x4.add(f32x4.mul(s5, k), t);
    s6 = f32x4.add(f32x4.mul(s6, k), t);
    s7 = f32x4.add(f32x4.mul(s7, k), t);
    s8 = f32x4.add(f32x4.mul(s8, k), t);
    s9 = f32x4.add(f32x4.mul(s9, k), t);
    s10 = f32x4.add(f32x4.mul(s10, k), t);
    s11 = f32x4.add(f32x4.mul(s11, k), t);
    s12 = f32x4.add(f32x4.mul(s12, k), t);
    s13 = f32x4.add(f32x4.mul(s13, k), t);
    s14 = f32x4.add(f32x4.mul(s14, k), t);
    s15 = f32x4.add(f32x4.mul(s15, k), t);
    s16 = f32x4.add(f32x4.mul(s16, k), t);
    s17 = f32x4.add(f32x4.mul(s17, k), t);
    s18 = f32x4.add(f32x4.mul(s18, k), t);
    s19 = f32x4.add(f32x4.mul(s19, k), t);
    s20 = f32x4.add(f32x4.mul(s20, k), t);
    s21 = f32x4.add(f32x4.mul(s21, k), t);
    s22 = f32x4.add(f32x4.mul(s22, k), t);
    s23 = f32x4.add(f32x4.mul(s23, k), t);
  }
  v128.store(SUMS, s0);
  v128.store(SUMS, s1, 16);
  v128.store(SUMS, s2, 32);
  v128.store(SUMS, s3, 48);
  v128.store(SUMS, s4, 64);
  v128.store(SUMS, s5, 80);
  v128.store(SUMS, s6, 96);
  v128.store(SUMS, s7, 112);
  v128.store(SUMS, s8, 128);
  v128.store(SUMS, s9, 144);
  v128.store(SUMS, s10, 160);
  v128.store(SUMS, s11, 176);
  v128.store(SUMS, s12, 192);
  v128.store(SUMS, s13, 208);
  v128.store(SUMS, s14, 224);
  v128.store(SUMS, s15, 240);
  v128.store(SUMS, s16, 256);
  v128.store(SUMS, s17, 272);
  v128.store(SUMS, s18, 288);
  v128.store(SUMS, s19, 304);
  v128.store(SUMS, s20, 320);
  v128.store(SUMS, s21, 336);
  v128.store(SUMS, s22, 352);
  v128.store(SUMS, s23, 368);
  return load<f32>(SUMS);
}
