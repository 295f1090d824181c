/**
 * exp, log, expm1, tanh, sigmoid and the normal distribution function on four floats, from +, −, ×, ÷ and bit
 * operations only, so that every machine gives the same bits. Polynomials were fitted for this file (Lawson-weighted
 * least squares at Chebyshev nodes); relative errors stay within a few units of the last place, see the tests.
 *
 * Constants lie in memory: as literals, the host's compiler would build each anew, in three instructions, at every use.
 */

/** (e^r − 1 − r) / r² for |r| ≤ ln 2 / 2, highest power first. */
const EXP_TAIL: usize = memory.data<f32>([0.0013950522, 0.0083689084, 0.0416662053, 0.1666651868, 0.5000000095], 16);
/** (ln((1 + s) / (1 − s)) / s − 2) / z with z = s², for mantissas in [√½, √2). */
const LOG_TAIL: usize = memory.data<f32>([0.235822865, 0.2853730182, 0.4000033529, 0.6666666565], 16);
/** erfc(a) e^(a²) / t with t = 1 / (1 + a/2). */
const NORMAL_TAIL: usize = memory.data<f32>(
  [-0.0590692158, 0.2845761696, -0.4872023017, 0.2780697895, -0.026627386, 0.2026875548, 0.243103601, 0.2823753291, 0.2820864168],
  16,
);
const CONSTANTS: usize = memory.data<f32>(
  [1, 2, -2, 0.5, -0.5, 1.4426950408889634, 0.693359375, 2.12194440054690583e-4, 89.5, -104.5, -87.33, -0.34657359, 0.35355339059327373, 0.3989422804014327],
  16,
);
const ONE: usize = CONSTANTS;
const TWO: usize = CONSTANTS + 4;
const MINUS_TWO: usize = CONSTANTS + 8;
const HALF: usize = CONSTANTS + 12;
const MINUS_HALF: usize = CONSTANTS + 16;
const LOG2_E: usize = CONSTANTS + 20;
/** ln 2 in two parts: the first has few bits, so that n times it is exact; the second is what it has too much. */
const LN2_HIGH: usize = CONSTANTS + 24;
const LN2_EXCESS: usize = CONSTANTS + 28;
const EXP_LARGEST: usize = CONSTANTS + 32;
const EXP_SMALLEST: usize = CONSTANTS + 36;
/** Below this e^x is under the normal numbers. */
const EXP_NORMAL: usize = CONSTANTS + 40;
const MINUS_HALF_LN2: usize = CONSTANTS + 44;
const SQRT_EIGHTH: usize = CONSTANTS + 48;
const DENSITY_TOP: usize = CONSTANTS + 52;

// @ts-ignore: decorator
@inline
function get(address: usize): v128 {
  return v128.load32_splat(address);
}

/** The next step of Horner's rule: value × x + coefficient. */
// @ts-ignore: decorator
@inline
function horner(value: v128, x: v128, coefficient: usize): v128 {
  return f32x4.add(f32x4.mul(value, x), get(coefficient));
}

// @ts-ignore: decorator
@inline
function expTail(r: v128): v128 {
  let q = horner(get(EXP_TAIL), r, EXP_TAIL + 4);
  q = horner(q, r, EXP_TAIL + 8);
  q = horner(q, r, EXP_TAIL + 12);
  return horner(q, r, EXP_TAIL + 16);
}

/** e^(x − n ln 2), for n the whole number nearest x / ln 2. */
// @ts-ignore: decorator
@inline
function expRest(x: v128, n: v128): v128 {
  let r = f32x4.sub(x, f32x4.mul(n, get(LN2_HIGH)));
  r = f32x4.add(r, f32x4.mul(n, get(LN2_EXCESS)));
  return f32x4.add(f32x4.add(f32x4.mul(f32x4.mul(r, r), expTail(r)), r), get(ONE));
}

/** 2^n for whole n between −126 and 127, by setting the exponent: the bits of 1 plus n in the exponent's place. */
// @ts-ignore: decorator
@inline
function powerOfTwo(n: v128): v128 {
  return i32x4.add(i32x4.shl(n, 23), get(ONE));
}

/** e^x; 0 far below, infinity far above, NaN for NaN. */
// @ts-ignore: decorator
@inline
export function exp4(x: v128): v128 {
  x = f32x4.pmin(x, get(EXP_LARGEST));
  x = f32x4.pmax(x, get(EXP_SMALLEST));
  const n = f32x4.nearest(f32x4.mul(x, get(LOG2_E)));
  const whole = i32x4.trunc_sat_f32x4_s(n);
  const half = i32x4.shr_s(whole, 1);
  return f32x4.mul(f32x4.mul(expRest(x, n), powerOfTwo(half)), powerOfTwo(i32x4.sub(whole, half)));
}

