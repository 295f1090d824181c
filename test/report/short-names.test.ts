import { describe, expect, it } from 'vitest';
import { cutInTheMiddle, shortNames } from '../../src/report/short-names.js';

const place = (room: number) => ({ room, width: (text: string) => Array.from(text).length });

describe('names too long for their place', () => {
  it('are left alone where they fit, and keep both ends where they do not', () => {
    expect(cutInTheMiddle('dropout', place(7))).toBe('dropout');
    expect(cutInTheMiddle('layers=2, units=64, rate=0.5', place(15))).toBe('layers=…ate=0.5');
    expect(Array.from(cutInTheMiddle('x'.repeat(300), place(20)))).toHaveLength(20);
  });

  it('of a sweep stay different, wherever along the name the sweep varies', () => {
    const long = 'a-rather-long-part-that-is-the-same';
    for (const sweep of [
      (i: number) => `lr=${i}|${long}|${long}`,
      (i: number) => `${long}|lr=${i}|${long}`,
      (i: number) => `${long}|${long}|lr=${i}`,
    ]) {
      const names = ['none', ...Array.from({ length: 12 }, (_, i) => sweep(i))];
      const short = shortNames(names, place(22));
      expect(new Set(short).size).toBe(names.length);
      expect(short.filter((name) => Array.from(name).length > 22)).toEqual([]);
      expect(short[0]).toBe('none');
    }
  });

  it('that are the same stay the same', () => {
    expect(shortNames(['x'.repeat(40), 'x'.repeat(40)], place(10))).toEqual(['xxxxx…xxxx', 'xxxxx…xxxx']);
  });

  it('are measured a few times each, however many are alike', () => {
    const measured = (names: readonly string[]): number => {
      let times = 0;
      shortNames(names, { room: 22, width: (text) => (times++, Array.from(text).length) });
      return times / names.length;
    };
    const alike = (many: number): string[] =>
      Array.from({ length: many }, (_, i) => `${'a'.repeat(20)}${1000 + i}${'b'.repeat(20)}`);
    expect(measured(alike(800))).toBeLessThan(1.1 * measured(alike(100)));
  });
});
