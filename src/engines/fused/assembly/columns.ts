/** Columns of a row-major matrix: their sums, and the transposed copy of a small one. */
import { at } from './memory';

/** to[vectors of 4 columns of w, k] = wᵀ, whole vectors; rows of w beyond k count as zeros. */
export function transpose(w: usize, ldw: usize, k: i32, bytes: usize, to: usize, ldto: usize): void {
  const zero = f32x4.splat(0);
  for (let i = 0; i < k; i += 4) {
    for (let j: usize = 0; j < bytes; j += 16) {
      const from = w + j;
      const a = v128.load(at(from));
      let b = zero;
      let c = zero;
      let d = zero;
      if (i + 1 < k) b = v128.load(at(from + ldw));
      if (i + 2 < k) c = v128.load(at(from + 2 * ldw));
      if (i + 3 < k) d = v128.load(at(from + 3 * ldw));
      const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
      const cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
      const abHigh = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
      const cdHigh = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
      const row = to + (j >> 2) * ldto;
      v128.store(at(row), v128.shuffle<i64>(ab, cd, 0, 2));
      v128.store(at(row + ldto), v128.shuffle<i64>(ab, cd, 1, 3));
      v128.store(at(row + 2 * ldto), v128.shuffle<i64>(abHigh, cdHigh, 0, 2));
      v128.store(at(row + 3 * ldto), v128.shuffle<i64>(abHigh, cdHigh, 1, 3));
    }
    w += 4 * ldw;
    to += 16;
  }
}

/** g[vectors] += the column sums of d[rows, vectors]: the gradient of a bias. */
export function columnSums(d: usize, ldd: usize, rows: i32, g: usize, bytes: usize): void {
  let j: usize = 0;
  for (; j + 64 <= bytes; j += 64) {
    let s0 = v128.load(at(g + j));
    let s1 = v128.load(at(g + j, 16), 16);
    let s2 = v128.load(at(g + j, 32), 32);
    let s3 = v128.load(at(g + j, 48), 48);
    let from = d + j;
    for (let row = 0; row < rows; row++) {
      s0 = f32x4.add(s0, v128.load(at(from)));
      s1 = f32x4.add(s1, v128.load(at(from, 16), 16));
      s2 = f32x4.add(s2, v128.load(at(from, 32), 32));
      s3 = f32x4.add(s3, v128.load(at(from, 48), 48));
      from += ldd;
    }
    v128.store(at(g + j), s0);
    v128.store(at(g + j, 16), s1, 16);
    v128.store(at(g + j, 32), s2, 32);
    v128.store(at(g + j, 48), s3, 48);
  }
  for (; j < bytes; j += 16) {
    let s = v128.load(at(g + j));
    let from = d + j;
    for (let row = 0; row < rows; row++) {
      s = f32x4.add(s, v128.load(at(from)));
      from += ldd;
    }
    v128.store(at(g + j), s);
  }
}
