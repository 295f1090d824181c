/** Numbers for pairs of numbers: in an array where few pairs are possible beside those that come, else in a table of their own. */
export interface PairCodes {
  /** The number given to that pair; undefined for one that has none yet. */
  readonly get: (pair: number) => number | undefined;
  readonly set: (pair: number, code: number) => void;
}

/**
 * @param pairs  how many pairs are possible; a pair is a whole number below that
 * @param met  how many will come at most
 */
export function pairCodes(pairs: number, met: number): PairCodes {
  if (pairs > Math.max(1024, 4 * met)) return sparseCodes(met);
  // 0 stands for none.
  const codes = new Int32Array(pairs);
  return {
    get: (pair) => (codes[pair] === 0 ? undefined : codes[pair]! - 1),
    set: (pair, code) => void (codes[pair] = code + 1),
  };
}

/** Open addressing: a map of a million numbers takes four times the room. */
function sparseCodes(met: number): PairCodes {
  let size = 16;
  while (size < 2 * met) size *= 2;
  const keys = new Float64Array(size).fill(-1);
  const codes = new Int32Array(size);
  const placeOf = (pair: number): number => {
    // Knuth's multiplier mixes the low half, the high half is added: neighbours must not lie side by side.
    let place = (Math.imul(pair >>> 0, 0x9e3779b1) + Math.floor(pair / 0x100000000)) >>> 0;
    place = (place ^ (place >>> 15)) & (size - 1);
    while (keys[place] !== pair && keys[place] !== -1) place = (place + 1) & (size - 1);
    return place;
  };
  return {
    get(pair) {
      const place = placeOf(pair);
      return keys[place] === -1 ? undefined : codes[place]!;
    },
    set(pair, code) {
      const place = placeOf(pair);
      keys[place] = pair;
      codes[place] = code;
    },
  };
}
