/** Who is compared with whom. Pure. */
import type { Question } from './question.js';

export interface Pair {
  readonly variant: string;
  readonly baseline: string;
}

/** Every variant with its own baseline; a variant that serves as one is not compared itself. */
export function comparisonPairs({
  variants,
  baseline,
  compared,
}: Pick<Question, 'variants' | 'baseline' | 'compared'>): readonly Pair[] {
  if (compared === false) return [];
  const against = (name: string): string => variants[name]!.against ?? baseline;
  const own = new Set(Object.values(variants).flatMap(({ against: name }) => (name === undefined ? [] : [name])));
  return Object.keys(variants)
    .filter((name) => name !== against(name) && !own.has(name))
    .map((name) => ({ variant: name, baseline: against(name) }));
}
