/**
 * exp, log, expm1, tanh, sigmoid and the normal distribution function on four floats, from +, −, ×, ÷ and bit
 * operations only, so that every machine gives the same bits. Polynomials were fitted for this file (Lawson-weighted
 * least squares at Chebyshev nodes); relative errors stay within a few units of the last place, see the tests.
 */

// @ts-ignore: decorator
@inline
function splat(x: f32): v128 {
  return f32x4.splat(x);
}

/** (e^r − 1 − r) / r² for |r| ≤ ln 2 / 2. */
// @ts-ignore: decorator
@inline
function expTail(r: v128): v128 {
  let q = f32x4.add(f32x4.mul(splat(0.0013950522), r), splat(0.0083689084));
  q = f32x4.add(f32x4.mul(q, r), splat(0.0416662053));
  q = f32x4.add(f32x4.mul(q, r), splat(0.1666651868));
  return f32x4.add(f32x4.mul(q, r), splat(0.5000000095));
}

/** 2^n for whole n between −126 and 127, by setting the exponent. */
// @ts-ignore: decorator
@inline
function powerOfTwo(n: v128): v128 {
  return i32x4.shl(i32x4.add(n, i32x4.splat(127)), 23);
}

/** e^x; 0 far below, infinity far above, NaN for NaN. */
// @ts-ignore: decorator
@inline
export function exp4(x: v128): v128 {
  x = f32x4.pmin(x, splat(89.5));
  x = f32x4.pmax(x, splat(-104.5));
  const n = f32x4.nearest(f32x4.mul(x, splat(1.4426950408889634)));
  let r = f32x4.sub(x, f32x4.mul(n, splat(0.693359375)));
  r = f32x4.add(r, f32x4.mul(n, splat(2.12194440054690583e-4)));
  const p = f32x4.add(f32x4.add(f32x4.mul(f32x4.mul(r, r), expTail(r)), r), splat(1));
  const whole = i32x4.trunc_sat_f32x4_s(n);
  const half = i32x4.shr_s(whole, 1);
  return f32x4.mul(f32x4.mul(p, powerOfTwo(half)), powerOfTwo(i32x4.sub(whole, half)));
}

/** e^x for x ≤ 0: one scaling less than `exp4`, and below e^−87 it is 0. */
// @ts-ignore: decorator
@inline
export function expNegative4(x: v128): v128 {
  const n = f32x4.nearest(f32x4.mul(f32x4.pmax(x, splat(-87.33)), splat(1.4426950408889634)));
  let r = f32x4.sub(x, f32x4.mul(n, splat(0.693359375)));
  r = f32x4.add(r, f32x4.mul(n, splat(2.12194440054690583e-4)));
  const p = f32x4.add(f32x4.add(f32x4.mul(f32x4.mul(r, r), expTail(r)), r), splat(1));
  const y = f32x4.mul(p, powerOfTwo(i32x4.trunc_sat_f32x4_s(n)));
  return v128.andnot(y, f32x4.lt(x, splat(-87.33)));
}

/** ln x for normal x > 0. */
// @ts-ignore: decorator
@inline
export function log4(x: v128): v128 {
  // The exponent is taken so that the mantissa lies in [√½, √2).
  const shifted = i32x4.sub(x, i32x4.splat(0x3f3504f3));
  const exponent = i32x4.shr_s(shifted, 23);
  const mantissa = i32x4.sub(x, i32x4.shl(exponent, 23));
  const n = f32x4.convert_i32x4_s(exponent);
  const f = f32x4.sub(mantissa, splat(1));
  const s = f32x4.div(f, f32x4.add(f, splat(2)));
  const z = f32x4.mul(s, s);
  let q = f32x4.add(f32x4.mul(splat(0.235822865), z), splat(0.2853730182));
  q = f32x4.add(f32x4.mul(q, z), splat(0.4000033529));
  q = f32x4.add(f32x4.mul(q, z), splat(0.6666666565));
  let y = f32x4.mul(f32x4.mul(s, z), q);
  y = f32x4.sub(y, f32x4.mul(n, splat(2.12194440054690583e-4)));
  y = f32x4.add(y, f32x4.mul(s, splat(2)));
  y = f32x4.add(y, f32x4.mul(n, splat(0.693359375)));
  // Not a number, and infinity, have no mantissa: pass them on.
  return v128.bitselect(y, x, f32x4.lt(x, splat(f32.MAX_VALUE)));
}

/** ln(1 + x) for 0 ≤ x ≤ 1. */
// @ts-ignore: decorator
@inline
export function log1p4(x: v128): v128 {
  const u = f32x4.add(x, splat(1));
  const lost = f32x4.sub(x, f32x4.sub(u, splat(1)));
  return f32x4.add(log4(u), f32x4.div(lost, u));
}

/** e^x − 1 for x ≤ 0, exact to the last places near zero too. */
// @ts-ignore: decorator
@inline
export function expm1Negative4(x: v128): v128 {
  const near = f32x4.add(x, f32x4.mul(f32x4.mul(x, x), expTail(x)));
  const far = f32x4.sub(expNegative4(x), splat(1));
  return v128.bitselect(far, near, f32x4.lt(x, splat(-0.34657359)));
}

// @ts-ignore: decorator
@inline
export function sigmoid4(x: v128): v128 {
  return f32x4.div(splat(1), f32x4.add(splat(1), exp4(f32x4.neg(x))));
}

// @ts-ignore: decorator
@inline
export function tanh4(x: v128): v128 {
  const sign = v128.and(x, i32x4.splat(0x80000000));
  const e = expm1Negative4(f32x4.mul(f32x4.abs(x), splat(-2)));
  return v128.or(v128.andnot(f32x4.div(e, f32x4.add(e, splat(2))), i32x4.splat(0x80000000)), sign);
}

/** The standard normal distribution function Φ(x): ½ erfc(−x/√2), the tail written as e^(−x²/2) × t × P(t), t = 1/(1 + |x|/√8). */
// @ts-ignore: decorator
@inline
export function normal4(x: v128): v128 {
  const a = f32x4.abs(x);
  const t = f32x4.div(splat(1), f32x4.add(splat(1), f32x4.mul(a, splat(0.35355339059327373))));
  let q = f32x4.add(f32x4.mul(splat(-0.0590692158), t), splat(0.2845761696));
  q = f32x4.add(f32x4.mul(q, t), splat(-0.4872023017));
  q = f32x4.add(f32x4.mul(q, t), splat(0.2780697895));
  q = f32x4.add(f32x4.mul(q, t), splat(-0.026627386));
  q = f32x4.add(f32x4.mul(q, t), splat(0.2026875548));
  q = f32x4.add(f32x4.mul(q, t), splat(0.243103601));
  q = f32x4.add(f32x4.mul(q, t), splat(0.2823753291));
  q = f32x4.add(f32x4.mul(q, t), splat(0.2820864168));
  const gauss = expNegative4(f32x4.mul(f32x4.mul(a, a), splat(-0.5)));
  const tail = f32x4.mul(f32x4.mul(gauss, f32x4.mul(q, t)), splat(0.5));
  return v128.bitselect(tail, f32x4.sub(splat(1), tail), f32x4.lt(x, splat(0)));
}

/** The standard normal density. */
// @ts-ignore: decorator
@inline
export function density4(x: v128): v128 {
  return f32x4.mul(splat(0.3989422804014327), expNegative4(f32x4.mul(f32x4.mul(x, x), splat(-0.5))));
}
