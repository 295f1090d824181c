/**
 * What `coverage` simulates: data sets of known truth, the default estimates of src/stats on them, and whether the limits
 * hold the truth. A cell is one estimand × shape × design; the same cell with fewer data sets runs in the tests.
 */
import { ln } from '../src/base/math.js';
import {
  differenceEstimate,
  iqmEstimate,
  looksAt,
  meanEstimate,
  nextWord,
  normalQuantile,
  probabilityOfImprovement,
  rerunSdEstimate,
  type Scores,
  sdEstimate,
  sdRatioRerun,
  sdRatioTotal,
  seedGenerator,
  simultaneousDifferences,
  simultaneousSdRatios,
  stopsAfter,
  varianceComponents,
} from '../src/stats/index.js';
import { type Estimate } from '../src/base/estimate.js';
import { streamKey } from '../src/base/streams.js';

export const SHAPES = ['normal', 'skewed', 'discrete', 'crash'] as const;
export type Shape = (typeof SHAPES)[number];

/** Flat estimands, nested ones, families and the sequential rule. */
export type Estimand =
  | 'mean'
  | 'difference'
  | 'unpairedDifference'
  | 'sd'
  | 'sdRatioPaired'
  | 'sdRatioUnpaired'
  | 'iqm'
  | 'probability'
  | 'nestedMean'
  | 'naiveNestedMean'
  | 'totalRatio'
  | 'rerunRatio'
  | 'rerunSd'
  | 'totalSd'
  | 'splitVariance'
  | 'seedVariance'
  | 'familyDifferences'
  | 'familySdRatios'
  | 'everyLook'
  | 'atStop';

/** One cell: `seeds` is 1 in flat designs; `ratio` is the true SD ratio of nested designs. */
export interface Cell {
  readonly estimand: Estimand;
  readonly shape: Shape;
  readonly splits: number;
  readonly seeds: number;
  readonly ratio: number;
  readonly sets: number;
  readonly resamples: number;
}

/** How often the limits held the truth. */
export interface CellResult {
  readonly held: number;
  readonly sets: number;
  /** Data sets without an interval; not counted as held or missed. */
  readonly none: number;
  readonly methods: readonly string[];
}

const LEVEL = 0.95;
const CRASH_RATE = 0.03;
const CRASH_SDS = 8;

/** A source of uniforms strictly between 0 and 1. */
type Uniform = () => number;

/** Draws of a shape with its true mean and SD. `shared` makes pairs with correlation ½ from a common part. */
interface Maker {
  readonly mean: number;
  readonly sd: number;
  readonly pair: (uniform: Uniform) => readonly [number, number];
}

const makers: Readonly<Record<Shape, Maker>> = {
  normal: { mean: 0, sd: 1, pair: normalPair },
  skewed: {
    mean: -2,
    sd: Math.SQRT2,
    pair: (u) => {
      const shared = ln(u());
      return [shared + ln(u()), shared + ln(u())];
    },
  },
  discrete: {
    mean: 0.9,
    sd: Math.sqrt((0.9 * 0.1) / 50),
    pair: (u) => {
      const shared = hits(u, 25);
      return [(shared + hits(u, 25)) / 50, (shared + hits(u, 25)) / 50];
    },
  },
  crash: {
    mean: -CRASH_RATE * CRASH_SDS,
    sd: Math.sqrt(
      1 - CRASH_RATE + CRASH_RATE * CRASH_SDS * CRASH_SDS - CRASH_RATE * CRASH_SDS * (CRASH_RATE * CRASH_SDS),
    ),
    pair: (u) => {
      const [a, b] = normalPair(u);
      return [u() < CRASH_RATE ? -CRASH_SDS : a, u() < CRASH_RATE ? -CRASH_SDS : b];
    },
  },
};

function normalPair(u: Uniform): readonly [number, number] {
  const shared = normalQuantile(u());
  const half = Math.SQRT1_2;
  return [half * (shared + normalQuantile(u())), half * (shared + normalQuantile(u()))];
}

/** A binomial count with success probability .9. */
function hits(u: Uniform, trials: number): number {
  let count = 0;
  for (let i = 0; i < trials; i++) if (u() < 0.9) count++;
  return count;
}

export function uniformOf(...name: (string | number)[]): Uniform {
  const state = seedGenerator(streamKey('coverage', ...name));
  return () => (nextWord(state) + 0.5) / 4294967296;
}

/** One draw of a shape, standardised to mean 0 and SD 1. */
export function standard(shape: Shape, u: Uniform): number {
  return (makers[shape].pair(u)[0] - makers[shape].mean) / makers[shape].sd;
}

