/** Whether the interval over questions and runs, both of them luck, holds the truth: answers of two variants. */
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
const sharedRows: readonly PromiseRow[] = LUCK.flatMap((luck) =>
  [5, 10].map((seeds): PromiseRow => ({
    section: 'Questions and seeds, both luck: the interval of the difference holds the truth',
    row: `${seeds} seeds × ${QUESTIONS} questions, ${luck.name}`,
    counted: 'intervals that hold the truth',
    promised: [94, 100],
    now: (uniform) => holdsOnce(uniform, { ...luck, seeds }),
    most: 4000,
  })),
);

type Pair = readonly [first: number, second: number];

interface OwnRuns {
  readonly runs: Pair;
  /** How many of them, by name and by luck, both sides have. */
  readonly inCommon: number;
  readonly questions: number;
  readonly graded: boolean;
  /** SD of a run’s effect on either side. */
  readonly luck: Pair;
}

/** Right or wrong, or graded in quarters; by chance alone both are as good, so that the true difference is 0. */
function answerTo(uniform: Uniform, { chance, graded }: { chance: number; graded: boolean }): number {
  if (!graded) return uniform() < chance ? 1 : 0;
  return Math.min(1, Math.max(0, Math.round(4 * (chance + 0.2 * normal(uniform))) / 4));
}

function holdsWithOwnRuns(uniform: Uniform, { runs, inCommon, questions, graded, luck }: OwnRuns): boolean {
  const hardness = Array.from({ length: questions }, () => 0.4 * (uniform() - 0.5));
  const common = Array.from({ length: inCommon }, () => normal(uniform));
  const arm = (side: 0 | 1): readonly GivenScore[] => {
    const variant = side === 0 ? 'a' : 'b';
    const own = hardness.map((level) => 0.5 + level + 0.1 * normal(uniform));
    return Array.from({ length: runs[side] }, (_, k) => {
      const repeat = k < inCommon ? `both ${k}` : `${variant} ${k}`;
      const shift = luck[side] * (common[k] ?? normal(uniform));
      return own.map((level, q): GivenScore => {
        const values = [answerTo(uniform, { chance: level + shift, graded })];
        return { variant, dataSet: '', block: '', repeat, row: String(q), status: 'ok', values };
      });
    }).flat();
  };
  const { difference, ownSeeds } = questionContrast(arm(0), arm(1), { metric: 0, level: 0.95, dataSet: '' });
  if (ownSeeds === undefined) throw new Error('These runs were taken for shared ones.');
  const { low, high } = difference;
  return low !== null && high !== null && low <= 0 && high >= 0;
}

const SMALL: Pair = [0.02, 0.02];
const LARGE: Pair = [0.1, 0.1];
/** The hardest case: what tells the luck is one side’s runs alone. */
const ONE_SIDE: Pair = [0.1, 0];

function ownRunsRow(design: OwnRuns): PromiseRow {
  const { runs, inCommon, questions, graded, luck } = design;
  const [first, second] = luck;
  const words = [
    `${runs.join(' and ')} runs`,
    ...(inCommon === 0 ? [] : [`${inCommon} in common`]),
    `${questions} questions ${graded ? 'graded' : 'right or wrong'}`,
    `SD of runs ${first === second ? first : luck.join(' and ')}`,
  ];
  return {
    section: 'Questions, runs of its own on either side: the interval of the difference holds the truth',
    row: words.join(', '),
    counted: 'intervals that hold the truth',
    promised: [94, 100],
    now: (uniform) => holdsWithOwnRuns(uniform, design),
    most: 4000,
  };
}

const ownRunsRows: readonly PromiseRow[] = [false, true].flatMap((graded) =>
  [50, 200].flatMap((questions) => {
    const equal = [3, 5, 10].flatMap((each) => [SMALL, LARGE].map((luck) => ({ runs: [each, each], luck }) as const));
    const partly = [SMALL, LARGE].map((luck) => ({ runs: [5, 5], luck, inCommon: 1 }) as const);
    const unlike = (
      [
        [3, 3],
        [5, 5],
        [3, 10],
      ] as const
    ).map((runs) => ({ runs, luck: ONE_SIDE }));
    // Of a single run nothing tells its luck: that of the other’s stands for it.
    const single = [
      { runs: [5, 1], luck: SMALL },
      { runs: [5, 1], luck: LARGE },
      { runs: [10, 1], luck: LARGE },
    ] as const;
    return [...equal, ...partly, ...unlike, ...single].map((each) =>
      ownRunsRow({ inCommon: 0, questions, graded, ...each }),
    );
  }),
);

export const questionRows: readonly PromiseRow[] = [...sharedRows, ...ownRunsRows];
