import { describe, expect, it } from 'vitest';
import { warningsFor } from '../../src/analysis/warnings.js';
import { madeAnalysis } from '../report/made-analysis.js';

const textsOf = (changes: Parameters<typeof madeAnalysis>[0]): readonly string[] =>
  warningsFor({ ...madeAnalysis(changes), looks: 0 }).map(({ text }) => text);
const few = (texts: readonly string[]): readonly string[] => texts.filter((text) => text.startsWith('Only '));

describe('the warning about few blocks', () => {
  it('comes below 10 splits, with their number, and not from 10 on', () => {
    expect(few(textsOf({ splits: 9 }))).toEqual([expect.stringMatching(/^Only 9 splits: intervals are wide/)]);
    expect(few(textsOf({ splits: 3 }))).toEqual([expect.stringMatching(/^Only 3 splits/)]);
    expect(few(textsOf({ splits: 10 }))).toEqual([]);
  });

  it('counts seeds where the split is held, however many splits stand in the protocol', () => {
    expect(few(textsOf({ unit: 'seed', splits: 1, seeds: 12 }))).toEqual([]);
    expect(few(textsOf({ unit: 'seed', splits: 20, seeds: 4 }))).toEqual([expect.stringMatching(/^Only 4 seeds/)]);
  });
});