const flat = (values: readonly number[]): Scores => values.map((value) => [value]);

/** Simulates a cell. Same cell, same counts. */
export function simulate(cell: Cell): CellResult {
  const { estimand, shape, splits, seeds, ratio, sets } = cell;
  const u = uniformOf(estimand, shape, splits, seeds, ratio);
  const check = checkers[estimand](cell);
  const methods = new Set<string>();
  let [held, none] = [0, 0];
  for (let set = 0; set < sets; set++) {
    const outcome = check(u, set);
    if (outcome.held === undefined) none++;
    else if (outcome.held) held++;
    methods.add(outcome.method);
  }
  return { held, none, sets, methods: [...methods].sort() };
}

interface Outcome {
  readonly held: boolean | undefined;
  readonly method: string;
}

type Checker = (cell: Cell) => (u: Uniform, set: number) => Outcome;

function outcome({ low, high, method }: Estimate, truth: number): Outcome {
  return { held: low === null || high === null ? undefined : low <= truth && truth <= high, method };
}

function optionsOf(cell: Cell, set: number) {
  return { level: LEVEL, key: [set, cell.splits] as const, resamples: cell.resamples };
}

function draws(cell: Cell, u: Uniform): [number, number][] {
  return Array.from({ length: cell.splits }, () => [...makers[cell.shape].pair(u)] as [number, number]);
}

/**
 * Nested scores of two variants: a common split effect of SD 1, and seed noise of the shape, of SD `ratio` in the
 * baseline and 1 in the variant, correlated ½.
 */
function nestedPair({ shape, splits, seeds, ratio }: Cell, u: Uniform): [Scores, Scores] {
  const { mean, sd, pair } = makers[shape];
  const both = Array.from({ length: splits }, () => {
    const split = normalQuantile(u());
    return Array.from({ length: seeds }, () => {
      const [a, b] = pair(u);
      return [split + (ratio * (a - mean)) / sd, split + (b - mean) / sd] as const;
    });
  });
  return [both.map((runs) => runs.map(([a]) => a)), both.map((runs) => runs.map(([, b]) => b))];
}

const SHIFT = 0.5;

