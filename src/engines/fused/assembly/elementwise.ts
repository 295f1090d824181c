/**
 * Activations and dropout, forward and backward. Piecewise linear activations, dropout and the
 * compaction of what is not zero are one pass; smooth activations keep input and output for the way back.
 */
import { EXPAND, N1, N2, at, at4, count } from './memory';
import { ELU, GELU, Op, RELU, SIGMOID, TANH, TRAINED } from './program';
import { storePairs } from './lists';
import { density4, expm1Negative4, normal4, sigmoid4, tanh4 } from './transcendental';

/** Lanes whose mask entry says keep; entries are 16-bit, `below` is the largest entry that drops. */
// @ts-ignore: decorator
@inline
function kept(mask: usize, below: v128): v128 {
  return i32x4.gt_s(v128.load16x4_u(at4(mask)), below);
}

/**
 * y = activation(x), dropped or scaled. RELU's lists leave out what is zero; other lists name every kept unit.
 * A is RELU's N1 or N2; M is N2 with a mask; L is N2 where lists are written too.
 */
function piecewiseRows<A, M, L>(op: Op, rows: i32): void {
  let x = op.x;
  let y = op.y;
  let mask = op.mask;
  let lists = op.lists;
  let counts = op.counts;
  let nibbles = op.nibbles;
  const bytes = op.bytes;
  const slopes = op.w;
  const scale = f32x4.splat(op.scale);
  const below = i32x4.splat(op.threshold - 1);
  const tail = op.width & 3;
  const tailBits = tail == 0 ? 15 : (1 << tail) - 1;
  const offsetStep = i32x4.splat(4 * op.listStep);
  const zero = f32x4.splat(0);
  for (let row = 0; row < rows; row++) {
    let offsets = i32x4.mul(i32x4(0, 1, 2, 3), i32x4.splat(op.listStep));
    let p = lists;
    for (let j: usize = 0; j < bytes; j += 16) {
      let v = v128.load(at(x + j));
      // Not a number is not ≤ 0: it passes, and the loss shows it.
      const low = f32x4.le(v, zero);
      if (count<A>() == 1) v = v128.andnot(v, low);
      else v = v128.bitselect(f32x4.mul(v, v128.load(at(slopes + j))), v, low);
      let keep = i32x4.splat(-1);
      if (count<M>() > 1) {
        keep = kept(mask + (j >> 1), below);
        v = f32x4.mul(v, scale);
        v = v128.and(v, keep);
      }
      v128.store(at(y + j), v);
      if (count<L>() > 1) {
        if (count<A>() == 1) keep = v128.andnot(keep, low);
        let bits = i32x4.bitmask(keep);
        if (j + 16 >= bytes) bits &= tailBits;
        store<u8>(at4(nibbles + (j >> 4)), <u8>bits);
        storePairs(p, v, offsets, bits);
        p += <usize>popcnt(bits) << 3;
        offsets = i32x4.add(offsets, offsetStep);
      }
    }
    if (count<L>() > 1) {
      // Readers that go four at a time meet offset 0 and value 0 at the end.
      v128.store(at(p), zero);
      v128.store(at(p, 16), zero, 16);
      store<u32>(at4(counts), <u32>((p - lists) >> 3));
      lists += op.listStride;
      counts += 4;
      nibbles += op.nibbleStride;
    }
    x += op.ldx;
    y += op.ldy;
    mask += <usize>op.width << 1;
  }
}

function piecewiseOf<A, M>(op: Op, rows: i32, lists: bool): void {
  if (lists) piecewiseRows<A, M, N2>(op, rows);
  else piecewiseRows<A, M, N1>(op, rows);
}

/** Forward pass of a piecewise linear activation with what follows it; `masked` in training and for Monte-Carlo. */
export function piecewiseForward(op: Op, rows: i32, masked: bool, lists: bool): void {
  if (op.activation == RELU) {
    if (masked) piecewiseOf<N1, N2>(op, rows, lists);
    else piecewiseOf<N1, N1>(op, rows, lists);
  } else if (masked) piecewiseOf<N2, N2>(op, rows, lists);
  else piecewiseOf<N2, N1>(op, rows, lists);
}

/** dx from dy (in place or not), dense gradient in, dense out; slopes of a trained activation collect theirs. */
function piecewiseBackwardDense<A, M>(op: Op, rows: i32): void {
  let x = op.x;
  let dy = op.dy;
  let dx = op.dx;
  let mask = op.mask;
  const scale = f32x4.splat(op.scale);
  const below = i32x4.splat(op.threshold - 1);
  const trained = op.activation == TRAINED;
  const zero = f32x4.splat(0);
  for (let row = 0; row < rows; row++) {
    for (let j: usize = 0; j < op.bytes; j += 16) {
      let d = v128.load(at(dy + j));
      if (count<M>() > 1) d = v128.and(f32x4.mul(d, scale), kept(mask + (j >> 1), below));
      const v = v128.load(at(x + j));
      const low = f32x4.le(v, zero);
      if (count<A>() == 1) {
        v128.store(at(dx + j), v128.andnot(d, low));
      } else {
        if (trained) {
          const g = op.gw + j;
          v128.store(at(g), f32x4.add(v128.load(g), v128.and(f32x4.mul(d, v), low)));
        }
        v128.store(at(dx + j), v128.bitselect(f32x4.mul(d, v128.load(at(op.w + j))), d, low));
      }
    }
    x += op.ldx;
    dy += op.lddy;
    dx += op.lddx;
    mask += <usize>op.width << 1;
  }
}

