/** Numbers for pairs of numbers: in an array where few pairs are possible beside those that come, else in a map. */
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
  if (pairs > Math.max(1024, 4 * met)) {
    const map = new Map<number, number>();
    return { get: (pair) => map.get(pair), set: (pair, code) => void map.set(pair, code) };
  }
  // 0 stands for none.
  const codes = new Int32Array(pairs);
  return {
    get: (pair) => (codes[pair] === 0 ? undefined : codes[pair]! - 1),
    set: (pair, code) => void (codes[pair] = code + 1),
  };
}
