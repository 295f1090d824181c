/**
 * Lists that their maker promises never to change: what is made of them is made once. Half a million block means would
 * otherwise be made again by every estimate. Lists of anybody else may change between two calls and are never remembered.
 */
const still = new WeakSet();

/** The same list; from now on what is made of it is kept as long as the list is. */
export function standingStill<T extends object>(list: T): T {
  still.add(list);
  return list;
}

/** What `known` keeps for a list that stands still; for any other it is made at every call. */
export function onceFor<K extends object, V>(known: WeakMap<K, V>, list: K, make: () => V): V {
  if (!still.has(list)) return make();
  let found = known.get(list);
  if (found === undefined) known.set(list, (found = make()));
  return found;
}

export function standsStill(list: object): boolean {
  return still.has(list);
}
