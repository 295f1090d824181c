import fc from 'fast-check';
import type { Analysis } from '../../src/analysis/analysis.js';
import { phrase, runsWords } from '../../src/report/phrases.js';
import { describe, expect, it } from 'vitest';
import { describeDifference, describeSdRatio } from '../../src/report/changes.js';
import {
  count,
  decimalsFor,
  fixed,
  levelName,
  listed,
  PERCENT,
  seen,
  showEstimate,
  showInterval,
  signed,
  whole,
} from '../../src/report/format.js';
import { estimate } from './made-analysis.js';

const ACCURACY = {
  name: 'accuracy',
  label: 'accuracy',
  better: 'higher',
  scale: 'share',
  unit: '',
  threshold: 0.005,
} as const;
const RMSE = { name: 'rmse', label: 'RMSE', better: 'lower', scale: 'plain', unit: 'mpg', threshold: 0.03 } as const;
/** Reads no-break spaces as spaces. */
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

describe('numbers as text', () => {
  it('have a true minus sign, and none when they round to zero', () => {
    expect(fixed(-1.25, 1)).toBe('\u22121.3');
    expect(fixed(-0.04, 1)).toBe('0.0');
    expect(signed(0.04, 1)).toBe('0.0');
    expect(signed(1.5, 1)).toBe('+1.5');
  });

  it('are never NaN or Infinity', () => {
    expect([
      fixed(NaN, 2),
      fixed(Infinity, 2),
      showEstimate(estimate(null, 0), { factor: 100, unit: '%', decimals: 1 }),
    ]).toEqual(['–', '–', '–']);
  });

  it('read as zero only where they are, or are its rounding', () => {
    const decimals = (point: number): number => seen(estimate(point, 0.5), { ...PERCENT, decimals: 1 }).decimals;
    expect([0.0004, 0.00004, 0.000004, 0.2, 0, 1e-17].map(decimals)).toEqual([2, 3, 4, 1, 1, 1]);
  });

  it('have as many decimals as their intervals justify', () => {
    expect(decimalsFor([estimate(0.68, 0.007)], 100)).toBe(1);
    expect(decimalsFor([estimate(0.68, 0.05)], 100)).toBe(0);
    expect(decimalsFor([estimate(0.68, 0.002)], 100)).toBe(2);
    expect(decimalsFor([], 1)).toBe(1);
  });

  it.each([
    [4.61e-10, 1e-10, '4.6×10⁻¹⁰ (3.6×10⁻¹⁰ to 5.6×10⁻¹⁰)'],
    [123_456_789_012, 4e9, '1.23×10¹¹ (1.19×10¹¹ to 1.27×10¹¹)'],
    [45_123.4, 2_345, '45,100 (42,800 to 47,500)'],
    [1_234_567, 450_000, '1,200,000 (800,000 to 1,700,000)'],
    [1_234.5, 0.02, '1,234.500 (1,234.480 to 1,234.520)'],
    [149, 40, '149 (109 to 189)'],
    [-0.000012, 0.000004, '−0.000012 (−0.000016 to −0.000008)'],
  ])('can be read at any scale: %d ± %d', (point, half, text) => {
    const shown = estimate(point, half);
    expect(showEstimate(shown, { factor: 1, unit: '', decimals: decimalsFor([shown], 1) })).toBe(text);
  });

  it('never hide an interval behind zeros', () => {
    fc.assert(
      fc.property(fc.integer({ min: -25, max: 20 }), fc.double({ min: 0.1, max: 1, noNaN: true }), (power, share) => {
        const point = Number(`5e${power}`);
        const shown = estimate(point, point * share);
        const text = showEstimate(shown, { factor: 1, unit: '', decimals: decimalsFor([shown], 1) });
        const [first, low = '', high = ''] = /^(\S+) \((\S+) to (\S+)\)$/.exec(text)?.slice(1) ?? [];
        return /[1-9]/.test(first ?? '') && low !== high && text.length < 60;
      }),
    );
  });

  it('say their level the same way everywhere', () => {
    expect(plain(levelName(0.95))).toBe('95 % CI');
    expect(plain(levelName(0.975))).toBe('97.5 % CI');
  });

  it('make lists and counts in English', () => {
    expect([listed([]), listed(['a']), listed(['a', 'b']), listed(['a', 'b', 'c'])]).toEqual([
      '',
      'a',
      'a and b',
      'a, b and c',
    ]);
    expect([count(1, 'split'), count(2, 'class'), count(2, 'category'), whole(1234567)]).toEqual([
      '1 split',
      '2 classes',
      '2 categories',
      '1,234,567',
    ]);
  });
});

