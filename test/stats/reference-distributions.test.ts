import { expect, it } from 'vitest';

import {
  chiSquaredQuantile,
  chiSquaredUpperTail,
  fQuantile,
  fUpperTail,
  normalCdf,
  normalQuantile,
  tCdf,
  tQuantile,
} from '../../src/stats/distributions.js';
import { fillIndices, nextWord, seedGenerator } from '../../src/stats/generator.js';
import { rangeCdf, rangeQuantile } from '../../src/stats/studentized-range.js';
import { expectClose, referenceTable, unasked } from './reference.js';

const tables: Record<string, (...at: number[]) => number> = {
  norm_ppf: (p) => normalQuantile(p),
  norm_cdf: (x) => normalCdf(x),
  t_ppf: (p, df) => tQuantile(p, df),
  t_cdf: (x, df) => tCdf(x, df),
  chi2_ppf: (p, df) => chiSquaredQuantile(p, df),
  f_ppf: (p, df1, df2) => fQuantile(p, df1, df2),
  studentized_range_ppf_inf: (p, k) => rangeQuantile(p, k),
};

it.each(Object.keys(tables))('%s holds to its table of 50 digits', (name) => {
  for (const row of referenceTable('distributions', name)) {
    const error = Math.abs(tables[name]!(...row.slice(0, -1)) - row.at(-1)!) / Math.max(1e-300, Math.abs(row.at(-1)!));
    // scipy's studentized range is itself computed by quadrature; the others are mpmath's.
    if (row.at(-1) !== 0) expect(error, row.join(' ')).toBeLessThan(name.startsWith('stud') ? 1e-9 : 1e-12);
  }
});

it('the upper tail of χ² agrees with scipy, for odd and even degrees of freedom', () => {
  for (const [x, df, p] of referenceTable('chi2_sf') as [number, number, number][])
    expectClose(chiSquaredUpperTail(x, df), p, 1e-12);
  expect(() => chiSquaredUpperTail(1, 1.5)).toThrow(RangeError);
});

it('tails turn quantiles back', () => {
  expectClose(fUpperTail(fQuantile(0.975, 4, 9), 4, 9), 0.025, 1e-12);
  expectClose(rangeCdf(rangeQuantile(0.9, 7), 7), 0.9, 1e-12);
  expect([normalQuantile(0), normalQuantile(1)]).toEqual([-Infinity, Infinity]);
});

it('every table was asked for', () => {
  expect([...unasked('distributions'), ...unasked('chi2_sf')]).toEqual([]);
});

it('the generator gives the words of its authors’ reference program for the state 1, 2, 3, 4', () => {
  const state = Int32Array.of(1, 2, 3, 4);
  const words = Array.from({ length: 10 }, () => nextWord(state));
  expect(words).toEqual([
    11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
  ]);
});

it('block numbers are the same words, scaled, and stay within their stratum', () => {
  const [byWord, byBatch] = [seedGenerator([7, 8]), seedGenerator([7, 8])];
  const picked = new Int32Array(1000);
  fillIndices(byBatch, picked, { from: 300, to: 1000 });
  for (let i = 300; i < 1000; i++) {
    const word = (nextWord(byWord) ^ 0x80000000) >>> 0; // the batch reads the top bit the other way round
    expect(picked[i]).toBe(300 + Math.floor((word * 700) / 4294967296));
  }
  expect(byBatch).toEqual(byWord);
});

it('block numbers are even: χ² over 100 cells of a million draws stays below its 99.9 % point', () => {
  const state = seedGenerator([2026, 1]);
  const counts = new Float64Array(100);
  const picked = new Int32Array(100);
  for (let i = 0; i < 10_000; i++) {
    fillIndices(state, picked, { from: 0, to: 100 });
    for (const block of picked) counts[block]!++;
  }
  const statistic = counts.reduce((total, count) => total + (count - 10_000) ** 2 / 10_000, 0);
  expect(statistic).toBeLessThan(chiSquaredQuantile(0.999, 99));
});
