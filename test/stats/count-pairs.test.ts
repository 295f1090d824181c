import { test, expect } from 'vitest';
import fc from 'fast-check';
import { apartOfEach, liesApart, pairsApart, winOf, winsInAll, winsOfEach } from '../../src/stats/count-pairs.js';
import { heldWinShare, winShares } from '../../src/stats/run-shares.js';

const score = fc.oneof(
  fc.integer({ min: -6, max: 36 }).map((k) => k / 36),
  fc.double({ noNaN: true, noDefaultInfinity: true, min: -2, max: 2 }),
);
const scores = fc.array(score, { maxLength: 40 });
const better = fc.constantFrom('higher' as const, 'lower' as const);

test('counts of wins by sorting are those of a walk over all pairs, failed runs and near ties included', () => {
  const failing = fc.array(fc.oneof(score, fc.constantFrom(Infinity, -Infinity)), { maxLength: 40 });
  fc.assert(
    fc.property(failing, failing, better, (own, others, way) => {
      const walked = own.map((x) => others.reduce((sum, y) => sum + winOf(x, y, way), 0));
      expect(winsOfEach(own, others, way)).toEqual(walked);
      expect(winsInAll(own, others, way)).toBe(walked.reduce((sum, each) => sum + each, 0));
    }),
  );
});

test('counts of scores that lie apart by sorting are those of a walk over all pairs', () => {
  fc.assert(
    fc.property(scores, fc.constantFrom(0.01, 1 / 36, 0.5), (all, delta) => {
      const walked = all.map((x, i) => all.filter((y, j) => i !== j && liesApart(x, y, delta)).length);
      expect(apartOfEach(all, delta)).toEqual(walked);
      expect(pairsApart(all, delta)).toBe(walked.reduce((sum, each) => sum + each, 0) / 2);
    }),
  );
});

test('a hundred thousand seeds on each side are counted without walking through their pairs', () => {
  const [a, b] = [0, 1].map((shift) =>
    Array.from({ length: 100_000 }, (_, i) => (((i * 7919) % 10_007) + 500 * shift) / 10_007),
  );
  expect(heldWinShare(b!, a!, { better: 'higher' }).share).toBeCloseTo(0.5487, 3);
  expect(winShares([b!], [a!], { better: 'higher' }).values[0]).toBeCloseTo(0.5487, 3);
});
