/** How many folds a table was divided into, by the labels that are met. Pure. */

/** Numbered from 0 or 1 a fold may be missing everywhere: of 0, 1, 2 and 4 there were five. */
export function numberOfFolds(labels: readonly string[]): number {
  const numbers = labels.map(Number);
  if (!numbers.every((number) => Number.isInteger(number) && number >= 0)) return labels.length;
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  return least > 1 || most - least >= 2 * labels.length ? labels.length : most - least + 1;
}
