import { describe, expect, it } from 'vitest';
import type { GivenScore } from '../../../src/analysis/given/given-scores.js';
import { bothOf, pairedAnswers } from '../../../src/analysis/given/paired-answers.js';

function answer(row: string, repeat: string, value: number, more: Partial<GivenScore> = {}): GivenScore {
  return { variant: 'x', dataSet: '', block: '', repeat, row, status: 'ok', values: [value], ...more };
}

describe('answers of two variants', () => {
  it('with seeds in common a question counts once a seed, and what one of them lacks not at all', () => {
    const first = [answer('q1', '1', 1), answer('q1', '2', 0), answer('q2', '1', 1), answer('q3', '1', 1)];
    const second = [answer('q2', '1', 0.25), answer('q1', '2', 0.5), answer('q1', '1', 0), answer('q4', '1', 1)];
    const { values, questions, cluster, seed } = pairedAnswers(first, second, 0);
    expect(values).toEqual([1, -0.5, 0.75]);
    expect(questions).toBe(2);
    expect(cluster).toEqual({ of: [0, 0, 1], size: 2 });
    expect(seed).toEqual({ of: [0, 1, 0], size: 2 });
    expect(bothOf(cluster, seed)).toEqual({ of: [0, 1, 2], size: 3 });
  });

  it('without a seed in common each question counts with its mean over seeds', () => {
    const first = [answer('q1', '1', 1), answer('q1', '2', 0)];
    const second = [answer('q1', '3', 0), answer('q1', '4', 0)];
    expect(pairedAnswers(first, second, 0)).toMatchObject({ values: [0.5], seed: { of: [0], size: 1 } });
  });

  it('failed answers and answers without a value are none', () => {
    const first = [answer('q1', '1', 1, { status: 'failed' }), answer('q2', '1', 1)];
    const second = [answer('q1', '1', 1), answer('q2', '1', NaN)];
    expect(pairedAnswers(first, second, 0).values).toEqual([]);
  });

  it('questions of one cluster are counted together', () => {
    const of = (value: number): readonly GivenScore[] =>
      ['q1', 'q2', 'q3'].map((row, i) => answer(row, '1', value, { cluster: i < 2 ? 'passage' : 'other' }));
    expect(pairedAnswers(of(1), of(0), 0)).toMatchObject({ questions: 3, cluster: { of: [0, 0, 1], size: 2 } });
  });
});
