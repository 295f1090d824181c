/**
 * The way back into the first layer when its units were compacted by relu: the gradient comes as lists of the units that
 * are not zero, and goes straight into bias, level rows and numbers without being spread out. The numbers' part of the
 * kernel's gradient is gathered transposed, [units, numbers], and added to its place once a batch.
 */
import { N1, N2, N3, N4, at, at4, count } from './memory';
import { Op } from './program';

/** Where the rows of two levels start in the gradient; an unseen level (or none) writes to a row that nobody reads. */
let first: usize = 0;
let second: usize = 0;

function chooseLevels(op: Op, levels: usize, categories: i32): void {
  let a = -1;
  let b = -1;
  if (categories > 0) a = load<i32>(at4(levels));
  if (categories > 1) b = load<i32>(at4(levels, 4), 4);
  first = a < 0 ? op.zeros : op.gw + <usize>a * op.ldw;
  second = b < 0 ? op.zeros : op.gw + <usize>b * op.ldw;
}

// @ts-ignore: decorator
@inline
function addTo(address: usize, value: f32): void {
  store<f32>(at4(address), load<f32>(address) + value);
}

/** Bias, numbers (C vectors a row) and the first two categories. `units` is the piecewise operation that made the lists. */
function scatterRows<C>(op: Op, units: Op, levels: usize, categories: i32, rows: i32): void {
  let x = op.x;
  let lists = units.lists;
  let counts = units.counts;
  let values = units.dy;
  const scale: f32 = units.masked ? units.scale : 1;
  const perUnit = units.unitFactor;
  const ldx = op.ldx;
  const bias = op.gbias;
  const numbers = op.transposed;
  for (let row = 0; row < rows; row++) {
    chooseLevels(op, levels, categories);
    const a = first;
    const b = second;
    const x0 = v128.load(at(x));
    let x1 = x0;
    let x2 = x0;
    let x3 = x0;
    if (count<C>() > 1) x1 = v128.load(at(x, 16), 16);
    if (count<C>() > 2) x2 = v128.load(at(x, 32), 32);
    if (count<C>() > 3) x3 = v128.load(at(x, 48), 48);
    const end = lists + (<usize>load<u32>(at4(counts)) << 3);
    let value = values;
    for (let p = lists; p < end; p += 8) {
      const unit = <usize>((<u64>load<u32>(at4(p)) * <u64>perUnit) >> 32);
      const d = load<f32>(at4(value)) * scale;
      value += 4;
      const column = unit << 2;
      addTo(bias + column, d);
      addTo(a + column, d);
      addTo(b + column, d);
      const to = numbers + unit * ldx;
      const v = f32x4.splat(d);
      v128.store(at(to), f32x4.add(v128.load(to), f32x4.mul(v, x0)));
      if (count<C>() > 1) v128.store(at(to, 16), f32x4.add(v128.load(to, 16), f32x4.mul(v, x1)), 16);
      if (count<C>() > 2) v128.store(at(to, 32), f32x4.add(v128.load(to, 32), f32x4.mul(v, x2)), 32);
      if (count<C>() > 3) v128.store(at(to, 48), f32x4.add(v128.load(to, 48), f32x4.mul(v, x3)), 48);
    }
    x += ldx;
    levels += <usize>categories << 2;
    lists += units.listStride;
    counts += 4;
    values += units.lddy;
  }
}

/** Two more categories, from number `from` on. */
function scatterLevels(op: Op, units: Op, levels: usize, categories: i32, from: i32, rows: i32): void {
  let lists = units.lists;
  let counts = units.counts;
  let values = units.dy;
  const scale: f32 = units.masked ? units.scale : 1;
  for (let row = 0; row < rows; row++) {
    chooseLevels(op, levels + (<usize>from << 2), categories - from);
    const end = lists + (<usize>load<u32>(at4(counts)) << 3);
    let value = values;
    for (let p = lists; p < end; p += 8) {
      const column = <usize>((<u64>load<u32>(at4(p)) * <u64>units.unitFactor) >> 32) << 2;
      const d = load<f32>(at4(value)) * scale;
      addTo(first + column, d);
      addTo(second + column, d);
      value += 4;
    }
    levels += <usize>categories << 2;
    lists += units.listStride;
    counts += 4;
    values += units.lddy;
  }
}

/** gw[numbers, units] += the transposed sums, which are cleared. */
function addTransposed(op: Op, units: i32): void {
  const zero = f32x4.splat(0);
  const ldx = op.ldx;
  for (let i = 0; i < op.width; i += 4) {
    let from = op.transposed + (<usize>i << 2);
    let to = op.gw + <usize>i * op.ldw;
    for (let u = 0; u < units; u += 4) {
      const a = v128.load(at(from));
      const b = v128.load(at(from + ldx));
      const c = v128.load(at(from + 2 * ldx));
      const d = v128.load(at(from + 3 * ldx));
      v128.store(from, zero);
      v128.store(from + ldx, zero);
      v128.store(from + 2 * ldx, zero);
      v128.store(from + 3 * ldx, zero);
      const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
      const cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
      const abHigh = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
      const cdHigh = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
      addVector(to, v128.shuffle<i64>(ab, cd, 0, 2));
      if (i + 1 < op.width) addVector(to + op.ldw, v128.shuffle<i64>(ab, cd, 1, 3));
      if (i + 2 < op.width) addVector(to + 2 * op.ldw, v128.shuffle<i64>(abHigh, cdHigh, 0, 2));
      if (i + 3 < op.width) addVector(to + 3 * op.ldw, v128.shuffle<i64>(abHigh, cdHigh, 1, 3));
      from += 4 * ldx;
      to += 16;
    }
  }
}

// @ts-ignore: decorator
@inline
function addVector(to: usize, v: v128): void {
  v128.store(at(to), f32x4.add(v128.load(to), v));
}

/** Gradients of the first dense operation from lists; its numbers take at most four vectors a row. */
export function firstLayerGradient(op: Op, units: Op, levels: usize, categories: i32, rows: i32): void {
  const vectors = op.ldx >> 4;
  if (vectors == 1) scatterRows<N1>(op, units, levels, categories, rows);
  else if (vectors == 2) scatterRows<N2>(op, units, levels, categories, rows);
  else if (vectors == 3) scatterRows<N3>(op, units, levels, categories, rows);
  else scatterRows<N4>(op, units, levels, categories, rows);
  for (let from = 2; from < categories; from += 2) scatterLevels(op, units, levels, categories, from, rows);
  addTransposed(op, op.units);
}
