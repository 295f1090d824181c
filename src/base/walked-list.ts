/**
 * A list that is walked through, whether its entries stand in memory or are made one by one when they are asked for: a million
 * objects fill the memory, a million numbers do not. Arrays are such lists.
 */
export interface WalkedList<T> extends Iterable<T> {
  readonly length: number;
  at(index: number): T | undefined;
  some(test: (value: T, index: number) => boolean): boolean;
  every(test: (value: T, index: number) => boolean): boolean;
  find(test: (value: T, index: number) => boolean): T | undefined;
  forEach(visit: (value: T, index: number) => void): void;
  reduce<U>(add: (sum: U, value: T, index: number) => U, start: U): U;
  /** An array: for short lists, or for what takes little room. */
  map<U>(change: (value: T, index: number) => U): readonly U[];
  /** An array, as above. */
  filter(test: (value: T, index: number) => boolean): readonly T[];
}

/** @param make the entry at that place, the same at each call */
export function madeList<T>(length: number, make: (index: number) => T): WalkedList<T> {
  function* walk(): IterableIterator<T> {
    for (let i = 0; i < length; i++) yield make(i);
  }
  const some = (test: (value: T, index: number) => boolean): boolean => {
    for (let i = 0; i < length; i++) if (test(make(i), i)) return true;
    return false;
  };
  const reduce = <U>(add: (sum: U, value: T, index: number) => U, start: U): U => {
    let sum = start;
    for (let i = 0; i < length; i++) sum = add(sum, make(i), i);
    return sum;
  };
  return {
    length,
    at: (index) => (index < length ? make(index) : undefined),
    some,
    every: (test) => !some((value, i) => !test(value, i)),
    find(test) {
      for (let i = 0; i < length; i++) {
        const value = make(i);
        if (test(value, i)) return value;
      }
      return undefined;
    },
    forEach(visit) {
      for (let i = 0; i < length; i++) visit(make(i), i);
    },
    reduce,
    map: (change) => Array.from({ length }, (_, i) => change(make(i), i)),
    filter(test) {
      const kept: T[] = [];
      for (let i = 0; i < length; i++) {
        const value = make(i);
        if (test(value, i)) kept.push(value);
      }
      return kept;
    },
    [Symbol.iterator]: walk,
  };
}

/** Those entries that pass: of an array an array, of a made list one that makes them when they are asked for. */
export function passing<T>(list: WalkedList<T>, test: (value: T) => boolean): WalkedList<T> {
  if (Array.isArray(list)) return list.filter(test) as readonly T[];
  const from = new Int32Array(list.length);
  let length = 0;
  list.forEach((value, i) => {
    if (test(value)) from[length++] = i;
  });
  const kept = from.slice(0, length);
  return length === list.length ? list : madeList(length, (i) => list.at(kept[i]!)!);
}

/** One after the other. */
export function joinedLists<T>(first: WalkedList<T>, second: WalkedList<T>): WalkedList<T> {
  return madeList(first.length + second.length, (i) =>
    i < first.length ? first.at(i)! : second.at(i - first.length)!,
  );
}
