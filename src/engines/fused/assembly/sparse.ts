/**
 * Products with a compacted left side: each row comes as a list of the units that are not exactly zero (offsets of their
 * kernel rows in bytes, and values), so dropped and rectified units cost nothing. Columns are taken in panels
 * whose sums stay in registers. Lists are those of lists.ts.
 */
import { sumLanes } from './dense-input-gradient';
import { N1, N2, N3, N4, N5, N6, N7, N8, at, at4, count, wide } from './memory';
import { forwardPanelOf } from './sparse-panel';

/**
 * Vectors a panel, as even as possible: at most nine, since sums and loads share sixteen registers (26, and an even number,
 * where a register holds two), and fewer where a panel of w (`k` rows) would not stay in the nearest cache.
 */
function panelVectors(bytes: usize, k: i32): usize {
  const vectors = bytes >> 4;
  const most: usize = wide ? 26 : k <= 288 ? 9 : 4;
  const panels = (vectors + most - 1) / most;
  const each = (vectors + panels - 1) / panels;
  return wide && panels > 1 ? (each + 1) & ~1 : each;
}

/** g[listed unit] += value × d[row], columns in one panel. */
function scatterPanel<C>(lists: usize, stride: usize, counts: usize, rows: i32, d: usize, ldd: usize, g: usize): void {
  for (let row = 0; row < rows; row++) {
    let d0 = f32x4.splat(0);
    let d1 = f32x4.splat(0);
    let d2 = f32x4.splat(0);
    let d3 = f32x4.splat(0);
    let d4 = f32x4.splat(0);
    let d5 = f32x4.splat(0);
    let d6 = f32x4.splat(0);
    let d7 = f32x4.splat(0);
    d0 = v128.load(at(d));
    if (count<C>() > 1) d1 = v128.load(at(d, 16), 16);
    if (count<C>() > 2) d2 = v128.load(at(d, 32), 32);
    if (count<C>() > 3) d3 = v128.load(at(d, 48), 48);
    if (count<C>() > 4) d4 = v128.load(at(d, 64), 64);
    if (count<C>() > 5) d5 = v128.load(at(d, 80), 80);
    if (count<C>() > 6) d6 = v128.load(at(d, 96), 96);
    if (count<C>() > 7) d7 = v128.load(at(d, 112), 112);
    const end = lists + (<usize>load<u32>(at4(counts)) << 3);
    for (let p = lists; p < end; p += 8) {
      const to = g + load<u32>(at4(p));
      const a = v128.load32_splat(at4(p, 4), 4);
      v128.store(at(to), f32x4.add(v128.load(to), f32x4.mul(a, d0)));
      if (count<C>() > 1) v128.store(at(to, 16), f32x4.add(v128.load(to, 16), f32x4.mul(a, d1)), 16);
      if (count<C>() > 2) v128.store(at(to, 32), f32x4.add(v128.load(to, 32), f32x4.mul(a, d2)), 32);
      if (count<C>() > 3) v128.store(at(to, 48), f32x4.add(v128.load(to, 48), f32x4.mul(a, d3)), 48);
      if (count<C>() > 4) v128.store(at(to, 64), f32x4.add(v128.load(to, 64), f32x4.mul(a, d4)), 64);
      if (count<C>() > 5) v128.store(at(to, 80), f32x4.add(v128.load(to, 80), f32x4.mul(a, d5)), 80);
      if (count<C>() > 6) v128.store(at(to, 96), f32x4.add(v128.load(to, 96), f32x4.mul(a, d6)), 96);
      if (count<C>() > 7) v128.store(at(to, 112), f32x4.add(v128.load(to, 112), f32x4.mul(a, d7)), 112);
    }
    lists += stride;
    counts += 4;
    d += ldd;
  }
}

function scatterPanelOf(vectors: usize, lists: usize, stride: usize, counts: usize, rows: i32, d: usize, ldd: usize, g: usize): void {
  switch (<i32>vectors) {
    case 1: scatterPanel<N1>(lists, stride, counts, rows, d, ldd, g); break;
    case 2: scatterPanel<N2>(lists, stride, counts, rows, d, ldd, g); break;
    case 3: scatterPanel<N3>(lists, stride, counts, rows, d, ldd, g); break;
    case 4: scatterPanel<N4>(lists, stride, counts, rows, d, ldd, g); break;
    case 5: scatterPanel<N5>(lists, stride, counts, rows, d, ldd, g); break;
    case 6: scatterPanel<N6>(lists, stride, counts, rows, d, ldd, g); break;
    case 7: scatterPanel<N7>(lists, stride, counts, rows, d, ldd, g); break;
    default: scatterPanel<N8>(lists, stride, counts, rows, d, ldd, g);
  }
}

