/** For the tests: the elementary functions over an array. */
import { at } from './memory';
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

/** For the benchmark: `turns` × 12 independent multiply-adds of four floats, at the best rate that this instruction set gives. */
export function multiplyAdds(turns: i32, factor: f32, term: f32): f32 {
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
