/** Whether the interval that `compare` makes of two summaries holds the truth: two means with their intervals, no runs. */
import { contrast } from '../src/analysis/given/contrast.js';
import type { Cell } from '../src/analysis/given/cell.js';
import { streamKey } from '../src/base/streams.js';
import { impliedError } from '../src/origins/scores/implied-error.js';
import { meanEstimate, normalQuantile } from '../src/stats/index.js';
import type { PromiseRow, Simulate, Uniform } from './promise.js';
import { standard } from './simulations.js';

type Implied = typeof impliedError;

interface Sides {
  readonly shape: 'normal' | 'skewed';
  readonly blocks: readonly [number, number];
  /** SD of the second side; 1 of the first. */
  readonly sd: number;
}

/** Half-widths at 95 % over a normal quantile, whatever the number of comparisons: as it was joined at first. */
const halfOverZ: Implied = ({ low, high, level }) => (high! - low!) / 2 / normalQuantile((1 + level) / 2);

function sideOf(
  uniform: Uniform,
  { shape, blocks, sd, set }: { shape: Sides['shape']; blocks: number; sd: number; set: number },
): ReturnType<typeof meanEstimate> {
  const scores = Array.from({ length: blocks }, () => [sd * standard(shape, uniform)]);
  return meanEstimate(scores, { level: 0.95, key: streamKey(set, 'summaries'), resamples: 999 });
}

/** True difference 0; the level that `comparisons` at once are judged at. */
function holdsOnce(
  uniform: Uniform,
  { shape, blocks, sd, set, comparisons, implied }: Sides & { set: number; comparisons: number; implied: Implied },
): boolean {
  const cells = blocks.map((n, i): Cell => {
    const mean = sideOf(uniform, { shape, blocks: n, sd: i === 0 ? 1 : sd, set });
    const [runs, error] = [[mean.point!], implied(mean, { comparisons, scale: 'plain' })];
    return { variant: '', dataSet: '', blocks: [0], means: runs, runs, planned: 1, failed: 0, missing: 0, error };
  });
  const how = { pairing: 'none', blockWord: 'split', repeatWord: 'seed', level: 1 - 0.05 / comparisons } as const;
  const { low, high } = contrast(cells[1]!, cells[0]!, how).difference;
  return low !== null && high !== null && low <= 0 && high >= 0;
}

const SIZES: readonly (readonly [number, number])[] = [
  [5, 5],
  [10, 10],
  [20, 20],
  [50, 50],
  [5, 20],
  [10, 50],
];

const SIDES = (['normal', 'skewed'] as const).flatMap((shape) =>
  SIZES.flatMap((blocks) => [1, 3].map((sd): Sides => ({ shape, blocks, sd }))),
);

const single = (sides: Sides, implied: Implied): Simulate => {
  return (uniform, set) => holdsOnce(uniform, { ...sides, set, comparisons: 1, implied });
};

/** Variants are matched by name, so that every comparison has a baseline of its own. */
const anyOf = (sides: Sides, implied: Implied): Simulate => {
  const each = Array.from({ length: 6 }, (_, i) => i);
  return (uniform, set) =>
    each.some((i) => !holdsOnce(uniform, { ...sides, set: 6 * set + i, comparisons: 6, implied }));
};

function nameOfSides({ shape, blocks: [first, second], sd }: Sides): string {
  return `${shape}, ${first} and ${second} blocks, ${sd === 1 ? 'equal SDs' : `the second SD ${sd} times the first`}`;
}

export const summaryRows: readonly PromiseRow[] = [
  ...SIDES.map((sides): PromiseRow => ({
    section: 'compare of summaries alone: the interval of the difference holds the truth',
    row: nameOfSides(sides),
    counted: 'intervals that hold the truth',
    promised: [94, 100],
    before: single(sides, halfOverZ),
    now: single(sides, impliedError),
    most: 4000,
  })),
  ...SIDES.filter(({ blocks: [first, second] }) => first <= 10 && first === second).map((sides): PromiseRow => ({
    section: 'compare of summaries alone: any of six comparisons misses the truth',
    row: nameOfSides(sides),
    counted: 'any interval that misses',
    promised: [0, 6],
    before: anyOf(sides, halfOverZ),
    now: anyOf(sides, impliedError),
    most: 1500,
  })),
];
