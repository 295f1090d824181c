import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Estimate } from '../../src/base/estimate.js';
import { judgeDifference, judgeSpread, leadOf, verdictWords } from '../../src/stats/verdict.js';

const interval = (low: number, high: number, n = 20): Estimate => ({
  low,
  point: (low + high) / 2,
  high,
  n,
  level: 0.95,
  method: 't',
});
const threshold = 0.5;
const judge = (table: Estimate, rest: Partial<Parameters<typeof judgeDifference>[1]> = {}) =>
  judgeDifference(table, { threshold, better: 'higher', ...rest });

describe('words for one interval beside a threshold', () => {
  it.each([
    [0.6, 2, 'better'],
    [0.23, 0.54, 'better, perhaps by little'],
    [0.1, 0.5, 'better but small'],
    [-2, -0.6, 'worse'],
    [-0.54, -0.23, 'worse, perhaps by little'],
    [-0.5, -0.1, 'worse but small'],
    [-0.5, 0.5, 'no clear difference'],
    [-0.51, 0.5, 'too noisy'],
    [0, 3, 'too noisy'],
  ] as const)('%f to %f: %s', (low, high, words) => {
    expect(judge(interval(low, high))).toEqual({ words, about: 'this table', newRows: 'not asked' });
  });

  it('a lead by the bootstrap takes Student’s t as well; where none leads nothing changes', () => {
    const lead = interval(0.6, 2);
    expect(judge(lead, { studentsT: interval(0.2, 2.4) }).words).toBe('better');
    expect(judge(lead, { studentsT: interval(-0.1, 2.7) })).toMatchObject({
      words: 'not judged',
      reason: /bootstrap’s interval excludes 0 and Student’s t does not/,
    });
    expect(judge(interval(-1, 3), { studentsT: interval(0.1, 2) }).words).toBe('too noisy');
  });

  it('lower is better where the metric says so', () => {
    expect(judge(interval(0.6, 2), { better: 'lower' }).words).toBe('worse');
  });

  it('an SD within 10 % is small, by the ratio’s own scale', () => {
    const spread = (low: number, high: number): string => judgeSpread(interval(low, high), { threshold: 0.1 }).words;
    expect(spread(1.2, 2)).toBe('better');
    expect(spread(0.3, 0.8)).toBe('worse');
    expect(spread(1.02, 1.1)).toBe('better but small');
    expect(spread(1.02, 1.3)).toBe('better, perhaps by little');
    expect(spread(0.95, 1.08)).toBe('no clear difference');
    expect(spread(0.6, 1.7)).toBe('too noisy');
  });

  it('refuses thresholds that are none', () => {
    expect(() => judge(interval(0, 1), { threshold: 0 })).toThrow(RangeError);
    expect(() => judgeSpread(interval(0.5, 1), { threshold: 1 })).toThrow(RangeError);
  });
});

describe('the two parts of the answer', () => {
  it('better without more takes both intervals beyond the threshold', () => {
    const both = judge(interval(1, 2), { newRows: interval(0.6, 2.4) });
    expect(both).toEqual({ words: 'better', about: 'new rows like these', newRows: 'the same' });
    expect(verdictWords(both)).toBe('better');
  });

  it('a lead on the table that new rows do not confirm is said of the table', () => {
    const table = judge(interval(1, 2), { newRows: interval(-0.5, 3.5) });
    expect(table).toEqual({ words: 'better', about: 'this table', newRows: 'cannot be told' });
    expect(verdictWords(table)).toBe('better on this table; for new rows like these it cannot be told');
  });

  it('about new rows no size is claimed that only the table shows', () => {
    const small = judge(interval(0.1, 0.4), { newRows: interval(0.05, 0.6) });
    expect(small.words).toBe('better, perhaps by little');
    expect(small.about).toBe('new rows like these');
  });

  it('an absence of a difference holds for new rows only within the threshold, too', () => {
    expect(judge(interval(-0.2, 0.2), { newRows: interval(-0.4, 0.4) }).about).toBe('new rows like these');
    const wide = judge(interval(-0.2, 0.2), { newRows: interval(-0.6, 0.6) });
    expect(verdictWords(wide)).toBe('no clear difference on this table; for new rows like these it cannot be told');
  });

  it('a held split is about these rows, a spread about this table only', () => {
    expect(verdictWords(judge(interval(1, 2), { ground: 'these rows', newRows: interval(1, 2) }))).toBe(
      'better for these rows',
    );
    expect(verdictWords(judgeSpread(interval(1.02, 1.3), { threshold: 0.1 }))).toBe(
      'better on this table, perhaps by little',
    );
  });
});

