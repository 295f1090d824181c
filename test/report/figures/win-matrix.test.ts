import { expect, test } from 'vitest';
import type { Duel } from '../../../src/analysis/given/wins.js';
import { winMatrix } from '../../../src/report/given/win-matrix.js';

const duel = (first: string, second: string, pHolm: number): Duel => ({
  ...{ first, second, difference: 0.5, wins: 7, ties: 2, losses: 1, above: 8, below: 2 },
  ...{ surely: 3, surelyNot: 0, tested: 10, p: pHolm / 2, pHolm },
});

function drawn(variants: readonly string[], duels: readonly Duel[]): string {
  const words = { difference: () => '+0.50', p: String, threshold: '0.50 points', unit: 'points' };
  return winMatrix({ variants, duels, metric: 'accuracy', level: 0.95, words })?.svg ?? '';
}

test('a pair is one cell: difference, data sets won, within, lost, and Holm’s p; coloured where that decides', () => {
  const svg = drawn(['a', 'b', 'c'], [duel('a', 'b', 0.01), duel('a', 'c', 0.2), duel('b', 'c', 0.5)]);
  expect(svg.match(/>\+0\.50</g)).toHaveLength(3);
  expect(svg.match(/>7\/2\/1</g)).toHaveLength(3);
  expect(svg).toContain('>0.01<');
  expect(svg.match(/<g class="b"/g)).toHaveLength(1);
  expect(svg.match(/<g class="a"/g)).toHaveLength(2);
  expect(svg).toContain('within 0.50 points');
});

test('where the second wins beyond doubt its colour is the other one', () => {
  expect(drawn(['a', 'b'], [{ ...duel('a', 'b', 0.01), above: 1, below: 9 }])).toContain('<g class="w"');
});

test('twelve variants are drawn, and a word says how many are not', () => {
  const names = Array.from({ length: 14 }, (_, i) => `v${i}`);
  const pairs = names.flatMap((first, i) => names.slice(i + 1).map((second) => duel(first, second, 0.5)));
  const svg = drawn(names, pairs);
  expect(svg).toContain('2 further variants are left out here.');
  expect(svg.match(/<rect/g)).toHaveLength(66);
  expect(drawn(['a'], [])).toBe('');
});
