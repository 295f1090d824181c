/** Gives each of some values a number, from 0 on, and the value back for the number. */

export interface Numbering<T> {
  /** A new one for a new value. */
  numberOf(value: T): number;
  valueOf(number: number): T;
  has(value: T): boolean;
  size(): number;
}

export function createNumbering<T>(): Numbering<T> {
  const numbers = new Map<T, number>();
  const values: T[] = [];
  return {
    numberOf(value) {
      let number = numbers.get(value);
      if (number === undefined) {
        number = values.push(value) - 1;
        numbers.set(value, number);
      }
      return number;
    },
    valueOf: (number) => values[number]!,
    has: (value) => numbers.has(value),
    size: () => values.length,
  };
}