describe('no verdict', () => {
  it('from fewer than three blocks, whatever the interval', () => {
    const two = judge(interval(1.2, 1.3, 2));
    expect(two).toMatchObject({ words: 'not judged', newRows: 'not asked' });
    expect(two.reason).toContain('2 blocks are too few');
    const [one, none] = [interval(1.2, 1.3, 1), interval(1, 1, 8)];
    expect(judgeDifference(one, { threshold: 1, better: 'higher', unit: 'seed' }).reason).toContain(
      '1 seed is too few',
    );
    expect(judgeSpread(none, { unit: 'fold' }).reason).toBe('The two spread alike in every fold.');
  });

  it('without spread: a zero-width interval is no certainty', () => {
    expect(judge(interval(1.25, 1.25)).reason).toContain('no spread');
    expect(judge(interval(0, 0)).words).toBe('not judged');
  });

  it('without an interval, with the estimate’s reason', () => {
    expect(judge({ ...interval(0, 1), low: null, high: null, reason: 'No score.' }).reason).toBe('No score.');
  });

  it('where a lead does not survive unequal failures; other words stand', () => {
    expect(judge(interval(1, 2), { leadSurvivesFailures: false })).toMatchObject({ words: 'not judged' });
    expect(judge(interval(1, 2), { leadSurvivesFailures: true }).words).toBe('better');
    expect(judge(interval(-1, 2), { leadSurvivesFailures: false }).words).toBe('too noisy');
  });

  it('where outliers made the mean and the median does not confirm it; else the lead is softened', () => {
    expect(judge(interval(1, 2), { medianBesideOutliers: interval(-0.1, 2) }).words).toBe('not judged');
    expect(judge(interval(1, 2), { medianBesideOutliers: interval(0.1, 2) })).toMatchObject({
      words: 'better',
      softened: true,
    });
    expect(judge(interval(-3, 2), { medianBesideOutliers: interval(0.1, 2) })).not.toHaveProperty('softened');
  });
});

describe('for every pair of intervals', () => {
  const ends = fc
    .tuple(fc.integer({ min: -30, max: 30 }), fc.integer({ min: -30, max: 30 }))
    .filter(([a, b]) => a !== b);
  const intervals = ends.map(([a, b]) => interval(Math.min(a, b) / 10, Math.max(a, b) / 10));
  const asked = fc.record({
    table: intervals,
    newRows: fc.option(intervals, { nil: undefined }),
    better: fc.constantFrom('higher' as const, 'lower' as const),
  });

  it('words never contradict the intervals that they are about', () => {
    fc.assert(
      fc.property(asked, ({ table, newRows, better }) => {
        const verdict = judge(table, { better, ...(newRows === undefined ? {} : { newRows }) });
        const about = verdict.about === 'new rows like these' ? [table, newRows!] : [table];
        const sign = better === 'higher' ? 1 : -1;
        const lead = leadOf(verdict);
        for (const { low, high } of about) {
          const [bottom, top] = sign > 0 ? [low!, high!] : [-high!, -low!];
          if (lead > 0) expect(bottom).toBeGreaterThan(0);
          if (lead < 0) expect(top).toBeLessThan(0);
          if (verdict.words === 'better') expect(bottom).toBeGreaterThanOrEqual(threshold);
          if (verdict.words === 'worse') expect(top).toBeLessThanOrEqual(-threshold);
          if (verdict.words.endsWith('small') || verdict.words === 'no clear difference') {
            expect(Math.max(Math.abs(bottom), Math.abs(top))).toBeLessThanOrEqual(threshold);
          }
          if (verdict.words === 'no clear difference') expect(bottom <= 0 && top >= 0).toBe(true);
        }
      }),
    );
  });

  it('a lead is lost only where the table’s interval holds 0, and said without a ground only where new rows confirm it', () => {
    fc.assert(
      fc.property(asked, ({ table, newRows, better }) => {
        const verdict = judge(table, { better, ...(newRows === undefined ? {} : { newRows }) });
        expect(leadOf(verdict) !== 0).toBe(table.low! > 0 || table.high! < 0);
        const bare = verdictWords(verdict) === verdict.words && leadOf(verdict) !== 0;
        expect(bare).toBe(leadOf(verdict) !== 0 && verdict.about === 'new rows like these');
        if (newRows === undefined) expect(verdict.about).toBe('this table');
      }),
    );
  });

  it('exchanging the arms turns better into worse and changes nothing else', () => {
    const turned = ({ low, high, ...rest }: Estimate): Estimate => ({
      ...rest,
      point: -rest.point!,
      low: -high!,
      high: -low!,
    });
    fc.assert(
      fc.property(asked, ({ table, newRows, better }) => {
        const more = newRows === undefined ? {} : { newRows };
        const one = judge(table, { better, ...more });
        const other = judge(turned(table), { better, ...(newRows === undefined ? {} : { newRows: turned(newRows) }) });
        const swap = (words: string): string =>
          words.startsWith('better') ? words.replace('better', 'worse') : words.replace('worse', 'better');
        expect(other).toEqual({ ...one, words: swap(one.words) });
      }),
    );
  });
});
