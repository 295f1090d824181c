/** Which interval method a question asks for, by quantity: what may be chosen, and the refusal of what may not. Pure. */
import { didYouMean, quoted } from '../data/names.js';
import { UserError } from '../base/errors.js';
import { methodsFor } from '../stats/interval-methods.js';
import type { IntervalMethodName } from '../stats/interval-methods.js';

/** `sd` and `sdRatio` are meant in total and between reruns. */
export type IntervalQuantity = 'mean' | 'difference' | 'sd' | 'sdRatio';

/** The default and its fallbacks where a quantity is left out; families of several comparisons keep their own intervals. */
export type Intervals = Readonly<Partial<Record<IntervalQuantity, IntervalMethodName>>>;

/** Nadeau and Bengio's has a line of its own: it answers for new data. Spreads are of one seed a split or of several. */
const MEANS = methodsFor('mean').filter((name) => name !== 'nadeauBengio');
const CHOICES: Readonly<Record<IntervalQuantity, readonly IntervalMethodName[]>> = {
  mean: MEANS,
  difference: MEANS,
  sd: methodsFor('sd', 'nestedSd'),
  sdRatio: methodsFor('sdRatio', 'nestedSdRatio', 'unpairedSdRatio'),
};

/** @throws {UserError} for a quantity or a method that is not there to choose, with the choices */
export function checkIntervals(intervals: Readonly<Record<string, unknown>>, file: string): void {
  for (const [quantity, method] of Object.entries(intervals)) {
    if (!Object.hasOwn(CHOICES, quantity)) {
      const names = Object.keys(CHOICES);
      throw new UserError(`${file}: intervals has no quantity ${quoted(quantity)}.`, didYouMean(quantity, names));
    }
    const names: readonly string[] = CHOICES[quantity as IntervalQuantity];
    if (typeof method === 'string' && names.includes(method)) continue;
    const given = typeof method === 'string' ? quoted(method) : 'something that is no name';
    throw new UserError(`${file}: intervals.${quantity} is ${given}.`, `Choose one of ${names.join(', ')}.`);
  }
}

/** What an estimate is told of the method: nothing where the question leaves it open. */
export function methodOf(
  intervals: Intervals | undefined,
  quantity: IntervalQuantity,
): { readonly method?: IntervalMethodName } {
  const method = intervals?.[quantity];
  return method === undefined ? {} : { method };
}

/** The same for a difference; sides that met other splits keep Welch's t unless the method serves them, too. */
export function methodOfDifference(
  intervals: Intervals | undefined,
  { paired }: { paired: boolean },
): { readonly method?: IntervalMethodName } {
  const found = methodOf(intervals, 'difference');
  const serves = found.method !== undefined && methodsFor('unpairedDifference').includes(found.method);
  return paired || serves ? found : {};
}
