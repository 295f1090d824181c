/** Gradients of the penalties: kernels' (L1, L2) and activities', whatever the layer. */
import { at } from './memory';
import { Op } from './program';

/** l1 × sign(x) + 2 × l2 × x, sign(0) = 0. */
// @ts-ignore: decorator
@inline
export function penaltySlope(v: v128, l1: v128, twiceL2: v128): v128 {
  const sign = v128.or(v128.and(v, i32x4.splat(0x80000000)), l1);
  return f32x4.add(v128.and(sign, f32x4.ne(v, f32x4.splat(0))), f32x4.mul(v, twiceL2));
}

/** Adds the activity penalty's gradient, divided by the rows of the batch, to dy; dx is dy. */
export function activityPenaltyBackward(op: Op, rows: i32): void {
  let x = op.x;
  let d = op.dy;
  const l1 = f32x4.splat(op.l1 / <f32>rows);
  const l2 = f32x4.splat((2 * op.l2) / <f32>rows);
  for (let row = 0; row < rows; row++) {
    for (let j: usize = 0; j < op.bytes; j += 16) {
      v128.store(at(d + j), f32x4.add(v128.load(d + j), penaltySlope(v128.load(at(x + j)), l1, l2)));
    }
    x += op.ldx;
    d += op.lddy;
  }
}

/** Adds the kernel penalty's gradient. */
export function kernelPenalty(w: usize, g: usize, bytes: usize, l1: f32, l2: f32): void {
  const factor1 = f32x4.splat(l1);
  const factor2 = f32x4.splat(2 * l2);
  for (let j: usize = 0; j < bytes; j += 16) {
    v128.store(at(g + j), f32x4.add(v128.load(g + j), penaltySlope(v128.load(at(w + j)), factor1, factor2)));
  }
}

/** Scales every column of a kernel down to the norm `most` where it is larger; `bytes` of a row in whole vectors. */
export function limitColumns(w: usize, ldw: usize, bytes: usize, kernelBytes: usize, most: f32): void {
  const limit = f32x4.splat(most);
  const one = f32x4.splat(1);
  for (let j: usize = 0; j < bytes; j += 16) {
    let squares = f32x4.splat(0);
    for (let i: usize = 0; i < kernelBytes; i += ldw) {
      const v = v128.load(at(w + i + j));
      squares = f32x4.add(squares, f32x4.mul(v, v));
    }
    const norm = f32x4.sqrt(squares);
    const over = f32x4.gt(norm, limit);
    if (!v128.any_true(over)) continue;
    const factor = v128.bitselect(f32x4.div(limit, norm), one, over);
    for (let i: usize = 0; i < kernelBytes; i += ldw) v128.store(at(w + i + j), f32x4.mul(v128.load(w + i + j), factor));
  }
}
