import { describe, expect, it } from 'vitest';
import type { Analysis } from '../../src/analysis/analysis.js';
import { answerSentences } from '../../src/report/answers/answer.js';
import { groundOfAnalysis } from '../../src/report/reading.js';
import { madeAnalysis } from './made-analysis.js';

describe('whom an answer is about', () => {
  const made = madeAnalysis();
  const ofPrograms: Analysis = {
    ...made,
    setup: { ...made.setup, origin: { kind: 'command', what: 'a program', repeats: 'not promised' } },
  };

  it('is the table whose rows Reseed divides, whoever trains on them', () => {
    expect(groundOfAnalysis(ofPrograms)).toBe('this table');
    expect(
      answerSentences(ofPrograms)
        .map(({ tail }) => tail)
        .join(),
    ).toContain('splits of this table');
  });

  it('is the scores alone where programs divide their data', () => {
    const own: Analysis = {
      ...ofPrograms,
      setup: { ...ofPrograms.setup, protocol: { kind: 'given', splits: 50, seeds: 2 } },
    };
    expect(groundOfAnalysis(own)).toBe('these scores');
    expect(
      answerSentences(own)
        .map(({ tail }) => tail)
        .join(),
    ).not.toContain('of this table');
  });
});