/** g[listed unit, bytes / 4] += value × d[row], for at most eight vectors: reads and writes the kernel's gradient. */
export function scatterGradient(lists: usize, stride: usize, counts: usize, rows: i32, d: usize, ldd: usize, g: usize, bytes: usize): void {
  scatterPanelOf(bytes >> 4, lists, stride, counts, rows, d, ldd, g);
}

/**
 * z[rows, bytes / 4] = init + the listed units times their kernel rows, in the order of the list; `ldinit` is 0 for a bias.
 * With lists of rows a unit (`unitLists`), d for w and the kernel's gradient for init and z, this is the gradient too.
 */
export function sparseForward(lists: usize, stride: usize, counts: usize, rows: i32, w: usize, k: i32, bytes: usize, init: usize, ldinit: usize, z: usize, ldz: usize): void {
  const most = panelVectors(bytes, k);
  for (let done: usize = 0; done < bytes; done += most << 4) {
    const vectors = min(most, (bytes - done) >> 4);
    forwardPanelOf(vectors, lists, stride, counts, rows, w + done, init + done, ldinit, z + done, ldz);
  }
}

/**
 * dx[row][position in the list] = d[row] · kernel row of the listed unit. Lists are padded to whole vectors with offset 0.
 * Two vectors between tests: the host's compiler moves loads up to the last one, and more would not fit into registers.
 */
export function sparseInputGradient(lists: usize, stride: usize, counts: usize, rows: i32, d: usize, ldd: usize, w: usize, bytes: usize, dx: usize, lddx: usize): void {
  for (let row = 0; row < rows; row++) {
    const end = lists + (<usize>load<u32>(at4(counts)) << 3);
    let to = dx;
    for (let p = lists; p < end; p += 32) {
      const w0 = w + load<u32>(at4(p));
      const w1 = w + load<u32>(at4(p, 8), 8);
      const w2 = w + load<u32>(at4(p, 16), 16);
      const w3 = w + load<u32>(at4(p, 24), 24);
      let s0 = f32x4.splat(0);
      let s1 = s0;
      let s2 = s0;
      let s3 = s0;
      let j: usize = 0;
      while (j + 32 <= bytes) {
        let a = v128.load(at(d + j));
        s0 = f32x4.add(s0, f32x4.mul(a, v128.load(at(w0 + j))));
        s1 = f32x4.add(s1, f32x4.mul(a, v128.load(at(w1 + j))));
        s2 = f32x4.add(s2, f32x4.mul(a, v128.load(at(w2 + j))));
        s3 = f32x4.add(s3, f32x4.mul(a, v128.load(at(w3 + j))));
        a = v128.load(at(d + j, 16), 16);
        s0 = f32x4.add(s0, f32x4.mul(a, v128.load(at(w0 + j, 16), 16)));
        s1 = f32x4.add(s1, f32x4.mul(a, v128.load(at(w1 + j, 16), 16)));
        s2 = f32x4.add(s2, f32x4.mul(a, v128.load(at(w2 + j, 16), 16)));
        s3 = f32x4.add(s3, f32x4.mul(a, v128.load(at(w3 + j, 16), 16)));
        if (j + 64 > bytes) {
          j += 32;
          break;
        }
        a = v128.load(at(d + j, 32), 32);
        s0 = f32x4.add(s0, f32x4.mul(a, v128.load(at(w0 + j, 32), 32)));
        s1 = f32x4.add(s1, f32x4.mul(a, v128.load(at(w1 + j, 32), 32)));
        s2 = f32x4.add(s2, f32x4.mul(a, v128.load(at(w2 + j, 32), 32)));
        s3 = f32x4.add(s3, f32x4.mul(a, v128.load(at(w3 + j, 32), 32)));
        a = v128.load(at(d + j, 48), 48);
        s0 = f32x4.add(s0, f32x4.mul(a, v128.load(at(w0 + j, 48), 48)));
        s1 = f32x4.add(s1, f32x4.mul(a, v128.load(at(w1 + j, 48), 48)));
        s2 = f32x4.add(s2, f32x4.mul(a, v128.load(at(w2 + j, 48), 48)));
        s3 = f32x4.add(s3, f32x4.mul(a, v128.load(at(w3 + j, 48), 48)));
        j += 64;
      }
      if (j < bytes) {
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
