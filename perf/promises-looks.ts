/** What is promised about looking again and about "N more": wrong verdicts and settled questions. */
import { exp, ln } from '../src/base/math.js';
import {
  blocksIfAsSeen,
  blocksToBeSure,
  type SimultaneousEstimate,
  meanOfBlocks,
  type NextLook,
  nestedRatio,
  type Scores,
  simultaneousDifferences,
  simultaneousSdRatios,
  tQuantile,
} from '../src/stats/index.js';
import type { PromiseRow, Simulate, Uniform } from './promise.js';
import { type Shape, standard } from './simulations.js';

export const LEVEL = 0.95;
export const RESAMPLES = 999;
export const MOST_LOOKS = 8;
const MOST_BLOCKS = 400;

/** Half-widths are judged beside these: two fifths of the SD of a difference, 10 % of an SD. */
export const THRESHOLD = 0.4;
export const LOG_THRESHOLD = -ln(0.9);
export const SMALLER_LOG_THRESHOLD = ln(1.1);

type Advice = 'to be sure' | 'as large as seen' | 'twice as many' | 'half of what is sure';
const ADVICE: readonly Advice[] = ['to be sure', 'as large as seen', 'twice as many', 'half of what is sure'];

/** What is compared: scores of both variants block by block, and how they are judged at a look. */
interface Question {
  readonly scale: NextLook['scale'];
  readonly block: (uniform: Uniform) => readonly [readonly number[], readonly number[]];
  readonly judge: (baseline: Scores, variant: Scores, options: { look: number; set: number }) => Judged;
  /** As the first edition did at every look. */
  readonly judgeBefore: (baseline: Scores, variant: Scores, options: { set: number }) => Judged;
  readonly seen: (baseline: Scores, variant: Scores) => { value: number; sd: number; blocks: number };
}

type Judged = Pick<SimultaneousEstimate, 'estimate'>;

/** Differences of SD 1 with this true mean. */
export function difference(shape: Shape, truth = 0): Question {
  return {
    scale: 'plain',
    block: (u) => [[0], [truth + standard(shape, u)]],
    judge: (baseline, variant, { look, set }) =>
      simultaneousDifferences(baseline, [variant], { level: LEVEL, key: [set, look], resamples: RESAMPLES, look })[0]!,
    judgeBefore: (_, variant, { set }) => ({
      estimate: meanOfBlocks(variant.flat(), { level: LEVEL, key: [set, 1], resamples: RESAMPLES }),
    }),
    seen: (_, variant) => {
      const values = variant.flat();
      const value = values.reduce((sum, one) => sum + one, 0) / values.length;
      const squares = values.reduce((sum, one) => sum + (one - value) * (one - value), 0);
      return { value, sd: Math.sqrt(squares / (values.length - 1)), blocks: values.length };
    },
  };
}

/** Rerun SD ratios with this truth, independent seed noise of the shape. */
function rerunRatio(shape: Shape, { seeds, truth = 1 }: { seeds: number; truth?: number }): Question {
  const noise = (u: Uniform, sd: number): number[] => Array.from({ length: seeds }, () => sd * standard(shape, u));
  return {
    scale: 'log',
    block: (u) => [noise(u, truth), noise(u, 1)],
    judge: (baseline, variant, { look, set }) =>
      simultaneousSdRatios(baseline, [variant], { level: LEVEL, key: [set, look], component: 'seed', look })[0]!,
    judgeBefore: (baseline, variant) => {
      const { jackknife: own, point, n } = nestedRatio(baseline, variant, { component: 'seed', paired: true });
      const half = tQuantile((1 + LEVEL) / 2, own.df) * own.error;
      const [low, high] = [exp(own.value - half), exp(own.value + half)];
      return { estimate: { point, low, high, level: LEVEL, method: 'logJackknifeT', n } };
    },
    seen: (baseline, variant) => {
      const { point, jackknife, n } = nestedRatio(baseline, variant, { component: 'seed', paired: true });
      return { value: ln(point), sd: jackknife.error * Math.sqrt(n), blocks: n };
    },
  };
}

type Reading = 'effect' | 'none' | 'too noisy';

