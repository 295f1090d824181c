/** The cells that `coverage` simulates, and what was measured before in numpy for the same cell. */
import { type Cell, type Estimand, type Shape, SHAPES } from './simulations.js';

/** Resamples in simulations: what the earlier measurements used, too. */
const RESAMPLES = 1_999;

const FLAT: readonly Estimand[] = [
  'mean',
  'difference',
  'unpairedDifference',
  'sd',
  'sdRatioPaired',
  'sdRatioUnpaired',
  'iqm',
  'probability',
];
const NESTED: readonly Estimand[] = [
  'totalRatio',
  'rerunRatio',
  'nestedMean',
  'rerunSd',
  'totalSd',
  'splitVariance',
  'seedVariance',
];
const SIZES = [10, 20, 50, 100];
const DESIGNS = [
  [5, 5],
  [10, 5],
  [20, 5],
] as const;

/** All cells, each with this many data sets. */
export function cellsOf(sets: number): Cell[] {
  const base = { seeds: 1, ratio: 1, sets, resamples: RESAMPLES };
  const flat = FLAT.flatMap((estimand) =>
    SHAPES.flatMap((shape) => SIZES.map((splits) => ({ ...base, estimand, shape, splits }))),
  );
  const few = (['mean', 'sd', 'sdRatioPaired'] as const).flatMap((estimand) =>
    SHAPES.map((shape) => ({ ...base, estimand, shape, splits: 7 })),
  );
  const nested = NESTED.flatMap((estimand) =>
    (['normal', 'skewed'] as const).flatMap((shape) =>
      DESIGNS.flatMap(([splits, seeds]) =>
        (estimand.endsWith('Ratio') ? [1, 2] : [1]).map((ratio) => ({
          ...base,
          estimand,
          shape,
          splits,
          seeds,
          ratio,
        })),
      ),
    ),
  );
  const families = (['familyDifferences', 'familySdRatios'] as const).flatMap((estimand) =>
    (['normal', 'skewed'] as const).flatMap((shape) => [
      ...[10, 20, 50].map((splits) => ({ ...base, estimand, shape, splits })),
      { ...base, estimand, shape, splits: 10, seeds: 5 },
    ]),
  );
  const looking = (['everyLook', 'atStop'] as const).flatMap((estimand) =>
    SHAPES.map((shape) => ({ ...base, estimand, shape, splits: 100 })),
  );
  const wrong = [
    { ...base, estimand: 'naiveNestedMean', shape: 'normal', splits: 20, seeds: 5 },
    { ...base, estimand: 'naiveNestedMean', shape: 'normal', splits: 10, seeds: 10 },
  ] as const;
  return [...flat, ...few, ...nested, ...wrong, ...families, ...looking];
}

/** Coverage in % measured in numpy with 10,000 data sets a cell, at n = 10, 20, 50, 100. */
const BEFORE: Partial<Record<Estimand, Partial<Record<Shape, readonly number[]>>>> = {
  mean: {
    normal: [95.2, 95.0, 95.3, 94.9],
    skewed: [94.7, 94.6, 94.8, 94.8],
    discrete: [95.0, 94.9, 94.7, 94.3],
  },
  sd: {
    normal: [96.0, 94.5, 94.3, 94.5],
    skewed: [92.2, 89.7, 91.1, 92.0],
    discrete: [96.7, 94.8, 94.0, 94.6],
  },
  sdRatioPaired: { normal: [96.1, 94.5, 94.2, 94.7], skewed: [95.2, 92.8, 93.0, 93.1] },
  sdRatioUnpaired: { normal: [97.2, 94.8, 94.5, 95.0], skewed: [96.4, 93.8, 92.6, 93.4] },
};

/** The range measured before, in %: one number twice, or the range given for nested designs; nothing where none was. */
export function measuredBefore({ estimand, shape, splits }: Cell): readonly [number, number] | undefined {
  if (estimand === 'totalRatio') return [93.6, 95.4];
  if (estimand === 'rerunRatio') return [92.6, 95.6];
  if (estimand === 'naiveNestedMean') return splits === 20 ? [73, 75] : [57, 60];
  const value = BEFORE[estimand]?.[shape]?.[SIZES.indexOf(splits)];
  return value === undefined ? undefined : [value, value];
}
