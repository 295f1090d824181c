/**
 * One panel of the product with a compacted left side (see sparse.ts): the sums of up to 26 vectors of columns stay in
 * registers, nine where registers hold one vector, all where they hold two.
 */
import { N1, N2, N3, N4, N5, N6, N7, N8, N9, N10, N11, N12, N13, N14, N15, N16, N17, N18, N19, N20, N21, N22, N23, N24, N25, N26, at, at4, count } from './memory';

/** z[rows, C vectors] = init + listed values × their rows of w. */
function forwardPanel<C>(lists: usize, stride: usize, counts: usize, rows: i32, w: usize, init: usize, ldinit: usize, z: usize, ldz: usize): void {
  for (let row = 0; row < rows; row++) {
    let s0 = f32x4.splat(0);
    let s1 = f32x4.splat(0);
    let s2 = f32x4.splat(0);
    let s3 = f32x4.splat(0);
    let s4 = f32x4.splat(0);
    let s5 = f32x4.splat(0);
    let s6 = f32x4.splat(0);
    let s7 = f32x4.splat(0);
    let s8 = f32x4.splat(0);
    let s9 = f32x4.splat(0);
    let s10 = f32x4.splat(0);
    let s11 = f32x4.splat(0);
    let s12 = f32x4.splat(0);
    let s13 = f32x4.splat(0);
    let s14 = f32x4.splat(0);
    let s15 = f32x4.splat(0);
    let s16 = f32x4.splat(0);
    let s17 = f32x4.splat(0);
    let s18 = f32x4.splat(0);
    let s19 = f32x4.splat(0);
    let s20 = f32x4.splat(0);
    let s21 = f32x4.splat(0);
    let s22 = f32x4.splat(0);
    let s23 = f32x4.splat(0);
    let s24 = f32x4.splat(0);
    let s25 = f32x4.splat(0);
    s0 = v128.load(at(init));
    if (count<C>() > 1) s1 = v128.load(at(init, 16), 16);
    if (count<C>() > 2) s2 = v128.load(at(init, 32), 32);
    if (count<C>() > 3) s3 = v128.load(at(init, 48), 48);
    if (count<C>() > 4) s4 = v128.load(at(init, 64), 64);
    if (count<C>() > 5) s5 = v128.load(at(init, 80), 80);
    if (count<C>() > 6) s6 = v128.load(at(init, 96), 96);
    if (count<C>() > 7) s7 = v128.load(at(init, 112), 112);
    if (count<C>() > 8) s8 = v128.load(at(init, 128), 128);
    if (count<C>() > 9) s9 = v128.load(at(init, 144), 144);
    if (count<C>() > 10) s10 = v128.load(at(init, 160), 160);
    if (count<C>() > 11) s11 = v128.load(at(init, 176), 176);
    if (count<C>() > 12) s12 = v128.load(at(init, 192), 192);
    if (count<C>() > 13) s13 = v128.load(at(init, 208), 208);
    if (count<C>() > 14) s14 = v128.load(at(init, 224), 224);
    if (count<C>() > 15) s15 = v128.load(at(init, 240), 240);
    if (count<C>() > 16) s16 = v128.load(at(init, 256), 256);
    if (count<C>() > 17) s17 = v128.load(at(init, 272), 272);
    if (count<C>() > 18) s18 = v128.load(at(init, 288), 288);
    if (count<C>() > 19) s19 = v128.load(at(init, 304), 304);
    if (count<C>() > 20) s20 = v128.load(at(init, 320), 320);
    if (count<C>() > 21) s21 = v128.load(at(init, 336), 336);
    if (count<C>() > 22) s22 = v128.load(at(init, 352), 352);
    if (count<C>() > 23) s23 = v128.load(at(init, 368), 368);
    if (count<C>() > 24) s24 = v128.load(at(init, 384), 384);
    if (count<C>() > 25) s25 = v128.load(at(init, 400), 400);
    const end = lists + (<usize>load<u32>(at4(counts)) << 3);
    for (let p = lists; p < end; p += 8) {
      const from = w + load<u32>(at4(p));
      const a = v128.load32_splat(at4(p, 4), 4);
      s0 = f32x4.add(s0, f32x4.mul(a, v128.load(at(from))));
      if (count<C>() > 1) s1 = f32x4.add(s1, f32x4.mul(a, v128.load(at(from, 16), 16)));
      if (count<C>() > 2) s2 = f32x4.add(s2, f32x4.mul(a, v128.load(at(from, 32), 32)));
      if (count<C>() > 3) s3 = f32x4.add(s3, f32x4.mul(a, v128.load(at(from, 48), 48)));
      // Never true. The host's compiler moves loads up to the last test, and all of a wide panel's would not fit into registers.
      if (count<C>() > 7 && count<C>() < 10 && from < 16) break;
      if (count<C>() > 4) s4 = f32x4.add(s4, f32x4.mul(a, v128.load(at(from, 64), 64)));
      if (count<C>() > 5) s5 = f32x4.add(s5, f32x4.mul(a, v128.load(at(from, 80), 80)));
      if (count<C>() > 6) s6 = f32x4.add(s6, f32x4.mul(a, v128.load(at(from, 96), 96)));
      if (count<C>() > 7) s7 = f32x4.add(s7, f32x4.mul(a, v128.load(at(from, 112), 112)));
      if (count<C>() > 8) s8 = f32x4.add(s8, f32x4.mul(a, v128.load(at(from, 128), 128)));
      if (count<C>() > 9) s9 = f32x4.add(s9, f32x4.mul(a, v128.load(at(from, 144), 144)));
      if (count<C>() > 10) s10 = f32x4.add(s10, f32x4.mul(a, v128.load(at(from, 160), 160)));
      if (count<C>() > 11) s11 = f32x4.add(s11, f32x4.mul(a, v128.load(at(from, 176), 176)));
      if (count<C>() > 12) s12 = f32x4.add(s12, f32x4.mul(a, v128.load(at(from, 192), 192)));
      if (count<C>() > 13) s13 = f32x4.add(s13, f32x4.mul(a, v128.load(at(from, 208), 208)));
      if (count<C>() > 14) s14 = f32x4.add(s14, f32x4.mul(a, v128.load(at(from, 224), 224)));
      if (count<C>() > 15) s15 = f32x4.add(s15, f32x4.mul(a, v128.load(at(from, 240), 240)));
      if (count<C>() > 16) s16 = f32x4.add(s16, f32x4.mul(a, v128.load(at(from, 256), 256)));
      if (count<C>() > 17) s17 = f32x4.add(s17, f32x4.mul(a, v128.load(at(from, 272), 272)));
      if (count<C>() > 18) s18 = f32x4.add(s18, f32x4.mul(a, v128.load(at(from, 288), 288)));
      if (count<C>() > 19) s19 = f32x4.add(s19, f32x4.mul(a, v128.load(at(from, 304), 304)));
      if (count<C>() > 20) s20 = f32x4.add(s20, f32x4.mul(a, v128.load(at(from, 320), 320)));
      if (count<C>() > 21) s21 = f32x4.add(s21, f32x4.mul(a, v128.load(at(from, 336), 336)));
      if (count<C>() > 22) s22 = f32x4.add(s22, f32x4.mul(a, v128.load(at(from, 352), 352)));
      if (count<C>() > 23) s23 = f32x4.add(s23, f32x4.mul(a, v128.load(at(from, 368), 368)));
      if (count<C>() > 24) s24 = f32x4.add(s24, f32x4.mul(a, v128.load(at(from, 384), 384)));
      if (count<C>() > 25) s25 = f32x4.add(s25, f32x4.mul(a, v128.load(at(from, 400), 400)));
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
    if (count<C>() > 9) v128.store(at(z, 144), s9, 144);
    if (count<C>() > 10) v128.store(at(z, 160), s10, 160);
    if (count<C>() > 11) v128.store(at(z, 176), s11, 176);
    if (count<C>() > 12) v128.store(at(z, 192), s12, 192);
    if (count<C>() > 13) v128.store(at(z, 208), s13, 208);
    if (count<C>() > 14) v128.store(at(z, 224), s14, 224);
    if (count<C>() > 15) v128.store(at(z, 240), s15, 240);
    if (count<C>() > 16) v128.store(at(z, 256), s16, 256);
    if (count<C>() > 17) v128.store(at(z, 272), s17, 272);
    if (count<C>() > 18) v128.store(at(z, 288), s18, 288);
    if (count<C>() > 19) v128.store(at(z, 304), s19, 304);
    if (count<C>() > 20) v128.store(at(z, 320), s20, 320);
    if (count<C>() > 21) v128.store(at(z, 336), s21, 336);
    if (count<C>() > 22) v128.store(at(z, 352), s22, 352);
    if (count<C>() > 23) v128.store(at(z, 368), s23, 368);
    if (count<C>() > 24) v128.store(at(z, 384), s24, 384);
    if (count<C>() > 25) v128.store(at(z, 400), s25, 400);
    lists += stride;
    counts += 4;
    init += ldinit;
    z += ldz;
  }
}

/** The same for a width known only now, at most 26 vectors. */
export function forwardPanelOf(vectors: usize, lists: usize, stride: usize, counts: usize, rows: i32, w: usize, init: usize, ldinit: usize, z: usize, ldz: usize): void {
  switch (<i32>vectors) {
    case 1: forwardPanel<N1>(lists, stride, counts, rows, w, init, ldinit, z, ldz); break;
    case 2: forwardPanel<N2>(lists, stride, counts, rows, w, init, ldinit, z, ldz); break;
    case 3: forwardPanel<N3>(lists, stride, counts, rows, w, init, ldinit, z, ldz); break;
    case 4: forwardPanel<N4>(lists, stride, counts, rows, w, init, ldinit, z, ldz); break;
    case 5: forwardPanel<N5>(lists, stride, counts, rows, w, init, ldinit, z, ldz); break;
    case 6: forwardPanel<N6>(lists, stride, counts, rows, w, init, ldinit, z, ldz); break;
    case 7: forwardPanel<N7>(lists, stride, counts, rows, w, init, ldinit, z, ldz); break;
    case 8: forwardPanel<N8>(lists, stride, counts, rows, w, init, ldinit, z, ldz); break;
    case 9: forwardPanel<N9>(lists, stride, counts, rows, w, init, ldinit, z, ldz); break;
    case 10: forwardPanel<N10>(lists, stride, counts, rows, w, init, ldinit, z, ldz); break;
    case 11: forwardPanel<N11>(lists, stride, counts, rows, w, init, ldinit, z, ldz); break;
    case 12: forwardPanel<N12>(lists, stride, counts, rows, w, init, ldinit, z, ldz); break;
    case 13: forwardPanel<N13>(lists, stride, counts, rows, w, init, ldinit, z, ldz); break;
    case 14: forwardPanel<N14>(lists, stride, counts, rows, w, init, ldinit, z, ldz); break;
    case 15: forwardPanel<N15>(lists, stride, counts, rows, w, init, ldinit, z, ldz); break;
    case 16: forwardPanel<N16>(lists, stride, counts, rows, w, init, ldinit, z, ldz); break;
    case 17: forwardPanel<N17>(lists, stride, counts, rows, w, init, ldinit, z, ldz); break;
    case 18: forwardPanel<N18>(lists, stride, counts, rows, w, init, ldinit, z, ldz); break;
    case 19: forwardPanel<N19>(lists, stride, counts, rows, w, init, ldinit, z, ldz); break;
    case 20: forwardPanel<N20>(lists, stride, counts, rows, w, init, ldinit, z, ldz); break;
    case 21: forwardPanel<N21>(lists, stride, counts, rows, w, init, ldinit, z, ldz); break;
    case 22: forwardPanel<N22>(lists, stride, counts, rows, w, init, ldinit, z, ldz); break;
    case 23: forwardPanel<N23>(lists, stride, counts, rows, w, init, ldinit, z, ldz); break;
    case 24: forwardPanel<N24>(lists, stride, counts, rows, w, init, ldinit, z, ldz); break;
    case 25: forwardPanel<N25>(lists, stride, counts, rows, w, init, ldinit, z, ldz); break;
    default: forwardPanel<N26>(lists, stride, counts, rows, w, init, ldinit, z, ldz);
  }
}
