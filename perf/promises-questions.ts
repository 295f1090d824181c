/** Whether the interval over questions and seeds, both of them luck, holds the truth: answers of two variants, right or wrong. */
import { questionContrast } from '../src/analysis/given/questions.js';
import type { GivenScore } from '../src/analysis/given/given-scores.js';
import { normal, type PromiseRow, type Uniform } from './promise.js';

const QUESTIONS = 200;

interface Luck {
  readonly name: string;
  /** SD of a question's effect on the difference, as a share of right answers. */
  readonly question: number;
  /** SD of a seed's effect, the same for both arms’ own seeds. */
  readonly seed: number;
}

const LUCK: readonly Luck[] = [
  { name: 'questions alone differ', question: 0.15, seed: 0 },
  { name: 'questions and seeds differ', question: 0.15, seed: 0.02 },
  { name: 'seeds differ most', question: 0.05, seed: 0.05 },
];

/** The true difference is 0: both arms have the same chances, up to effects whose mean is 0. */
function holdsOnce(uniform: Uniform, { seeds, question, seed }: Luck & { seeds: number }): boolean {
  const hardness = Array.from({ length: QUESTIONS }, () => 0.2 * (uniform() - 0.5));
  const arm = (variant: string): readonly GivenScore[] => {
    const own = hardness.map((level) => 0.5 + level + question * normal(uniform));
    return Array.from({ length: seeds }, (_, k) => {
      const shift = seed * normal(uniform);
      return own.map((chance, q): GivenScore => {
        const values = [uniform() < chance + shift ? 1 : 0];
        return { variant, dataSet: '', block: '', repeat: String(k), row: String(q), status: 'ok', values };
      });
    }).flat();
  };
  const { difference } = questionContrast(arm('a'), arm('b'), { metric: 0, level: 0.95, dataSet: '' });
  const { low, high } = difference;
  return low !== null && high !== null && low <= 0 && high >= 0;
}

/** Degrees of freedom are those of the smaller number less one, so that few seeds make it wide rather than wrong. */
export const questionRows: readonly PromiseRow[] = LUCK.flatMap((luck) =>
  [5, 10].map((seeds): PromiseRow => ({
    section: 'Questions and seeds, both luck: the interval of the difference holds the truth',
    row: `${seeds} seeds × ${QUESTIONS} questions, ${luck.name}`,
    counted: 'intervals that hold the truth',
    promised: [94, 100],
    now: (uniform) => holdsOnce(uniform, { ...luck, seeds }),
    most: 4000,
  })),
);