/** e^x for x ≤ 0: one scaling less than `exp4`, and below e^−87 it is 0. */
// @ts-ignore: decorator
@inline
export function expNegative4(x: v128): v128 {
  const lowest = get(EXP_NORMAL);
  const n = f32x4.nearest(f32x4.mul(f32x4.pmax(x, lowest), get(LOG2_E)));
  const scaled = f32x4.mul(expRest(x, n), powerOfTwo(i32x4.trunc_sat_f32x4_s(n)));
  return v128.andnot(scaled, f32x4.lt(x, lowest));
}

/** ln x for normal x > 0. */
// @ts-ignore: decorator
@inline
export function log4(x: v128): v128 {
  // The exponent is taken so that the mantissa lies in [√½, √2).
  const exponent = i32x4.shr_s(i32x4.sub(x, i32x4.splat(0x3f3504f3)), 23);
  const mantissa = i32x4.sub(x, i32x4.shl(exponent, 23));
  const n = f32x4.convert_i32x4_s(exponent);
  const f = f32x4.sub(mantissa, get(ONE));
  const s = f32x4.div(f, f32x4.add(f, get(TWO)));
  const z = f32x4.mul(s, s);
  let q = horner(get(LOG_TAIL), z, LOG_TAIL + 4);
  q = horner(q, z, LOG_TAIL + 8);
  q = horner(q, z, LOG_TAIL + 12);
  let y = f32x4.mul(f32x4.mul(s, z), q);
  y = f32x4.sub(y, f32x4.mul(n, get(LN2_EXCESS)));
  y = f32x4.add(y, f32x4.mul(s, get(TWO)));
  y = f32x4.add(y, f32x4.mul(n, get(LN2_HIGH)));
  // Not a number, and infinity, have no mantissa: pass them on.
  return v128.bitselect(y, x, f32x4.lt(x, f32x4.splat(f32.MAX_VALUE)));
}

/** ln(1 + x) for 0 ≤ x ≤ 1. */
// @ts-ignore: decorator
@inline
export function log1p4(x: v128): v128 {
  const u = f32x4.add(x, get(ONE));
  const lost = f32x4.sub(x, f32x4.sub(u, get(ONE)));
  return f32x4.add(log4(u), f32x4.div(lost, u));
}

/** e^x − 1 for x ≤ 0, exact to the last places near zero too. */
// @ts-ignore: decorator
@inline
export function expm1Negative4(x: v128): v128 {
  const near = f32x4.add(x, f32x4.mul(f32x4.mul(x, x), expTail(x)));
  const far = f32x4.sub(expNegative4(x), get(ONE));
  return v128.bitselect(far, near, f32x4.lt(x, get(MINUS_HALF_LN2)));
}

// @ts-ignore: decorator
@inline
export function sigmoid4(x: v128): v128 {
  return f32x4.div(get(ONE), f32x4.add(get(ONE), exp4(f32x4.neg(x))));
}

// @ts-ignore: decorator
@inline
export function tanh4(x: v128): v128 {
  const signBit = i32x4.splat(0x80000000);
  const e = expm1Negative4(f32x4.mul(f32x4.abs(x), get(MINUS_TWO)));
  return v128.or(v128.andnot(f32x4.div(e, f32x4.add(e, get(TWO))), signBit), v128.and(x, signBit));
}

/** The standard normal distribution function Φ(x): ½ erfc(−x/√2), its tail e^(−x²/2) × t × P(t), t = 1/(1 + |x|/√8). */
// @ts-ignore: decorator
@inline
export function normal4(x: v128): v128 {
  const a = f32x4.abs(x);
  const t = f32x4.div(get(ONE), f32x4.add(get(ONE), f32x4.mul(a, get(SQRT_EIGHTH))));
  let q = horner(get(NORMAL_TAIL), t, NORMAL_TAIL + 4);
  q = horner(q, t, NORMAL_TAIL + 8);
  q = horner(q, t, NORMAL_TAIL + 12);
  q = horner(q, t, NORMAL_TAIL + 16);
  q = horner(q, t, NORMAL_TAIL + 20);
  q = horner(q, t, NORMAL_TAIL + 24);
  q = horner(q, t, NORMAL_TAIL + 28);
  q = horner(q, t, NORMAL_TAIL + 32);
  const gauss = expNegative4(f32x4.mul(f32x4.mul(a, a), get(MINUS_HALF)));
  const tail = f32x4.mul(f32x4.mul(gauss, f32x4.mul(q, t)), get(HALF));
  return v128.bitselect(tail, f32x4.sub(get(ONE), tail), f32x4.lt(x, f32x4.splat(0)));
}

/** The standard normal density. */
// @ts-ignore: decorator
@inline
export function density4(x: v128): v128 {
  return f32x4.mul(get(DENSITY_TOP), expNegative4(f32x4.mul(f32x4.mul(x, x), get(MINUS_HALF))));
}
