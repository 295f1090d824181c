/** How many of how many, with a verb that fits: `1 of 24 scores lies`, `3 of 24 scores lie`. Pure. */

/**
 * `1 of 24 scores lies`: how many of how many, and the verb for one or for several of them.
 *
 * @param some how many, as a number or as it is written
 * @param all the number it is out of and the things in the plural, as `24 scores`
 */
export function outOf(
  some: number,
  all: string,
  { one, many }: { readonly one: string; readonly many: string },
): string {
  return `${whole(some)} of ${all} ${some === 1 ? one : many}`;
}

export const IS = { one: 'is', many: 'are' } as const;
export const HAS = { one: 'has', many: 'have' } as const;
export const FAILED = { one: 'failed', many: 'failed' } as const;
export const WAS = { one: 'was', many: 'were' } as const;

/** A whole number in groups of three: `12,000`. */
export function whole(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ',');
}
