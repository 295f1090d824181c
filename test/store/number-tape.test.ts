import { describe, expect, it } from 'vitest';
import { readNumber, tapeOver, writeNumber } from '../../src/store/number-tape.js';

describe('numbers on a tape', () => {
  it.each([
    [0, 1],
    [NaN, 1],
    [100_000, 5],
    [0.25, 3],
    [-0, 9],
    [-1, 9],
    [Infinity, 9],
    [Math.PI, 9],
  ])('come back as they were: %d, in at most %d bytes', (number, most) => {
    const tape = tapeOver(new Uint8Array(1));
    writeNumber(tape, number);
    expect(tape.at).toBeLessThanOrEqual(most);
    expect(readNumber(tapeOver(tape.bytes))).toBe(number);
  });

  it('come back in their order, from a tape that grew', () => {
    const numbers = Array.from({ length: 4000 }, (_, i) => (i % 3 === 0 ? i * 7 : i % 3 === 1 ? i / 1000 : -i));
    const tape = tapeOver(new Uint8Array(1));
    for (const number of numbers) writeNumber(tape, number);
    const back = tapeOver(tape.bytes);
    expect(numbers.map(() => readNumber(back))).toEqual(numbers);
  });
});
