/**
 * Products with a compacted left side: each row comes as a list of the units that are not exactly zero (offsets of their
 * kernel rows in bytes, and values), so dropped and rectified units cost nothing. Columns are taken in panels of up to
 * nine vectors, whose sums stay in registers. Lists of one row: `offsets` and, `values` bytes further on, the values.
 */
import { N1, N2, N3, N4, N5, N6, N7, N8, N9, at, at4, count } from './memory';
import { sumLanes } from './dense';

/** Vectors a panel: nine at most, as even as possible. */
export function panelVectors(bytes: usize): usize {
  const vectors = bytes >> 4;
  const panels = (vectors + 8) / 9;
  return (vectors + panels - 1) / panels;
}

function forwardPanel<C>(lists: usize, stride: usize, values: usize, counts: usize, rows: i32, w: usize, bias: usize, z: usize, ldz: usize): void {
  let b0 = f32x4.splat(0);
  let b1 = f32x4.splat(0);
  let b2 = f32x4.splat(0);
  let b3 = f32x4.splat(0);
  let b4 = f32x4.splat(0);
  let b5 = f32x4.splat(0);
  let b6 = f32x4.splat(0);
  let b7 = f32x4.splat(0);
  let b8 = f32x4.splat(0);
  b0 = v128.load(at(bias));
  if (count<C>() > 1) b1 = v128.load(at(bias, 16), 16);
  if (count<C>() > 2) b2 = v128.load(at(bias, 32), 32);
  if (count<C>() > 3) b3 = v128.load(at(bias, 48), 48);
  if (count<C>() > 4) b4 = v128.load(at(bias, 64), 64);
  if (count<C>() > 5) b5 = v128.load(at(bias, 80), 80);
  if (count<C>() > 6) b6 = v128.load(at(bias, 96), 96);
  if (count<C>() > 7) b7 = v128.load(at(bias, 112), 112);
  if (count<C>() > 8) b8 = v128.load(at(bias, 128), 128);
  for (let row = 0; row < rows; row++) {
    let s0 = b0;
    let s1 = b1;
    let s2 = b2;
    let s3 = b3;
    let s4 = b4;
    let s5 = b5;
    let s6 = b6;
    let s7 = b7;
    let s8 = b8;
    const end = lists + (<usize>load<u32>(at4(counts)) << 2);
    for (let p = lists; p < end; p += 4) {
      const from = w + load<u32>(at4(p));
      const a = v128.load32_splat(at4(p + values));
      s0 = f32x4.add(s0, f32x4.mul(a, v128.load(at(from))));
      if (count<C>() > 1) s1 = f32x4.add(s1, f32x4.mul(a, v128.load(at(from, 16), 16)));
      if (count<C>() > 2) s2 = f32x4.add(s2, f32x4.mul(a, v128.load(at(from, 32), 32)));
      if (count<C>() > 3) s3 = f32x4.add(s3, f32x4.mul(a, v128.load(at(from, 48), 48)));
      if (count<C>() > 4) s4 = f32x4.add(s4, f32x4.mul(a, v128.load(at(from, 64), 64)));
      if (count<C>() > 5) s5 = f32x4.add(s5, f32x4.mul(a, v128.load(at(from, 80), 80)));
      if (count<C>() > 6) s6 = f32x4.add(s6, f32x4.mul(a, v128.load(at(from, 96), 96)));
      if (count<C>() > 7) s7 = f32x4.add(s7, f32x4.mul(a, v128.load(at(from, 112), 112)));
      if (count<C>() > 8) s8 = f32x4.add(s8, f32x4.mul(a, v128.load(at(from, 128), 128)));
    }
    v128.store(at(z), s0);
    if (count<C>() > 1) v128.store(at(z, 16), s1, 16);
    if (count<C>() > 2) v128.store(at(z, 32), s2, 32);
    if (count<C>() > 3) v128.store(at(z, 48), s3, 48);
    if (count<C>() > 4) v128.store(at(z, 64), s4, 64);
    if (count<C>() > 5) v128.store(at(z, 80), s5, 80);
    if (count<C>() > 6) v128.store(at(z, 96), s6, 96);
    if (count<C>() > 7) v128.store(at(z, 112), s7, 112);
    if (count<C>() > 8) v128.store(at(z, 128), s8, 128);
    lists += stride;
    counts += 4;
    z += ldz;
  }
}

