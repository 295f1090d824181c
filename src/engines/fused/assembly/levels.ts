/**
 * Categories in the first layer: a dummy is a single one, so its product is a kernel row added, and its gradient a row
 * added to. Exactly equal to the products with ones and zeros; a level below 0 was not seen in training and adds nothing.
 */
import { at, at4 } from './memory';

/** z[row] = bias + the kernel rows of the row's levels, two categories at a time: what a product with their dummies gives. */
export function levelsForward(levels: usize, categories: i32, rows: i32, w: usize, ldw: usize, bytes: usize, bias: usize, z: usize, ldz: usize): void {
  for (let row = 0; row < rows; row++) {
    let base = bias;
    let category = 0;
    while (category < categories) {
      const first = load<i32>(at4(levels));
      let second = -1;
      if (category + 1 < categories) second = load<i32>(at4(levels, 4), 4);
      if (first >= 0 && second >= 0) addTwo(base, w + <usize>first * ldw, w + <usize>second * ldw, bytes, z);
      else if (first >= 0 || second >= 0) addOne(base, w + <usize>max(first, second) * ldw, bytes, z);
      else if (base != z) copyRow(base, bytes, z);
      base = z;
      levels += min(categories - category, 2) << 2;
      category += 2;
    }
    z += ldz;
  }
}

// @ts-ignore: decorator
@inline
function addTwo(base: usize, a: usize, b: usize, bytes: usize, to: usize): void {
  let j: usize = 0;
  for (; j + 16 < bytes; j += 32) {
    v128.store(at(to + j), f32x4.add(f32x4.add(v128.load(at(base + j)), v128.load(at(a + j))), v128.load(at(b + j))));
    v128.store(at(to + j, 16), f32x4.add(f32x4.add(v128.load(at(base + j, 16), 16), v128.load(at(a + j, 16), 16)), v128.load(at(b + j, 16), 16)), 16);
  }
  if (j < bytes) v128.store(at(to + j), f32x4.add(f32x4.add(v128.load(at(base + j)), v128.load(at(a + j))), v128.load(at(b + j))));
}

// @ts-ignore: decorator
@inline
function addOne(base: usize, a: usize, bytes: usize, to: usize): void {
  for (let j: usize = 0; j < bytes; j += 16) v128.store(at(to + j), f32x4.add(v128.load(at(base + j)), v128.load(at(a + j))));
}

// @ts-ignore: decorator
@inline
function copyRow(from: usize, bytes: usize, to: usize): void {
  for (let j: usize = 0; j < bytes; j += 16) v128.store(at(to + j), v128.load(at(from + j)));
}

/** g[level of the row] += d[row] for every category. */
export function levelsGradient(levels: usize, categories: i32, rows: i32, d: usize, ldd: usize, g: usize, ldg: usize, bytes: usize): void {
  for (let row = 0; row < rows; row++) {
    let category = 0;
    while (category < categories) {
      const first = load<i32>(at4(levels));
      let second = -1;
      if (category + 1 < categories) second = load<i32>(at4(levels, 4), 4);
      if (first >= 0 && second >= 0) {
        const a = g + <usize>first * ldg;
        const b = g + <usize>second * ldg;
        let j: usize = 0;
        for (; j + 16 < bytes; j += 32) {
          let v = v128.load(at(d + j));
          v128.store(at(a + j), f32x4.add(v128.load(a + j), v));
          v128.store(at(b + j), f32x4.add(v128.load(b + j), v));
          v = v128.load(at(d + j, 16), 16);
          v128.store(at(a + j, 16), f32x4.add(v128.load(a + j, 16), v), 16);
          v128.store(at(b + j, 16), f32x4.add(v128.load(b + j, 16), v), 16);
        }
        if (j < bytes) {
          const v = v128.load(at(d + j));
          v128.store(at(a + j), f32x4.add(v128.load(a + j), v));
          v128.store(at(b + j), f32x4.add(v128.load(b + j), v));
        }
      } else if (first >= 0 || second >= 0) {
        const a = g + <usize>max(first, second) * ldg;
        addOne(a, d, bytes, a);
      }
      levels += min(categories - category, 2) << 2;
      category += 2;
    }
    d += ldd;
  }
}
