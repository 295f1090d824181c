/** A yardstick beside a total hold-out SD of accuracy. It has no meaning beside a rerun SD or a k-fold SD. */

/**
 * The SD of accuracy that drawing the m test rows from these N rows alone would give: √(p(1−p)/m · (N−m)/(N−1)).
 * A reference and no floor; it shrinks as p nears 1, so a better variant looks steadier for free.
 *
 * @param accuracy mean accuracy p, from 0 to 1
 * @param options.testRows m, from 1 to `rows`; `rows` is N, at least 2
 * @returns an SD, as a share from 0 to 0.5
 * @throws {RangeError} outside those bounds
 * @example
 * binomialReference(0.9, { testRows: 100, rows: 500 }); // 0.026860
 */
export function binomialReference(accuracy: number, { testRows, rows }: { testRows: number; rows: number }): number {
  if (!(accuracy >= 0 && accuracy <= 1)) throw new RangeError(`an accuracy lies between 0 and 1, not at ${accuracy}`);
  if (!(rows >= 2 && testRows >= 1 && testRows <= rows)) throw new RangeError(`${testRows} test rows of ${rows}`);
  return Math.sqrt(((accuracy * (1 - accuracy)) / testRows) * ((rows - testRows) / (rows - 1)));
}
