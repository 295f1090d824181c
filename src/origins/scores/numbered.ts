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

/** Names that stand as codes already: that of entry i is `names[codes[rows[i]]]`. */
export interface CodedNames {
  readonly rows: Int32Array;
  readonly codes: Int32Array;
  readonly names: readonly string[];
}

/** From now on the names of this list, which stands still, are numbered without making its entries. */
export function withCodes<T extends object>(list: T, kinds: Readonly<Record<string, CodedNames>>): T {
  coded.set(list, kinds);
  return list;
}

const coded = new WeakMap<object, Readonly<Record<string, CodedNames>>>();

function numbersOf({ rows, codes, names }: CodedNames, length: number): Numbers {
  const known = new Map<string, number>();
  const numberOf = new Int32Array(names.length).fill(-1);
  const of = new Int32Array(length);
  for (let i = 0; i < length; i++) {
    const code = codes[rows[i]!]!;
    if (numberOf[code] === -1) {
      // Two codes may have one name.
      const name = names[code]!;
      numberOf[code] = known.get(name) ?? known.size;
      known.set(name, numberOf[code]);
    }
    of[i] = numberOf[code]!;
  }
  return { of, size: known.size };
}

/** The names of a kind, in the order in which they come. */
export function namesIn<K extends string>(list: WalkedList<Readonly<Record<K, string>>>, kind: K): readonly string[] {
  const [{ of }] = numbered(list, [kind]) as [Numbers];
  const names: string[] = [];
  of.forEach((number, i) => {
    if (number === names.length) names.push(list.at(i)![kind]);
  });
  return names;
}

/** Of each kind of name, in one walk. */
export function numbered<K extends string>(
  list: WalkedList<Readonly<Record<K, string>>>,
  kinds: readonly K[],
): readonly Numbers[] {
  const known = made.get(list) ?? new Map<string, Numbers>();
  made.set(list, known);
  const codes = coded.get(list) ?? {};
  for (const kind of kinds) {
    if (!known.has(kind) && codes[kind] !== undefined) known.set(kind, numbersOf(codes[kind], list.length));
  }
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
