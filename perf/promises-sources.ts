/** What is promised about sources of spread, and about several data sets: intervals that hold. */
import { ln } from '../src/base/math.js';
import {
  type BaseSample,
  hodgesLehmannEstimate,
  likeTheseEstimate,
  likeTheseWiderEstimate,
  sourcesOfVariance,
  theseEstimate,
} from '../src/stats/index.js';
import { type Estimate } from '../src/base/estimate.js';
import { normal, type PromiseRow, type Simulate, type Uniform } from './promise.js';
import { uniformOf } from './simulations.js';

const LEVEL = 0.95;

/** A score made by independent sources, with the true shares. */
interface Model {
  readonly name: string;
  readonly draw: (uniform: Uniform) => readonly number[];
  readonly score: (sources: readonly number[]) => number;
  readonly alone: readonly number[];
  readonly withOthers: readonly number[];
  readonly interaction: number;
}

const twoNormals = (uniform: Uniform): number[] => [normal(uniform), normal(uniform)];

const MODELS: readonly Model[] = [
  {
    name: 'a + b',
    draw: twoNormals,
    score: ([a, b]) => a! + b!,
    alone: [0.5, 0.5],
    withOthers: [0.5, 0.5],
    interaction: 0,
  },
  {
    name: 'a + b + ab',
    draw: twoNormals,
    score: ([a, b]) => a! + b! + a! * b!,
    alone: [1 / 3, 1 / 3],
    withOthers: [2 / 3, 2 / 3],
    interaction: 1 / 3,
  },
  { name: 'ab', draw: twoNormals, score: ([a, b]) => a! * b!, alone: [0, 0], withOthers: [1, 1], interaction: 1 },
  randomTable(4, 8),
];

/** Four sources of this many equally likely values; the score is a table of main effects, pairs and all together, drawn once. */
function randomTable(sources: number, values: number): Model {
  const uniform = uniformOf('random table', sources, values);
  const cells = Array.from({ length: wholePower(values, sources) }, () => 0.5 * normal(uniform));
  const main = Array.from({ length: sources }, (_, i) =>
    Array.from({ length: values }, () => normal(uniform) * [1, 0.7, 0.4, 0.2][i % 4]!),
  );
  const score = (x: readonly number[]): number =>
    cells[x.reduce((at, value) => at * values + value, 0)]! + x.reduce((sum, value, i) => sum + main[i]![value]!, 0);
  const all = cells.map((_, at) => digits(at, { sources, values }));
  const scores = all.map(score);
  const whole = varianceOf(scores);
  const meanBy = (key: (x: readonly number[]) => string): number => {
    const groups = new Map<string, number[]>();
    all.forEach((x, at) => groups.set(key(x), [...(groups.get(key(x)) ?? []), scores[at]!]));
    return varianceOf([...groups.values()].map(meanOf)) / whole;
  };
  const alone = main.map((_, i) => meanBy((x) => String(x[i])));
  const withOthers = main.map((_, i) => 1 - meanBy((x) => x.filter((_value, j) => j !== i).join()));
  return {
    name: `a random table of ${sources} sources`,
    draw: (u) => Array.from({ length: sources }, () => Math.floor(u() * values)),
    score,
    alone,
    withOthers,
    interaction: 1 - alone.reduce((sum, share) => sum + share, 0),
  };
}

function digits(at: number, { sources, values }: { sources: number; values: number }): number[] {
  return Array.from({ length: sources }, (_, i) => Math.floor(at / wholePower(values, sources - 1 - i)) % values);
}

function wholePower(base: number, power: number): number {
  return Array.from({ length: power }).reduce<number>((product) => product * base, 1);
}

