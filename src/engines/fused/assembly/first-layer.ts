/**
 * The way back into the first layer when its units were compacted by relu: the gradient comes as lists of the units that
 * are not zero, and goes straight into bias, level rows and numbers without being spread out. The numbers' part of the
 * kernel's gradient is gathered transposed, [units, numbers], and added to its place once a batch: few numbers row by row,
 * many unit by unit, from lists of the rows in which a unit is not zero.
 */
import { N1, N2, N3, N4, at, at4, count } from './memory';
import { Op } from './program';
import { sparseForward } from './sparse';

/** Where the rows of two levels start in the gradient; an unseen level (or none) writes to a row that nobody reads. */
let first: usize = 0;
let second: usize = 0;

function chooseLevels(op: Op, levels: usize, categories: i32): void {
  let a = -1;
  let b = -1;
  if (categories > 0) a = load<i32>(at4(levels));
  if (categories > 1) b = load<i32>(at4(levels, 4), 4);
  first = a < 0 ? op.spare : op.gw + <usize>a * op.ldw;
  second = b < 0 ? op.spare : op.gw + <usize>b * op.ldw;
}

// @ts-ignore: decorator
@inline
function addTo(address: usize, value: f32): void {
  store<f32>(at4(address), load<f32>(address) + value);
}

// @ts-ignore: decorator
@inline
function clear(address: usize, bytes: usize): void {
  for (let j: usize = 0; j < bytes; j += 16) v128.store(at(address + j), f32x4.splat(0));
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

/** The bias, and for every unit the list of the rows in which it is not zero, with its gradient there. */
function listByUnit(op: Op, units: Op, rows: i32): void {
  let lists = units.lists;
  let counts = units.counts;
  let values = units.dy;
  let offset: u32 = 0;
  const scale: f32 = units.masked ? units.scale : 1;
  const perUnit = units.unitFactor;
  const bias = op.gbias;
  const unitLists = op.unitLists;
  const unitStride = op.unitStride;
  const unitCounts = op.unitCounts;
  clear(unitCounts, op.bytes);
  for (let row = 0; row < rows; row++) {
    const end = lists + (<usize>load<u32>(at4(counts)) << 3);
    let value = values;
    for (let p = lists; p < end; p += 8) {
      const unit = <usize>((<u64>load<u32>(at4(p)) * <u64>perUnit) >> 32);
      const d = load<f32>(at4(value)) * scale;
      value += 4;
      const column = unit << 2;
      addTo(bias + column, d);
      const listed = load<u32>(at4(unitCounts + column));
      store<u32>(unitCounts + column, listed + 1);
      const pair = unitLists + unit * unitStride + (<usize>listed << 3);
      store<u32>(at4(pair), offset);
      store<f32>(at4(pair, 4), d, 4);
    }
    offset += <u32>op.ldx;
    lists += units.listStride;
    counts += 4;
    values += units.lddy;
  }
}

/** Units whose numbers are gathered before they go to their place: a cache line of the gradient. */
const UNITS_AT_A_TIME: i32 = 16;

/** The numbers' part from the lists by unit, sums in registers. */
function gatherByUnit(op: Op, rows: i32): void {
  const bytes = (<usize>op.width * 4 + 15) & ~15;
  const padded = (op.units + 3) & ~3;
  for (let unit = 0; unit < padded; unit += UNITS_AT_A_TIME) {
    const units = min(UNITS_AT_A_TIME, padded - unit);
    const lists = op.unitLists + <usize>unit * op.unitStride;
    sparseForward(lists, op.unitStride, op.unitCounts + (<usize>unit << 2), units, op.x, rows, bytes, op.zeros, 0, op.transposed, op.ldx);
    addTransposed(op, op.gw + (<usize>unit << 2), units);
  }
}

/** g[numbers, units] += the transposed sums. */
function addTransposed(op: Op, g: usize, units: i32): void {
  const ldx = op.ldx;
  let from = op.transposed;
  let left = op.width;
  for (; left >= 4; left -= 4) {
    addFour<N4>(from, ldx, g, op.ldw, units);
    from += 16;
    g += 4 * op.ldw;
  }
  if (left == 3) addFour<N3>(from, ldx, g, op.ldw, units);
  else if (left == 2) addFour<N2>(from, ldx, g, op.ldw, units);
  else if (left == 1) addFour<N1>(from, ldx, g, op.ldw, units);
}

/** The same for R numbers. */
function addFour<R>(from: usize, ldx: usize, g: usize, ldw: usize, units: i32): void {
  for (let u = 0; u < units; u += 4) {
    const a = v128.load(at(from));
    const b = v128.load(at(from + ldx));
    const c = v128.load(at(from + 2 * ldx));
    const d = v128.load(at(from + 3 * ldx));
    const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
    const cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
    const abHigh = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
    const cdHigh = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
    addVector(g, v128.shuffle<i64>(ab, cd, 0, 2));
    if (count<R>() > 1) addVector(g + ldw, v128.shuffle<i64>(ab, cd, 1, 3));
    if (count<R>() > 2) addVector(g + 2 * ldw, v128.shuffle<i64>(abHigh, cdHigh, 0, 2));
    if (count<R>() > 3) addVector(g + 3 * ldw, v128.shuffle<i64>(abHigh, cdHigh, 1, 3));
    from += 4 * ldx;
    g += 16;
  }
}

// @ts-ignore: decorator
@inline
function addVector(to: usize, v: v128): void {
  v128.store(at(to), f32x4.add(v128.load(to), v));
}

/** Gradients of the first dense operation from lists. */
export function firstLayerGradient(op: Op, units: Op, levels: usize, categories: i32, rows: i32): void {
  const many = op.unitLists != 0;
  if (many) listByUnit(op, units, rows);
  else {
    clear(op.transposed, <usize>((op.units + 3) & ~3) * op.ldx);
    const vectors = op.ldx >> 4;
    if (vectors == 1) scatterRows<N1>(op, units, levels, categories, rows);
    else if (vectors == 2) scatterRows<N2>(op, units, levels, categories, rows);
    else if (vectors == 3) scatterRows<N3>(op, units, levels, categories, rows);
    else scatterRows<N4>(op, units, levels, categories, rows);
  }
  for (let from = many ? 0 : 2; from < categories; from += 2) scatterLevels(op, units, levels, categories, from, rows);
  if (many) gatherByUnit(op, rows);
  else addTransposed(op, op.gw, op.units);
}
