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
