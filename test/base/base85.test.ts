import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fromBase85, toBase85 } from '../../src/base/base85.js';

it('any bytes come back, from five letters for four bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 70 }), (bytes) => {
      const text = toBase85(bytes);
      expect(text).toHaveLength(Math.ceil((bytes.length * 5) / 4));
      expect(Array.from(fromBase85(text))).toEqual(Array.from(bytes));
    }),
  );
});

it('no letter ends a script, a comment or a quotation, or leaves ASCII', () => {
  const every = Uint8Array.from({ length: 65536 }, (_, i) => (i * 40503) >>> 5);
  const letters = new Set(toBase85(every));
  expect(letters.size).toBe(85);
  expect([...letters].filter((letter) => /[^!-~]|["&'<>\\`$-]/.test(letter))).toEqual([]);
});

it('refuses a letter that it does not write', () => {
  expect(() => fromBase85('ab<de')).toThrow('"<" is no letter of base 85');
});