/** The same from a gradient that holds the listed units only. Goes from the last vector to the first, so dx may be dy. */
function piecewiseBackwardLists<A>(op: Op, rows: i32): void {
  let x = op.x;
  let dy = op.dy;
  let dx = op.dx;
  let counts = op.counts;
  let nibbles = op.nibbles;
  const scale = f32x4.splat(op.masked ? op.scale : 1);
  const trained = op.activation == TRAINED;
  const zero = f32x4.splat(0);
  for (let row = 0; row < rows; row++) {
    let from = dy + (<usize>load<u32>(at4(counts)) << 2);
    let j = op.bytes;
    while (j > 0) {
      j -= 16;
      const bits = <usize>load<u8>(at4(nibbles + (j >> 4)));
      from -= <usize>popcnt(bits) << 2;
      let d = v128.swizzle(v128.load(at(from)), v128.load(EXPAND + (bits << 4)));
      d = f32x4.mul(d, scale);
      if (count<A>() > 1) {
        const v = v128.load(at(x + j));
        const low = f32x4.le(v, zero);
        if (trained) {
          const g = op.gw + j;
          v128.store(at(g), f32x4.add(v128.load(g), v128.and(f32x4.mul(d, v), low)));
        }
        d = v128.bitselect(f32x4.mul(d, v128.load(at(op.w + j))), d, low);
      }
      v128.store(at(dx + j), d);
    }
    x += op.ldx;
    dy += op.lddy;
    dx += op.lddx;
    counts += 4;
    nibbles += op.nibbleStride;
  }
}

/** Backward pass of `piecewiseForward` as it ran in training. */
export function piecewiseBackward(op: Op, rows: i32): void {
  if (op.sparseTraining) {
    if (op.activation == RELU) piecewiseBackwardLists<N1>(op, rows);
    else piecewiseBackwardLists<N2>(op, rows);
  } else if (op.activation == RELU) {
    if (op.masked) piecewiseBackwardDense<N1, N2>(op, rows);
    else piecewiseBackwardDense<N1, N1>(op, rows);
  } else if (op.masked) piecewiseBackwardDense<N2, N2>(op, rows);
  else piecewiseBackwardDense<N2, N1>(op, rows);
}

/** y = activation(x) for elu, gelu, tanh and sigmoid; the padding comes out as zeros. */
export function smoothForward(op: Op, rows: i32): void {
  let x = op.x;
  let y = op.y;
  const zero = f32x4.splat(0);
  for (let row = 0; row < rows; row++) {
    for (let j: usize = 0; j < op.bytes; j += 16) {
      const v = v128.load(at(x + j));
      let r = v;
      if (op.activation == ELU) r = v128.bitselect(expm1Negative4(v), v, f32x4.lt(v, zero));
      else if (op.activation == GELU) r = f32x4.mul(v, normal4(v));
      else if (op.activation == TANH) r = tanh4(v);
      else r = sigmoid4(v);
      v128.store(at(y + j), r);
    }
    if (op.activation == SIGMOID) {
      for (let j = <usize>op.width << 2; j < op.bytes; j += 4) store<f32>(at4(y + j), 0);
    }
    x += op.ldx;
    y += op.ldy;
  }
}

/** dx = dy × the derivative. */
export function smoothBackward(op: Op, rows: i32): void {
  let x = op.x;
  let y = op.y;
  let dy = op.dy;
  let dx = op.dx;
  const zero = f32x4.splat(0);
  const one = f32x4.splat(1);
  for (let row = 0; row < rows; row++) {
    for (let j: usize = 0; j < op.bytes; j += 16) {
      const d = v128.load(at(dy + j));
      const u = v128.load(at(y + j));
      let slope = one;
      if (op.activation == ELU) slope = v128.bitselect(f32x4.add(u, one), one, f32x4.lt(u, zero));
      else if (op.activation == GELU) {
        const v = v128.load(at(x + j));
        slope = f32x4.add(normal4(v), f32x4.mul(v, density4(v)));
      } else if (op.activation == TANH) slope = f32x4.sub(one, f32x4.mul(u, u));
      else slope = f32x4.mul(u, f32x4.sub(one, u));
      v128.store(at(dx + j), f32x4.mul(d, slope));
    }
    x += op.ldx;
    y += op.ldy;
    dy += op.lddy;
    dx += op.lddx;
  }
}