export function readingOf({ estimate: { low, high } }: Judged, scale: Question['scale']): Reading {
  if (low === null || high === null) return 'too noisy';
  const [bottom, top] = scale === 'log' ? [ln(low), ln(high)] : [low, high];
  if (bottom > 0 || top < 0) return 'effect';
  const [floor, ceiling] = scale === 'log' ? [-SMALLER_LOG_THRESHOLD, LOG_THRESHOLD] : [-THRESHOLD, THRESHOLD];
  return bottom >= floor && top <= ceiling ? 'none' : 'too noisy';
}

/** The number of blocks that this way of following the advice leads to. */
function blocksBy(advice: Advice, { question, seen, look }: { question: Question; seen: Seen; look: number }): number {
  const next = { level: LEVEL, look: look + 1, comparisons: 1, scale: question.scale };
  const threshold = question.scale === 'log' ? SMALLER_LOG_THRESHOLD : THRESHOLD;
  const sure = (): number => blocksToBeSure(seen, { ...next, threshold });
  if (advice === 'to be sure') return sure();
  if (advice === 'as large as seen') return blocksIfAsSeen(seen, next);
  return advice === 'twice as many' ? 2 * seen.blocks : Math.max(seen.blocks + 1, Math.ceil(sure() / 2));
}

export type Seen = ReturnType<Question['seen']>;

/** Looks, extends as advised while it is too noisy, and tells whether any look (or any `later` one) said that there is an effect. */
function everEffect(
  question: Question,
  { advice, first, spend, later = false }: { advice: Advice; first: number; spend: boolean; later?: boolean },
): Simulate {
  return (uniform, set) => {
    const [baseline, variant]: [(readonly number[])[], (readonly number[])[]] = [[], []];
    let blocks = first;
    for (let look = 1; look <= MOST_LOOKS; look++) {
      while (baseline.length < blocks) {
        const [x, y] = question.block(uniform);
        baseline.push(x);
        variant.push(y);
      }
      const judged = spend
        ? question.judge(baseline, variant, { look, set })
        : question.judgeBefore(baseline, variant, { set });
      const reading = readingOf(judged, question.scale);
      if (reading !== 'too noisy') return reading === 'effect' && (!later || look > 1);
      if (blocks === MOST_BLOCKS) return false;
      const seen = question.seen(baseline, variant);
      blocks = Math.min(MOST_BLOCKS, blocksBy(advice, { question, seen, look }));
    }
    return false;
  };
}

const LOOKS = 'Looking, extending, looking again: wrong verdicts under no effect';

const lookingRows: PromiseRow[] = [
  ...(['normal', 'skewed'] as const).flatMap((shape) =>
    ADVICE.map((advice): PromiseRow => ({
      section: LOOKS,
      row: `difference, ${shape}, 10 splits at first, then ${advice}`,
      counted: 'better or worse at any of 8 looks',
      promised: [0, shape === 'normal' ? 6.2 : 8.5],
      before: everEffect(difference(shape), { advice, first: 10, spend: false }),
      now: everEffect(difference(shape), { advice, first: 10, spend: true }),
      most: 4000,
    })),
  ),
  ...(['normal', 'skewed'] as const).flatMap((shape) =>
    [2, 5].flatMap((seeds) =>
      (['to be sure', 'twice as many'] as const).map((advice): PromiseRow => ({
        section: LOOKS,
        row: `rerun ratio, ${shape}, 10 × ${seeds} at first, then ${advice}`,
        counted: 'steadier or less steady at any of 8 looks',
        promised: [0, shape === 'normal' ? 6.2 : 7],
        before: everEffect(rerunRatio(shape, { seeds }), { advice, first: 10, spend: false }),
        now: everEffect(rerunRatio(shape, { seeds }), { advice, first: 10, spend: true }),
        most: 4000,
      })),
    ),
  ),
];

/** The promise itself: all later looks together add a point at most. */
const laterRows: PromiseRow[] = (['normal', 'skewed'] as const).flatMap((shape) =>
  (['to be sure', 'twice as many'] as const).flatMap((advice) =>
    [difference(shape), ...[2, 5].map((seeds) => rerunRatio(shape, { seeds }))].map((question, at): PromiseRow => ({
      section: LOOKS,
      row: `${at === 0 ? 'difference' : `rerun ratio, ${at === 1 ? 2 : 5} seeds`}, ${shape}, 10 splits at first, then ${advice}: later looks alone`,
      counted: 'better, worse, steadier or less steady first at a later look',
      promised: [0, 1],
      before: everEffect(question, { advice, first: 10, spend: false, later: true }),
      now: everEffect(question, { advice, first: 10, spend: true, later: true }),
      most: 2000,
    })),
  ),
);

