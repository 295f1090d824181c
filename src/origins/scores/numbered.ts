/** Numbers for names and for pairs of them, in the order in which they come. Pure. */
import { pairCodes } from '../../base/pair-codes.js';
import type { WalkedList } from '../../base/walked-list.js';

export interface Numbers {
  /** Of each entry. */
  readonly of: Int32Array;
  readonly size: number;
}

/** Of each kind of name, in one walk. */
export function numbered<T>(list: WalkedList<T>, picks: readonly ((entry: T) => string)[]): readonly Numbers[] {
  const made = picks.map((pick) => ({ pick, known: new Map<string, number>(), of: new Int32Array(list.length) }));
  list.forEach((entry, i) => {
    for (const { pick, known, of } of made) {
      const name = pick(entry);
      let number = known.get(name);
      if (number === undefined) known.set(name, (number = known.size));
      of[i] = number;
    }
  });
  return made.map(({ of, known }) => ({ of, size: known.size }));
}

export function crossed(a: Numbers, b: Numbers): Numbers {
  const known = pairCodes(a.size * b.size, a.of.length);
  let size = 0;
  const of = a.of.map((code, i) => {
    const pair = code * b.size + b.of[i]!;
    const number = known.get(pair);
    if (number !== undefined) return number;
    known.set(pair, size);
    return size++;
  });
  return { of, size };
}