function gradientPanel<C>(lists: usize, stride: usize, values: usize, counts: usize, rows: i32, d: usize, ldd: usize, g: usize): void {
  for (let row = 0; row < rows; row++) {
    let d0 = f32x4.splat(0);
    let d1 = f32x4.splat(0);
    let d2 = f32x4.splat(0);
    let d3 = f32x4.splat(0);
    let d4 = f32x4.splat(0);
    let d5 = f32x4.splat(0);
    let d6 = f32x4.splat(0);
    let d7 = f32x4.splat(0);
    let d8 = f32x4.splat(0);
    d0 = v128.load(at(d));
    if (count<C>() > 1) d1 = v128.load(at(d, 16), 16);
    if (count<C>() > 2) d2 = v128.load(at(d, 32), 32);
    if (count<C>() > 3) d3 = v128.load(at(d, 48), 48);
    if (count<C>() > 4) d4 = v128.load(at(d, 64), 64);
    if (count<C>() > 5) d5 = v128.load(at(d, 80), 80);
    if (count<C>() > 6) d6 = v128.load(at(d, 96), 96);
    if (count<C>() > 7) d7 = v128.load(at(d, 112), 112);
    if (count<C>() > 8) d8 = v128.load(at(d, 128), 128);
    const end = lists + (<usize>load<u32>(at4(counts)) << 2);
    for (let p = lists; p < end; p += 4) {
      const to = g + load<u32>(at4(p));
      const a = v128.load32_splat(at4(p + values));
      v128.store(at(to), f32x4.add(v128.load(to), f32x4.mul(a, d0)));
      if (count<C>() > 1) v128.store(at(to, 16), f32x4.add(v128.load(to, 16), f32x4.mul(a, d1)), 16);
      if (count<C>() > 2) v128.store(at(to, 32), f32x4.add(v128.load(to, 32), f32x4.mul(a, d2)), 32);
      if (count<C>() > 3) v128.store(at(to, 48), f32x4.add(v128.load(to, 48), f32x4.mul(a, d3)), 48);
      if (count<C>() > 4) v128.store(at(to, 64), f32x4.add(v128.load(to, 64), f32x4.mul(a, d4)), 64);
      if (count<C>() > 5) v128.store(at(to, 80), f32x4.add(v128.load(to, 80), f32x4.mul(a, d5)), 80);
      if (count<C>() > 6) v128.store(at(to, 96), f32x4.add(v128.load(to, 96), f32x4.mul(a, d6)), 96);
      if (count<C>() > 7) v128.store(at(to, 112), f32x4.add(v128.load(to, 112), f32x4.mul(a, d7)), 112);
      if (count<C>() > 8) v128.store(at(to, 128), f32x4.add(v128.load(to, 128), f32x4.mul(a, d8)), 128);
    }
    lists += stride;
    counts += 4;
    d += ldd;
  }
}

function forwardPanelOf(vectors: usize, lists: usize, stride: usize, values: usize, counts: usize, rows: i32, w: usize, bias: usize, z: usize, ldz: usize): void {
  switch (<i32>vectors) {
    case 1: forwardPanel<N1>(lists, stride, values, counts, rows, w, bias, z, ldz); break;
    case 2: forwardPanel<N2>(lists, stride, values, counts, rows, w, bias, z, ldz); break;
    case 3: forwardPanel<N3>(lists, stride, values, counts, rows, w, bias, z, ldz); break;
    case 4: forwardPanel<N4>(lists, stride, values, counts, rows, w, bias, z, ldz); break;
    case 5: forwardPanel<N5>(lists, stride, values, counts, rows, w, bias, z, ldz); break;
    case 6: forwardPanel<N6>(lists, stride, values, counts, rows, w, bias, z, ldz); break;
    case 7: forwardPanel<N7>(lists, stride, values, counts, rows, w, bias, z, ldz); break;
    case 8: forwardPanel<N8>(lists, stride, values, counts, rows, w, bias, z, ldz); break;
    default: forwardPanel<N9>(lists, stride, values, counts, rows, w, bias, z, ldz);
  }
}

function gradientPanelOf(vectors: usize, lists: usize, stride: usize, values: usize, counts: usize, rows: i32, d: usize, ldd: usize, g: usize): void {
  switch (<i32>vectors) {
    case 1: gradientPanel<N1>(lists, stride, values, counts, rows, d, ldd, g); break;
    case 2: gradientPanel<N2>(lists, stride, values, counts, rows, d, ldd, g); break;
    case 3: gradientPanel<N3>(lists, stride, values, counts, rows, d, ldd, g); break;
    case 4: gradientPanel<N4>(lists, stride, values, counts, rows, d, ldd, g); break;
    case 5: gradientPanel<N5>(lists, stride, values, counts, rows, d, ldd, g); break;
    case 6: gradientPanel<N6>(lists, stride, values, counts, rows, d, ldd, g); break;
    case 7: gradientPanel<N7>(lists, stride, values, counts, rows, d, ldd, g); break;
    case 8: gradientPanel<N8>(lists, stride, values, counts, rows, d, ldd, g); break;
    default: gradientPanel<N9>(lists, stride, values, counts, rows, d, ldd, g);
  }
}