function square(value: number): number {
  return value * value;
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function varianceOf(values: readonly number[]): number {
  const centre = meanOf(values);
  return meanOf(values.map((value) => (value - centre) * (value - centre)));
}

function baseSample({ draw, score }: Model, uniform: Uniform): BaseSample {
  const [a, b] = [draw(uniform), draw(uniform)];
  const exchanged = (from: readonly number[], to: readonly number[]): number[] =>
    from.map((_, i) => score(from.map((value, j) => (j === i ? to[i]! : value))));
  return { a: score(a), b: score(b), ab: exchanged(a, b), ba: exchanged(b, a) };
}

type Part = 'alone' | 'with others' | 'interaction';

/** Whether all intervals of a part hold, averaged over the sources by taking one source a data set. */
function shareHolds(model: Model, { samples, part }: { samples: number; part: Part }): Simulate {
  return (uniform, set) => {
    const found = sourcesOfVariance(
      Array.from({ length: samples }, () => baseSample(model, uniform)),
      { level: LEVEL },
    );
    if (part === 'interaction') return holds(found.interaction.estimate, model.interaction);
    const i = set % model.alone.length;
    return part === 'alone'
      ? holds(found.sources[i]!.alone.estimate, model.alone[i]!)
      : holds(found.sources[i]!.withOthers.estimate, model.withOthers[i]!);
  };
}

/** Limits are cut to 0 … 1, so a truth at an end is held up to rounding. */
function holds({ low, high }: Estimate, truth: number): boolean | undefined {
  return low === null || high === null ? undefined : low <= truth + 1e-9 && truth - 1e-9 <= high;
}

const shareRows: readonly PromiseRow[] = MODELS.flatMap((model) =>
  [30, 100].flatMap((samples) =>
    (['alone', 'with others', 'interaction'] as const).map((part): PromiseRow => ({
      section: 'Where the spread comes from: shares by pick-freeze',
      row: `${model.name}, ${samples} base samples, ${part}`,
      counted: 'intervals that hold the truth',
      promised: [heldAtLeast(model, samples), 100],
      before: shownBefore(model, part),
      now: shareHolds(model, { samples, part }),
      most: 3000,
    })),
  ),
);

/** The first edition's cells hold total effects, and their “remainder” is 1 less these. */
function shownBefore({ alone, withOthers, interaction }: Model, part: Part): string {
  const whole = (share: number): string => `${(100 * share).toFixed(0)} %`;
  const all = (shares: readonly number[]): string => shares.map(whole).join(', ');
  if (part === 'with others') return '';
  if (part === 'alone') return `shows ${all(withOthers)} for ${all(alone)}`;
  return `shows ${whole(1 - withOthers.reduce((sum, share) => sum + share, 0))} for ${whole(interaction)}`;
}

/** Products of normals have the heaviest tails that shares can meet; a table of bounded scores has not. */
function heldAtLeast({ name }: Model, samples: number): number {
  const product = name.endsWith('ab');
  if (product) return 88;
  return samples === 30 ? 92 : 93;
}

/** The true mean over all data sets is 0. */
const EFFECTS: Readonly<Record<string, (uniform: Uniform) => number>> = {
  normal,
  't with 3 df': (u) => normal(u) / Math.sqrt((square(normal(u)) + square(normal(u)) + square(normal(u))) / 3),
  exponential: (u) => -ln(u()) - 1,
};

const LIKE = 'Several data sets: do intervals hold the truth?';

/** Bounds: what Student's t alone was chosen by in another simulation, cut to whole per cent, fixed before the first run. */
const SKEWED_LIKE: Readonly<Record<number, number>> = { 6: 89, 8: 90, 20: 93, 50: 94 };

const likeRows: readonly PromiseRow[] = Object.entries(EFFECTS).flatMap(([shape, draw]) =>
  [6, 8, 20, 50].map((sets): PromiseRow => {
    const draws = (uniform: Uniform): number[] => Array.from({ length: sets }, () => draw(uniform));
    return {
      section: LIKE,
      row: `data sets like these, mean, ${shape}, ${sets} data sets`,
      counted: 'intervals that hold the truth',
      promised: [shape === 'exponential' ? SKEWED_LIKE[sets]! : 94, 100],
      before: (uniform) => holds(likeTheseEstimate(draws(uniform), { level: LEVEL }), 0),
      now: (uniform) => holds(likeTheseWiderEstimate(draws(uniform), { level: LEVEL }), 0),
    };
  }),
);

/** The verdict reads the very interval that is shown. Bound: 5 %, and a point as for other verdicts. */
const skewedVerdictRows: readonly PromiseRow[] = Object.entries(EFFECTS).flatMap(([shape, draw]) =>
  [8, 20, 50].map((sets): PromiseRow => {
    const leads = (estimate: Estimate): boolean => holds(estimate, 0) === false;
    const draws = (uniform: Uniform): number[] => Array.from({ length: sets }, () => draw(uniform));
    return {
      section: 'Several data sets of which no side is better: the verdict about data sets like these',
      row: `${shape}, ${sets} data sets`,
      counted: 'says better or worse',
      promised: [0, 6],
      before: (uniform) => leads(likeTheseEstimate(draws(uniform), { level: LEVEL })),
      now: (uniform) => leads(likeTheseWiderEstimate(draws(uniform), { level: LEVEL })),
    };
  }),
);

const medianRows: readonly PromiseRow[] = ['normal', 't with 3 df'].flatMap((shape) =>
  [6, 8, 20].map((sets): PromiseRow => ({
    section: LIKE,
    row: `data sets like these, Hodges–Lehmann median, ${shape}, ${sets} data sets`,
    counted: 'intervals that hold the truth',
    promised: [94, 100],
    now: (uniform) =>
      holds(
        hodgesLehmannEstimate(
          Array.from({ length: sets }, () => EFFECTS[shape]!(uniform)),
          { level: LEVEL },
        ),
        0,
      ),
  })),
);

/** Data sets with their own means and unlike SDs; the truth is the mean of these means. */
function theseHold({ sets, blocks, skewed }: { sets: number; blocks: number; skewed: boolean }): Simulate {
  const draw = skewed ? EFFECTS.exponential! : normal;
  return (uniform) => {
    const truths = Array.from({ length: sets }, () => normal(uniform));
    const scores = truths.map((truth, d) => Array.from({ length: blocks }, () => truth + (1 + d / 2) * draw(uniform)));
    return holds(theseEstimate(scores, { level: LEVEL }), meanOf(truths));
  };
}

const theseRows: readonly PromiseRow[] = [false, true].flatMap((skewed) =>
  (
    [
      [2, 10],
      [3, 5],
      [5, 10],
      [10, 5],
    ] as const
  ).map(([sets, blocks]): PromiseRow => ({
    section: LIKE,
    row: `these data sets alone, ${skewed ? 'exponential' : 'normal'} with unlike SDs, ${sets} × ${blocks} blocks`,
    counted: 'intervals that hold the truth',
    promised: [skewed ? 89 : 94, 100],
    now: theseHold({ sets, blocks, skewed }),
  })),
);

export const sourceRows: readonly PromiseRow[] = [
  ...shareRows,
  ...likeRows,
  ...skewedVerdictRows,
  ...medianRows,
  ...theseRows,
];