describe('changes in words', () => {
  it('say the direction, with the interval in the same direction', () => {
    const up = describeDifference(estimate(0.019, 0.007), { metric: ACCURACY, than: 'none' });
    expect(plain(up)).toBe('1.9 points higher than with none (95 % CI 1.2 to 2.6)');
    expect(plain(describeDifference(estimate(-0.28, 0.06), { metric: RMSE }))).toBe(
      '0.28 mpg lower (95 % CI 0.22 to 0.34)',
    );
  });

  it('name both directions where the interval reaches over zero', () => {
    expect(plain(describeDifference(estimate(0.003, 0.007), { metric: ACCURACY }))).toBe(
      '0.3 points higher (95 % CI 0.4 lower to 1.0 higher)',
    );
    expect(plain(describeSdRatio({ ...estimate(1.136, 0), low: 0.95, high: 1.25 }))).toBe(
      '12 % lower (95 % CI 20 % lower to 5 % higher)',
    );
  });

  it('give the point a decimal more where the range would round it to nothing', () => {
    expect(plain(describeDifference({ ...estimate(-0.004, 0), low: -0.3, high: 0.2 }, { metric: ACCURACY }))).toBe(
      '0.4 points lower (95 % CI 30 lower to 20 higher)',
    );
    expect(plain(describeDifference({ ...estimate(-0.0004, 0), low: -0.3, high: 0.2 }, { metric: ACCURACY }))).toBe(
      'about the same (95 % CI 30 lower to 20 higher)',
    );
  });

  it('show the limit nearest to none where it would read as zero, since the words claim that it is not', () => {
    const said = (low: number, high: number): string =>
      plain(describeDifference({ ...estimate((low + high) / 2, 0), low, high }, { metric: ACCURACY }));
    expect(said(0.0001, 0.034)).toBe('1.7 points higher (95 % CI 0.01 to 3.4)');
    expect(said(-0.034, -0.00002)).toBe('1.7 points lower (95 % CI 0.002 to 3.4)');
    expect(said(0, 0.034)).toBe('1.7 points higher (95 % CI 0.0 to 3.4)');
    expect(said(-0.0001, 0.034)).toBe('1.7 points higher (95 % CI 0.0 to 3.4 higher)');
  });

  it('turn SD(baseline) / SD(variant) into the change of the SD', () => {
    expect(plain(describeSdRatio({ ...estimate(1 / 0.76, 0), low: 1 / 0.92, high: 1 / 0.63 }))).toBe(
      '24 % lower (95 % CI 8 % to 37 %)',
    );
    expect(plain(describeSdRatio({ ...estimate(0.5, 0), low: 0.4, high: 0.8 }))).toBe(
      '100 % higher (95 % CI 25 % to 150 %)',
    );
    expect(plain(describeSdRatio({ ...estimate(1.001, 0), low: null, high: null, reason: 'Too few splits.' }))).toBe(
      'about the same (no interval: too few splits)',
    );
  });

  it('give the reason where there is no value', () => {
    expect(describeSdRatio({ ...estimate(null, 0), reason: 'All runs are equal.' })).toBe(
      'not known (all runs are equal)',
    );
  });
});

it('runs that several variants share are counted once, and the table’s count is said beside', () => {
  const counted = { planned: 120, ok: 120, failed: 0 };
  const variants = [counted, counted].map((runs) => ({ runs })) as unknown as Analysis['variants'];
  const words = (planned: number): string => runsWords({ runs: { ...counted, planned, missing: 0 }, variants });
  expect(words(240)).toBe('240 runs');
  expect(words(120)).toBe('120 runs (240 with each that variants share counted for all of them)');
});

describe('a level', () => {
  it('never reads 100 %, however near it is', () => {
    const read = [0.95, 0.975, 1 - 0.01 / 6, 1 - 0.01 / 30, 1 - 0.01 / 9900].map((level) => plain(levelName(level)));
    expect(read).toEqual(['95 % CI', '97.5 % CI', '99.8 % CI', '99.97 % CI', '99.9999 % CI']);
  });
});

describe('an interval that has a width', () => {
  const narrow = [1e-9, 1e-6, 1e-4, 0.003].flatMap((half) =>
    [0, 0.7, 1, 1.3].map((point) => ({
      ...{ point, low: point - half, high: point + 2 * half, level: 0.95, method: 't', n: 9 },
    })),
  );

  it('shows two ends that differ, whatever decimals its column or its kind of sentence has', () => {
    for (const estimate of narrow) {
      const texts = [
        showEstimate(estimate, { factor: 100, unit: '%', decimals: 0 }),
        showInterval(estimate, { factor: 1, unit: '', decimals: 2, plus: true })!,
        phrase(estimate, { style: PERCENT, among: [{ ...estimate, low: 0, high: 1 }] }),
        ...(estimate.low > 0 ? [describeSdRatio(estimate)] : []),
      ];
      for (const text of texts) {
        const [, low, high] = /([^\s(]+)(?:\s%)?(?: lower| higher)? to ([^\s)]+)/.exec(text)!;
        const side = / lower to /.test(text) && / higher/.test(text);
        expect(side || low !== high, text).toBe(true);
      }
    }
  });

  it('is none where equal numbers differ by their rounding', () => {
    expect(showEstimate({ ...narrow[0]!, point: 0.3, low: 0.3, high: 0.1 + 0.2 }, { ...PERCENT, decimals: 0 })).toBe(
      '30\u00a0%',
    );
  });
});
