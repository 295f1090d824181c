/** Variants of a comparison that only one side has: nothing is said of them, and no gate judges them. Pure. */
import { listed } from '../data/names.js';

/** A sentence a side that has some; nothing where both have the same. */
export function aloneNotes(
  sides: readonly [
    { readonly name: string; readonly variants: readonly string[] },
    { readonly name: string; readonly variants: readonly string[] },
  ],
): readonly string[] {
  return sides.flatMap(({ name, variants }, i) => {
    const others = new Set(sides[1 - i]!.variants);
    const alone = variants.filter((variant) => !others.has(variant));
    return alone.length === 0 ? [] : [`only ${name} has ${listed(alone)}: not compared, and judged by no gate`];
  });
}