const checkers: Readonly<Record<Estimand, Checker>> = {
  mean: (cell) => (u, set) => {
    const values = draws(cell, u).map(([a]) => a);
    return outcome(meanEstimate(flat(values), optionsOf(cell, set)), makers[cell.shape].mean);
  },
  difference: (cell) => (u, set) => {
    const pairs = draws(cell, u);
    const [a, b] = [pairs.map(([x]) => x), pairs.map(([, y]) => y)];
    return outcome(differenceEstimate(flat(a), flat(b), optionsOf(cell, set)), 0);
  },
  unpairedDifference: (cell) => (u, set) => {
    const [a, b] = [draws(cell, u).map(([x]) => x), draws(cell, u).map(([x]) => x)];
    return outcome(differenceEstimate(flat(a), flat(b), { ...optionsOf(cell, set), paired: false }), 0);
  },
  sd: (cell) => (u, set) => {
    const values = draws(cell, u).map(([a]) => a);
    return outcome(sdEstimate(flat(values), optionsOf(cell, set)), makers[cell.shape].sd);
  },
  sdRatioPaired: (cell) => (u, set) => {
    const pairs = draws(cell, u);
    const [a, b] = [pairs.map(([x]) => x), pairs.map(([, y]) => y)];
    return outcome(sdRatioTotal(flat(a), flat(b), optionsOf(cell, set)), 1);
  },
  sdRatioUnpaired: (cell) => (u, set) => {
    const [a, b] = [draws(cell, u).map(([x]) => x), draws(cell, u).map(([x]) => x)];
    return outcome(sdRatioTotal(flat(a), flat(b), { ...optionsOf(cell, set), paired: false }), 1);
  },
  iqm: (cell) => {
    const truth = populationIqm(cell.shape);
    return (u, set) => outcome(iqmEstimate(flat(draws(cell, u).map(([a]) => a)), optionsOf(cell, set)), truth);
  },
  probability: (cell) => {
    const truth = populationProbability(cell.shape);
    const shift = SHIFT * makers[cell.shape].sd;
    return (u, set) => {
      const [a, b] = [draws(cell, u).map(([x]) => x + shift), draws(cell, u).map(([x]) => x)];
      return outcome(probabilityOfImprovement(flat(a), flat(b), { ...optionsOf(cell, set), better: 'higher' }), truth);
    };
  },
  nestedMean: (cell) => (u, set) => outcome(meanEstimate(nestedPair(cell, u)[1], optionsOf(cell, set)), 0),
  naiveNestedMean: (cell) => (u, set) =>
    outcome(meanEstimate(flat(nestedPair(cell, u)[1].flat()), optionsOf(cell, set)), 0),
  totalRatio: (cell) => (u, set) => {
    const truth = Math.sqrt((1 + cell.ratio * cell.ratio) / 2);
    return outcome(sdRatioTotal(...nestedPair(cell, u), optionsOf(cell, set)), truth);
  },
  rerunRatio: (cell) => (u, set) => outcome(sdRatioRerun(...nestedPair(cell, u), optionsOf(cell, set)), cell.ratio),
  rerunSd: (cell) => (u, set) => outcome(rerunSdEstimate(nestedPair(cell, u)[1], optionsOf(cell, set)), 1),
  totalSd: (cell) => (u, set) => outcome(sdEstimate(nestedPair(cell, u)[1], optionsOf(cell, set)), Math.SQRT2),
  splitVariance: (cell) => (u) =>
    outcome(varianceComponents(nestedPair(cell, u)[1], { level: LEVEL }).split.estimate, 1),
  seedVariance: (cell) => (u) => outcome(varianceComponents(nestedPair(cell, u)[1], { level: LEVEL }).seed.estimate, 1),
  familyDifferences: (cell) => (u, set) =>
    allHeld(family(cell, u), set, { cell, truth: 0, of: simultaneousDifferences }),
  familySdRatios: (cell) => (u, set) =>
    allHeld(family(cell, u), set, {
      cell,
      truth: 1,
      of: (a, b, options) => simultaneousSdRatios(a, b, { ...options, component: cell.seeds > 1 ? 'seed' : 'total' }),
    }),
  everyLook: (cell) => (u) => {
    const values = draws(cell, u).map(([a]) => a);
    const looks = looksAt(values, { level: LEVEL, minimum: LEAST_LOOK, maximum: cell.splits });
    const held = looks.every(({ mean, halfWidth }) => Math.abs(mean - makers[cell.shape].mean) <= halfWidth);
    return { held, method: 'confidenceSequence' };
  },
  atStop: (cell) => (u) => {
    const { mean: truth, sd } = makers[cell.shape];
    const values = draws(cell, u).map(([a]) => a);
    const range = { level: LEVEL, minimum: LEAST_LOOK, maximum: cell.splits };
    const n = stopsAfter(values, { ...range, halfWidth: 0.6 * sd }) ?? cell.splits;
    const look = looksAt(values.slice(0, n), range).at(-1)!;
    return { held: Math.abs(look.mean - truth) <= look.halfWidth, method: 'confidenceSequence' };
  },
};

const LEAST_LOOK = 10;
/** Variants beside the baseline in a simulated family. */
const FAMILY = 4;

/** A baseline and four variants, all alike, correlated ½ by a common effect of the block; seeds are exchangeable. */
function family({ shape, splits, seeds }: Cell, u: Uniform): Scores[] {
  const common = Array.from({ length: splits }, () => normalQuantile(u()));
  return Array.from({ length: FAMILY + 1 }, () =>
    common.map((split) => Array.from({ length: seeds }, () => split + standard(shape, u))),
  );
}

function allHeld(
  [baseline, ...variants]: Scores[],
  set: number,
  { cell, truth, of }: { cell: Cell; truth: number; of: typeof simultaneousDifferences },
): Outcome {
  const outcomes = of(baseline!, variants, optionsOf(cell, set)).map(({ estimate }) => outcome(estimate, truth));
  const known = outcomes.every(({ held }) => held !== undefined);
  return { held: known ? outcomes.every(({ held }) => held) : undefined, method: outcomes[0]!.method };
}

const POPULATION = 400_000;

function populationIqm(shape: Shape): number {
  const u = uniformOf('population', shape);
  const values = Float64Array.from({ length: POPULATION }, () => makers[shape].pair(u)[0]).sort();
  return (
    values.subarray(POPULATION / 4, (3 * POPULATION) / 4).reduce((total, value) => total + value, 0) / (POPULATION / 2)
  );
}

function populationProbability(shape: Shape): number {
  const u = uniformOf('pairs', shape);
  let wins = 0;
  for (let i = 0; i < POPULATION; i++) {
    const ahead = makers[shape].pair(u)[0] + SHIFT * makers[shape].sd - makers[shape].pair(u)[0];
    wins += Math.abs(ahead) < 1e-9 ? 0.5 : ahead > 0 ? 1 : 0;
  }
  return wins / POPULATION;
}