/** z[rows, bytes / 4] = bias + the listed units times their kernel rows, in the order of the list. */
export function sparseForward(lists: usize, stride: usize, values: usize, counts: usize, rows: i32, w: usize, bytes: usize, bias: usize, z: usize, ldz: usize): void {
  const most = panelVectors(bytes);
  for (let done: usize = 0; done < bytes; done += most << 4) {
    const vectors = min(most, (bytes - done) >> 4);
    forwardPanelOf(vectors, lists, stride, values, counts, rows, w + done, bias + done, z + done, ldz);
  }
}

/** g[listed unit, bytes / 4] += value × d[row]: rows of the kernel that no list names are not touched. */
export function sparseGradient(lists: usize, stride: usize, values: usize, counts: usize, rows: i32, d: usize, ldd: usize, g: usize, bytes: usize): void {
  const most = panelVectors(bytes);
  for (let done: usize = 0; done < bytes; done += most << 4) {
    const vectors = min(most, (bytes - done) >> 4);
    gradientPanelOf(vectors, lists, stride, values, counts, rows, d + done, ldd, g + done);
  }
}

/** dx[row][position in the list] = d[row] · kernel row of the listed unit. Lists are padded to whole vectors with offset 0. */
export function sparseInputGradient(lists: usize, stride: usize, counts: usize, rows: i32, d: usize, ldd: usize, w: usize, bytes: usize, dx: usize, lddx: usize): void {
  for (let row = 0; row < rows; row++) {
    const end = lists + (<usize>load<u32>(at4(counts)) << 2);
    let to = dx;
    for (let p = lists; p < end; p += 16) {
      let w0 = w + load<u32>(at4(p));
      let w1 = w + load<u32>(at4(p, 4), 4);
      let w2 = w + load<u32>(at4(p, 8), 8);
      let w3 = w + load<u32>(at4(p, 12), 12);
      let s0 = f32x4.splat(0);
      let s1 = s0;
      let s2 = s0;
      let s3 = s0;
      for (let j: usize = 0; j < bytes; j += 16) {
        const a = v128.load(at(d + j));
        s0 = f32x4.add(s0, f32x4.mul(a, v128.load(at(w0 + j))));
        s1 = f32x4.add(s1, f32x4.mul(a, v128.load(at(w1 + j))));
        s2 = f32x4.add(s2, f32x4.mul(a, v128.load(at(w2 + j))));
        s3 = f32x4.add(s3, f32x4.mul(a, v128.load(at(w3 + j))));
      }
      v128.store(at(to), sumLanes(s0, s1, s2, s3));
      to += 16;
    }
    lists += stride;
    counts += 4;
    d += ldd;
    dx += lddx;
  }
}

/** z[row] = bias + the kernel rows of the row's levels: what a product with their dummies would give. */
export function levelsForward(levels: usize, categories: i32, rows: i32, w: usize, ldw: usize, bytes: usize, bias: usize, z: usize, ldz: usize): void {
  for (let row = 0; row < rows; row++) {
    memory.copy(z, bias, bytes);
    for (let category = 0; category < categories; category++) {
      const level = load<i32>(at4(levels));
      levels += 4;
      if (level < 0) continue;
      const from = w + <usize>level * ldw;
      for (let j: usize = 0; j < bytes; j += 16) {
        v128.store(at(z + j), f32x4.add(v128.load(at(z + j)), v128.load(at(from + j))));
      }
    }
    z += ldz;
  }
}

/** g[level of the row] += d[row] for every category. */
export function levelsGradient(levels: usize, categories: i32, rows: i32, d: usize, ldd: usize, g: usize, ldg: usize, bytes: usize): void {
  for (let row = 0; row < rows; row++) {
    for (let category = 0; category < categories; category++) {
      const level = load<i32>(at4(levels));
      levels += 4;
      if (level < 0) continue;
      const to = g + <usize>level * ldg;
      for (let j: usize = 0; j < bytes; j += 16) {
        v128.store(at(to + j), f32x4.add(v128.load(to + j), v128.load(at(d + j))));
      }
    }
    d += ldd;
  }
}