export const MORE = '“N more”: is the question settled?';

/** Whether the look after the advised number of blocks has a verdict; counted where the first look had none. */
function settles(question: Question, advise: (seen: Seen) => number): Simulate {
  return (uniform, set) => {
    const draw = (blocks: number): [Scores, Scores] => {
      const both = Array.from({ length: blocks }, () => question.block(uniform));
      return [both.map(([x]) => x), both.map(([, y]) => y)];
    };
    const [baseline, variant] = draw(10);
    if (readingOf(question.judge(baseline, variant, { look: 1, set }), question.scale) !== 'too noisy')
      return undefined;
    const all = advise(question.seen(baseline, variant));
    const [moreX, moreY] = draw(all - 10);
    const next = question.judge([...baseline, ...moreX], [...variant, ...moreY], { look: 2, set });
    return readingOf(next, question.scale) !== 'too noisy';
  };
}

const next = { level: LEVEL, look: 2, comparisons: 1 } as const;
const sure = (seen: Seen): number => blocksToBeSure(seen, { ...next, scale: 'plain', threshold: THRESHOLD });

const settlingRows: PromiseRow[] = [
  ...[0, 0.15, 0.2, 0.25, 0.3, 0.4, 0.6].map((truth): PromiseRow => ({
    section: MORE,
    row: `to be sure: difference, true effect ${truth} SD, threshold ${THRESHOLD} SD`,
    counted: 'verdict at the next look',
    promised: [80, 100],
    before: truth === 0 ? '42–53' : '',
    now: settles(difference('normal', truth), sure),
    most: 4000,
  })),
  ...[0.3, 0.5, 0.8].map((truth): PromiseRow => ({
    section: MORE,
    row: `as large as seen: difference, true effect and effect seen ${truth} SD`,
    counted: 'told from none at the next look',
    promised: [80, 100],
    now: toldApart(truth),
    most: 4000,
  })),
];

/** Ten blocks give the SD; then this many blocks in all as an effect of this size takes: is it told from none? */
function toldApart(truth: number): Simulate {
  const question = difference('normal', truth);
  return (uniform, set) => {
    const pilot = Array.from({ length: 10 }, () => question.block(uniform)[1]);
    const seen = question.seen(pilot, pilot);
    const all = blocksIfAsSeen({ ...seen, value: truth }, { ...next, scale: 'plain' });
    const scores = [...pilot, ...Array.from({ length: all - 10 }, () => question.block(uniform)[1])];
    const comparison = question.judge(
      scores.map(() => [0]),
      scores,
      { look: 2, set },
    );
    return (comparison.estimate.low ?? 0) > 0;
  };
}

const ONE_LOOK = 'One look at a rerun SD ratio: wrong verdicts under no effect';

/** Whether a single interval of a ratio of 1 excludes 1. */
function excludesOne(
  shape: Shape,
  { blocks, seeds, wide }: { blocks: number; seeds: number; wide: boolean },
): Simulate {
  const question = rerunRatio(shape, { seeds });
  return (uniform, set) => {
    const both = Array.from({ length: blocks }, () => question.block(uniform));
    const [baseline, variant] = [both.map(([x]) => x), both.map(([, y]) => y)];
    const judged = wide
      ? question.judge(baseline, variant, { look: 1, set })
      : question.judgeBefore(baseline, variant, { set });
    return readingOf(judged, 'log') === 'effect';
  };
}

const oneLookRows = (['normal', 'skewed'] as const).flatMap((shape) =>
  (
    [
      [5, 5],
      [10, 2],
      [10, 5],
      [20, 2],
      [50, 2],
    ] as const
  ).map(([blocks, seeds]): PromiseRow => ({
    section: ONE_LOOK,
    row: `${shape}, ${blocks} × ${seeds}`,
    counted: 'steadier or less steady',
    promised: [0, shape === 'normal' ? 5.5 : 6.5],
    before: excludesOne(shape, { blocks, seeds, wide: false }),
    now: excludesOne(shape, { blocks, seeds, wide: true }),
  })),
);

export const lookRows: readonly PromiseRow[] = [...oneLookRows, ...lookingRows, ...laterRows, ...settlingRows];
