/**
 * What all kernels share: checked addresses, numbers known at compile time, and the tables for compacting four lanes.
 *
 * Checked addresses: In the debug build every vector and scalar access is looked up in a shadow map (one byte for each
 * 16 bytes of memory, non-zero where an array lies); in the release build `at` vanishes. Knows nothing of what is stored.
 */

let shadow: usize = 0;

/** Starts checking against the shadow map at this address; 0 stops. */
export function setShadow(address: usize): void {
  shadow = address;
}

/** Whether the host joins pairs of neighbouring vectors into registers of twice the width; results are the same. */
export let wide: bool = false;

export function setWide(joined: bool): void {
  wide = joined;
}

function check(address: usize): void {
  if (shadow != 0) {
    assert(load<u8>(shadow + (address >> 4)) != 0, 'access outside every array');
    assert(load<u8>(shadow + ((address + 3) >> 4)) != 0, 'access outside every array');
  }
}

/** `address`, having asserted (debug) that the 16 bytes from address + offset belong to an array. */
// @ts-ignore: decorator
@inline
export function at(address: usize, offset: usize = 0): usize {
  if (!ASC_NO_ASSERT) {
    check(address + offset);
    check(address + offset + 12);
  }
  return address;
}

/** `address`, having asserted (debug) that the 4 bytes from address + offset belong to an array. */
// @ts-ignore: decorator
@inline
export function at4(address: usize, offset: usize = 0): usize {
  if (!ASC_NO_ASSERT) check(address + offset);
  return address;
}

/** Types that stand for a number known at compile time: `count<N4>()` is 4, and branches on it cost nothing. */
@unmanaged export class N1 { a: u8; }
@unmanaged export class N2 { a: u16; }
@unmanaged export class N3 { a: u16; b: u8; }
@unmanaged export class N4 { a: u32; }
@unmanaged export class N5 { a: u32; b: u8; }
@unmanaged export class N6 { a: u32; b: u16; }
@unmanaged export class N7 { a: u32; b: u16; c: u8; }
@unmanaged export class N8 { a: u64; }
@unmanaged export class N9 { a: u64; b: u8; }
@unmanaged export class N10 { a: u64; b: u16; }
@unmanaged export class N11 { a: u64; b: u16; c: u8; }
@unmanaged export class N12 { a: u64; b: u32; }
@unmanaged export class N13 { a: u64; b: u32; c: u8; }
@unmanaged export class N14 { a: u64; b: u32; c: u16; }
@unmanaged export class N15 { a: u64; b: u32; c: u16; d: u8; }
@unmanaged export class N16 { a: u64; b: u64; }
@unmanaged export class N17 { a: u64; b: u64; c: u8; }
@unmanaged export class N18 { a: u64; b: u64; c: u16; }
@unmanaged export class N19 { a: u64; b: u64; c: u16; d: u8; }
@unmanaged export class N20 { a: u64; b: u64; c: u32; }
@unmanaged export class N21 { a: u64; b: u64; c: u32; d: u8; }
@unmanaged export class N22 { a: u64; b: u64; c: u32; d: u16; }
@unmanaged export class N23 { a: u64; b: u64; c: u32; d: u16; e: u8; }
@unmanaged export class N24 { a: u64; b: u64; c: u64; }
@unmanaged export class N25 { a: u64; b: u64; c: u64; d: u8; }
@unmanaged export class N26 { a: u64; b: u64; c: u64; d: u16; }

// @ts-ignore: decorator
@inline
export function count<T>(): i32 {
  return <i32>offsetof<T>();
}

/** For each 4-bit pattern: the swizzle that moves set lanes to the front, and the one that moves them back. */
export const COMPACT: usize = memory.data(256, 16);
export const EXPAND: usize = memory.data(256, 16);

/** Fills the two swizzle tables; once after instantiation. */
export function prepareTables(): void {
  for (let bits = 0; bits < 16; bits++) {
    let rank = 0;
    memory.fill(COMPACT + bits * 16, 0x80, 16);
    memory.fill(EXPAND + bits * 16, 0x80, 16);
    for (let lane = 0; lane < 4; lane++) {
      if (((bits >> lane) & 1) == 0) continue;
      for (let byte = 0; byte < 4; byte++) {
        store<u8>(COMPACT + bits * 16 + rank * 4 + byte, <u8>(lane * 4 + byte));
        store<u8>(EXPAND + bits * 16 + lane * 4 + byte, <u8>(rank * 4 + byte));
      }
      rank++;
    }
  }
}
