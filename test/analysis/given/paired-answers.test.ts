import { describe, expect, it } from 'vitest';
import type { GivenScore } from '../../../src/analysis/given/given-scores.js';
import { pairedAnswers } from '../../../src/analysis/given/paired-answers.js';
import { questionContrast } from '../../../src/analysis/given/questions.js';

function answer(row: string, repeat: string, value: number, more: Partial<GivenScore> = {}): GivenScore {
  return { variant: 'x', dataSet: '', block: '', repeat, row, status: 'ok', values: [value], ...more };
}

/** Answers of every run to every question: luck of the run, of the question, and of both. */
function crossed(runs: readonly string[], { questions = 8, shift = 0, salt = 0 } = {}): readonly GivenScore[] {
  return runs.flatMap((run, r) =>
    Array.from({ length: questions }, (_, q) => {
      const luck = 3 * ((r * 5 + salt) % 4) + ((q * 7) % 5) + ((q * 11 + r * 13 + salt) % 3);
      return answer(`q${q}`, run, luck + shift);
    }),
  );
}

const asked = { metric: 0, level: 0.95, dataSet: '' };
const numbers = (codes: { readonly of: Int32Array; readonly size: number }) => [[...codes.of], codes.size];

describe('answers of two variants', () => {
  it('with the same runs a question counts once a run', () => {
    const first = [answer('q1', '1', 1), answer('q1', '2', 0), answer('q2', '1', 1)];
    const second = [answer('q2', '1', 0.25), answer('q1', '2', 0.5), answer('q1', '1', 0)];
    const { point, residuals, cluster, run, runs, questions } = pairedAnswers(first, second, 0)!;
    expect([point, [...residuals].map((each) => each * 3 + point)]).toEqual([1.25 / 3, [1, -0.5, 0.75]]);
    expect([questions, runs, numbers(cluster), numbers(run)]).toEqual([2, [2], [[0, 0, 1], 2], [[0, 1, 0], 2]]);
  });

  it('with runs of their own every answer of both counts, however few runs have a name in common', () => {
    const first = crossed(['0', '1', '2', '3', '4']);
    const second = crossed(['4', '5', '6', '7', '8'], { shift: 2 });
    const { difference, seeds, ownSeeds, errors } = questionContrast(second, first, asked);
    const meanOf = (all: readonly GivenScore[]): number =>
      all.reduce((sum, { values }) => sum + values[0]!, 0) / all.length;
    expect(difference.point).toBeCloseTo(meanOf(second) - meanOf(first), 12);
    expect([seeds, ownSeeds, difference.method]).toEqual([5, [5, 5], 'crossed']);
    // The luck of both sides' runs: Welch's over means of runs, but for the questions they have in common.
    expect(errors.seeds).toBeGreaterThan(1);
    expect(difference.high! - difference.low!).toBeGreaterThan(2 * 2.776 * 0.9 * errors.seeds!);
  });

  it.each([
    ['second', false],
    ['first', true],
  ])(
    'of a single run nothing tells its luck, and that of one of the other’s stands for it: the %s',
    (_which, turned) => {
      const [several, single] = [crossed(['0', '1', '2']), crossed(['3'])];
      const of = turned ? questionContrast(single, several, asked) : questionContrast(several, single, asked);
      expect([of.ownSeeds, of.df]).toEqual([turned ? [1, 3] : [3, 1], 2]);
      const means = ['0', '1', '2'].map((run) => {
        const own = several.filter(({ repeat }) => repeat === run).map(({ values }) => values[0]!);
        return own.reduce((sum, value) => sum + value, 0) / own.length;
      });
      const middle = (means[0]! + means[1]! + means[2]!) / 3;
      const variance = means.reduce((sum, mean) => sum + (mean - middle) * (mean - middle), 0) / 2;
      expect(of.errors.seeds).toBeCloseTo(Math.sqrt(variance / 3 + variance), 12);
      expect(of.difference.high! - of.difference.low!).toBeGreaterThan(2 * 4.302 * of.errors.seeds!);
    },
  );

  it.each([
    [
      'most questions in common: over these, the others are counted',
      [0, 1, 2, 3],
      [1, 2, 3, 4],
      { questions: 3, leftOut: 2 },
    ],
    ['hardly any: all answers of each', [0, 1, 2, 3], [4, 5, 6, 7], { questions: 8, shared: false }],
  ])('%s', (_title, of, others, expected) => {
    const made = (numbersOf: readonly number[]) =>
      numbersOf.map((q) => answer(`q${q}`, '1', ((q * 7) % 4) + ((q * (1 + numbersOf[0]!)) % 3)));
    expect(questionContrast(made(of), made(others), asked)).toMatchObject(expected);
    expect(questionContrast(made(of), made(others), asked).difference.low).not.toBeNull();
  });

  it('failed answers and answers without a value are none', () => {
    const first = [answer('q1', '1', 1, { status: 'failed' }), answer('q2', '1', NaN)];
    expect(pairedAnswers(first, [answer('q1', '1', 1)], 0)).toBeUndefined();
    expect(questionContrast(first, [answer('q1', '1', 1)], asked)).toMatchObject({ questions: 0, p: null });
  });

  it('questions of one cluster are counted together, and a question in none stands for itself', () => {
    const of = (clusters: readonly (string | undefined)[]): readonly GivenScore[] =>
      clusters.map((cluster, i) => answer(`q${i}`, '1', i % 3, cluster === undefined ? {} : { cluster }));
    const sizeOf = (clusters: readonly (string | undefined)[]) => pairedAnswers(of(clusters), of(clusters), 0)!.cluster;
    expect(numbers(sizeOf(['passage', 'passage', 'other']))).toEqual([[0, 0, 1], 2]);
    expect(numbers(sizeOf(['q1', undefined, undefined, 'q1']))).toEqual([[0, 1, 2, 0], 3]);
  });
});
