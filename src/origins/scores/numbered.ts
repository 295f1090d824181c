/** Numbers for names and for pairs of them, in the order in which they come. Pure. */
import { pairCodes } from '../../base/pair-codes.js';
import type { WalkedList } from '../../base/walked-list.js';

export interface Numbers {
  /** Of each entry. */
  readonly of: Int32Array;
  readonly size: number;
}

/** Those of lists that stand still: the same places are numbered for missing runs and for the plan. */
const made = new WeakMap<object, Map<string, Numbers>>();

/** Of each kind of name, in one walk. */
export function numbered<K extends string>(
  list: WalkedList<Readonly<Record<K, string>>>,
  kinds: readonly K[],
): readonly Numbers[] {
  const known = made.get(list) ?? new Map<string, Numbers>();
  made.set(list, known);
  const asked = kinds.filter((kind) => !known.has(kind));
  const open = asked.map((kind) => ({ kind, numbers: new Map<string, number>(), of: new Int32Array(list.length) }));
  if (open.length > 0) {
    list.forEach((entry, i) => {
      for (const { kind, numbers, of } of open) {
        const name = entry[kind];
        let number = numbers.get(name);
        if (number === undefined) numbers.set(name, (number = numbers.size));
        of[i] = number;
      }
    });
  }
  for (const { kind, numbers, of } of open) known.set(kind, { of, size: numbers.size });
  return kinds.map((kind) => known.get(kind)!);
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
