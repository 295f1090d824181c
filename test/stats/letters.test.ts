import { describe, expect, it } from 'vitest';

import { compactLetters } from '../../src/stats/letters.js';

describe('letters', () => {
  const letters = (order: number[], pairs: string[]) =>
    compactLetters(order, (a, b) => pairs.includes(`${Math.min(a, b)}${Math.max(a, b)}`));

  it('are one letter when nothing differs and one each when all do', () => {
    expect(letters([0, 1, 2], [])).toEqual(['a', 'a', 'a']);
    expect(letters([2, 0, 1], ['01', '02', '12'])).toEqual(['b', 'c', 'a']);
  });

  it('overlap where neighbours are not told apart', () => {
    expect(letters([0, 1, 2], ['02'])).toEqual(['a', 'ab', 'b']);
    expect(letters([0, 1, 2, 3], ['02', '03', '13'])).toEqual(['a', 'ab', 'bc', 'c']);
  });

  it('are shared by exactly the pairs that do not differ', () => {
    const pairs = ['04', '13', '24', '01'];
    const found = letters([0, 1, 2, 3, 4], pairs);
    for (let a = 0; a < 5; a++) {
      for (let b = a + 1; b < 5; b++) {
        const share = Array.from(found[a]!).some((letter) => found[b]!.includes(letter));
        expect(share).toBe(!pairs.includes(`${a}${b}`));
      }
    }
  });
});
